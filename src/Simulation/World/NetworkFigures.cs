using Twin.Domain.Network;
using Twin.Domain.Teams;
using Twin.Domain.Time;
using Twin.Simulation.Output;
using Twin.Simulation.Runs;

namespace Twin.Simulation.World;

/// <summary>What one replication measures, from the end of its warm-up on.</summary>
internal sealed class NetworkFigures(NetworkRegistry registry, DateTime from)
{
    private const int LevelPieces = 200;

    /// <summary>Of an hour: the curve of restore times goes to a day.</summary>
    private const int QuartersMax = 96;
    private static readonly string[] Causes = ["terminal", "line", "camera", "accessNode"];


    public const string RestoreOpen = "restore.open";
    private const string RestoreInHours = "restore.openHours";

    private readonly SortedDictionary<string, Tally> _tallies = new(StringComparer.Ordinal);
    private readonly SortedDictionary<DivisionCode, (Tally Restore, double[] Lost)> _places = [];
    private readonly double[] _busyByHour = new double[24];
    private readonly double[] _level = new double[LevelPieces];
    private readonly long[] _restoredInQuarter = new long[QuartersMax];
    private long _restored;
    private double _waiting;
    private double _open;
    private int _waitingNow;
    private DateTime _waitingSince = registry.Scenario.Start;

    /// <summary>What is measured, in the order of the result.</summary>
    public static IEnumerable<MetricInfo> Infos(NetworkScenario scenario)
    {
        yield return new("restore", Unit.Seconds, "From a failure to working again");
        foreach (var cause in Causes) yield return new($"restore.{cause}", Unit.Seconds, $"The same, of failures of the kind {cause}");
        yield return new(RestoreInHours, Unit.Seconds, "Open hours of the outlet from a failure to working again: what breaks at night waits for the morning");
        if (scenario.Live is not null)
        {
            yield return new(RestoreOpen, Unit.Seconds, "From the beginning to working again, of what was broken then");
            yield return new("openLeft", Unit.Count, "Of that, still broken at the end");
        }
        yield return new("detect", Unit.Seconds, "From a failure to its incident");
        yield return new("wait", Unit.Seconds, "From an incident to someone being assigned");
        yield return new("travel", Unit.Seconds, "On the way");
        yield return new("repair", Unit.Seconds, "Work on site");
        yield return new("close", Unit.Seconds, "From an incident to its end, proof included");
        yield return new("availability", Unit.Share, "Share of open hours in which an outlet can sell");
        yield return new("lostSellingMinutes", Unit.Minutes, "Open minutes in which an outlet could not sell, all outlets");
        yield return new("utilisation", Unit.Share, "Share of hours on shift spent on jobs, the way there included");
        yield return new("truckRolls", Unit.Count, "Journeys");
        yield return new("jobs", Unit.Count, "Incidents opened");
        yield return new("backlog", Unit.Count, "Jobs waiting for someone, on the average");
        yield return new("noOneFree", Unit.Share, "Incidents that found nobody free for them when they were opened");
        yield return new("pages", Unit.Count, "Messages to people");
        if (scenario.Maintenance.Count > 0) yield return new("maintenanceVisits", Unit.Count, "Planned visits made");
        if (scenario.Spares.Count == 0) yield break;
        yield return new("sparesTaken", Unit.Count, "Spare parts asked for");
        yield return new("sparesMissing", Unit.Count, "Of those, asked for in vain at first");
        yield return new("spareFillRate", Unit.Share, "Share of spare parts that were there when asked for");
    }

    public long Jobs { get; private set; }
    public long TruckRolls { get; set; }
    public long NoOneFree { get; private set; }
    public long Pages { get; set; }
    public long MaintenanceDone { get; set; }
    public double BusySeconds { get; private set; }
    public double LostSeconds { get; private set; }
    public int OpenLeft { get; set; }
    public long SparesTaken { get; set; }
    public long SparesMissing { get; set; }

    public bool Counts(DateTime at) => at >= from;

    public void Add(string name, double seconds)
    {
        if (!_tallies.TryGetValue(name, out var tally)) _tallies[name] = tally = new();
        tally.Add(seconds);
    }

    public void Opened(bool someoneFree)
    {
        Jobs++;
        if (!someoneFree) NoOneFree++;
    }

    public void Restored(Fault fault)
    {
        if (fault.IsInherited) Add(RestoreOpen, (fault.Restored!.Value - registry.Scenario.Start).TotalSeconds);
        if (fault.IsInherited || !Counts(fault.Began)) return;
        var seconds = (fault.Restored!.Value - fault.Began).TotalSeconds;
        Add("restore", seconds);
        _restored++;
        if (seconds <= QuartersMax * 900) _restoredInQuarter[Math.Max(0, (int)Math.Ceiling(seconds / 900) - 1)]++;
        Add($"restore.{fault.Cause}", seconds);
        if (fault.Outlet is null) return;
        Add(RestoreInHours, registry.Open(fault.Outlet, fault.Began, fault.Restored.Value));
        Place(fault.Outlet.District).Restore.Add(seconds);
        Place(fault.Outlet.City).Restore.Add(seconds);
    }

    /// <summary>An outlet could not sell.</summary>
    public void Down(OutletProfile outlet, DateTime since, DateTime until)
    {
        var lost = registry.Open(outlet, since > from ? since : from, until);
        LostSeconds += lost;
        Place(outlet.District).Lost[0] += lost;
        Place(outlet.City).Lost[0] += lost;
    }

