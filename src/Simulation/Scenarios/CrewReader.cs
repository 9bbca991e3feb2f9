using System.Globalization;
using NodaTime;
using Twin.Domain.Documents;
using Twin.Domain.Escalation;
using Twin.Domain.Network;
using Twin.Domain.Teams;
using Twin.Simulation.World;

namespace Twin.Simulation.Scenarios;

/// <summary>Reads <c>teams:</c>, one plan or a list of them, and makes the teams. The running twin's are <c>live</c>, or <c>{live: true}</c> with what else a plan says of how people behave.</summary>
/// <param name="faults">What is wrong.</param>
/// <param name="outlets">Those that are looked after: a plan makes no team where there is none.</param>
/// <param name="live">The running twin's teams, which are meant when none are given; null: it is not what is simulated.</param>
internal sealed class CrewReader(List<DocFault> faults, IReadOnlyList<Team>? live, IReadOnlyList<OutletProfile> outlets)
{
    private const int PeopleMax = 10_000;
    private const double DetourMax = 20;
    private const double SpeedMin = 1;
    private const double SpeedMax = 1000;
    private const string Live = "live";
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);
    private static readonly IsoDayOfWeek[] EveryDay = [.. Enumerable.Range(1, 7).Select(d => (IsoDayOfWeek)d)];
    private static readonly (string, DivisionLevel)[] Levels = [("province", DivisionLevel.Province), ("city", DivisionLevel.City), ("county", DivisionLevel.County)];
    private static readonly (string, Side)[] Sides = [("both", Side.Province), ("business", Side.Business), ("telecom", Side.Telecom)];
    private static readonly (string, DispatchPolicy)[] Policies =
        [("zone-first", DispatchPolicy.ZoneFirst), ("nearest-idle", DispatchPolicy.NearestIdle), ("fcfs", DispatchPolicy.Fcfs), ("priority", DispatchPolicy.Priority)];

    /// <summary>Someone always hears: pages are counted, not sent.</summary>
    private static readonly ContactChannel[] Channels = [new("log", ChannelType.Log)];

    public (IReadOnlyList<Team> Teams, Crews Crews, DispatchPolicy? Dispatch) Read(DocReader scenario)
    {
        var node = live is null ? scenario.Required("teams") : scenario.Node("teams");
        if (node is null) return (live ?? [], new Crews(), null);
        var (teams, crews, dispatch) = (new List<Team>(), new Crews(), (DispatchPolicy?)null);
        var plans = node is DocList list ? list.Items.Select((item, i) => (item, $"teams[{i}]")) : [(node, "teams")];
        foreach (var (item, path) in plans)
        {
            if (item is DocText { Value: Live })
            {
                AddLive(teams, item, path);
                continue;
            }
            if (DocReader.Open(item, path, faults) is not { } plan) continue;
            var running = plan.Boolean(Live) == true;
            if (running) AddLive(teams, item, path);
            var (level, side) = (plan.Word("per", Levels, required: !running), plan.Word("side", Sides) ?? Side.Province);
            var people = plan.Whole("people", 0, PeopleMax, required: !running);
            if (running && (level is not null || people is not null)) faults.Add(new(path, "invalidValue", "the teams of the running twin have the people they have: write more as a plan of its own, [live, {per: city, people: 2}]", item.Line, item.Column));
            var (skills, shifts) = (plan.Texts("skills"), Shifts(plan));
            crews = crews with
            {
                SpeedKmPerHour = Speed(plan, crews.SpeedKmPerHour),
                Detour = Detour(plan) ?? crews.Detour,
                AcknowledgeSeconds = plan.Seconds("acknowledge", zeroAllowed: true) ?? crews.AcknowledgeSeconds,
            };
            dispatch = plan.Word("dispatch", Policies) ?? dispatch;
            plan.Done();
            if (level is { } per && people is { } count) teams.AddRange(Make(per, side, count, skills, shifts));
        }
        return (teams, crews, dispatch);
    }

    private void AddLive(List<Team> teams, DocNode node, string path)
    {
        if (live is null) faults.Add(new(path, "invalidValue", "the teams of the running twin go with 'network: {live: true}'", node.Line, node.Column));
        else teams.AddRange(live.Where(t => teams.All(known => known.Id != t.Id)));
    }

    private IEnumerable<Team> Make(DivisionLevel level, Side side, int people, IReadOnlyList<string> skills, IReadOnlyList<(TimeSpan From, TimeSpan To, double Share)> shifts)
    {
        // With the outlets of one city, people of the other twelve would be counted, and come to help.
        var looked = outlets.SelectMany(o => new[] { o.District, o.TelecomArea ?? o.District }).SelectMany(d => new[] { d, d.City }).ToHashSet();
        var areas = Divisions.All.Where(d => level == DivisionLevel.Province ? d.Level == level : (level == DivisionLevel.County ? d.IsCountyLevel : d.Level == level) && looked.Contains(d.Code));
        foreach (var area in areas)
        {
            // Where the people are at home: spread over the counties, the largest first.
            Division[] counties = [.. Divisions.CountyLevel.Where(c => level == DivisionLevel.Province || (level == DivisionLevel.City ? c.Code.City == area.Code : c.Code == area.Code)).OrderByDescending(c => c.Population).ThenBy(c => c.Code)];
            var prefix = $"{side.ToString().ToLowerInvariant()[0]}{area.Code}";
            Person[] engineers =
            [
                .. Enumerable.Range(1, people).Select(n => new Person
                {
                    Id = string.Create(CultureInfo.InvariantCulture, $"{prefix}-{n:000}"),
                    Role = Role.Engineer,
                    Skills = skills,
                    Home = counties.Length == 0 ? area.Seat : counties[(n - 1) % counties.Length].Seat,
                    Channels = Channels,
                }),
            ];
            yield return new()
            {
                Id = prefix,
                Side = side,
                Areas = [area.Code],
                People = [.. engineers, new Person { Id = $"{prefix}-lead", Role = Role.Lead, Channels = Channels }, new Person { Id = $"{prefix}-duty", Role = Role.DutyManager, Channels = Channels }],
                Shifts = Rota(engineers, shifts),
            };
        }
    }

    /// <summary>Each shift takes its share of the people; whoever is left is on call around the clock.</summary>
    private static List<Shift> Rota(Person[] engineers, IReadOnlyList<(TimeSpan From, TimeSpan To, double Share)> shifts)
    {
        var (rota, taken, share) = (new List<Shift>(), 0, 0.0);
        foreach (var (from, to, part) in shifts)
        {
            var until = Math.Min(engineers.Length, (int)Math.Round((share += part) * engineers.Length, MidpointRounding.AwayFromZero));
            if (until > taken) rota.Add(new([.. engineers[taken..until].Select(p => p.Id)], EveryDay, from, to));
            taken = Math.Max(taken, until);
        }
        if (rota.Count > 0 && taken < engineers.Length) rota.Add(new([.. engineers[taken..].Select(p => p.Id)], EveryDay, TimeSpan.Zero, Day));
        return rota;
    }

    private List<(TimeSpan From, TimeSpan To, double Share)> Shifts(DocReader plan)
    {
        var shifts = new List<(TimeSpan, TimeSpan, double)>();
        foreach (var (node, path) in plan.ListOfAtMost(20, "shifts"))
        {
            if (DocReader.Open(node, path, faults) is not { } shift) continue;
            var (from, to, share) = (shift.Clock("from"), shift.Clock("to"), shift.Share("share"));
            shift.Done();
            if (from is { } f && to is { } t) shifts.Add((f, t, share ?? 1));
        }
        if (shifts.Sum(s => s.Item3) > 1 + 1e-9) plan.Fault("shifts", plan.Node("shifts"), "outOfRange", "the shares of the shifts add up to more than 100 %");
        return shifts;
    }

    private static double? Detour(DocReader plan)
    {
        if (plan.Number("detour") is not { } detour || detour is >= 1 and <= DetourMax) return plan.Number("detour");
        plan.Fault("detour", plan.Node("detour"), "outOfRange", FormattableString.Invariant($"'detour' is from 1 to {DetourMax}: kilometres on the road for one as the crow flies"));
        return null;
    }

    /// <summary><c>30km/h</c>; <c>none</c>: no time is lost on the way.</summary>
    private static double? Speed(DocReader plan, double? before)
    {
        if (plan.Node("speed") is not { } node) return before;
        if (node is DocText { Value: "none" }) return null;
        if (node is DocText { Value: [.. var number, 'k', 'm', '/', 'h'] } && double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var speed) && speed is >= SpeedMin and <= SpeedMax) return speed;
        plan.Fault("speed", node, "invalidValue", $"expected a speed such as 30km/h, from {SpeedMin}km/h to {SpeedMax}km/h, or none (no time is lost on the way), found {node.Described}");
        return before;
    }
}
