using Microsoft.Extensions.Logging;
using Twin.Simulation.Runs;

namespace Twin.Grains.Simulations;

/// <summary>
/// Has the replications of a run done by all silos: each has as many under way as it has threads. What a silo that is gone was doing is done by another. What is done is stored some at a time, so that whoever goes on
/// with the run does not begin anew. Called by the run's own thread, which waits meanwhile.
/// </summary>
internal sealed partial class SpreadRunner(string run, IGrainFactory grains, IClusterMembershipService membership, SimulationRows rows, TimeProvider time, ILogger log) : IReplicationRunner
{
    private const int PerPart = 16;
    private const int TriesMax = 20;

    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    private readonly Dictionary<(string Plan, int Index, long Warmup), byte[]> _stored = [];
    private readonly List<StoredReplication> _unstored = [];
    private readonly Dictionary<SiloAddress, int> _threads = [];
    private readonly HashSet<SiloAddress> _used = [];
    private int _parts;

    /// <summary>Takes up what was stored of the run before.</summary>
    public async Task Resume()
    {
        while (await rows.ReadPart(run, _parts) is { Count: > 0 } part)
        {
            foreach (var replication in part) _stored[(replication.Plan, replication.Index, replication.WarmupTicks)] = replication.Packed;
            _parts++;
        }
    }

    public ReplicationResult[] Run(string plan, IScenarioModel model, long seed, int from, int count, TimeSpan warmup, Action done, CancellationToken stop) =>
        Spread([.. Enumerable.Range(from, count).Select(index => new SimulationTask(run, plan, index, warmup.Ticks))], done, stop).GetAwaiter().GetResult();

    /// <summary>Tells the silos that were asked to give up what they do for the run.</summary>
    public async Task StopAll()
    {
        foreach (var silo in _used)
        {
            try
            {
                await grains.SimulationWorker(silo).Stop(run);
            }
            catch (Exception gone)
            {
                LogSiloGone(log, gone, silo);
            }
        }
    }

    private async Task<ReplicationResult[]> Spread(SimulationTask[] tasks, Action done, CancellationToken stop)
    {
        var outcomes = new byte[]?[tasks.Length];
        var waiting = new Queue<(int At, int Tries)>();
        for (var i = 0; i < tasks.Length; i++)
            if ((outcomes[i] = _stored.GetValueOrDefault((tasks[i].Plan, tasks[i].Index, tasks[i].WarmupTicks))) is null) waiting.Enqueue((i, 0));
            else done();
        var underWay = new List<(Task<SimulationOutcome> Call, SiloAddress Silo, int At, int Tries)>();
        var away = new Dictionary<SiloAddress, long>();
        while (waiting.Count > 0 || underWay.Count > 0)
        {
            foreach (var silo in await Ready(away, stop))
                while (waiting.Count > 0 && underWay.Count(c => c.Silo.Equals(silo)) < _threads[silo])
                {
                    var (at, tries) = waiting.Dequeue();
                    _used.Add(silo);
                    underWay.Add((grains.SimulationWorker(silo).Run(tasks[at]), silo, at, tries));
                }
            // Silos that joined meanwhile are found at the next look.
            await Task.WhenAny([.. underWay.Select(c => (Task)c.Call), Task.Delay(LookAgain, time, stop)]);
            stop.ThrowIfCancellationRequested();
            foreach (var call in underWay.Where(c => c.Call.IsCompleted).ToArray())
            {
                underWay.Remove(call);
                var outcome = await Outcome(call.Call, call.Silo);
                if (outcome?.Fault is { } fault) throw new SimulationFaultException(fault);
                if (outcome?.Result is { } result)
                {
                    outcomes[call.At] = result;
                    await Keep(tasks[call.At], result);
                    done();
                }
                else
                {
                    // Lost with its silo; or told to stop by one that led the run before and has only now noticed that it does not any more.
                    away[call.Silo] = time.GetTimestamp();
                    if (call.Tries == TriesMax) throw new SimulationFaultException($"Replication {tasks[call.At].Index} of {tasks[call.At].Plan} was begun {TriesMax} times, and each time its silo was lost.");
                    waiting.Enqueue((call.At, call.Tries + 1));
                }
            }
        }
        await Store();
        return [.. outcomes.Select(packed => ReplicationBytes.Read(SimulationRows.Unpacked(packed!)))];
    }

    /// <summary>The silos that can be asked. One that failed is left alone for a moment.</summary>
    private async Task<List<SiloAddress>> Ready(Dictionary<SiloAddress, long> away, CancellationToken stop)
    {
        var ready = new List<SiloAddress>();
        foreach (var member in membership.CurrentSnapshot.Members.Values.Where(m => m.Status == SiloStatus.Active).OrderBy(m => m.SiloAddress))
        {
            stop.ThrowIfCancellationRequested();
            if (away.TryGetValue(member.SiloAddress, out var since) && time.GetElapsedTime(since) < LookAgain) continue;
            try
            {
                if (!_threads.ContainsKey(member.SiloAddress)) _threads[member.SiloAddress] = await grains.SimulationWorker(member.SiloAddress).Threads();
                ready.Add(member.SiloAddress);
            }
            catch (Exception failure)
            {
                LogSiloGone(log, failure, member.SiloAddress);
                away[member.SiloAddress] = time.GetTimestamp();
            }
        }
        return ready;
    }

    /// <summary>Null: the silo is gone, or cannot be reached.</summary>
    private async Task<SimulationOutcome?> Outcome(Task<SimulationOutcome> call, SiloAddress silo)
    {
        try
        {
            return await call;
        }
        catch (Exception failure)
        {
            LogSiloGone(log, failure, silo);
            return null;
        }
    }

    private async Task Keep(SimulationTask task, byte[] packed)
    {
        _stored[(task.Plan, task.Index, task.WarmupTicks)] = packed;
        _unstored.Add(new(task.Plan, task.Index, task.WarmupTicks, packed));
        if (_unstored.Count >= PerPart) await Store();
    }

    private async Task Store()
    {
        if (_unstored.Count == 0) return;
        try
        {
            await rows.WritePart(run, _parts, _unstored);
            _parts++;
            _unstored.Clear();
        }
        catch (Exception failure)
        {
            // They are in memory, and stored with those that come.
            LogNotStored(log, failure, run);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Replications of simulation {Id} could not be stored; it is tried again")]
    private static partial void LogNotStored(ILogger log, Exception failure, string id);

    [LoggerMessage(Level = LogLevel.Information, Message = "Silo {Silo} does not simulate; its replications are done by others")]
    private static partial void LogSiloGone(ILogger log, Exception failure, SiloAddress silo);
}
