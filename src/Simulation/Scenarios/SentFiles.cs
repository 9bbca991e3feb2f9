using Twin.Domain.Escalation;
using Twin.Domain.Network;
using Twin.Domain.Rules;

namespace Twin.Simulation.Scenarios;

/// <summary>What a scenario that is sent to a server may name: what was in force there when it was sent, and the outlets as they were. No files.</summary>
public sealed class SentFiles(RuleBook ruleBook, EscalationPolicy policy, IReadOnlyList<OutletProfile>? outlets) : ScenarioFiles
{
    public override RuleBook RuleBook => ruleBook;
    public override EscalationPolicy Policy => policy;

    /// <summary>Whether the scenario asked for the outlets.</summary>
    public bool OutletsAsked { get; private set; }

    public override IReadOnlyList<OutletProfile>? Outlets
    {
        get
        {
            OutletsAsked = true;
            return outlets;
        }
    }
}
