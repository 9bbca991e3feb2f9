using Twin.Api.Documents;
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

/// <summary>
/// What a scenario about a network may call live: the rule book and the policy in force and, where it asks for it, the network as it stands with its teams and calendars. The run keeps to it, whatever changes meanwhile, and changes
/// nothing.
/// </summary>
internal sealed class LiveSetting
{
    private LiveSetting(SimulationSetting setting)
    {
        Setting = setting;
        // What is in force was read without a fault when it was put in force.
        Files = SentFiles.Of(Document("rulebook", setting.RuleBook), Document(EscalationPolicy.DefaultId, setting.Policy), setting.Teams.Select(Document), setting.Calendars.Select(Document), setting.Outlets, setting.Live)
            ?? new(RuleBook.Empty, EscalationPolicy.Default, null);
    }

    public SentFiles Files { get; }

    /// <summary>What is kept for the run.</summary>
    public SimulationSetting Setting { get; }

    public static bool IsAskedBy(DocNode scenario) => scenario is DocMap map && map.Entries.Any(e => e.Key == "network");

    /// <param name="scenario">What asks for it.</param>
    /// <param name="grains">The network.</param>
    /// <param name="view">It must be whole.</param>
    /// <param name="time">The clock.</param>
    /// <param name="checkOnly">Nothing will be run: what goes on in the network is not looked at, since no fault of a scenario depends on it.</param>
    public static async Task<LiveSetting> Now(DocNode scenario, IGrainFactory grains, NetworkView view, TimeProvider time, bool checkOnly)
    {
        var (ruleBook, policy) = (await grains.RuleBookDocument().Current(), await grains.PolicyDocument(EscalationPolicy.DefaultId).Current());
        if (!NamesLive(scenario)) return new(new(ruleBook!, policy!, null));
        OutletProfile[] outlets = [.. view.Rows(DivisionLimit.Whole).Select(row => row.Profile).OrderBy(p => p.Code)];
        return new(new(ruleBook!, policy!, outlets)
        {
            Live = checkOnly ? new() { At = time.GetUtcNow().UtcDateTime } : await LiveFork.Take(grains, outlets, time),
            Teams = await Named(grains, DocumentKeys.TeamPrefix, grains.TeamDocument),
            Calendars = await Named(grains, DocumentKeys.CalendarPrefix, grains.CalendarDocument),
        });
    }

    /// <summary>Whether it, or a plan it compares, may begin with the network that is running: looking at all of that is spared where nobody asks for it.</summary>
    private static bool NamesLive(DocNode node) => node switch
    {
        DocMap map => map.Entries.Any(e => (e.Key.EndsWith("live", StringComparison.Ordinal) && e.Value is DocBool { Value: true }) || NamesLive(e.Value)),
        DocList list => list.Items.Any(NamesLive),
        _ => false,
    };

    private static async Task<NamedDocument[]> Named(IGrainFactory grains, string prefix, Func<string, IDocumentGrain> document)
    {
        var found = await Task.WhenAll((await DocumentNames.UploadedAsync(grains, prefix)).Select(async id =>
            await document(id).Current() is { Removed: false } version ? new NamedDocument(id, version) : null));
        return [.. found.OfType<NamedDocument>()];
    }

    private static SentDocument Document(NamedDocument it) => Document(it.Id, it.Document);

    private static SentDocument Document(string id, DocumentVersion it) => new(id, it.Version, DocumentText.Parse(it.Text, it.Json ? DocumentFormat.Json : DocumentFormat.Yaml, []));
}
