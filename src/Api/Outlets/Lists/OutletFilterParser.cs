using System.Globalization;
using System.Text.RegularExpressions;
using Twin.Api.View;
using Twin.Domain.Access;
using Twin.Domain.Network;

namespace Twin.Api.Outlets.Lists;

/// <summary>Makes the filter a query asks for. Terms that a row's outline decides are apart, and cheap ones come first, because the first that fails ends the look at a row.</summary>
public static partial class OutletFilterParser
{
    private const int TextMax = 200;
    private const double DistanceMaxM = 20_100_000; // half way round the earth

    public static OutletFilter Parse(QueryReader query, DivisionLimit within)
    {
        List<OutlineTerm> outlines = [];
        List<Predicate<ViewRow>> terms = [];
        Mask(query, outlines, "status", Words.TryStatus, Words.Status, r => (int)r.Status);
        Mask(query, outlines, "severity", Words.TrySeverity, Words.Severity, r => (int)r.Severity);
        Division(query, outlines, "city", TryCity, "four or six digits of a city, e.g. 3208 or 320800", r => r.City);
        Division(query, outlines, "district", TryDivision, "six digits, e.g. 320812", r => r.District);
        Division(query, outlines, "telecomArea", TryDivision, "six digits, e.g. 320813", r => r.TelecomArea);
        Text(query, terms, "calendar", r => r.Outlet!.Profile.Calendar);
        Text(query, terms, "accessNode", r => r.Outlet!.Profile.AccessNode);
        Designation(query, outlines, terms);
        Texts(query, terms, "amenity", r => r.Outlet!.Profile.Amenities);
        Texts(query, terms, "rule", r => r.Rules);
        Model(query, terms);
        UpdatedSince(query, terms);
        var box = Box(query, outlines);
        var near = Near(query, outlines);
        Search(query, terms);
        return new(within, outlines, terms, box, near);
    }

    private static void Mask(QueryReader query, List<OutlineTerm> terms, string name, QueryReader.Parse<int> parse, IReadOnlyList<string> words, Func<RowOutline, int> of)
    {
        var asked = query.AnyNone(name, parse, word => $"'{word}' is not a {name}: {string.Join(", ", words)}.");
        if (asked.IsEmpty) return;
        var mask = asked.Any.Count == 0 ? ~0 : asked.Any.Aggregate(0, (m, v) => m | (1 << v));
        mask &= ~asked.None.Aggregate(0, (m, v) => m | (1 << v));
        terms.Add((in outline) => ((mask >> of(outline)) & 1) != 0);
    }

    private static void Division(QueryReader query, List<OutlineTerm> terms, string name, QueryReader.Parse<int> parse, string shape, Func<RowOutline, int> of)
    {
        var asked = query.AnyNone(name, parse, word => $"'{word}' is not a {name}: {shape}.");
        if (asked.IsEmpty) return;
        int[] any = [.. asked.Any], none = [.. asked.None];
        terms.Add((in outline) => (any.Length == 0 || Lies(of(outline), any)) && !Lies(of(outline), none));
    }

    private static bool Lies(int code, int[] within)
    {
        foreach (var one in within)
            if (one == code || (one % 100 == 0 && code / 100 == one / 100) || (one % 10_000 == 0 && code / 10_000 == one / 10_000)) return true;
        return false;
    }

    private static void Text(QueryReader query, List<Predicate<ViewRow>> terms, string name, Func<ViewRow, string?> of)
    {
        var asked = query.AnyNone<string>(name, TryText, _ => $"A {name} has 1 to {TextMax} characters.");
        if (asked.IsEmpty) return;
        var (any, none) = (new Wanted(asked.Any), new Wanted(asked.None));
        terms.Add(row => of(row) is { } value ? (any.Count == 0 || any.Contains(value)) && !none.Contains(value) : any.Count == 0);
    }

    private static void Texts(QueryReader query, List<Predicate<ViewRow>> terms, string name, Func<ViewRow, IReadOnlyList<string>> of)
    {
        if (Overlapping(query, name) is { } holds) terms.Add(row => holds(of(row)));
    }

    // The outline tells it of every set there was when the query was read; of one that has come since, the row does.
    private static void Designation(QueryReader query, List<OutlineTerm> outlines, List<Predicate<ViewRow>> terms)
    {
        if (Overlapping(query, "designation") is not { } holds) return;
        var sets = DesignationSets.Where(holds);
        outlines.Add((in outline) => outline.Designations is var set && (set >= sets.Length || sets[set]));
        terms.Add(row => row.Outline.Designations < sets.Length || holds(row.Outlet!.Profile.Designations));
    }

    private static Predicate<IReadOnlyList<string>>? Overlapping(QueryReader query, string name)
    {
        var asked = query.AnyNone<string>(name, TryText, _ => $"A {name} has 1 to {TextMax} characters.");
        if (asked.IsEmpty) return null;
        var (any, none) = (new Wanted(asked.Any), new Wanted(asked.None));
        return values => (any.Count == 0 || Overlap(values, any)) && !Overlap(values, none);
    }

