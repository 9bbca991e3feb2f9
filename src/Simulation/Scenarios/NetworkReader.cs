using System.Globalization;
using Twin.Domain.Calendars;
using Twin.Domain.Documents;
using Twin.Domain.Escalation;
using Twin.Domain.Network;
using Twin.Domain.Readings;
using Twin.Domain.Rules;
using Twin.Domain.Time;
using Twin.Simulation.World;

namespace Twin.Simulation.Scenarios;

/// <summary>Reads <c>network:</c> and what goes with it: <c>failures events bursts growth rulebook policy teams maintenance spares</c>. See docs/simulation.md.</summary>
internal sealed class NetworkReader(ScenarioFiles files, DistributionReader distributions, List<DocFault> faults)
{
    private const int OutletsMax = 1_000_000;
    private const int ListMax = 1000;
    private const string Live = "live";

    // More take the better part of a day.
    private const double FailuresMax = 1e8;
    private const double FactorMax = 1e6;
    private const int NodesShown = 5;

    /// <summary>What stands beside <c>network</c> in a scenario.</summary>
    public static readonly string[] Beside = ["failures", "events", "bursts", "growth", "rulebook", "policy", "teams", "maintenance", "spares"];

    private static readonly (string Word, DeviceKind Kind)[] Kinds = [("terminal", DeviceKind.Terminal), ("line", DeviceKind.Line), ("camera", DeviceKind.Camera)];

    /// <summary>What a line, and all lines of a node, say when nothing is told of it: the carrier's end reports the loss of the signal.</summary>
    private static readonly NamedValue[] SignalLost = [new("los", Value.Of(true))];

    /// <param name="scenario">The whole of it.</param>
    /// <param name="given">How long it plays; null, or what is no length, is told by whoever reads that.</param>
    /// <param name="start">When it begins; null: when nothing is said, or with the live network.</param>
    public NetworkScenario? Read(DocReader scenario, TimeSpan? given, DateTime? start)
    {
        var before = faults.Count;
        var horizon = given ?? TimeSpan.FromDays(1);
        var growth = Growth(scenario);
        var (outlets, live) = Outlets(scenario, growth.Outlets);
        var (devices, nodes) = Failing(scenario, growth.Failures);
        var (book, policy) = (Book(scenario), Policy(scenario));
        if (book.Rules.Count == 0 && faults.Count == before)
            scenario.Fault("network", scenario.Node("network"), "unsupported", "there is no rule book here to notice a failure by: run the scenario with 'simulate', or name one in 'rulebook'");
        var teams = new CrewReader(faults, live?.Teams, outlets).Read(scenario);
        if (live is not null && teams.Teams.Count == 0 && faults.Count == before)
            scenario.Fault("teams", scenario.Node("teams"), "required", "the running twin has no teams: give a plan in 'teams', such as {per: city, people: 9}");
        var network = new NetworkScenario
        {
            Live = live?.Snapshot,
            Outlets = outlets,
            Horizon = horizon,
            RuleBook = book,
            Policy = teams.Dispatch is { } dispatch ? policy with { Dispatch = dispatch } : policy,
            Devices = devices,
            AccessNodes = nodes,
            Bursts = Bursts(scenario),
            Teams = teams.Teams,
            Crews = teams.Crews,
            Calendars = live?.Calendars ?? [TradingCalendar.Always, TradingCalendar.Standard],
            Maintenance = Maintenance(scenario),
            Spares = Spares(scenario),
        };
        if ((live?.Snapshot.At ?? start) is { } begins) network = network with { Start = begins };
        network = network with { Events = Events(scenario, outlets, network.Start, given) };
        if (Struck(network) is > FailuresMax and var struck)
            scenario.Fault("failures", scenario.Node("failures"), "outOfRange", FormattableString.Invariant($"some {struck:G3} failures in a replication; at most {FailuresMax:G1}: lower rates, a shorter 'horizon', fewer outlets or smaller 'bursts'"));
        foreach (var calendar in outlets.Select(o => o.Calendar).Distinct().Except(network.Calendars.Select(c => c.Id)))
            scenario.Fault("network", scenario.Node("network"), "invalidValue", $"there is no calendar '{calendar}' here: outlets may go by {string.Join(" or ", network.Calendars.Select(c => c.Id))}");
        return faults.Count > before ? null : network;
    }

