using System.Globalization;
using Twin.Domain.Documents;

namespace Twin.Domain.Network;

/// <summary>
/// The outlets of an import as rows: devices are counts, lists are parted by <c>;</c>, an empty field is absent. A row becomes the document that
/// <see cref="OutletProfileFormat"/> reads, so that no rule is written twice; faults name the column.
/// </summary>
public static class OutletCsv
{
    /// <summary>Devices of one kind that a count can make; more are registered by name.</summary>
    public const int CountMax = 32;

    public static IReadOnlyList<string> Columns { get; } =
        ["code", "name", "district", "address", "lon", "lat", "telecomArea", "accessNode", "terminals", "cameras", "lines", "calendar", "designations"];

    private static readonly string[] Required = ["code", "name", "district"];

    /// <summary>Notes every column that is missing, unknown or given twice; whether there was none. The order is free.</summary>
    public static bool CheckHeader(IReadOnlyList<string> header, List<DocFault> faults)
    {
        var before = faults.Count;
        if (header is [var all] && all.IndexOfAny([';', '\t']) is >= 0 and var at)
        {
            faults.Add(new("", "separator", $"the header is parted by {(all[at] == ';' ? "semicolons" : "tabs")}; save the file with commas", 1));
            return false;
        }
        foreach (var column in Required.Except(header, StringComparer.Ordinal))
            faults.Add(new(column, "required", $"the column '{column}' is missing"));
        foreach (var column in header.Except(Columns, StringComparer.Ordinal))
            faults.Add(Unknown(column));
        foreach (var column in header.CountBy(name => name, StringComparer.Ordinal).Where(count => count.Value > 1))
            faults.Add(new(column.Key, "duplicate", $"the column '{column.Key}' is given twice"));
        return faults.Count == before;
    }

    /// <summary>Reads one row, by column; null, with every fault noted, when anything is wrong.</summary>
    public static OutletProfile? Read(IReadOnlyDictionary<string, string> fields, List<DocFault> faults)
    {
        var found = new List<DocFault>(fields.Keys.Except(Columns, StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(Unknown));
        var entries = new List<DocEntry>();
        foreach (var column in (string[])["code", "name", "district", "address", "telecomArea", "accessNode", "calendar"])
            if (Field(column) is { } text) Add(column, new DocText(0, 0, text));

        var point = new List<DocEntry>();
        foreach (var column in (string[])["lon", "lat"])
            if (Field(column) is { } text) point.Add(new(column, 0, 0, Number(text)));
        if (point.Count > 0) Add("location", new DocMap(0, 0, point));

        if (Field("designations") is { } labels)
            Add("designations", new DocList(0, 0, [.. labels.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(label => new DocText(0, 0, label))]));
        foreach (var (column, kind) in OutletDevices.Kinds)
            if (Field(column) is { } count) Add(column, Devices(column, count, kind, found));

        var profile = OutletProfileFormat.Read(new DocMap(0, 0, entries), null, ReadOnlyFields.Refuse, found);
        faults.AddRange(found.Select(fault => fault with { Path = Column(fault.Path) }));
        return found.Count == 0 ? profile : null;

        string? Field(string column) => fields.TryGetValue(column, out var text) && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;
        void Add(string key, DocNode value) => entries.Add(new(key, 0, 0, value));
    }

    private static DocNode Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? new DocNumber(0, 0, number, text)
            : new DocText(0, 0, text);

    private static DocNode Devices(string column, string text, DeviceKind kind, List<DocFault> faults)
    {
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            faults.Add(new(column, "invalidValue", $"'{text}' is not a count: write a whole number from 0 to {CountMax}"));
        else if (count > CountMax)
            faults.Add(new(column, "outOfRange", $"{text} {column}; at most {CountMax} can be made by a count"));
        else
            return new DocList(0, 0, [.. Enumerable.Range(1, count).Select(n => Device($"{Prefix(kind)}{n}"))]);
        return new DocNull(0, 0);
    }

    private static DocMap Device(string id) => new(0, 0, [new("id", 0, 0, new DocText(0, 0, id))]);

    private static char Prefix(DeviceKind kind) => kind switch
    {
        DeviceKind.Terminal => 't',
        DeviceKind.Camera => 'c',
        _ => 'l',
    };

    // location.lon is the column lon; designations[3] is one of the column designations.
    private static string Column(string path)
    {
        var column = path.StartsWith("location.", StringComparison.Ordinal) ? path["location.".Length..] : path;
        var end = column.IndexOfAny(['[', '.']);
        return end < 0 ? column : column[..end];
    }

    private static DocFault Unknown(string column) => new(column, "unknownField", $"unknown column '{column}'; known are {string.Join(", ", Columns)}");
}
