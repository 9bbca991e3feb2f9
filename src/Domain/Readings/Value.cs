using System.Globalization;

namespace Twin.Domain.Readings;

public enum ValueKind : byte { None, Number, Boolean, Text }

/// <summary>One reported value: a finite number, a boolean or a text.</summary>
[GenerateSerializer, Immutable, Alias("twin.Value")]
public readonly struct Value : IEquatable<Value>
{
    [Id(0)] private readonly double _number;
    [Id(1)] private readonly string? _text;
    [Id(2)] private readonly ValueKind _kind;

    private Value(ValueKind kind, double number, string? text) => (_kind, _number, _text) = (kind, number, text);

    public ValueKind Kind => _kind;
    public double Number => _number;
    public bool Boolean => _number != 0;
    public string Text => _text ?? "";

    /// <summary>Whether a counting window counts this sample: true, or a number other than zero.</summary>
    public bool Counts => _kind is ValueKind.Number or ValueKind.Boolean && _number != 0;

    /// <exception cref="ArgumentOutOfRangeException">NaN or infinite.</exception>
    public static Value Of(double number) => double.IsFinite(number)
        ? new(ValueKind.Number, number, null)
        : throw new ArgumentOutOfRangeException(nameof(number), number, "A value must be a finite number.");
    public static Value Of(bool boolean) => new(ValueKind.Boolean, boolean ? 1 : 0, null);
    public static Value Of(string text) => new(ValueKind.Text, 0, text);

    public bool Equals(Value other) => _kind == other._kind && _number == other._number && _text == other._text;
    public override bool Equals(object? obj) => obj is Value other && Equals(other);
    public override int GetHashCode() => HashCode.Combine(_kind, _number, _text);
    public static bool operator ==(Value a, Value b) => a.Equals(b);
    public static bool operator !=(Value a, Value b) => !a.Equals(b);

    public override string ToString() => _kind switch
    {
        ValueKind.Number => _number.ToString("R", CultureInfo.InvariantCulture),
        ValueKind.Boolean => Boolean ? "true" : "false",
        ValueKind.Text => Text,
        _ => "",
    };
}

/// <summary>A value and the device's time it was taken at (UTC).</summary>
[GenerateSerializer, Immutable, Alias("twin.Sample")]
public readonly record struct Sample([property: Id(0)] DateTime At, [property: Id(1)] Value Value);