    /// <summary>Failures to expect, those that are drawn and thinned away where no burst is on among them.</summary>
    private static double Struck(NetworkScenario network)
    {
        var rate = (network.AccessNodes?.RatePerSecond ?? 0) * network.Outlets.Where(o => o.AccessNode is not null).Select(o => o.AccessNode).Distinct().Count();
        foreach (var (kind, failures) in network.Devices) rate += failures.RatePerSecond * network.Outlets.Sum(o => (double)o.Devices.Count(d => d.Kind == kind));
        return rate * Burst.Most(network.Bursts) * network.Horizon.TotalSeconds;
    }

    /// <summary>Whether a scenario begins with the network that is running.</summary>
    public static bool IsLive(DocReader scenario) => scenario.Node("network") is DocMap map && map.Entries.Any(e => e is { Key: Live, Value: DocBool { Value: true } });

    private (double Outlets, double Failures) Growth(DocReader scenario)
    {
        if (scenario.Node("growth") is not { } node || DocReader.Open(node, "growth", faults) is not { } growth) return (1, 1);
        var read = (Factor("outlets"), Factor("failures"));
        growth.Done();
        double Factor(string key)
        {
            if (growth.Above(key, 0) is not { } factor) return 1;
            if (factor <= FactorMax) return factor;
            growth.Fault(key, growth.Node(key), "outOfRange", FormattableString.Invariant($"'{key}' is at most {FactorMax:N0}"));
            return 1;
        }
        return read;
    }

    private (IReadOnlyList<OutletProfile> Outlets, LiveNetwork? Live) Outlets(DocReader scenario, double growth)
    {
        if (DocReader.Open(scenario.Required("network")!, "network", faults) is not { } network) return ([], null);
        var (registry, synthetic) = (network.Text("registry"), network.Whole("synthetic", 1, OutletsMax));
        var (seed, calendar) = (network.Whole("seed", 0, int.MaxValue) ?? 7, network.Text("calendar") ?? OutletProfile.DefaultCalendar);
        var live = network.Boolean("live") == true;
        var division = DivisionOf(network);
        foreach (var key in Beside)
            if (network.Node(key) is not null) network.Fault(key, network.Node(key), "wrongPlace", $"'{key}' stands beside 'network' in the scenario, not within it");
        network.Done();
        if ((network.Node("registry") is null ? 0 : 1) + (network.Node("synthetic") is null ? 0 : 1) + (live ? 1 : 0) != 1)
        {
            faults.Add(new("network", "required", "give one of 'registry: outlets.csv', 'synthetic: 20000' and, on a running server, 'live: true'", network.Map.Line, network.Map.Column));
            return ([], null);
        }
        if (live && network.Node("division") is { } all) network.Fault("division", all, "invalidValue", "'division' goes with 'registry' or 'synthetic': a live network is run ahead as a whole");
        if (live) return Running(network);
        if (network.Node("synthetic") is not null)
        {
            if (synthetic is not { } count) return ([], null);
            var grown = Math.Round(count * growth);
            if (grown is >= 1 and <= OutletsMax) return (Of(division, SyntheticNetwork.Make(Math.Min(count, (int)grown), seed, calendar, (int)grown), network), null);
            scenario.Fault("growth", scenario.Node("growth"), "outOfRange", FormattableString.Invariant($"some {grown:G6} outlets; from 1 to {OutletsMax}"));
            return ([], null);
        }
        if (registry is null) return ([], null);
        if (growth != 1) scenario.Fault("growth", scenario.Node("growth"), "invalidValue", "'outlets' can grow in a synthetic network only; 'failures' in any");
        return (Of(division, Registry(network, registry), network), null);
    }

    /// <summary>A city or county by its code, with or without the zeros at its end: <c>3208</c>, <c>320812</c>.</summary>
    private static Division? DivisionOf(DocReader network)
    {
        if (network.Node("division") is not { } node) return null;
        var code = node is DocNumber number ? number.Raw : (node as DocText)?.Value;
        if (code?.Length is 2 or 4 or 6 && DivisionCode.TryParse(code.PadRight(6, '0'), out var parsed) && Divisions.Find(parsed) is { } division) return division;
        network.Fault("division", node, "invalidValue", $"expected the code of a city or county, such as 3208 or 320812, found {node.Described}");
        return null;
    }

