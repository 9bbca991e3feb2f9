using System.Globalization;
using System.Text;

namespace Twin.LoadTests.Fleet;

public enum DeviceKind { Line, Terminal, Camera }

/// <param name="Name">As telemetry names it: outlet code, slash, id.</param>
public sealed record Device(string Name, DeviceKind Kind);

/// <summary>Outlets of thirteen cities with their devices; the same size, the same outlets.</summary>
public sealed class Network
{
    public const int Cities = 13;

    /// <summary>The designation by which outlets of load tests are found, and removed, on a server that has others.</summary>
    public const string Mark = "压测";

    /// <summary>Lines of one access node.</summary>
    private const int NodeLines = 40;

    private readonly string? _mark;
    private readonly int _terminals;
    private readonly int _cameras;

    /// <param name="outlets">Outlets whose devices make the load.</param>
    /// <param name="devicesPerOutlet">Devices of each.</param>
    /// <param name="probes">Outlets more, numbered after those, that are used to look at things.</param>
    /// <param name="marked">Whether each carries <see cref="Mark"/>: on a server that has others too.</param>
    public Network(int outlets, int devicesPerOutlet, int probes = 0, bool marked = false)
    {
        _mark = marked ? Mark : null;
        Probes = probes;
        (Outlets, DevicesPerOutlet) = (outlets, devicesPerOutlet);
        _terminals = devicesPerOutlet / 2;
        _cameras = devicesPerOutlet - 1 - _terminals;
    }

    public int Outlets { get; }
    public int Probes { get; }
    public int Registered => Outlets + Probes;
    public int DevicesPerOutlet { get; }
    public int Devices => Outlets * DevicesPerOutlet;

    /// <summary>The last six digits begin with a nine: where others number their outlets from one on, the two do not meet.</summary>
    public static string Code(int outlet) => string.Create(CultureInfo.InvariantCulture, $"32{1 + outlet % Cities:00}9{outlet / Cities:00000}");

    /// <summary>Whether it is the code of one of these.</summary>
    public bool Has(string code) => code.Length == 10 && code[4] == '9' && int.TryParse(code.AsSpan(2, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var city) && city is >= 1 and <= Cities
        && int.TryParse(code.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out var inCity) && inCity * Cities + city - 1 < Registered && code.StartsWith("32", StringComparison.Ordinal);

    /// <summary>Whether each carries <see cref="Mark"/>.</summary>
    public bool Marked => _mark is not null;

    public IEnumerable<Device> DevicesOf(int outlet)
    {
        var code = Code(outlet);
        yield return new($"{code}/l1", DeviceKind.Line);
        for (var i = 1; i <= _terminals; i++) yield return new($"{code}/t{i}", DeviceKind.Terminal);
        for (var i = 1; i <= _cameras; i++) yield return new($"{code}/c{i}", DeviceKind.Camera);
    }

    /// <summary>Every device, in an order that has nothing to do with where it is: the readings of a batch are for a hundred outlets.</summary>
    public Device[] Shuffled(int seed)
    {
        var all = Enumerable.Range(0, Outlets).SelectMany(DevicesOf).ToArray();
        new Random(seed).Shuffle(all);
        return all;
    }

    /// <summary>Lines of an import file, its header first.</summary>
    /// <param name="counties">Codes of counties by the four digits of their city.</param>
    /// <param name="from">The first outlet.</param>
    /// <param name="count">How many.</param>
    /// <param name="node">The access node of an outlet; null: one for each forty of a city.</param>
    public string Csv(ILookup<string, string> counties, int from, int count, Func<int, string>? node = null)
    {
        var text = new StringBuilder("code,name,district,address,lon,lat,telecomArea,accessNode,terminals,cameras,lines,calendar,designations\n");
        for (var n = from; n < Math.Min(from + count, Registered); n++)
        {
            var (code, inCity) = (Code(n), n / Cities);
            var district = counties[code[..4]].ElementAt(inCity % counties[code[..4]].Count());
            var (lon, lat) = (116.8 + 4.8 * Spread(n, 1), 31.1 + 3.8 * Spread(n, 2));
            // Open at all hours, so that a run is the same at any hour.
            text.Append(CultureInfo.InvariantCulture, $"{code},负载网点{n},{district},测试路{n}号,{lon:F5},{lat:F5},{district},")
                .Append(node?.Invoke(n) ?? $"{code[..4]}-OLT-{inCity / NodeLines}")
                .Append(CultureInfo.InvariantCulture, $",{_terminals},{_cameras},1,always,{string.Join(';', new[] { _mark, n >= Outlets ? "探针" : n % 10 == 0 ? "负载测试" : null }.Where(d => d is not null))}\n");
        }
        return text.ToString();
    }

    /// <summary>From 0 to 1, evenly spread over the outlets.</summary>
    private static double Spread(int n, int stream) => (n * (stream == 1 ? 0.754877666 : 0.569840296) + 0.5) % 1.0;
}
