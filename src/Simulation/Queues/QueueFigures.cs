using Twin.Simulation.Kernel;
using Twin.Simulation.Output;
using Twin.Simulation.Runs;

namespace Twin.Simulation.Queues;

/// <summary>What is measured of a queue. Figures of jobs are about those that arrive after the warm-up; levels are averages over the time after it.</summary>
internal sealed class QueueFigures
{
    private const int Pieces = 1000;

    private readonly QueueScenario _scenario;
    private readonly bool _pilot;
    private readonly long _fromUs;
    private readonly long _endUs;
    private readonly int _batches;
    private readonly List<ReplicationResult> _results = [];
    private ClassFigures[] _classes;
    private readonly List<double> _level = [];
    private double _levelArea;
    private long _sinceUs;
    private long _eventsBefore;
    private long _offered;
    private long _blocked;
    private long _abandoned;
    private Int128 _sojournUs;
    private readonly double[] _waitByHour = new double[24];
    private readonly long[] _waitsByHour = new long[24];

    private sealed class ClassFigures
    {
        public long Offered;
        public long Blocked;
        public long Abandoned;
        public long Delayed;
        public long Over;
        public readonly Tally Wait = new();
    }

    public QueueFigures(QueueScenario scenario, bool pilot, long fromUs, long endUs, int batches)
    {
        (_scenario, _pilot, _fromUs, _endUs, _batches, _sinceUs) = (scenario, pilot, fromUs, endUs, batches, fromUs);
        _classes = [.. scenario.Classes.Select(_ => new ClassFigures())];
        Operating.Set(scenario.Population ?? 0, 0);
        AllUp.Set(1, 0);
        NextMarkUs = pilot ? endUs / Pieces : fromUs;
        if (!pilot && fromUs == 0) NextMarkUs = EndOfBatch();
    }

    public TimeAverage InSystem { get; } = new();
    public TimeAverage Busy { get; } = new();
    public TimeAverage Operating { get; } = new();
    public TimeAverage AllUp { get; } = new();
    public long Served { get; set; }
    public IReadOnlyList<double> Level => _level;

    /// <summary>When the next piece of the level, the warm-up or a batch ends.</summary>
    public long NextMarkUs { get; private set; }

    public void Mark(long nowUs, Fingerprint log, long events)
    {
        while (nowUs >= NextMarkUs)
        {
            if (!_pilot)
            {
                if (NextMarkUs > _fromUs) Batch(NextMarkUs, log, events);
                Restart(NextMarkUs);
                NextMarkUs = EndOfBatch();
                continue;
            }
            var area = InSystem.Area(NextMarkUs);
            _level.Add((area - _levelArea) * Pieces / _endUs);
            _levelArea = area;
            NextMarkUs = _level.Count >= Pieces ? VirtualTime.Never : (long)((Int128)_endUs * (_level.Count + 1) / Pieces);
        }
    }

    // The last batch ends with the run.
    private long EndOfBatch() => _results.Count >= _batches - 1 ? VirtualTime.Never : _fromUs + (long)((Int128)(_endUs - _fromUs) * (_results.Count + 1) / _batches);

    private void Batch(long nowUs, Fingerprint log, long events)
    {
        _results.Add(new() { Fingerprint = log, Events = events - _eventsBefore, Metrics = Metrics(nowUs), Level = _level, Curves = Curves });
        _eventsBefore = events;
    }

    private void Restart(long nowUs)
    {
        InSystem.Restart(nowUs);
        Busy.Restart(nowUs);
        Operating.Restart(nowUs);
        AllUp.Restart(nowUs);
        if (_results.Count == 0) return;
        // What one waited belongs to the batch in which the wait ended; jobs of the warm-up do not count in any.
        _classes = [.. _scenario.Classes.Select(_ => new ClassFigures())];
        (_sinceUs, _sojournUs) = (nowUs, 0);
        Array.Clear(_waitByHour);
        Array.Clear(_waitsByHour);
    }

    /// <summary>Of the whole run, or of each of its batches.</summary>
    public IReadOnlyList<ReplicationResult> Results(long endUs, Fingerprint log, long events)
    {
        Batch(endUs, log, events);
        return _results;
    }

    public void Arrived(int jobClass, long nowUs)
    {
        _offered++;
        if (nowUs >= _fromUs) _classes[jobClass].Offered++;
    }

    public void Blocked(int jobClass, long nowUs)
    {
        _blocked++;
        if (nowUs >= _fromUs) _classes[jobClass].Blocked++;
    }

    public void Abandoned(int jobClass, long arrivedUs)
    {
        _abandoned++;
        if (arrivedUs >= _fromUs) _classes[jobClass].Abandoned++;
    }

    public void Waited(int jobClass, long arrivedUs, long waitUs)
    {
        if (arrivedUs < _fromUs) return;
        var figures = _classes[jobClass];
        var wait = VirtualTime.Seconds(waitUs);
        if (waitUs > 0) figures.Delayed++;
        if (wait > _scenario.WaitOver) figures.Over++;
        figures.Wait.Add(wait);
        if (_scenario.Profile?.HourAt(arrivedUs) is not { } hour) return;
        _waitByHour[hour] += wait;
        _waitsByHour[hour]++;
    }