    private static IReadOnlyList<OutletProfile> Of(Division? division, IReadOnlyList<OutletProfile> outlets, DocReader network)
    {
        if (division is null) return outlets;
        OutletProfile[] within = [.. outlets.Where(o => o.District == division.Code || o.District.City == division.Code || division.Level == DivisionLevel.Province)];
        if (within.Length == 0 && outlets.Count > 0) network.Fault("division", network.Node("division"), "invalidValue", $"there is no outlet in {division.NameEn}");
        return within;
    }

    /// <summary>The network as it stood when it was looked at; the running twin is left as it is.</summary>
    private (IReadOnlyList<OutletProfile>, LiveNetwork?) Running(DocReader network)
    {
        if (files.Live is { Outlets.Count: > 0 } live) return (live.Outlets, live);
        network.Fault(Live, network.Node(Live), "invalidValue", files.Live is null
            ? "there is no running twin here to start from: name one with --server URL, POST the scenario to /v1/simulations, or give 'registry: outlets.csv' or 'synthetic: 20000'"
            : "the running twin has no outlets");
        return ([], null);
    }

    private IReadOnlyList<OutletProfile> Registry(DocReader network, string name)
    {
        if (files.Text(name, out var why) is not { } csv)
        {
            network.Fault("registry", network.Node("registry"), "invalidValue", why!);
            return [];
        }
        var found = new List<DocFault>();
        var outlets = files.ReadOutlets(csv, found);
        foreach (var fault in found.Take(20)) network.Fault("registry", network.Node("registry"), fault.Code, $"{name}: {(fault.Line > 0 ? $"line {fault.Line}: " : "")}{fault.Message}");
        if (found.Count == 0 && outlets.Count == 0) network.Fault("registry", network.Node("registry"), "required", $"there is no outlet in {name}");
        return outlets;
    }

    private (Dictionary<DeviceKind, Failures>, Failures?) Failing(DocReader scenario, double growth)
    {
        var devices = new Dictionary<DeviceKind, Failures>();
        if (scenario.Node("failures") is not { } node || DocReader.Open(node, "failures", faults) is not { } reader) return (devices, null);
        foreach (var (word, kind) in Kinds)
            if (Failures(reader, word, kind == DeviceKind.Line ? SignalLost : null, kind == DeviceKind.Terminal, growth) is { } failures) devices[kind] = failures;
        var nodes = Failures(reader, "accessNode", SignalLost, false, growth);
        reader.Done();
        return (devices, nodes);
    }

    private Failures? Failures(DocReader reader, string key, NamedValue[]? says, bool mayBeJoint, double growth)
    {
        if (reader.Node(key) is not { } node || DocReader.Open(node, reader.PathOf(key), faults) is not { } failures) return null;
        var (rate, repair) = (failures.Rate("rate", required: true), distributions.Read(failures, "repair", required: true));
        var joint = mayBeJoint ? failures.Share("joint") : null;
        if (failures.Node("says") is { } said) says = said is DocText { Value: "nothing" } ? null : Says(said, failures.PathOf("says"));
        failures.Done();
        return rate is { } r && repair is not null ? new(r * growth, repair) { Says = says, Joint = joint ?? 0 } : null;
    }

    private NamedValue[]? Says(DocNode node, string path)
    {
        if (DocReader.Open(node, path, faults) is not { } reader) return null;
        var values = new List<NamedValue>();
        foreach (var entry in reader.Map.Entries)
            if (entry.Value is DocNumber number) values.Add(new(entry.Key, Value.Of(number.Value)));
            else if (entry.Value is DocBool boolean) values.Add(new(entry.Key, Value.Of(boolean.Value)));
            else if (entry.Value is DocText text) values.Add(new(entry.Key, Value.Of(text.Value)));
            else faults.Add(new(DocReader.Join(path, entry.Key), "wrongType", $"expected a number, a text, true or false, found {entry.Value.Described}", entry.Line, entry.Column));
        return [.. values];
    }

    private RuleBook Book(DocReader scenario) => Written(scenario, "rulebook", RuleBook.Read, RuleBook.Empty, files.RuleBook);

