using Twin.Documents;
using Twin.Domain.Documents;
using Twin.Domain.Escalation;
using Twin.Grains.Documents;
using Twin.Simulation.Runs;
using Twin.Simulation.Scenarios;

namespace Twin.Grains.Simulations;

/// <summary>
/// The scenarios this silo is working on and the models of their plans, made once for all replications: a plan that a search tries is read anew from the scenario, and may be of a whole network.
/// Few: one run is under way at a time, one of its plans after the other, and the one before may still be ending.
/// </summary>
public sealed class SimulationModels(SimulationRows rows)
{
    private const int Kept = 2;
    private readonly Lock _lock = new();
    private readonly List<(string Run, Task<Scenario> Scenario)> _scenarios = [];
    private readonly List<((string Run, string Plan) Key, Task<IScenarioModel> Model)> _models = [];

    /// <exception cref="SimulationFaultException">It is gone, or it cannot be read.</exception>
    public Task<Scenario> Scenario(string run) => Known(_scenarios, run, Read);

    /// <exception cref="SimulationFaultException">The scenario is gone or cannot be read, or has no such plan.</exception>
    public Task<IScenarioModel> Model(string run, string plan) => Known(_models, (Run: run, Plan: plan), Make);

    /// <summary>What is known or being made already; what failed is made again.</summary>
    private Task<T> Known<TKey, T>(List<(TKey Key, Task<T> Value)> known, TKey key, Func<TKey, Task<T>> make) where TKey : IEquatable<TKey>
    {
        lock (_lock)
        {
            var value = known.Find(k => k.Key.Equals(key)).Value;
            if (value is { IsFaulted: false, IsCanceled: false }) return value;
            known.RemoveAll(k => k.Key.Equals(key));
            value = make(key);
            known.Add((key, value));
            if (known.Count > Kept) known.RemoveAt(0);
            return value;
        }
    }

    private async Task<IScenarioModel> Make((string Run, string Plan) key)
    {
        var scenario = await Scenario(key.Run);
        return await Task.Run(() => PlanKey.Find(scenario, key.Plan)?.Model ?? throw new SimulationFaultException($"The scenario has no plan '{key.Plan}'."));
    }

    private async Task<Scenario> Read(string run)
    {
        var (text, json) = await rows.Scenario(run) ?? throw new SimulationFaultException("The scenario is not stored any more.");
        var setting = await rows.Setting(run);
        return await Task.Run(() =>
        {
            var faults = new List<DocFault>();
            var document = DocumentText.Parse(text, json ? DocumentFormat.Json : DocumentFormat.Yaml, faults);
            var scenario = document is null ? null : new ScenarioReader(setting is null ? ScenarioFiles.None : Files(setting)).Read(document, faults);
            return scenario ?? throw new SimulationFaultException($"The scenario cannot be read: {string.Join("; ", faults.Select(f => $"{f.Path}: {f.Message}"))}");
        });
    }

    private static SentFiles Files(SimulationSetting setting) =>
        SentFiles.Of(Document("rulebook", setting.RuleBook), Document(EscalationPolicy.DefaultId, setting.Policy), setting.Teams.Select(Document), setting.Calendars.Select(Document), setting.Outlets, setting.Live)
        ?? throw new SimulationFaultException("The rule book or the policy that was in force cannot be read any more.");

    private static SentDocument Document(NamedDocument it) => Document(it.Id, it.Document);

    private static SentDocument Document(string id, DocumentVersion it) => new(id, it.Version, DocumentText.Parse(it.Text, it.Json ? DocumentFormat.Json : DocumentFormat.Yaml, []));
}

/// <summary>A run cannot be carried out, on no silo.</summary>
public sealed class SimulationFaultException(string message) : Exception(message);
