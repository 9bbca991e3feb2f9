using System.Collections.Frozen;
using System.Globalization;

namespace Twin.Domain.Network;

/// <summary>
/// <c>County</c>: a district, county or county-level city. <c>Zone</c>: Suzhou Industrial Park, which is not one of the 95 counties but is
/// where 1.1 million people live and outlets are registered, so it serves as a county wherever a code is asked for.
/// </summary>
public enum DivisionLevel : byte { Province, City, County, Zone }

/// <summary>
/// An administrative division. <see cref="Seat"/> is the seat of its government; <see cref="Centroid"/> and <see cref="AreaKm2"/> are absent where
/// unknown (the province has no centroid); <see cref="Parent"/> is absent for the province.
/// </summary>
[GenerateSerializer, Immutable, Alias("twin.Division")]
public sealed record Division(
    [property: Id(0)] DivisionCode Code,
    [property: Id(1)] string NameZh,
    [property: Id(2)] string NameEn,
    [property: Id(3)] DivisionLevel Level,
    [property: Id(4)] DivisionCode? Parent,
    [property: Id(5)] GeoPoint Seat,
    [property: Id(6)] GeoPoint? Centroid,
    [property: Id(7)] long Population,
    [property: Id(8)] double? AreaKm2)
{
    /// <summary>Whether outlets are registered directly in it: a county or the zone.</summary>
    public bool IsCountyLevel => Level is DivisionLevel.County or DivisionLevel.Zone;
}

/// <summary>The divisions of Jiangsu, from the table beside this file. Every list is in the order of the codes.</summary>
public static class Divisions
{
    private static readonly FrozenDictionary<DivisionCode, Division> ByCode = Load().ToFrozenDictionary(d => d.Code);

    public static IReadOnlyList<Division> All { get; } = [.. ByCode.Values.OrderBy(d => d.Code)];

    /// <summary>The 13 cities.</summary>
    public static IReadOnlyList<Division> Cities { get; } = [.. All.Where(d => d.Level == DivisionLevel.City)];

    /// <summary>The 95 counties, without the zone.</summary>
    public static IReadOnlyList<Division> Counties { get; } = [.. All.Where(d => d.Level == DivisionLevel.County)];

    /// <summary>Counties and zone: everything an outlet can be registered in. Their populations add up to the province's.</summary>
    public static IReadOnlyList<Division> CountyLevel { get; } = [.. All.Where(d => d.IsCountyLevel)];

    /// <summary>Where outlets and incidents are indexed: every county, and the province for what is larger than one.</summary>
    public static IReadOnlyList<DivisionCode> Indexes { get; } = [.. CountyLevel.Select(d => d.Code), DivisionCode.Parse("320000")];

    /// <summary>The division, or null when no such code is known.</summary>
    public static Division? Find(DivisionCode code) => ByCode.GetValueOrDefault(code);

    private static IEnumerable<Division> Load()
    {
        const string Name = "jiangsu-divisions.csv";
        using var stream = typeof(Divisions).Assembly.GetManifestResourceStream(Name) ?? throw new InvalidOperationException($"The resource {Name} is not embedded.");
        using var reader = new StreamReader(stream);
        var rows = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(line => line.Split(',')).ToList();
        var codes = rows.Skip(1).Select(row => row[0]).ToHashSet(StringComparer.Ordinal);
        return [.. rows.Skip(1).Select(row => Read(row, codes))];
    }

    // code,name_zh,name_en,level,parent_code,lon,lat,population,centroid_lon,centroid_lat,area_km2,pop_2010,pop_basis
    private static Division Read(string[] row, HashSet<string> codes) => new(
        DivisionCode.Parse(row[0]), row[1], row[2], Level(row[3]),
        codes.Contains(row[4]) ? DivisionCode.Parse(row[4]) : null,
        Point(row[5], row[6]) ?? throw new InvalidDataException($"Division {row[0]} has no seat."),
        Point(row[8], row[9]),
        long.Parse(row[7], CultureInfo.InvariantCulture),
        Number(row[10]));

    private static DivisionLevel Level(string text) => text switch
    {
        "province" => DivisionLevel.Province,
        "prefecture_city" => DivisionLevel.City,
        "district" or "county" or "county_level_city" => DivisionLevel.County,
        "zone" => DivisionLevel.Zone,
        _ => throw new InvalidDataException($"'{text}' is no level of division."),
    };

    private static GeoPoint? Point(string lon, string lat) => Number(lon) is { } x && Number(lat) is { } y ? new(x, y) : null;

    private static double? Number(string text) => text.Length == 0 ? null : double.Parse(text, CultureInfo.InvariantCulture);
}