    private EscalationPolicy Policy(DocReader scenario) =>
        Written(scenario, "policy", (node, found) => EscalationPolicyReader.Read(EscalationPolicy.DefaultId, 1, node, found), EscalationPolicy.Default, files.Policy);

    /// <summary>A document written out in the scenario, the file that it names, or what is in force.</summary>
    private T Written<T>(DocReader scenario, string key, Func<DocNode, List<DocFault>, T?> read, T faulty, T inForce) where T : class
    {
        if (scenario.Node(key) is not DocMap written) return scenario.Text(key) is { } name && name != Live ? Document(scenario, key, name, read) ?? faulty : inForce;
        var found = new List<DocFault>();
        var document = read(written, found);
        faults.AddRange(found.Select(fault => fault.Under(key)));
        return document ?? faulty;
    }

    private T? Document<T>(DocReader scenario, string key, string name, Func<DocNode, List<DocFault>, T?> read) where T : class
    {
        if (files.Text(name, out var why) is not { } text)
        {
            scenario.Fault(key, scenario.Node(key), "invalidValue", why!);
            return null;
        }
        var found = new List<DocFault>();
        var document = files.Parse(text, found) is { } node ? read(node, found) : null;
        foreach (var fault in found) scenario.Fault(key, scenario.Node(key), fault.Code, $"{name}, line {fault.Line}, column {fault.Column}: {fault.Message}");
        return found.Count == 0 ? document : null;
    }

    private List<ScheduledFault> Events(DocReader scenario, IReadOnlyList<OutletProfile> outlets, DateTime start, TimeSpan? horizon)
    {
        var events = new List<ScheduledFault>();
        foreach (var (node, path) in scenario.ListOfAtMost(ListMax, "events"))
        {
            if (DocReader.Open(node, path, faults) is not { } it) continue;
            var (at, lasts) = (At(it, start, horizon), it.Seconds("for"));
            if (it.Required("fail") is { } what && DocReader.Open(what, it.PathOf("fail"), faults) is { } fail)
            {
                var (accessNode, text) = (fail.Text("accessNode"), fail.Text("device"));
                fail.Done();
                DeviceRef? device = text is not null && DeviceRef.TryParse(text, out var parsed) ? parsed : null;
                if (accessNode is not null == text is not null) fail.Fault("", what, "required", "give either 'accessNode' or 'device'");
                else if (accessNode is not null && outlets.All(o => o.AccessNode != accessNode)) fail.Fault("accessNode", fail.Node("accessNode"), "invalidValue", $"no outlet hangs on an access node '{accessNode}'{Nodes(outlets)}");
                else if (text is not null && !outlets.Any(o => o.Code == device?.Outlet && o.Devices.Any(d => d.Id == device.Value.Id))) fail.Fault("device", fail.Node("device"), "invalidValue", $"there is no device '{text}': write outlet/device, e.g. 3208008351/t1");
                else if (at is { } time) events.Add(new(time, accessNode, device, lasts is { } seconds ? TimeSpan.FromSeconds(seconds) : null));
            }
            it.Done();
        }
        return events;
    }

    private static string Nodes(IReadOnlyList<OutletProfile> outlets)
    {
        string[] names = [.. outlets.Select(o => o.AccessNode).OfType<string>().Distinct().Order(StringComparer.Ordinal)];
        return names.Length switch
        {
            0 => "; there is none in this network",
            <= NodesShown => $"; there are {string.Join(", ", names)}",
            _ => $"; there are {names.Length}: {string.Join(", ", names.Take(NodesShown - 1))}, … {names[^1]}",
        };
    }

    /// <summary><c>30d</c> after the beginning; <c>30d 20:30</c>, at that time of day in Shanghai so many days after the day of the beginning; <c>20:30</c>, when it is that time first.</summary>
    private static TimeSpan? At(DocReader it, DateTime start, TimeSpan? horizon)
    {
        if (it.Required("at") is not { } node) return null;
        if (Offset((node as DocText)?.Value ?? "", start) is not { } at)
            it.Fault("at", node, "invalidValue", $"expected a time such as 30d, '30d 20:30' (days after the beginning and time of day) or \"20:30\", found {node.Described}");
        else if (at < TimeSpan.Zero)
            it.Fault("at", node, "outOfRange", $"that is before the beginning, {start + ChinaTime.Offset:yyyy-MM-dd HH:mm}");
        else if (at >= horizon)
            it.Fault("at", node, "outOfRange", $"that is after the end, {start + horizon.Value + ChinaTime.Offset:yyyy-MM-dd HH:mm}: the scenario begins {start + ChinaTime.Offset:yyyy-MM-dd HH:mm}");
        else
            return at;
        return null;
    }