    /// <summary>Someone was away on a job, the way there included.</summary>
    public void Busy(DateTime since, DateTime until)
    {
        if (since < from) since = from;
        if (until > registry.End) until = registry.End;
        for (var at = since; at < until;)
        {
            var local = at + ChinaTime.Offset;
            var next = local.Date.AddHours(local.Hour + 1) - ChinaTime.Offset;
            if (next > until) next = until;
            _busyByHour[local.Hour] += (next - at).TotalSeconds;
            BusySeconds += (next - at).TotalSeconds;
            at = next;
        }
    }

    /// <summary>So many jobs wait for someone from now on.</summary>
    public void Waiting(int jobs, DateTime now)
    {
        var (since, whole) = (_waitingSince, registry.Scenario.Horizon.TotalSeconds / LevelPieces);
        if (now > from) _waiting += _waitingNow * (now - (since > from ? since : from)).TotalSeconds;
        for (double at = (since - registry.Scenario.Start).TotalSeconds, end = (now - registry.Scenario.Start).TotalSeconds; _waitingNow > 0 && at < end;)
        {
            var piece = Math.Min(LevelPieces - 1, (int)(at / whole));
            var until = Math.Min(end, (piece + 1) * whole);
            if (until <= at) break;
            _level[piece] += _waitingNow * (until - at) / whole;
            at = until;
        }
        (_waitingNow, _waitingSince) = (jobs, now);
    }

    public ReplicationResult Result(Fingerprint fingerprint, long events, OnShift onShift)
    {
        var scenario = registry.Scenario;
        var measured = (registry.End - from).TotalSeconds;
        foreach (var outlet in scenario.Outlets)
        {
            var open = registry.Open(outlet, from, registry.End);
            _open += open;
            Place(outlet.District).Lost[1] += open;
            Place(outlet.City).Lost[1] += open;
        }
        var staffed = onShift.ByHour.Sum() * measured / 24;
        List<Metric> metrics = [Sample("restore"), .. Causes.Select(c => Sample($"restore.{c}")), Sample(RestoreInHours), .. scenario.Live is null ? Array.Empty<Metric>() : [Sample(RestoreOpen), new("openLeft", OpenLeft)], Sample("detect"), Sample("wait"), Sample("travel"), Sample("repair"), Sample("close")];
        metrics.AddRange([
            new("availability", _open == 0 ? double.NaN : 1 - (LostSeconds / _open)),
            new("lostSellingMinutes", LostSeconds / 60),
            new("utilisation", staffed == 0 ? double.NaN : BusySeconds / staffed),
            new("truckRolls", TruckRolls),
            new("jobs", Jobs),
            new("backlog", _waiting / measured),
            new("noOneFree", Jobs == 0 ? double.NaN : (double)NoOneFree / Jobs),
            new("pages", Pages),
        ]);
        if (scenario.Maintenance.Count > 0) metrics.Add(new("maintenanceVisits", MaintenanceDone));
        if (scenario.Spares.Count > 0) metrics.AddRange([new("sparesTaken", SparesTaken), new("sparesMissing", SparesMissing), new("spareFillRate", SparesTaken == 0 ? double.NaN : 1 - ((double)SparesMissing / SparesTaken))]);
        return new()
        {
            Fingerprint = fingerprint,
            Events = events,
            Metrics = metrics,
            Divisions = [.. _places.Select(p => new DivisionMetrics(p.Key.ToString(), [p.Value.Restore.ToMetric("restore"), new("availability", p.Value.Lost[1] == 0 ? double.NaN : 1 - (p.Value.Lost[0] / p.Value.Lost[1])), new("lostSellingMinutes", p.Value.Lost[0] / 60)]))],
            Curves = [UtilisationByHour(onShift, measured), RestoredWithin()],
            Level = _level,
        };
    }

    private Metric Sample(string name) => (_tallies.GetValueOrDefault(name) ?? new()).ToMetric(name);

    private (Tally Restore, double[] Lost) Place(DivisionCode code)
    {
        if (!_places.TryGetValue(code, out var place)) _places[code] = place = (new(), new double[2]);
        return place;
    }

    private Curve UtilisationByHour(OnShift onShift, double measured) => new("utilisationByHour", "hour", "share",
        [.. Enumerable.Range(0, 24).Select(h => (double)h)],
        [.. Enumerable.Range(0, 24).Select(h => onShift.ByHour[h] == 0 ? 0 : _busyByHour[h] / (onShift.ByHour[h] * measured / 24))]);

    private Curve RestoredWithin()
    {
        var share = new double[QuartersMax];
        for (var (i, sum) = (0, 0L); i < QuartersMax; i++) share[i] = (double)(sum += _restoredInQuarter[i]) / Math.Max(1, _restored);
        return new("restoredWithin", "hours", "share", [.. Enumerable.Range(1, QuartersMax).Select(i => i * 0.25)], share);
    }
}

/// <summary>How many engineers are on shift in each hour of the day, on the average of a week.</summary>
internal sealed class OnShift
{
    public double[] ByHour { get; } = new double[24];

    public static OnShift Of(NetworkScenario scenario)
    {
        var shift = new OnShift();
        for (var hour = 0; hour < 7 * 24; hour++)
        {
            var at = scenario.Start.AddHours(hour + 0.5);
            shift.ByHour[(at + ChinaTime.Offset).Hour] += scenario.Teams.Sum(t => t.People.Count(p => p.Role == Role.Engineer && t.IsOnShift(p, at))) / 7.0;
        }
        return shift;
    }
}
