using Twin.Domain.FieldService;
using Twin.Domain.Network;
using Twin.Domain.Teams;
using Twin.Domain.Time;
using Twin.Simulation.Randomness;

namespace Twin.Simulation.World;

/// <summary>
/// Planned visits to every outlet, in working hours, by whoever is free while no fault waits; one begun is finished. A visit at which several levels fall due does the longest.
/// </summary>
internal sealed class PlannedMaintenance(NetworkWorld world, NetworkRegistry registry, Visits visits, NetworkFigures figures, RandomStreams streams)
{
    private const int FromHour = 9;
    private const int ToHour = 17;

    private readonly MaintenanceLevel[] _levels = [.. registry.Scenario.Maintenance.OrderBy(l => l.Every)];
    private readonly Dictionary<string, Queue<(OutletProfile Outlet, TimeSpan Takes)>> _due = new(StringComparer.Ordinal);
    private readonly List<Team> _teams = [];
    private readonly Dictionary<int, List<(OutletProfile Outlet, int Visit)>> _calendar = [];
    private int _number;

    public void Begin()
    {
        foreach (var outlet in registry.Scenario.Outlets) Plan(outlet, 0, streams.Stream("maintenance", outlet.Code.ToString()).Uniform() * _levels[0].Every.TotalDays);
        world.Agenda.At(NextHour(world.Now.Wall), Hour);
    }

    private void Plan(OutletProfile outlet, int visit, double day)
    {
        var at = (int)day;
        if (!_calendar.TryGetValue(at, out var due)) _calendar[at] = due = [];
        due.Add((outlet, visit));
    }

    private void Hour()
    {
        var now = world.Now.Wall;
        var day = (int)(now - registry.Scenario.Start).TotalDays;
        if (_calendar.Remove(day, out var due))
            foreach (var (outlet, visit) in due)
            {
                Enqueue(outlet, visit);
                Plan(outlet, visit + 1, day + _levels[0].Every.TotalDays);
            }
        foreach (var team in _teams) Send(team);
        if (NextHour(now) < registry.End) world.Agenda.At(NextHour(now), Hour);
    }

    private void Enqueue(OutletProfile outlet, int visit)
    {
        if (world.Setting.Teams.For(Side.Business, outlet.District) is not { } team) return;
        if (!_due.TryGetValue(team.Id, out var queue))
        {
            _due[team.Id] = queue = new();
            _teams.Add(team);
        }
        var elapsed = visit * _levels[0].Every;
        var level = _levels.Where(l => visit > 0 && elapsed.Ticks % l.Every.Ticks < _levels[0].Every.Ticks).DefaultIfEmpty(_levels[0]).MaxBy(l => l.Takes)!;
        queue.Enqueue((outlet, level.Takes));
    }

    private void Send(Team team)
    {
        var now = world.Now.Wall;
        var hour = (now + ChinaTime.Offset).Hour;
        if (hour is < FromHour or >= ToHour || world.Roster.Waiting > 0 || !_due.TryGetValue(team.Id, out var queue)) return;
        foreach (var person in team.People)
        {
            if (queue.Count == 0) return;
            if (person.Role != Role.Engineer || !world.Roster.Roster.Of(person.Id).IsEmpty || !team.IsOnShift(person, now)) continue;
            var (outlet, takes) = queue.Dequeue();
            var job = $"maintenance-{++_number}";
            var travel = visits.Travel(person.Id, outlet.Location);
            if (world.Roster.Assign(new(person.Id, job, Side.Business, outlet.Code.ToString(), outlet.Location, now)) is not null) continue;
            if (figures.Counts(now)) figures.TruckRolls++;
            world.Agenda.At(now + travel + takes, () =>
            {
                figures.Busy(now, world.Now.Wall);
                if (figures.Counts(now)) figures.MaintenanceDone++;
                visits.At(person.Id, outlet.Location);
                world.Roster.Hold(job, [], over: true);
                Send(team);
            });
        }
    }

    private static DateTime NextHour(DateTime now) => new DateTime(now.Ticks - (now.Ticks % TimeSpan.TicksPerHour), DateTimeKind.Utc).AddHours(1);
}