    private static TimeSpan? Offset(string text, DateTime start)
    {
        var parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length is 0 or > 2) return null;
        var timeOfDay = (start + ChinaTime.Offset).TimeOfDay;
        TimeSpan? clock = TimeSpan.TryParseExact(parts[^1], @"hh\:mm", CultureInfo.InvariantCulture, out var read) ? read : null;
        if (parts.Length == 1 && clock is { } first) return first >= timeOfDay ? first - timeOfDay : first + TimeSpan.FromDays(1) - timeOfDay;
        if (!QuantityText.TryDuration(parts[0], out var seconds) || seconds > ScenarioFields.SecondsMax) return null;
        return parts.Length == 1 ? TimeSpan.FromSeconds(seconds) : clock is { } time ? TimeSpan.FromSeconds(seconds) + time - timeOfDay : null;
    }

    private List<Burst> Bursts(DocReader scenario)
    {
        var bursts = new List<Burst>();
        foreach (var (node, path) in scenario.ListOfAtMost(ListMax, "bursts"))
        {
            if (DocReader.Open(node, path, faults) is not { } it) continue;
            var (from, to, factor) = (it.Seconds("from", required: true, zeroAllowed: true), it.Seconds("to", required: true), it.Number("factor", required: true));
            it.Done();
            if (to <= from) it.Fault("to", it.Node("to"), "outOfOrder", "'to' is not after 'from'");
            if (factor is < 0 or > FactorMax) it.Fault("factor", it.Node("factor"), "outOfRange", FormattableString.Invariant($"'factor' is from 0 to {FactorMax:N0}"));
            if (from is { } f && to is { } t && factor is { } by and >= 0 and <= FactorMax && t > f) bursts.Add(new(TimeSpan.FromSeconds(f), TimeSpan.FromSeconds(t), by));
        }
        return bursts;
    }

    private List<MaintenanceLevel> Maintenance(DocReader scenario)
    {
        var levels = new List<MaintenanceLevel>();
        if (scenario.Node("maintenance") is not { } node || DocReader.Open(node, "maintenance", faults) is not { } reader) return levels;
        foreach (var key in (string[])["level1", "level2", "level3"])
        {
            if (reader.Text(key) is not { } text) continue;
            if (text.Split(' ', StringSplitOptions.RemoveEmptyEntries) is ["every", var every, var takes]
                && QuantityText.TryDuration(every, out var e) && e is >= 86_400 and <= ScenarioFields.SecondsMax && QuantityText.TryDuration(takes, out var t) && t is > 0 and <= 86_400)
                levels.Add(new(TimeSpan.FromSeconds(e), TimeSpan.FromSeconds(t)));
            else
                reader.Fault(key, reader.Node(key), "invalidValue", $"expected how often (a day or more) and how long, such as 'every 90d 30m', found '{text}'");
        }
        reader.Done();
        return levels;
    }

    private Dictionary<DeviceKind, SparePlan> Spares(DocReader scenario)
    {
        var plans = new Dictionary<DeviceKind, SparePlan>();
        if (scenario.Node("spares") is not { } node || DocReader.Open(node, "spares", faults) is not { } reader) return plans;
        foreach (var (word, kind) in Kinds)
        {
            if (reader.Node(word) is not { } item || DocReader.Open(item, reader.PathOf(word), faults) is not { } plan) continue;
            var perCity = plan.Word("depot", [("city", true), ("province", false)]);
            var (stock, lead, use) = (plan.Whole("stock", 0, 1_000_000, required: true), plan.Seconds("leadTime", required: true), plan.Share("use"));
            if (stock is { } s && lead is { } l) plans[kind] = new(perCity ?? true, s, TimeSpan.FromSeconds(l), use ?? 1);
            plan.Done();
        }
        reader.Done();
        return plans;
    }
}