    private static bool Overlap(IReadOnlyList<string> values, Wanted wanted)
    {
        for (var i = 0; i < values.Count; i++)
            if (wanted.Contains(values[i])) return true;
        return false;
    }

    private static void Model(QueryReader query, List<Predicate<ViewRow>> terms)
    {
        var asked = query.AnyNone<string>("model", TryText, _ => $"A model has 1 to {TextMax} characters.");
        if (asked.IsEmpty) return;
        var (any, none) = (new Wanted(asked.Any), new Wanted(asked.None));
        terms.Add(row => (any.Count == 0 || HasModel(row, any)) && !HasModel(row, none));
    }

    private static bool HasModel(ViewRow row, Wanted models) => row.Outlet!.Profile.Devices.Any(d => d.Model is { } model && models.Contains(model));

    private static void UpdatedSince(QueryReader query, List<Predicate<ViewRow>> terms)
    {
        if (query.One("updatedSince") is not { } text) return;
        // A + that was not escaped arrives as a space.
        if (!OffsetAtEnd().IsMatch(text)
            || !DateTimeOffset.TryParse(text.Replace(' ', '+'), CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var since))
        {
            query.Fault("updatedSince", "badValue", "updatedSince is a time in ISO 8601 with offset, e.g. 2027-01-01T00:00:00Z.");
            return;
        }
        var ticks = since.UtcTicks;
        terms.Add(row => row.UpdatedAt >= ticks);
    }

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,7})?)?(Z|[+ -]\d\d:\d\d)$")]
    private static partial Regex OffsetAtEnd();

    private static BoundingBox? Box(QueryReader query, List<OutlineTerm> terms)
    {
        if (query.Numbers("bbox", 4, "west,south,east,north in degrees") is not [var west, var south, var east, var north]) return null;
        if (west < -180 || east > 180 || south < -90 || north > 90 || west > east || south > north)
        {
            query.Fault("bbox", "badValue", "bbox is west,south,east,north with -180 <= west <= east <= 180 and -90 <= south <= north <= 90.");
            return null;
        }
        var box = new BoundingBox(west, south, east, north);
        terms.Add((in outline) => box.Holds(outline.Lon, outline.Lat));
        return box;
    }

    private static GeoPoint? Near(QueryReader query, List<OutlineTerm> terms)
    {
        var within = Within(query);
        if (query.Numbers("near", 2, "lon,lat in degrees") is not [var lon, var lat])
        {
            if (within is not null && query.One("near") is null) query.Fault("within", "needsNear", "within needs near.");
            return null;
        }
        if (Math.Abs(lon) > 180 || Math.Abs(lat) > 90)
        {
            query.Fault("near", "badValue", "near is lon,lat with -180 <= lon <= 180 and -90 <= lat <= 90.");
            return null;
        }
        var near = new GeoPoint(lon, lat);
        if (within is { } metres)
        {
            // Most outlets are too far north or south already, which costs no sine.
            var degrees = metres / Geo.MetresPerDegreeMin;
            terms.Add((in outline) => Math.Abs(outline.Lat - lat) <= degrees && Geo.DistanceM(near, new(outline.Lon, outline.Lat)) <= metres);
        }
        return near;
    }

    private static double? Within(QueryReader query)
    {
        if (query.One("within") is not { } text) return null;
        var unit = text.EndsWith("km", StringComparison.OrdinalIgnoreCase) ? 1_000 : text.EndsWith('m') ? 1 : 0;
        var number = unit == 0 ? text : text[..^(unit == 1 ? 1 : 2)];
        if (unit > 0 && double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value * unit is > 0 and <= DistanceMaxM) return value * unit;
        query.Fault("within", "badValue", "within is a distance above zero with its unit, e.g. 5km or 800m.");
        return null;
    }

    private static void Search(QueryReader query, List<Predicate<ViewRow>> terms)
    {
        if (query.One("q") is not { } text) return;
        if (text.Length > TextMax) query.Fault("q", "badValue", $"q has at most {TextMax} characters.");
        // A code is digits, so most texts need not be looked for there.
        var digits = !text.AsSpan().ContainsAnyExceptInRange('0', '9');
        var folded = text.ToUpperInvariant();
        terms.Add(row => row.Search.Contains(folded, StringComparison.Ordinal)
            || (digits && row.Outlet!.Profile.Code.ToString().Contains(text, StringComparison.Ordinal)));
    }

    private static bool TryText(string text, out string value) => (value = text).Length <= TextMax;

    private static bool TryDivision(string text, out int code)
    {
        code = 0;
        return DivisionCode.TryParse(text, out _) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out code);
    }

    private static bool TryCity(string text, out int code) => TryDivision(text.Length == 4 ? text + "00" : text, out code) && code % 100 == 0 && code % 10_000 != 0;
}
