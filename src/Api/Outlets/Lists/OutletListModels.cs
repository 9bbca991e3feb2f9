namespace Twin.Api.Outlets.Lists;

/// <summary>A page of outlets.</summary>
/// <param name="Items">The outlets, with the fields asked for.</param>
/// <param name="NextCursor">Where the next page begins; null on the last.</param>
/// <param name="Total">How many outlets the filters match over all pages.</param>
/// <param name="Revision">The highest row revision that the pages take account of.</param>
public sealed record OutletPageModel(IReadOnlyList<OutletModel> Items, string? NextCursor, int Total, long Revision);

/// <summary>How many outlets share these values. Only what was grouped by is given; null is "has none".</summary>
public sealed record OutletGroupModel(
    string? City, string? District, string? Status, string? Severity, string? TelecomArea, string? AccessNode, string? Calendar, string? Designation, string? Rule, int Count);

/// <param name="Groups">In the order of their values.</param>
/// <param name="Total">How many outlets match, each once; an outlet with two designations or rules is in two groups, one with none in no group of them.</param>
/// <param name="Revision">The highest row revision taken account of.</param>
public sealed record OutletSummaryModel(IReadOnlyList<OutletGroupModel> Groups, int Total, long Revision);
