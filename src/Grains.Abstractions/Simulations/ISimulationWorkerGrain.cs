using Twin.Grains.Cluster;

namespace Twin.Grains.Simulations;

/// <summary>One replication of one plan of a run. <see cref="Plan"/> is a plan's name within its scenario; <see cref="WarmupTicks"/> is in ticks of 100 ns.</summary>
[GenerateSerializer, Immutable, Alias("twin.SimulationTask")]
public sealed record SimulationTask([property: Id(0)] string Run, [property: Id(1)] string Plan, [property: Id(2)] int Index, [property: Id(3)] long WarmupTicks);

/// <summary>What a replication measured, coded; or why it could not be run, which no other silo would mend. Neither: it was told to stop.</summary>
[GenerateSerializer, Immutable, Alias("twin.SimulationOutcome")]
public sealed record SimulationOutcome([property: Id(0)] byte[]? Result, [property: Id(1)] string? Fault);

/// <summary>A silo's threads for simulations. Key as of <see cref="ISiloGrain"/>: always on the silo it names.</summary>
[Alias("twin.ISimulationWorkerGrain")]
public interface ISimulationWorkerGrain : IGrainWithStringKey
{
    /// <summary>Replications it runs side by side.</summary>
    [Alias("Threads")] ValueTask<int> Threads();

    /// <summary>Runs a replication. Asked again for one that it is running already, it answers both.</summary>
    [Alias("Run"), ResponseTimeout("1.00:00:00")] Task<SimulationOutcome> Run(SimulationTask task);

    /// <summary>Gives up what it does for a run.</summary>
    [Alias("Stop")] ValueTask Stop(string run);
}

public static class SimulationWorkerKeys
{
    public static ISimulationWorkerGrain SimulationWorker(this IGrainFactory grains, SiloAddress silo) => grains.GetGrain<ISimulationWorkerGrain>(SiloKeys.KeyOf(silo, 0));
}