    /// <summary>With a profile, the mean wait of those who come in each hour of the day.</summary>
    public IReadOnlyList<Curve> Curves => _scenario.Profile is null
        ? []
        : [new("waitByHour", "hour", "s", [.. Enumerable.Range(0, 24).Select(h => (double)h)], [.. _waitByHour.Select((sum, h) => _waitsByHour[h] == 0 ? double.NaN : sum / _waitsByHour[h])])];

    public void Left(long arrivedUs, long nowUs)
    {
        if (nowUs > _sinceUs) _sojournUs += nowUs - Math.Max(arrivedUs, _sinceUs);
    }

    /// <summary>
    /// Jobs are conserved, and Little's law holds: the area under the number in the system is the sum of the times spent there, to the microsecond.
    /// </summary>
    /// <exception cref="BrokenInvariantException">They are not: the simulator is at fault.</exception>
    public void Check(int inSystem, int jobs, long endUs)
    {
        if (_offered != _blocked + _abandoned + Served + inSystem || jobs != inSystem)
            throw new BrokenInvariantException(FormattableString.Invariant($"jobs are not conserved: {_offered} came, {_blocked} turned away, {_abandoned} gave up, {Served} served, {inSystem} are there, {jobs} are kept"));
        var area = InSystem.Area(endUs);
        if (Math.Abs(area - (double)_sojournUs) > 1e-9 * area)
            throw new BrokenInvariantException(FormattableString.Invariant($"Little's law is broken: {area} us under the number in the system, {_sojournUs} us spent there"));
    }

    public static IEnumerable<MetricInfo> Infos(QueueScenario scenario)
    {
        foreach (var info in JobInfos(scenario, "", "")) yield return info;
        yield return new("queueLength", Unit.Count, "jobs waiting");
        yield return new("systemLength", Unit.Count, "jobs waiting or in service");
        yield return new("utilisation", Unit.Share, "share of the servers' time that is busy");
        yield return new("busy", Unit.Count, "servers busy");
        yield return new("down", Unit.Count, "down, waiting or in repair");
        if (scenario.Population is not null)
        {
            yield return new("operating", Unit.Count, "machines that run");
            yield return new("availability", Unit.Share, "machines that run, of those that are to");
            yield return new("pAllUp", Unit.Share, "share of time in which all that are to run do");
        }
        yield return new("throughput", Unit.PerSecond, "jobs whose service began");
        if (scenario.Classes.Count == 1) yield break;
        foreach (var one in scenario.Classes)
            foreach (var info in JobInfos(scenario, $".{one.Name}", $", class {one.Name}"))
                yield return info;
    }

    private static IEnumerable<MetricInfo> JobInfos(QueueScenario scenario, string suffix, string of)
    {
        yield return new($"pWait{suffix}", Unit.Share, $"share of the jobs let in that have to wait{of}");
        if (scenario.WaitOver is not null) yield return new($"pWaitOver{suffix}", Unit.Share, $"share of the jobs let in that wait longer than asked{of}");
        yield return new($"pBlock{suffix}", Unit.Share, $"share turned away{of}");
        yield return new($"pAbandon{suffix}", Unit.Share, $"share that gives up waiting{of}");
        yield return new($"waitMean{suffix}", Unit.Seconds, $"wait before service{of}");
        yield return new($"waitP95{suffix}", Unit.Seconds, $"wait that 95 % do not exceed{of}");
    }

    public IReadOnlyList<Metric> Metrics(long endUs)
    {
        var all = _classes.Length == 1 ? _classes[0] : Together();
        var length = InSystem.Average(endUs);
        var busy = Busy.Average(endUs);
        var metrics = new List<Metric>(JobMetrics(all, ""))
        {
            new("queueLength", length - busy),
            new("systemLength", length),
            new("utilisation", _scenario.Servers is { } servers ? busy / servers : double.NaN),
            new("busy", busy),
            new("down", length),
        };
        if (_scenario.Population is { } population)
        {
            var operating = Operating.Average(endUs);
            metrics.AddRange([new("operating", operating), new("availability", operating / population), new("pAllUp", AllUp.Average(endUs))]);
        }
        metrics.Add(new("throughput", (all.Wait.Count - all.Abandoned) / VirtualTime.Seconds(endUs - _sinceUs)));
        if (_classes.Length > 1)
            for (var i = 0; i < _classes.Length; i++) metrics.AddRange(JobMetrics(_classes[i], $".{_scenario.Classes[i].Name}"));
        return metrics;
    }

    private IEnumerable<Metric> JobMetrics(ClassFigures figures, string suffix)
    {
        yield return new($"pWait{suffix}", Share(figures.Delayed, figures.Wait.Count));
        if (_scenario.WaitOver is not null) yield return new($"pWaitOver{suffix}", Share(figures.Over, figures.Wait.Count));
        yield return new($"pBlock{suffix}", Share(figures.Blocked, figures.Offered));
        yield return new($"pAbandon{suffix}", Share(figures.Abandoned, figures.Offered));
        yield return figures.Wait.ToMetric($"waitMean{suffix}");
        yield return new($"waitP95{suffix}", figures.Wait.Quantile(0.95));
    }

    private ClassFigures Together()
    {
        var all = new ClassFigures();
        foreach (var one in _classes)
        {
            all.Offered += one.Offered;
            all.Blocked += one.Blocked;
            all.Abandoned += one.Abandoned;
            all.Delayed += one.Delayed;
            all.Over += one.Over;
            all.Wait.Add(one.Wait);
        }
        return all;
    }

    private static double Share(long part, long whole) => whole == 0 ? double.NaN : (double)part / whole;
}
