using System.ComponentModel;
using Twin.Domain.Teams;

namespace Twin.Api.Documents;

/// <summary>What became of an upload.</summary>
public sealed record DocumentWriteModel(
    [property: Description("The version in force now.")] int Version,
    [property: Description("Always true: a document with faults is answered with a problem.")] bool Valid,
    [property: Description("Whether this upload became a new version; false for a dry run and for the text that was in force already.")] bool Changed,
    bool DryRun);

/// <summary>An earlier upload. <c>size</c> is in bytes of UTF-8; <c>at</c> is absent for what was shipped.</summary>
public sealed record DocumentVersionModel(
    int Version, DateTime? At, string By, int Size, [property: Description("The document was removed with this version, which cannot be read; absent otherwise.")] bool? Removed = null);

public sealed record DocumentVersionsModel([property: Description("Newest first.")] IReadOnlyList<DocumentVersionModel> Items, int Total);

public sealed record CalendarModel(string Id, [property: Description("Built in and not to be changed.")] bool Fixed);

public sealed record CalendarsModel(IReadOnlyList<CalendarModel> Items, int Total);

public sealed record PolicyModel(string Id, [property: Description("The version in force.")] int Version);

public sealed record PoliciesModel(IReadOnlyList<PolicyModel> Items, int Total);

/// <param name="Areas">Codes of counties, cities or the province.</param>
/// <param name="People">How many.</param>
public sealed record TeamModel(string Id, Side Side, IReadOnlyList<string> Areas, int People);

public sealed record TeamsModel(IReadOnlyList<TeamModel> Items, int Total);
