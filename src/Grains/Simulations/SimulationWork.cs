using Twin.Simulation.Runs;

namespace Twin.Grains.Simulations;

/// <summary>The replications under way on this silo.</summary>
public sealed class SimulationWork(SimulationModels models, SimulationThreads threads) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<SimulationTask, Task<SimulationOutcome>> _underWay = [];
    private readonly Dictionary<string, CancellationTokenSource> _runs = new(StringComparer.Ordinal);

    private bool _ending;

    public int Threads => threads.Count;

    public Task<SimulationOutcome> Run(SimulationTask task)
    {
        lock (_lock)
        {
            if (_ending) return Task.FromResult(new SimulationOutcome(null, null));
            if (_underWay.TryGetValue(task, out var known)) return known;
            if (!_runs.TryGetValue(task.Run, out var stop)) _runs[task.Run] = stop = new();
            return _underWay[task] = Carried(task, stop);
        }
    }

    /// <summary>Gives up what is done for a run; those that asked for it are told.</summary>
    public void Stop(string run)
    {
        lock (_lock)
            if (_runs.Remove(run, out var stop)) stop.Cancel();
    }

    /// <summary>Gives up everything: the silo is going, and must not be kept waiting by what others can do.</summary>
    public void End()
    {
        lock (_lock)
        {
            _ending = true;
            foreach (var stop in _runs.Values) stop.Cancel();
        }
    }

    public void Dispose() => End();

    private async Task<SimulationOutcome> Carried(SimulationTask task, CancellationTokenSource stop)
    {
        // Not before the caller has taken note of it.
        await Task.Yield();
        try
        {
            var scenario = await models.Scenario(task.Run);
            var model = await models.Model(task.Run, task.Plan);
            var replication = new Replication(scenario.Seed, task.Index, TimeSpan.FromTicks(task.WarmupTicks), stop.Token);
            return new(SimulationRows.Packed(ReplicationBytes.Write(await threads.Run(() => model.Run(replication), stop.Token))), null);
        }
        catch (OperationCanceledException)
        {
            return new(null, null);
        }
        catch (SimulationFaultException fault)
        {
            return new(null, fault.Message);
        }
        catch (Exception broken) // a fault of ours in the model: it would be the same on every silo, so it is told and not tried again
        {
            return new(null, $"Replication {task.Index} of {task.Plan} broke off: {broken.Message}");
        }
        finally
        {
            lock (_lock)
            {
                _underWay.Remove(task);
                if (_underWay.Keys.All(t => t.Run != task.Run) && _runs.GetValueOrDefault(task.Run) == stop) _runs.Remove(task.Run);
            }
        }
    }
}
