using Twin.Simulation.Kernel;
using Twin.Simulation.Randomness;
using Twin.Simulation.Runs;

namespace Twin.Simulation.Queues;

/// <summary>One replication of a queue, or one run cut into batches.</summary>
internal sealed class QueueRun
{
    // At one moment: who is done leaves before who comes arrives, and who loses patience at the moment a server is free is served.
    private const byte CompletionClass = 0;
    private const byte ArrivalClass = 1;
    private const byte PatienceClass = 2;
    private const int StopEvery = 4096;

    private enum Kind : byte { Arrival, Completion, Patience }

    private readonly record struct QueueEvent(Kind Kind, int Index);

    private readonly QueueScenario _scenario;
    private readonly Replication _replication;
    private readonly EventQueue<QueueEvent> _events = new();
    private readonly JobPool _jobs = new();
    private readonly QueueFigures _figures;
    private readonly RandomStream[] _arrivals;
    private readonly RandomStream[] _services;
    private readonly RandomStream[] _patiences;
    private readonly JobList[] _waiting;
    private readonly JobList[] _serving;
    private readonly long _endUs;
    private readonly int _servers;
    private readonly bool _finite;
    private readonly bool _preempts;

    // Machines that stand by; positions without a machine.
    private int _spares;
    private readonly Stack<int> _emptyPositions = new();
    private Fingerprint _log;
    private long _numbers;
    private int _busy;
    private int _inSystem;

    public QueueRun(QueueScenario scenario, Replication replication, int batches = 1)
    {
        (_scenario, _replication) = (scenario, replication);
        var streams = new RandomStreams(replication.Seed, replication.Index);
        var classes = scenario.Classes.Count;
        _finite = scenario.Population is not null;
        _preempts = scenario.Discipline == QueueDiscipline.Preemptive;
        // Machines have a stream each, classes of arrivals likewise.
        _arrivals = [.. Enumerable.Range(0, scenario.Population ?? classes).Select(i => streams.Stream("arrival", i))];
        _services = [.. Enumerable.Range(0, classes).Select(i => streams.Stream("service", i))];
        _patiences = [.. Enumerable.Range(0, classes).Select(i => streams.Stream("patience", i))];
        // Without priorities all wait in one line.
        var lines = scenario.Discipline == QueueDiscipline.FirstCome ? 1 : classes;
        _waiting = [.. Enumerable.Range(0, lines).Select(_ => new JobList())];
        _serving = [.. Enumerable.Range(0, lines).Select(_ => new JobList())];
        _endUs = VirtualTime.From(scenario.Horizon);
        _servers = scenario.Servers ?? int.MaxValue;
        _spares = scenario.Spares;
        _figures = new(scenario, replication.IsPilot, VirtualTime.From(replication.Warmup), _endUs, batches);
    }

    public IReadOnlyList<ReplicationResult> Run()
    {
        for (var i = 0; i < _arrivals.Length; i++) ScheduleArrival(i);
        while (_events.TryNext(_endUs, out var next))
        {
            var now = _events.NowUs;
            if (now >= _figures.NextMarkUs) _figures.Mark(now, _log, _events.Ran);
            switch (next.Kind)
            {
                case Kind.Arrival: Arrive(next.Index, now); break;
                case Kind.Completion: Complete(next.Index, now); break;
                default: Abandon(next.Index, now); break;
            }
            if (_events.Ran % StopEvery == 0) _replication.Stop.ThrowIfCancellationRequested();
        }
        return Result();
    }

    private IReadOnlyList<ReplicationResult> Result()
    {
        _figures.Mark(_endUs, _log, _events.Ran);
        for (var line = 0; line < _waiting.Length; line++)
        {
            for (var i = _waiting[line].First; i != JobList.None; i = _jobs[i].Next) _figures.Left(_jobs[i].ArrivedUs, _endUs);
            for (var i = _serving[line].First; i != JobList.None; i = _jobs[i].Next) _figures.Left(_jobs[i].ArrivedUs, _endUs);
        }
        _figures.Check(_inSystem, _jobs.InUse, _endUs);
        _log.Add(_endUs, (int)Kind.Patience + 1, _inSystem);
        return _figures.Results(_endUs, _log, _events.Ran);
    }

    // For the finite population the index is a position in which a machine runs; otherwise a class.
    private void ScheduleArrival(int index)
    {
        var between = _scenario.Classes[_finite ? 0 : index].Arrivals;
        var gap = between.SampleUs(_arrivals[index]);
        var at = _scenario.Profile is { } profile ? profile.After(_events.NowUs, gap) : _events.NowUs + gap;
        // What is beyond the horizon need not be kept.
        if (at < _endUs) _events.Schedule(at, new(Kind.Arrival, index), ArrivalClass);
    }

