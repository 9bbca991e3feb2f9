using Twin.Documents;
using Twin.Domain.Calendars;
using Twin.Domain.Documents;
using Twin.Domain.Escalation;
using Twin.Domain.Rules;
using Twin.Domain.Teams;
using Twin.Grains.Time;

namespace Twin.Grains.Documents;

/// <summary>What a document stores: its uploads, oldest first.</summary>
public sealed class DocumentState
{
    public List<StoredDocument> Versions { get; set; } = [];
    public int Announced { get; set; }
}

public sealed record StoredDocument(int Version, string Text, bool Json, DateTime At, string By, bool Removed = false);

/// <summary>A versioned document: checked whole before it is stored, announced to the catalogue after.</summary>
public abstract class DocumentGrain(IPersistentState<DocumentState> storage, TwinClock clock) : Grain, IDocumentGrain
{
    private const int VersionsKept = 50;

    /// <summary>All kept versions together; older ones go first, the one in force always stays.</summary>
    private const int CharactersKept = 4 * 1024 * 1024;

    private List<StoredDocument> Stored => storage.State.Versions;

    /// <summary>The text shipped with the product, or null when there is none.</summary>
    protected abstract string? Default { get; }

    /// <summary>How many there may be of its kind, and how their names begin; null for the only one.</summary>
    protected virtual (string Prefix, int Max)? Bound => null;

    /// <summary>Notes everything wrong with a document.</summary>
    protected abstract void Check(DocNode document, List<DocFault> faults);

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        // A crash may have come between storing a version and announcing it.
        if (Stored.Count > 0 && storage.State.Announced < Stored[^1].Version) await Announce();
    }

    public ValueTask<DocumentVersion?> Current()
    {
        Rest();
        return new(InForce());
    }

    public ValueTask<DocumentVersion[]> Versions()
    {
        Rest();
        return new([.. All().Reverse()]);
    }

    public async ValueTask<DocumentWrite> Put(DocumentUpload upload)
    {
        var write = await Take(upload);
        Rest();
        return write;
    }

    private async ValueTask<DocumentWrite> Take(DocumentUpload upload)
    {
        var current = InForce();
        var version = current?.Version ?? 0;
        if (upload.IfVersion is { } wanted && wanted != version) return new(DocumentOutcome.PreconditionFailed, version, []);

        var faults = new List<DocFault>();
        if (DocumentText.Parse(upload.Text, upload.Json ? DocumentFormat.Json : DocumentFormat.Yaml, faults) is { } node) Check(node, faults);
        if (faults.Count > 0) return new(DocumentOutcome.Faulty, version, [.. faults]);
        if (upload.DryRun) return new(DocumentOutcome.Checked, version, []);
        if (current is not null && current.Text == upload.Text && current.Json == upload.Json) return new(DocumentOutcome.Unchanged, version, []);
        if (Stored.Count == 0 && Bound is { } bound && Default is null && !await GrainFactory.DocumentCatalogue().HasRoom(bound.Prefix, bound.Max)) return new(DocumentOutcome.TooMany, version, []);

        return new(DocumentOutcome.Accepted, await Store(upload.Text, upload.Json, upload.By), [], Created: current is null);
    }

    /// <summary>
    /// Takes the document away with a version that holds nothing, so that the catalogue tells of it as of any other change. Only for a kind without a default:
    /// a default would not come back into force.
    /// </summary>
    protected async ValueTask<DocumentWrite> TakeAway(string by, int? ifVersion)
    {
        var version = InForce()?.Version ?? 0;
        if (ifVersion is { } wanted && wanted != version) return new(DocumentOutcome.PreconditionFailed, version, []);
        if (version == 0) return new(DocumentOutcome.NotFound, 0, []);
        await Store("", json: false, by, removed: true);
        return new(DocumentOutcome.Accepted, 0, []);
    }

    private async ValueTask<int> Store(string text, bool json, string by, bool removed = false)
    {
        var version = (All().LastOrDefault()?.Version ?? 0) + 1;
        var before = Stored.ToList();
        Stored.Add(new(version, text, json, clock.Now().Wall, by, removed));
        while (Stored.Count > VersionsKept || (Stored.Count > 1 && Stored.Sum(s => s.Text.Length) > CharactersKept)) Stored.RemoveAt(0);
        try
        {
            await storage.WriteStateAsync();
        }
        catch
        {
            storage.State.Versions = before;
            throw;
        }
        await Announce();
        return version;
    }

    private async Task Announce()
    {
        await GrainFactory.DocumentCatalogue().Announce(this.GetPrimaryKeyString(), Stored[^1].Version);
        storage.State.Announced = Stored[^1].Version;
        await storage.WriteStateAsync();
    }

    /// <summary>An id that nobody uploaded anything for is not kept awake.</summary>
    private void Rest()
    {
        if (Stored.Count == 0 && Default is null) DeactivateOnIdle();
    }

    private DocumentVersion? InForce() => All().LastOrDefault() is { Removed: false } latest ? latest : null;

    private IEnumerable<DocumentVersion> All()
    {
        if (Default is { } shipped && (Stored.Count == 0 || Stored[0].Version == 2)) yield return new(1, shipped, false, default, "shipped");
        foreach (var s in Stored) yield return new(s.Version, s.Text, s.Json, s.At, s.By, s.Removed);
    }
}

