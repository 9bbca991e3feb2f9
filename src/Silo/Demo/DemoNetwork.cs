using System.Globalization;
using Twin.Domain.Network;

namespace Twin.Silo.Demo;

/// <summary>
/// A made-up province: outlets spread over the counties by population, each with a line, terminals and cameras, hung on access nodes of 16 to 64
/// lines. The same seed and size give the same network. The three codes of <see cref="Known"/> are real outlets' codes; everything else about them, and all
/// the others, is invented and says so in the designation <see cref="Label"/>.
/// </summary>
public static class DemoNetwork
{
    public const string Label = "演示数据";

    private const int NodeLinesMin = 16;
    private const int NodeLinesMax = 64;

    /// <summary>Outlets of the province that carry the designation 共产党员服务店.</summary>
    private const int PartyShops = 23;

    private static readonly (string Code, string District, string TelecomArea, string Name)[] Known =
    [
        ("3208008351", "320812", "320813", "清江浦演示网点"),
        ("3208008732", "320830", "320830", "盱眙演示网点"),
        ("3203003072", "320303", "320303", "云龙演示网点"),
    ];

    private static readonly string[] TerminalModels = ["CP-86", "CP-90", "T6-Pro"];
    private static readonly string[] CameraModels = ["TY-H2", "TY-H4"];
    private static readonly string[] Streets = ["人民路", "解放路", "中山路", "建设路", "健康路", "和平路", "新华路", "淮海路", "长江路", "黄河路"];
    private static readonly string[] Amenities = ["药品", "雨伞", "充电宝", "饮用水"];

    public static IReadOnlyList<OutletProfile> Make(int count, int seed = 1)
    {
        var chance = new Random(seed);
        var outlets = new List<OutletProfile>(count);
        var used = Known.Take(count).Select(k => k.Code).ToHashSet(StringComparer.Ordinal);
        var shares = Shares(count, [.. Known.Take(count).Select(k => DivisionCode.Parse(k.District))]);
        foreach (var (county, share) in shares) outlets.AddRange(InCounty(county, share, chance, used));
        for (var i = 0; i < PartyShops * count / 20_000; i++)
        {
            var at = chance.Next(outlets.Count);
            outlets[at] = outlets[at] with { Designations = [.. outlets[at].Designations, "共产党员服务店"] };
        }
        return outlets;
    }

    /// <summary>How many outlets each county gets: by population, largest remainders first, at least the known ones.</summary>
    private static IEnumerable<(Division County, int Share)> Shares(int count, IReadOnlyList<DivisionCode> known)
    {
        var people = Divisions.CountyLevel.Sum(d => (double)d.Population);
        var rest = count - known.Count;
        var exact = Divisions.CountyLevel.Select(d => (County: d, Exact: rest * d.Population / people)).ToList();
        var missing = rest - exact.Sum(e => (int)e.Exact);
        var rounded = exact.OrderByDescending(e => e.Exact - Math.Floor(e.Exact)).ThenBy(e => e.County.Code).Take(missing).Select(e => e.County.Code).ToHashSet();
        return exact.Select(e => (e.County, (int)e.Exact + (rounded.Contains(e.County.Code) ? 1 : 0) + known.Count(k => k == e.County.Code)));
    }

    private static IEnumerable<OutletProfile> InCounty(Division county, int share, Random chance, HashSet<string> used)
    {
        var neighbours = Divisions.CountyLevel.Where(d => d.Code.City == county.Code.City && d.Code != county.Code).ToArray();
        var known = Known.Where(k => k.District == county.Code.ToString()).ToArray();
        var (node, left) = (0, 0);
        for (var i = 0; i < share; i++)
        {
            if (left-- == 0) (node, left) = (node + 1, NodeSize(share - i, chance) - 1);
            var real = i < known.Length ? known[i] : default;
            // The carrier's map follows the lottery's, but not everywhere.
            var area = neighbours.Length > 0 && chance.NextDouble() < 0.08 ? neighbours[chance.Next(neighbours.Length)].Code : county.Code;
            yield return new()
            {
                Code = OutletCode.Parse(real.Code ?? NewCode(county, chance, used)),
                Name = real.Name ?? $"{county.NameZh}演示{i + 1}号网点",
                Address = $"{county.NameZh}{Streets[chance.Next(Streets.Length)]}{chance.Next(1, 900)}号",
                District = county.Code,
                Location = Near(county, chance),
                TelecomArea = real.TelecomArea is { } given ? DivisionCode.Parse(given) : area,
                AccessNode = string.Create(CultureInfo.InvariantCulture, $"{county.NameEn.Split(' ')[0].ToUpperInvariant()}-{county.Code}-OLT-{node:00}"),
                // Most demo outlets never close, so that there is something to see at any hour; the others keep the usual hours.
                Calendar = chance.NextDouble() < 0.7 ? "always" : OutletProfile.DefaultCalendar,
                Designations = [Label],
                Amenities = [.. Amenities.Where(_ => chance.NextDouble() < 0.3)],
                Devices = [.. Devices(chance)],
            };
        }
    }

    /// <summary>Lines of the next access node, so that what is left over is enough for another. A county with fewer than a node's has them all on one.</summary>
    private static int NodeSize(int left, Random chance) => left <= NodeLinesMax ? left : chance.Next(NodeLinesMin, Math.Min(NodeLinesMax, left - NodeLinesMin) + 1);

    private static IEnumerable<DeviceProfile> Devices(Random chance)
    {
        yield return new(DeviceId.Parse("l1"), DeviceKind.Line);
        for (int i = 1, n = chance.NextDouble() < 0.25 ? 3 : 2; i <= n; i++) yield return new(DeviceId.Parse($"t{i}"), DeviceKind.Terminal, TerminalModels[chance.Next(TerminalModels.Length)]);
        for (int i = 1, n = chance.NextDouble() < 0.1 ? 3 : 2; i <= n; i++) yield return new(DeviceId.Parse($"c{i}"), DeviceKind.Camera, CameraModels[chance.Next(CameraModels.Length)]);
    }

    private static string NewCode(Division county, Random chance, HashSet<string> used)
    {
        while (true)
        {
            var code = string.Create(CultureInfo.InvariantCulture, $"{county.Code.ToString()[..4]}{chance.Next(1_000, 1_000_000):000000}");
            if (used.Add(code)) return code;
        }
    }

    /// <summary>Dense around the seat, thin towards the edge, no further out than the county is wide.</summary>
    private static GeoPoint Near(Division county, Random chance)
    {
        var around = chance.NextDouble() < 0.6 ? county.Seat : county.Centroid ?? county.Seat;
        var radiusKm = Math.Sqrt((county.AreaKm2 ?? 300) / Math.PI) * Math.Pow(chance.NextDouble(), 1.5) * 0.9;
        var angle = chance.NextDouble() * 2 * Math.PI;
        var lat = around.Lat + radiusKm * Math.Sin(angle) / 111.2;
        var lon = around.Lon + radiusKm * Math.Cos(angle) / (111.2 * Math.Cos(lat * Math.PI / 180));
        return new(Math.Round(lon, 5), Math.Round(lat, 5));
    }
}
