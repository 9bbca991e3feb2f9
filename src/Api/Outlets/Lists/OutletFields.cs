namespace Twin.Api.Outlets.Lists;

/// <summary>The top-level fields of an outlet that a caller wants. The code always is.</summary>
public sealed class OutletFields
{
    private readonly int _mask;

    private OutletFields(int mask) => _mask = mask;

    public static IReadOnlyList<string> Names { get; } =
    [
        "code", "name", "address", "district", "location", "telecomArea", "accessNode", "calendar", "designations", "amenities", "lines", "terminals", "cameras",
        "revision", "city", "status", "severity", "since", "updatedAt", "devices", "incidents", "freshness", "distanceM",
    ];

    public static OutletFields All { get; } = new(~0);

    /// <summary>Places of the fields in <see cref="Names"/>.</summary>
    public bool Has(int place) => ((_mask >> place) & 1) != 0;

    public static OutletFields Parse(QueryReader query)
    {
        var asked = query.Many("fields");
        if (asked.Count == 0) return All;
        var mask = 1;
        foreach (var name in asked)
        {
            var place = Names.IndexOf(name);
            if (place < 0) query.Fault("fields", "badValue", $"'{name}' is not a field of an outlet: {string.Join(", ", Names)}.");
            else mask |= 1 << place;
        }
        return new(mask);
    }
}
