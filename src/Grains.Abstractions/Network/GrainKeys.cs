using Twin.Domain.Network;

namespace Twin.Grains.Network;

/// <summary>
/// Grain keys. Each starts with a letter and a dash that no hexadecimal number has: the ADO.NET provider stores a key that reads as one as a number,
/// and different keys would share a row.
/// </summary>
public static class GrainKeys
{
    public static IDeviceGrain Device(this IGrainFactory grains, DeviceRef device, DeviceKind kind) => kind switch
    {
        DeviceKind.Terminal => grains.GetGrain<ITerminalGrain>(KeyOf('t', device)),
        DeviceKind.Camera => grains.GetGrain<ICameraGrain>(KeyOf('c', device)),
        DeviceKind.Line => grains.GetGrain<ILineGrain>(KeyOf('l', device)),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <summary>The id of the grain that <see cref="Device"/> refers to.</summary>
    public static GrainId IdOf(DeviceRef device, DeviceKind kind) => kind switch
    {
        DeviceKind.Terminal => GrainId.Create(Terminal, IdSpan.Create(KeyOf('t', device))),
        DeviceKind.Camera => GrainId.Create(Camera, IdSpan.Create(KeyOf('c', device))),
        DeviceKind.Line => GrainId.Create(Line, IdSpan.Create(KeyOf('l', device))),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <summary>The device's grain by its key, in UTF-8.</summary>
    /// <exception cref="InvalidDataException">It is no key of a device's grain.</exception>
    public static GrainId DeviceIdOf(ReadOnlySpan<byte> key) => GrainId.Create(
        (key.IsEmpty ? 0 : key[0]) switch
        {
            (byte)'t' => Terminal,
            (byte)'c' => Camera,
            (byte)'l' => Line,
            _ => throw new InvalidDataException($"'{System.Text.Encoding.UTF8.GetString(key)}' is not the key of a device's grain."),
        },
        new IdSpan(key.ToArray()));

    private static readonly GrainType Terminal = GrainType.Create("terminal");
    private static readonly GrainType Camera = GrainType.Create("camera");
    private static readonly GrainType Line = GrainType.Create("line");

    public static IOutletGrain Outlet(this IGrainFactory grains, OutletCode code) => grains.GetGrain<IOutletGrain>($"o-{code}");

    public static IDistrictGrain District(this IGrainFactory grains, DivisionCode code) => grains.GetGrain<IDistrictGrain>($"d-{code}");

    private static string KeyOf(char kind, DeviceRef device) => $"{kind}-{device.Outlet}-{device.Id}";

    /// <summary>The device a grain key names.</summary>
    public static DeviceRef DeviceOf(string key) =>
        new(OutletCode.Parse(key.Substring(2, OutletCode.Length)), DeviceId.Parse(key[(3 + OutletCode.Length)..]));

    public static OutletCode OutletOf(string key) => OutletCode.Parse(key[2..]);

    public static DivisionCode DistrictOf(string key) => DivisionCode.Parse(key[2..]);
}
