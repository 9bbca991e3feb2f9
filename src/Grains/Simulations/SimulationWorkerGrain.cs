using Orleans.Concurrency;
using Twin.Grains.Cluster;

namespace Twin.Grains.Simulations;

/// <summary>A silo's threads for simulations, as a grain.</summary>
[GrainType("simulationWorker"), SiloPlacement, Reentrant]
public sealed class SimulationWorkerGrain(SimulationWork work) : Grain, ISimulationWorkerGrain
{
    public ValueTask<int> Threads() => new(work.Threads);

    public Task<SimulationOutcome> Run(SimulationTask task) => work.Run(task);

    public ValueTask Stop(string run)
    {
        work.Stop(run);
        return default;
    }
}
