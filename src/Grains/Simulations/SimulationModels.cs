using Twin.Documents;
using Twin.Domain.Documents;
using Twin.Simulation.Runs;
using Twin.Simulation.Scenarios;

namespace Twin.Grains.Simulations;

/// <summary>The scenarios this silo is working on, read once. Few: one run is under way at a time, and the one before may still be ending.</summary>
public sealed class SimulationModels(SimulationRows rows)
{
    private const int Kept = 2;
    private readonly Lock _lock = new();
    private readonly List<(string Run, Task<Scenario> Scenario)> _known = [];

    /// <exception cref="SimulationFaultException">It is gone, or it cannot be read.</exception>
    public Task<Scenario> Scenario(string run)
    {
        lock (_lock)
        {
            var known = _known.Find(k => k.Run == run).Scenario;
            if (known is not { IsFaulted: false, IsCanceled: false })
            {
                _known.RemoveAll(k => k.Run == run);
                known = Read(run);
                _known.Add((run, known));
                if (_known.Count > Kept) _known.RemoveAt(0);
            }
            return known;
        }
    }

    public async Task<IScenarioModel> Model(string run, string plan) =>
        PlanKey.Find(await Scenario(run), plan)?.Model ?? throw new SimulationFaultException($"The scenario has no plan '{plan}'.");

    private async Task<Scenario> Read(string run)
    {
        var (text, json) = await rows.Scenario(run) ?? throw new SimulationFaultException("The scenario is not stored any more.");
        return await Task.Run(() =>
        {
            var faults = new List<DocFault>();
            var document = DocumentText.Parse(text, json ? DocumentFormat.Json : DocumentFormat.Yaml, faults);
            var scenario = document is null ? null : new ScenarioReader(ScenarioFiles.None).Read(document, faults);
            return scenario ?? throw new SimulationFaultException($"The scenario cannot be read: {string.Join("; ", faults.Select(f => $"{f.Path}: {f.Message}"))}");
        });
    }
}

/// <summary>A run cannot be carried out, on no silo.</summary>
public sealed class SimulationFaultException(string message) : Exception(message);
