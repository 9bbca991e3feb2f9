using Twin.Simulation.Runs;

namespace Twin.Simulation.World;

/// <summary>A network that is simulated with the live rules: see <see cref="NetworkRun"/>.</summary>
public sealed class NetworkModel(NetworkScenario scenario) : IScenarioModel
{
    private readonly NetworkRegistry _registry = new(scenario);

    public NetworkScenario Scenario => scenario;

    public IReadOnlyList<MetricInfo> Metrics { get; } = [.. NetworkFigures.Infos(scenario)];

    public IReadOnlyList<string> KeyMetrics { get; } = scenario.Live is not null && scenario.AccessNodes is null && scenario.Devices.Count == 0 ? [NetworkFigures.RestoreOpen] : ["restore"];

    public ReplicationResult Run(Replication replication) => new NetworkRun(_registry, replication).Run();
}