[GrainType("rulebook")]
public sealed class RuleBookGrain([PersistentState("rulebook")] IPersistentState<DocumentState> storage, TwinClock clock)
    : DocumentGrain(storage, clock), IRuleBookGrain
{
    protected override string? Default => Defaults.RuleBookYaml;

    protected override void Check(DocNode document, List<DocFault> faults) => RuleBook.Read(document, faults);
}

[GrainType("calendar")]
public sealed class CalendarGrain([PersistentState("calendar")] IPersistentState<DocumentState> storage, TwinClock clock)
    : DocumentGrain(storage, clock), ICalendarGrain
{
    private string Id => this.GetPrimaryKeyString()[DocumentKeys.CalendarPrefix.Length..];

    protected override (string Prefix, int Max)? Bound => (DocumentKeys.CalendarPrefix, DocumentKeys.CalendarsMax);

    protected override string? Default => Id == TradingCalendar.Standard.Id ? Defaults.StandardCalendarYaml : null;

    protected override void Check(DocNode document, List<DocFault> faults) => TradingCalendar.Read(Id, document, faults);
}

[GrainType("policy")]
public sealed class PolicyGrain([PersistentState("policy")] IPersistentState<DocumentState> storage, TwinClock clock)
    : DocumentGrain(storage, clock), IPolicyGrain
{
    private string Id => this.GetPrimaryKeyString()[DocumentKeys.PolicyPrefix.Length..];

    protected override (string Prefix, int Max)? Bound => (DocumentKeys.PolicyPrefix, DocumentKeys.PoliciesMax);

    protected override string? Default => Id == EscalationPolicy.DefaultId ? Defaults.PolicyDefaultYaml : null;

    protected override void Check(DocNode document, List<DocFault> faults) => EscalationPolicyReader.Read(Id, 0, document, faults);
}

[GrainType("team")]
public sealed class TeamGrain([PersistentState("team")] IPersistentState<DocumentState> storage, TwinClock clock)
    : DocumentGrain(storage, clock), ITeamGrain
{
    private string Id => this.GetPrimaryKeyString()[DocumentKeys.TeamPrefix.Length..];

    protected override (string Prefix, int Max)? Bound => (DocumentKeys.TeamPrefix, DocumentKeys.TeamsMax);

    protected override string? Default => null;

    public ValueTask<DocumentWrite> Remove(string by, int? ifVersion) => TakeAway(by, ifVersion);

    protected override void Check(DocNode document, List<DocFault> faults) => TeamReader.Read(Id, document, faults);
}
