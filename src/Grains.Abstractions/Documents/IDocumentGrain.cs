using Twin.Domain.Documents;

namespace Twin.Grains.Documents;

/// <summary>
/// A version of an uploaded document. <see cref="Text"/> is as it was sent; <see cref="Json"/> says in which language. <see cref="Removed"/>: the document was
/// taken away with this version, which has no text.
/// </summary>
[GenerateSerializer, Immutable, Alias("twin.DocumentVersion")]
public sealed record DocumentVersion(
    [property: Id(0)] int Version,
    [property: Id(1)] string Text,
    [property: Id(2)] bool Json,
    [property: Id(3)] DateTime At,
    [property: Id(4)] string By,
    [property: Id(5)] bool Removed = false);

/// <summary>An upload. <see cref="IfVersion"/>: only over this version (0: only when there is none). <see cref="DryRun"/>: check, change nothing.</summary>
[GenerateSerializer, Immutable, Alias("twin.DocumentUpload")]
public sealed record DocumentUpload(
    [property: Id(0)] string Text,
    [property: Id(1)] bool Json,
    [property: Id(2)] string By,
    [property: Id(3)] int? IfVersion = null,
    [property: Id(4)] bool DryRun = false);

public enum DocumentOutcome : byte { Accepted, Unchanged, Checked, Faulty, PreconditionFailed, NotFound, TooMany }

/// <summary>
/// <see cref="Version"/> is the one now in force, 0 when there is none; <see cref="Faults"/> lists everything wrong with the upload; <see cref="Created"/>: there was
/// none before.
/// </summary>
[GenerateSerializer, Immutable, Alias("twin.DocumentWrite")]
public sealed record DocumentWrite(
    [property: Id(0)] DocumentOutcome Outcome,
    [property: Id(1)] int Version,
    [property: Id(2)] DocFault[] Faults,
    [property: Id(3)] bool Created = false);

/// <summary>A versioned document. The shipped default is version 1 until something is uploaded; the last 50 versions are kept.</summary>
public interface IDocumentGrain : IGrainWithStringKey
{
    /// <summary>The version in force; null when there is no such document.</summary>
    [Alias("Current")] ValueTask<DocumentVersion?> Current();
    [Alias("Versions")] ValueTask<DocumentVersion[]> Versions();
    [Alias("Put")] ValueTask<DocumentWrite> Put(DocumentUpload upload);
}

/// <summary>The rule book. Key <c>rulebook</c>.</summary>
[Alias("twin.IRuleBookGrain")] public interface IRuleBookGrain : IDocumentGrain;

/// <summary>A trading calendar. Key <c>calendar-standard</c>.</summary>
[Alias("twin.ICalendarGrain")] public interface ICalendarGrain : IDocumentGrain;

/// <summary>How incidents are opened, escalated and closed. Key <c>policy-default</c>.</summary>
[Alias("twin.IPolicyGrain")] public interface IPolicyGrain : IDocumentGrain;

/// <summary>A team. Key <c>team-hongze-telecom</c>.</summary>
[Alias("twin.ITeamGrain")]
public interface ITeamGrain : IDocumentGrain
{
    /// <summary>
    /// Takes the team away: <see cref="DocumentOutcome.Accepted"/>, <see cref="DocumentOutcome.NotFound"/> or <see cref="DocumentOutcome.PreconditionFailed"/>. Its versions
    /// stay on record, and a later upload makes the team anew.
    /// </summary>
    [Alias("Remove")] ValueTask<DocumentWrite> Remove(string by, int? ifVersion);
}

/// <summary>
/// Which version of which document is in force, so that every silo learns of a change by asking one grain. Key <c>catalogue</c>.
/// Names are grain keys of documents.
/// </summary>
[Alias("twin.ICatalogueGrain")]
public interface ICatalogueGrain : IGrainWithStringKey
{
    /// <summary>Documents put in force after a catalogue version, with the catalogue's version now.</summary>
    [Alias("Since")] ValueTask<CatalogueChanges> Since(long version);

    /// <summary>Whether there are fewer than so many documents whose name begins so, removed ones counted.</summary>
    [Alias("HasRoom")] ValueTask<bool> HasRoom(string prefix, int max);

    [Alias("Announce")] ValueTask Announce(string name, int version);
}

[GenerateSerializer, Immutable, Alias("twin.CatalogueChanges")]
public sealed record CatalogueChanges([property: Id(0)] long Version, [property: Id(1)] CatalogueEntry[] Entries);

[GenerateSerializer, Immutable, Alias("twin.CatalogueEntry")]
public readonly record struct CatalogueEntry([property: Id(0)] string Name, [property: Id(1)] int Version, [property: Id(2)] long Changed);

public static class DocumentKeys
{
    public const string RuleBook = "rulebook";
    public const string Catalogue = "catalogue";
    public const string CalendarPrefix = "calendar-";
    public const string PolicyPrefix = "policy-";
    public const string TeamPrefix = "team-";

    /// <summary>Every silo holds all of them, compiled.</summary>
    public const int CalendarsMax = 1_000;
    public const int PoliciesMax = 200;
    public const int TeamsMax = 2_000;

    public static IRuleBookGrain RuleBookDocument(this IGrainFactory grains) => grains.GetGrain<IRuleBookGrain>(RuleBook);
    public static ICalendarGrain CalendarDocument(this IGrainFactory grains, string id) => grains.GetGrain<ICalendarGrain>(CalendarPrefix + id);
    public static IPolicyGrain PolicyDocument(this IGrainFactory grains, string id) => grains.GetGrain<IPolicyGrain>(PolicyPrefix + id);
    public static ITeamGrain TeamDocument(this IGrainFactory grains, string id) => grains.GetGrain<ITeamGrain>(TeamPrefix + id);
    public static ICatalogueGrain DocumentCatalogue(this IGrainFactory grains) => grains.GetGrain<ICatalogueGrain>(Catalogue);

    /// <summary>The id a name in the catalogue holds after a prefix; null when it is a document of another kind.</summary>
    public static string? IdIn(string name, string prefix) => name.StartsWith(prefix, StringComparison.Ordinal) ? name[prefix.Length..] : null;
}
