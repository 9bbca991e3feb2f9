using Twin.Simulation.Runs;

namespace Twin.Simulation.Queues;

public sealed class QueueModel(QueueScenario scenario) : IScenarioModel
{
    public QueueScenario Scenario => scenario;

    public IReadOnlyList<MetricInfo> Metrics { get; } = [.. QueueFigures.Infos(scenario)];

    public IReadOnlyList<string> KeyMetrics { get; } = ["waitMean", "pBlock", "pAbandon", "systemLength"];

    public ReplicationResult Run(Replication replication) => new QueueRun(scenario, replication).Run()[0];

    public IReadOnlyList<ReplicationResult> Batches(Replication replication, int count) => new QueueRun(scenario, replication, count).Run();
}
