using System.Diagnostics.CodeAnalysis;

namespace Twin.Domain.Network;

public enum DeviceKind : byte { Terminal = 1, Camera = 2, Line = 3 }

/// <summary>
/// A device's id within its outlet, e.g. <c>t1</c>: 1 to 32 of <c>a-z 0-9 -</c>, starting with a letter or digit. Unique over all
/// kinds of device of the outlet.
/// </summary>
[GenerateSerializer, Immutable, Alias("twin.DeviceId"), System.Text.Json.Serialization.JsonConverter(typeof(DeviceIdConverter))]
public readonly record struct DeviceId : IComparable<DeviceId>
{
    public const int LengthMax = 32;

    /// <summary>Ids as short as this are few, and each is kept once however many devices bear it.</summary>
    private const int SharedLengthMax = 3;

    [Id(0)] private readonly string? _text;

    private DeviceId(string text) => _text = text;

    public static bool TryParse([NotNullWhen(true)] string? text, out DeviceId id)
    {
        var valid = text is { Length: > 0 and <= LengthMax } && text[0] != '-';
        for (var i = 0; valid && i < text!.Length; i++)
            valid = char.IsAsciiLetterLower(text[i]) || char.IsAsciiDigit(text[i]) || text[i] == '-';
        // Nearly every outlet has a t1.
        id = valid ? new(text!.Length <= SharedLengthMax ? string.Intern(text) : text) : default;
        return valid;
    }

    /// <exception cref="FormatException">The text is not a device id.</exception>
    public static DeviceId Parse(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException($"'{text}' is not a device id: 1 to {LengthMax} of a-z, 0-9 and '-'.");

    /// <summary>Short enough for there to be few like it.</summary>
    internal bool IsOrdinary => _text is { Length: <= SharedLengthMax };

    public int CompareTo(DeviceId other) => string.CompareOrdinal(_text, other._text);

    public override string ToString() => _text ?? throw new InvalidOperationException("A device id that was never set.");

    public static bool operator <(DeviceId a, DeviceId b) => a.CompareTo(b) < 0;
    public static bool operator >(DeviceId a, DeviceId b) => a.CompareTo(b) > 0;
    public static bool operator <=(DeviceId a, DeviceId b) => a.CompareTo(b) <= 0;
    public static bool operator >=(DeviceId a, DeviceId b) => a.CompareTo(b) >= 0;
}

/// <summary>A device in the network, written <c>3208008351/t1</c>.</summary>
[GenerateSerializer, Immutable, Alias("twin.DeviceRef"), System.Text.Json.Serialization.JsonConverter(typeof(DeviceRefConverter))]
public readonly record struct DeviceRef([property: Id(0)] OutletCode Outlet, [property: Id(1)] DeviceId Id)
{
    public static bool TryParse([NotNullWhen(true)] string? text, out DeviceRef device)
    {
        device = default;
        if (text is null || text.IndexOf('/', StringComparison.Ordinal) is not OutletCode.Length) return false;
        if (!OutletCode.TryParse(text[..OutletCode.Length], out var outlet)) return false;
        if (!DeviceId.TryParse(text[(OutletCode.Length + 1)..], out var id)) return false;
        device = new(outlet, id);
        return true;
    }

    /// <exception cref="FormatException">The text is not <c>outlet/device</c>.</exception>
    public static DeviceRef Parse(string text) =>
        TryParse(text, out var device) ? device : throw new FormatException($"'{text}' is not a device: write outlet/device, e.g. 3208008351/t1.");

    public override string ToString() => $"{Outlet}/{Id}";
}
