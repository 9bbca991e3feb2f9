using Twin.Api.View;
using Twin.Documents;
using Twin.Domain.Access;
using Twin.Domain.Documents;
using Twin.Domain.Escalation;
using Twin.Domain.Network;
using Twin.Domain.Rules;
using Twin.Grains.Documents;
using Twin.Grains.Simulations;
using Twin.Simulation.Scenarios;

namespace Twin.Api.Simulations;

/// <summary>The rule book, the policy and the outlets as they are now: what a scenario about a network may call live. The run keeps to it, whatever changes meanwhile, and changes nothing.</summary>
internal sealed class LiveSetting
{
    private readonly DocumentVersion _ruleBook;
    private readonly DocumentVersion _policy;
    private readonly OutletProfile[] _outlets;

    private LiveSetting(DocumentVersion ruleBook, DocumentVersion policy, OutletProfile[] outlets)
    {
        (_ruleBook, _policy, _outlets) = (ruleBook, policy, outlets);
        // What is in force was read without a fault when it was put in force.
        Files = new(
            Document(ruleBook) is { } rules ? RuleBook.Read(rules, []) ?? RuleBook.Empty : RuleBook.Empty,
            Document(policy) is { } steps ? EscalationPolicyReader.Read(EscalationPolicy.DefaultId, policy.Version, steps, []) ?? EscalationPolicy.Default : EscalationPolicy.Default,
            outlets);
    }

    public SentFiles Files { get; }

    /// <summary>What is kept for the run; the outlets only when the scenario asked for them.</summary>
    public SimulationSetting Asked => new(_ruleBook, _policy, Files.OutletsAsked ? _outlets : null);

    public static bool IsAskedBy(DocNode scenario) => scenario is DocMap map && map.Entries.Any(e => e.Key == "network");

    /// <summary>The view must be whole.</summary>
    public static async Task<LiveSetting> Now(IGrainFactory grains, NetworkView view)
    {
        var (ruleBook, policy) = (await grains.RuleBookDocument().Current(), await grains.PolicyDocument(EscalationPolicy.DefaultId).Current());
        return new(ruleBook!, policy!, [.. view.Rows(DivisionLimit.Whole).Select(row => row.Profile).OrderBy(p => p.Code)]);
    }

    private static DocNode? Document(DocumentVersion version) => DocumentText.Parse(version.Text, version.Json ? DocumentFormat.Json : DocumentFormat.Yaml, []);
}
