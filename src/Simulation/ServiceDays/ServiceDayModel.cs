using Twin.Simulation.Output;
using Twin.Simulation.Randomness;
using Twin.Simulation.Runs;

namespace Twin.Simulation.ServiceDays;

public sealed class ServiceDayModel(ServiceDayScenario scenario) : IScenarioModel
{
    public ServiceDayScenario Scenario => scenario;

    public IReadOnlyList<MetricInfo> Metrics { get; } = [.. ServiceDayFigures.Infos(scenario)];

    public IReadOnlyList<string> KeyMetrics { get; } = ["waitMean", "finish"];

    public bool Terminating => true;

    public ReplicationResult Run(Replication replication)
    {
        var streams = new RandomStreams(replication.Seed, replication.Index);
        var total = new ServiceDayFigures(scenario);
        for (var day = 0; day < scenario.Days; day++)
        {
            replication.Stop.ThrowIfCancellationRequested();
            new ServiceDayRun(scenario, streams, day, total).Run();
        }
        return total.Result();
    }
}
