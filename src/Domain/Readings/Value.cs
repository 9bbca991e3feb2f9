using System.Globalization;

namespace Twin.Domain.Readings;

public enum ValueKind : byte { None, Number, Boolean, Text }

/// <summary>One reported value: a finite number, a boolean or a text. Millions are alive at once, so it takes 16 bytes: what it is, is told by what it refers to.</summary>
[Immutable]
public readonly struct Value : IEquatable<Value>
{
    private static readonly object IsNumber = new();
    private static readonly object IsBoolean = new();

    private readonly double _number;

    /// <summary>The text, or one of the marks above; null: no value.</summary>
    private readonly object? _is;

    private Value(object? @is, double number) => (_is, _number) = (@is, number);

    public ValueKind Kind => ReferenceEquals(_is, IsNumber) ? ValueKind.Number : ReferenceEquals(_is, IsBoolean) ? ValueKind.Boolean : _is is null ? ValueKind.None : ValueKind.Text;
    public double Number => _number;
    public bool Boolean => _number != 0;
    public string Text => _is as string ?? "";

    /// <summary>Whether a counting window counts this sample: true, or a number other than zero.</summary>
    public bool Counts => _number != 0;

    /// <exception cref="ArgumentOutOfRangeException">NaN or infinite.</exception>
    public static Value Of(double number) => double.IsFinite(number)
        ? new(IsNumber, number)
        : throw new ArgumentOutOfRangeException(nameof(number), number, "A value must be a finite number.");
    public static Value Of(bool boolean) => new(IsBoolean, boolean ? 1 : 0);
    public static Value Of(string text) => new(text, 0);

    public bool Equals(Value other) => Equals(_is, other._is) && _number == other._number;
    public override bool Equals(object? obj) => obj is Value other && Equals(other);
    public override int GetHashCode() => HashCode.Combine(Kind, _number, _is as string);
    public static bool operator ==(Value a, Value b) => a.Equals(b);
    public static bool operator !=(Value a, Value b) => !a.Equals(b);

    public override string ToString() => Kind switch
    {
        ValueKind.Number => _number.ToString("R", CultureInfo.InvariantCulture),
        ValueKind.Boolean => Boolean ? "true" : "false",
        ValueKind.Text => Text,
        _ => "",
    };
}

/// <summary>A value between processes.</summary>
[GenerateSerializer, Immutable, Alias("twin.Value")]
public readonly record struct ValueOnTheWire([property: Id(0)] double Number, [property: Id(1)] string? Text, [property: Id(2)] ValueKind Kind)
{
    public static ValueOnTheWire Of(Value value) => new(value.Number, value.Kind == ValueKind.Text ? value.Text : null, value.Kind);

    public Value ToValue() => Kind switch
    {
        ValueKind.Number => Value.Of(Number),
        ValueKind.Boolean => Value.Of(Number != 0),
        ValueKind.Text => Value.Of(Text ?? ""),
        _ => default,
    };
}

[RegisterConverter]
public sealed class ValueConverter : IConverter<Value, ValueOnTheWire>
{
    public Value ConvertFromSurrogate(in ValueOnTheWire surrogate) => surrogate.ToValue();
    public ValueOnTheWire ConvertToSurrogate(in Value value) => ValueOnTheWire.Of(value);
}

/// <summary>A value and the device's time it was taken at (UTC).</summary>
[GenerateSerializer, Immutable, Alias("twin.Sample")]
public readonly record struct Sample([property: Id(0)] DateTime At, [property: Id(1)] Value Value);
