using System.Diagnostics.CodeAnalysis;

namespace Twin.Domain.Network;

/// <summary>
/// A six-digit GB/T 2260 division code: province <c>320000</c>, city <c>320800</c>, county <c>320812</c>. Well-formed does not mean known:
/// <see cref="Divisions"/> says which exist.
/// </summary>
[GenerateSerializer, Immutable, Alias("twin.DivisionCode"), System.Text.Json.Serialization.JsonConverter(typeof(DivisionCodeConverter))]
public readonly record struct DivisionCode : IComparable<DivisionCode>
{
    public const int Length = 6;

    [Id(0)] private readonly string? _digits;

    private DivisionCode(string digits) => _digits = digits;

    public bool IsProvince => ToString().EndsWith("0000", StringComparison.Ordinal);
    public bool IsCity => !IsProvince && ToString().EndsWith("00", StringComparison.Ordinal);
    public bool IsCounty => !ToString().EndsWith("00", StringComparison.Ordinal);

    /// <summary>The city this county lies in; a city or province answers itself.</summary>
    public DivisionCode City => IsCounty ? new(string.Concat(ToString().AsSpan(0, 4), "00")) : this;

    public static bool TryParse([NotNullWhen(true)] string? text, out DivisionCode code)
    {
        var valid = text is { Length: Length } && text.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0;
        code = valid ? new(text!) : default;
        return valid;
    }

    /// <exception cref="FormatException">The text is not six ASCII digits.</exception>
    public static DivisionCode Parse(string text) =>
        TryParse(text, out var code) ? code : throw new FormatException($"'{text}' is not a division code: six digits are needed.");

    public int CompareTo(DivisionCode other) => string.CompareOrdinal(_digits, other._digits);

    public override string ToString() => _digits ?? throw new InvalidOperationException("A division code that was never set.");

    public static bool operator <(DivisionCode a, DivisionCode b) => a.CompareTo(b) < 0;
    public static bool operator >(DivisionCode a, DivisionCode b) => a.CompareTo(b) > 0;
    public static bool operator <=(DivisionCode a, DivisionCode b) => a.CompareTo(b) <= 0;
    public static bool operator >=(DivisionCode a, DivisionCode b) => a.CompareTo(b) >= 0;
}
