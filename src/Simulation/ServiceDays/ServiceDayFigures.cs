using Twin.Simulation.Kernel;
using Twin.Simulation.Output;
using Twin.Simulation.Runs;

namespace Twin.Simulation.ServiceDays;

/// <summary>What is measured over the days of one replication; times of day count from the opening.</summary>
internal sealed class ServiceDayFigures(ServiceDayScenario scenario)
{
    private readonly Tally _wait = new();
    private readonly Tally _finish = new();
    private readonly Tally _overtime = new();
    private readonly Tally[] _waitBySlot = [.. scenario.Booked.Select(_ => new Tally())];
    private Fingerprint _log;
    private long _events;
    private long _served;
    private long _booked;
    private long _delayed;
    private long _over;
    private long _calls;
    private double _idle;
    private double _windowSeconds;
    private double _busySeconds;
    private double _waitingArea;
    private double _openSeconds;

    public void Log(long nowUs, int kind, long who) => _log.Add(nowUs, kind, who);

    public void Waited(int slot, long waitUs)
    {
        var wait = VirtualTime.Seconds(waitUs);
        _wait.Add(wait);
        _waitBySlot[slot].Add(wait);
        if (waitUs > 0) _delayed++;
        if (wait > scenario.WaitOver) _over++;
    }

    public void EmergencyCalled() => _calls++;

    /// <summary>The end of a day: the last one left at <paramref name="finishUs"/>.</summary>
    public void Day(long finishUs, long busyUs, double waitingAreaUs, int booked, int served, long events)
    {
        var (finish, busy) = (VirtualTime.Seconds(finishUs), VirtualTime.Seconds(busyUs));
        var planned = scenario.SlotSeconds * scenario.Booked.Count;
        _finish.Add(finish);
        _overtime.Add(Math.Max(0, finish - planned));
        _idle += Math.Max(0, (scenario.Windows * finish) - busy);
        _windowSeconds += scenario.Windows * Math.Max(finish, planned);
        _busySeconds += busy;
        _waitingArea += waitingAreaUs / VirtualTime.Second;
        _openSeconds += Math.Max(finish, planned);
        _booked += booked;
        _served += served;
        _events += events;
    }

    public static IEnumerable<MetricInfo> Infos(ServiceDayScenario scenario)
    {
        yield return new("waitMean", Unit.Seconds, "wait from the booked time, or from coming if later");
        yield return new("waitP95", Unit.Seconds, "wait that 95 % do not exceed");
        yield return new("pWait", Unit.Share, "share of those who came that had to wait");
        if (scenario.WaitOver is not null) yield return new("pWaitOver", Unit.Share, "share that waits longer than asked");
        yield return new("finish", Unit.Seconds, "from the opening until the last one leaves");
        yield return new("makespan", Unit.Seconds, "the same, as its mean");
        yield return new("overtime", Unit.Seconds, "after the last slot until the last one leaves");
        yield return new("idle", Unit.Seconds, "time of windows without anyone until the last one leaves, all windows together, a day");
        yield return new("utilisation", Unit.Share, "share of the windows' time that is busy");
        yield return new("queueLength", Unit.Count, "people waiting");
        yield return new("served", Unit.Count, "served on all days");
        yield return new("noShows", Unit.Count, "booked and did not come, on all days");
        if (scenario.Emergency is not null) yield return new("emergencyCalls", Unit.Count, "times the staff on call was called, on all days");
    }

    public ReplicationResult Result() => new()
    {
        Fingerprint = _log,
        Events = _events,
        Metrics =
        [
            _wait.ToMetric("waitMean"), new("waitP95", _wait.Quantile(0.95)), new("pWait", Share(_delayed)),
            .. scenario.WaitOver is null ? Array.Empty<Metric>() : [new("pWaitOver", Share(_over))],
            _finish.ToMetric("finish"), new("makespan", _finish.Mean), _overtime.ToMetric("overtime"),
            new("idle", _idle / scenario.Days), new("utilisation", _busySeconds / _windowSeconds), new("queueLength", _waitingArea / _openSeconds),
            new("served", _served), new("noShows", _booked - _served),
            .. scenario.Emergency is null ? Array.Empty<Metric>() : [new("emergencyCalls", _calls)],
        ],
        Curves =
        [
            new("waitBySlot", "hours after opening", "s", [.. scenario.Booked.Select((_, slot) => slot * scenario.SlotSeconds / 3600)], [.. _waitBySlot.Select(slot => slot.Count == 0 ? 0 : slot.Mean)]),
        ],
    };

    private double Share(long part) => _wait.Count == 0 ? double.NaN : (double)part / _wait.Count;
}
