using Twin.Api.View;

namespace Twin.Api.Outlets.Lists;

public enum SortField { Code, Name, District, City, Status, Severity, Since, UpdatedAt, Revision, AccessNode, Distance }

/// <summary>A key's value in comparable form: a number, or a text. Within one key it is always the same of the two.</summary>
public readonly record struct SortValue(long Number, string? Text) : IComparable<SortValue>
{
    public int CompareTo(SortValue other) => Text is null ? Number.CompareTo(other.Number) : string.CompareOrdinal(Text, other.Text);

    public static bool operator <(SortValue a, SortValue b) => a.CompareTo(b) < 0;
    public static bool operator >(SortValue a, SortValue b) => a.CompareTo(b) > 0;
    public static bool operator <=(SortValue a, SortValue b) => a.CompareTo(b) <= 0;
    public static bool operator >=(SortValue a, SortValue b) => a.CompareTo(b) >= 0;
}

/// <summary>An order of outlets. The code is always its last key, so no two outlets are equal in it.</summary>
public sealed class OutletSort(IReadOnlyList<(SortField Field, bool Descending)> keys, OutletFilter filter)
{
    private readonly (SortField Field, bool Descending)[] _keys = [.. keys];

    public static IReadOnlyList<string> Names { get; } = ["code", "name", "district", "city", "status", "severity", "since", "updatedAt", "revision", "accessNode", "distance"];

    public int Count => _keys.Length;

    public static OutletSort Parse(QueryReader query, OutletFilter filter)
    {
        List<(SortField Field, bool Descending)> keys = [];
        foreach (var text in query.Many("sort"))
        {
            var descending = text[0] == '-';
            var field = (SortField)Names.IndexOf(descending ? text[1..] : text);
            if (field < 0) query.Fault("sort", "badValue", $"'{text}' is not a key to sort by: {string.Join(", ", Names)}, with a leading - for descending.");
            else if (keys.Any(k => k.Field == field)) query.Fault("sort", "repeated", $"'{text}' is given twice.");
            else if (field == SortField.Distance && filter.Near is null) query.Fault("sort", "needsNear", "To sort by distance, give near.");
            else keys.Add((field, descending));
        }
        if (keys.All(k => k.Field != SortField.Code)) keys.Add((SortField.Code, false));
        return new(keys, filter);
    }

    /// <summary>Value of the key at this place.</summary>
    public SortValue Value(int at, ViewRow row) => _keys[at].Field switch
    {
        SortField.UpdatedAt => new(row.UpdatedAt, null),
        SortField.Revision => new(row.Outlet!.Revision, null),
        SortField.AccessNode => new(0, row.Outlet!.Profile.AccessNode ?? ""),
        var field => Value(field, row.Outline),
    };

    private static bool IsByOutline(SortField field) => field is not (SortField.UpdatedAt or SortField.Revision or SortField.AccessNode);

    private SortValue Value(SortField field, in RowOutline outline) => field switch
    {
        SortField.Code => new(outline.Key, null),
        SortField.Name => new(0, outline.Name),
        SortField.District => new(outline.District, null),
        SortField.City => new(outline.City, null),
        SortField.Status => new(Words.Rank(outline.Status), null),
        SortField.Severity => new((int)outline.Severity, null),
        SortField.Since => new(outline.Since, null),
        // The bits of a double that is not negative are in the order of the doubles.
        _ => new(filter.DistanceM(outline) is { } metres ? BitConverter.DoubleToInt64Bits(metres) : long.MaxValue, null),
    };

    /// <summary>All key values of a row: its place in the order.</summary>
    public SortValue[] Place(ViewRow row) => [.. Enumerable.Range(0, _keys.Length).Select(i => Value(i, row))];

    public int Compare(int at, SortValue a, SortValue b) => _keys[at].Descending ? b.CompareTo(a) : a.CompareTo(b);

    /// <summary>Compares two rows by the keys from this place on.</summary>
    public int CompareFrom(int at, ViewRow a, ViewRow b)
    {
        for (; at < _keys.Length; at++)
            if (Compare(at, Value(at, a), Value(at, b)) is var order and not 0) return order;
        return 0;
    }

    /// <summary>Whether the row of an outline comes after another, as far as its outline tells.</summary>
    public bool IsSurelyAfter(in RowOutline outline, ViewRow other)
    {
        foreach (var (field, descending) in _keys)
        {
            if (!IsByOutline(field)) return false;
            var order = Value(field, outline).CompareTo(Value(field, other.Outline));
            if (order != 0) return descending ? order < 0 : order > 0;
        }
        return false;
    }

    /// <summary>Whether a row, whose first value is known, comes after a place.</summary>
    public bool IsAfter(ViewRow row, SortValue first, SortValue[] place)
    {
        var order = Compare(0, first, place[0]);
        for (var at = 1; order == 0 && at < _keys.Length; at++) order = Compare(at, Value(at, row), place[at]);
        return order > 0;
    }

    /// <summary>Whether values can be a place in this order: as many, and each a number or a text where this order has one.</summary>
    public bool CanBePlace(SortValue[] place)
    {
        for (var i = 0; i < _keys.Length; i++)
            if (i >= place.Length || (place[i].Text is not null) != (_keys[i].Field is SortField.Name or SortField.AccessNode)) return false;
        return place.Length == _keys.Length;
    }
}

internal static class ListSearch
{
    public static int IndexOf(this IReadOnlyList<string> words, string word)
    {
        for (var i = 0; i < words.Count; i++)
            if (words[i] == word) return i;
        return -1;
    }
}
