using System.Diagnostics.CodeAnalysis;

namespace Twin.Domain.Network;

/// <summary>
/// The ten-digit code of an outlet, e.g. <c>3208008351</c>. The first four digits are the city's GB/T 2260 code (3208 is 淮安); the last six
/// are opaque. The county is not in the code, and no check digit is known.
/// </summary>
[GenerateSerializer, Immutable, Alias("twin.OutletCode"), System.Text.Json.Serialization.JsonConverter(typeof(OutletCodeConverter))]
public readonly record struct OutletCode : IComparable<OutletCode>
{
    public const int Length = 10;

    [Id(0)] private readonly string? _digits;

    private OutletCode(string digits) => _digits = digits;

    /// <summary>The six-digit division code of the city, e.g. <c>320800</c>.</summary>
    public DivisionCode City => DivisionCode.Parse(string.Concat(ToString().AsSpan(0, 4), "00"));

    public static bool TryParse([NotNullWhen(true)] string? text, out OutletCode code)
    {
        var valid = text is { Length: Length } && text.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0;
        code = valid ? new(text!) : default;
        return valid;
    }

    /// <exception cref="FormatException">The text is not ten ASCII digits.</exception>
    public static OutletCode Parse(string text) =>
        TryParse(text, out var code) ? code : throw new FormatException($"'{text}' is not an outlet code: ten digits are needed.");

    public int CompareTo(OutletCode other) => string.CompareOrdinal(_digits, other._digits);

    public override string ToString() => _digits ?? throw new InvalidOperationException("An outlet code that was never set.");

    public static bool operator <(OutletCode a, OutletCode b) => a.CompareTo(b) < 0;
    public static bool operator >(OutletCode a, OutletCode b) => a.CompareTo(b) > 0;
    public static bool operator <=(OutletCode a, OutletCode b) => a.CompareTo(b) <= 0;
    public static bool operator >=(OutletCode a, OutletCode b) => a.CompareTo(b) >= 0;
}
