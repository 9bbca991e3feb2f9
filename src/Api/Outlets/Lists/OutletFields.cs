using Twin.Api.Errors;

namespace Twin.Api.Outlets.Lists;

/// <summary>The top-level fields of an outlet that a caller wants. The code always is.</summary>
public sealed class OutletFields
{
    private readonly int _mask;

    private OutletFields(int mask) => _mask = mask;

    public static IReadOnlyList<string> Names { get; } =
    [
        "code", "name", "address", "district", "location", "telecomArea", "accessNode", "calendar", "designations", "amenities", "lines", "terminals", "cameras",
        "revision", "city", "status", "severity", "since", "updatedAt", "devices", "incidents", "freshness", "notices", "distanceM",
    ];

    public static OutletFields All { get; } = new(~0);

    /// <summary>Places of the fields in <see cref="Names"/>.</summary>
    public bool Has(int place) => ((_mask >> place) & 1) != 0;

    public static OutletFields Parse(QueryReader query) =>
        Parse(query.Many("fields"), name => query.Fault("fields", "badValue", $"'{name}' is not a field of an outlet: {string.Join(", ", Names)}."));

    /// <summary>The fields of one outlet, named in one text; or a problem that names those it does not have.</summary>
    public static OutletFields? Parse(string? text, out Problem? refused)
    {
        refused = null;
        if (text is null) return All;
        List<ProblemError>? unknown = null;
        var fields = Parse(text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            name => (unknown ??= []).Add(new("fields", "unknownField", $"there is no field '{name}'")));
        if (unknown is null) return fields;
        refused = Problem.BadRequest($"Fields here: {string.Join(", ", Names.Order(StringComparer.Ordinal))}.", [.. unknown]);
        return null;
    }

    private static OutletFields Parse(IReadOnlyList<string> asked, Action<string> unknown)
    {
        if (asked.Count == 0) return All;
        var mask = 1;
        foreach (var name in asked)
        {
            var place = Names.IndexOf(name);
            if (place < 0) unknown(name);
            else mask |= 1 << place;
        }
        return new(mask);
    }
}