    private void Arrive(int index, long now)
    {
        var jobClass = _finite ? 0 : index;
        var number = _numbers++;
        _log.Add(now, (int)Kind.Arrival, number);
        if (_finite) Failed(index, now);
        else ScheduleArrival(index);

        _figures.Arrived(jobClass, now);
        var kind = _scenario.Classes[jobClass];
        // Drawn on arrival, also for who is turned away: the n-th job is the same whatever the staff.
        var service = kind.Service.SampleUs(_services[jobClass]);
        var patience = kind.Patience?.SampleUs(_patiences[jobClass]);
        if (_inSystem >= _scenario.Capacity) { _figures.Blocked(jobClass, now); return; }
        _figures.InSystem.Set(++_inSystem, now);
        var i = _jobs.Take();
        _jobs[i] = new() { Number = number, ArrivedUs = now, ServiceUs = service, RemainingUs = service, Class = jobClass };
        if (_busy < _servers || (_preempts && Preempt(jobClass, now))) { Start(i, now); return; }
        _waiting[LineOf(jobClass)].AddLast(_jobs, i);
        if (patience is { } gives) _jobs[i].Pending = _events.Schedule(now + gives, new(Kind.Patience, i), PatienceClass);
    }

    private void Start(int i, long now)
    {
        ref var job = ref _jobs[i];
        job.StartedUs = now;
        _figures.Busy.Set(++_busy, now);
        // Latest first: who is put back is who has been served for the shortest time.
        _serving[LineOf(job.Class)].AddFirst(_jobs, i);
        // With preemption the wait is only known at the end.
        if (!_preempts) _figures.Waited(job.Class, job.ArrivedUs, now - job.ArrivedUs);
        job.Pending = _events.Schedule(now + job.RemainingUs, new(Kind.Completion, i), CompletionClass);
    }

    // Puts back one of a lower class, if there is one, and leaves its server free.
    private bool Preempt(int byClass, long now)
    {
        for (var line = _serving.Length - 1; line > byClass; line--)
        {
            if (_serving[line].IsEmpty) continue;
            var i = _serving[line].First;
            ref var job = ref _jobs[i];
            _events.Cancel(job.Pending);
            job.RemainingUs -= now - job.StartedUs;
            _serving[line].Remove(_jobs, i);
            _waiting[line].AddFirst(_jobs, i);
            _figures.Busy.Set(--_busy, now);
            return true;
        }
        return false;
    }

    private void Complete(int i, long now)
    {
        ref var job = ref _jobs[i];
        _log.Add(now, (int)Kind.Completion, job.Number);
        _serving[LineOf(job.Class)].Remove(_jobs, i);
        _figures.Busy.Set(--_busy, now);
        if (_preempts) _figures.Waited(job.Class, job.ArrivedUs, now - job.ArrivedUs - job.ServiceUs);
        _figures.Served++;
        Leave(i, now);
        if (_finite) Mended(now);
        StartNext(now);
    }

    private void Abandon(int i, long now)
    {
        ref var job = ref _jobs[i];
        _log.Add(now, (int)Kind.Patience, job.Number);
        _waiting[LineOf(job.Class)].Remove(_jobs, i);
        _figures.Waited(job.Class, job.ArrivedUs, now - job.ArrivedUs);
        _figures.Abandoned(job.Class, job.ArrivedUs);
        Leave(i, now);
    }

    private void Leave(int i, long now)
    {
        _figures.Left(_jobs[i].ArrivedUs, now);
        _figures.InSystem.Set(--_inSystem, now);
        _jobs.Release(i);
    }

    private void StartNext(long now)
    {
        for (var line = 0; line < _waiting.Length; line++)
        {
            if (_waiting[line].IsEmpty) continue;
            var i = _waiting[line].First;
            _waiting[line].Remove(_jobs, i);
            if (_jobs[i].Pending != default) _events.Cancel(_jobs[i].Pending);
            Start(i, now);
            return;
        }
    }

    private void Mended(long now)
    {
        if (!_emptyPositions.TryPop(out var position)) { _spares++; return; }
        _figures.Operating.Change(1, now);
        _figures.AllUp.Set(_emptyPositions.Count == 0 ? 1 : 0, now);
        ScheduleArrival(position);
    }

    private void Failed(int position, long now)
    {
        if (_spares > 0) { _spares--; ScheduleArrival(position); return; }
        _emptyPositions.Push(position);
        _figures.Operating.Change(-1, now);
        _figures.AllUp.Set(0, now);
    }

    private int LineOf(int jobClass) => _waiting.Length == 1 ? 0 : jobClass;
}
