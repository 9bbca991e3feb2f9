using Twin.Api.Documents;
using Twin.Api.View;
using Twin.Domain.Access;
using Twin.Domain.Calendars;
using Twin.Domain.Documents;
using Twin.Domain.Escalation;
using Twin.Domain.Rules;
using Twin.Grains.Documents;
using Twin.Simulation.Replay;

namespace Twin.Api.BackTests;

/// <summary>The network as it is now, and the documents in force: what a rule book or a policy that is thought of is tried in.</summary>
internal static class BackTestNetwork
{
    private const string Candidate = "candidate";

    /// <summary>The view must be whole.</summary>
    /// <param name="tried">Null: that in force.</param>
    /// <param name="triedPolicy">Null: that in force.</param>
    public static async Task<BackTestSetting> Now(IGrainFactory grains, NetworkView view, RuleBook? tried, EscalationPolicy? triedPolicy, TimeSpan? answer)
    {
        var (book, policy) = ((await grains.RuleBookDocument().Current())!, (await grains.PolicyDocument(EscalationPolicy.DefaultId).Current())!);
        var inForce = new Regime($"rulebook/{book.Version}", Read(book, RuleBook.Read) ?? RuleBook.Empty,
            $"{EscalationPolicy.DefaultId}/{policy.Version}", Read(policy, (node, faults) => EscalationPolicyReader.Read(EscalationPolicy.DefaultId, policy.Version, node, faults)) ?? EscalationPolicy.Default);
        return new()
        {
            Recording = BackTestBody.ReadingsPart,
            Outlets = [.. view.Rows(DivisionLimit.Whole).Select(row => row.Profile).OrderBy(profile => profile.Code)],
            Calendars = await Calendars(grains),
            Teams = await TeamDocuments.AllAsync(grains),
            New = new(
                tried is null ? inForce.RuleBookName : Candidate, tried ?? inForce.RuleBook,
                triedPolicy is null ? inForce.PolicyName : Candidate, triedPolicy ?? inForce.Policy),
            Old = inForce,
            Answer = answer,
        };
    }

    private static async Task<TradingCalendar[]> Calendars(IGrainFactory grains)
    {
        var ids = (await CalendarNames.AllAsync(grains)).Where(id => id != CalendarNames.Always);
        var read = await Task.WhenAll(ids.Select(async id => await grains.CalendarDocument(id).Current() is { } document ? Read(document, (node, faults) => TradingCalendar.Read(id, node, faults)) : null));
        return [.. read.OfType<TradingCalendar>()];
    }

    // What is in force was read without a fault when it was put in force.
    private static T? Read<T>(DocumentVersion document, Func<DocNode, List<DocFault>, T?> read) where T : class =>
        TeamDocuments.Parse(document.Text, document.Json) is { } node ? read(node, []) : null;
}
