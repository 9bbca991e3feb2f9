namespace Twin.Api.Outlets.Lists;

/// <summary>The parameters that choose outlets, shared by lists, groupings, map and stream, and those of each of them alone.</summary>
public static class OutletFilterParameters
{
    public static IReadOnlyList<QueryParameter> Filters { get; } =
    [
        new("status", "Status of the outlet.") { Many = true, Values = Words.Status, Example = "down,degraded" },
        new("severity", "Severity of the worst active fault.") { Many = true, Values = Words.Severity, Example = "major,critical" },
        new("district", "Division code of the district; the code of a city or the province takes all its districts.") { Many = true, Example = "320812" },
        new("city", "Division code of the city, four or six digits.") { Many = true, Example = "3208" },
        new("telecomArea", "Division code of the carrier's maintenance area; the code of a city takes all its areas.") { Many = true, Example = "320813" },
        new("accessNode", "Id of the access node that the outlet's lines hang on.") { Many = true, Example = "HA-QJP-OLT-03" },
        new("calendar", "Calendar that the outlet keeps.") { Many = true, Example = "standard" },
        new("designation", "A designation the outlet carries.") { Many = true, Example = "共产党员服务店" },
        new("amenity", "An amenity the outlet offers.") { Many = true, Example = "充电宝" },
        new("model", "Model of a device of the outlet.") { Many = true, Example = "T9" },
        new("rule", "Id of a rule with an active fault on a device of the outlet.") { Many = true, Example = "terminal-offline" },
        new("q", "Text within code, name or address; case does not matter.") { Example = "洪泽" },
        new("bbox", "Box west,south,east,north in degrees. Outlets without location are in no box.") { Example = "118.5,33.0,119.5,34.0" },
        new("near", "Point lon,lat in degrees; rows then carry distanceM.") { Example = "118.87,33.29" },
        new("within", "Largest distance from near, in km or m. Needs near.") { Example = "5km" },
        new("updatedSince", "Only outlets of which something changed at this time or later: ISO 8601 with offset.") { Example = "2027-01-01T00:00:00Z" },
    ];

    public static IReadOnlyList<QueryParameter> List { get; } =
    [
        .. Filters,
        new("sort", $"Keys in order of weight, with a leading - for descending; code is added as the last. Keys: {string.Join(", ", OutletSort.Names)}. "
            + "Status goes from best to worst: ok, closed, unknown, degraded, down. distance needs near. Outlets without a value come first, without location last.")
            { Example = "-severity,code" },
        new("limit", "Outlets per page, 1 to 1000; 100 if not given.") { WholeNumber = true, Example = "100" },
        new("cursor", "nextCursor of the page before, with the same filters and sort."),
        Fields,
        MinRevision,
        AsOf,
    ];

    public static IReadOnlyList<QueryParameter> Summary { get; } =
    [
        .. Filters,
        By,
        MinRevision,
        AsOf,
    ];

    public static IReadOnlyList<QueryParameter> Map { get; } =
    [
        .. Filters,
        new("zoom", "Zoom of the map, 0 to 22, as in web maps; if not given, the one that shows the box on a thousand pixels.") { WholeNumber = true, Example = "8" },
        MinRevision,
        AsOf,
    ];

    public static IReadOnlyList<QueryParameter> Stream { get; } =
    [
        .. Filters,
        new("topics", "What to follow, with commas; outlets if not given.") { Values = ["outlets", "incidents"], Example = "outlets,incidents" },
        Fields,
        new("resume", "Id of the last event seen, to go on from there; the header Last-Event-ID does the same."),
    ];

    public static QueryParameter By => new("by", $"What to group by, up to {GroupBy.Max} of the words, with commas.") { Values = GroupBy.Names, Example = "city,status" };

    public static QueryParameter AsOf => new("asOf", "The network as it was at this past time: status, severity, since, devices' statuses and rules are those of then, and filters and sorts go by them; "
        + "profiles are those of now. ISO 8601 with offset; as far back as the history is kept.")
    { Example = "2026-11-20T08:00:00+08:00" };

    private static QueryParameter Fields => new("fields", $"Top-level fields of outlets to answer, with commas; code always is. Fields: {string.Join(", ", OutletFields.Names)}.") { Example = "name,status" };

    private static QueryParameter MinRevision => new("minRevision", "Waits up to 5 s until the view has seen this revision; 412 if it has not by then.") { WholeNumber = true };
}
