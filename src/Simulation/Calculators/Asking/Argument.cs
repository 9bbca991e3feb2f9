namespace Twin.Simulation.Calculators.Asking;

public enum ArgumentKind
{
    Number,

    /// <summary>A whole number.</summary>
    Whole,

    /// <summary>Numbers with commas between them.</summary>
    Vector,

    /// <summary>One word of <see cref="Argument.Words"/>.</summary>
    Word,

    /// <summary>A text whose form the calculator knows.</summary>
    Text,

    /// <summary>The name of a file.</summary>
    File,
}

/// <summary>One argument of a calculator: what is asked for and which values make sense.</summary>
public sealed record Argument(string Name, ArgumentKind Kind, string Unit, string Meaning)
{
    public double Min { get; init; } = double.NegativeInfinity;
    public double Max { get; init; } = double.PositiveInfinity;

    /// <summary>Whether the least and the greatest value are allowed themselves.</summary>
    public bool Inclusive { get; init; } = true;

    public bool Optional { get; init; }

    /// <summary>What holds when it is left out, as one would write it; null when nothing does.</summary>
    public string? Default { get; init; }

    /// <summary>Another name it goes by.</summary>
    public string? Also { get; init; }

    public IReadOnlyList<string> Words { get; init; } = [];

    internal static Argument Rate(string name, string meaning) => new(name, ArgumentKind.Number, "1/time", meaning) { Min = 0, Inclusive = false };

    internal static Argument Time(string name, string meaning) => new(name, ArgumentKind.Number, "time", meaning) { Min = 0, Inclusive = false };

    /// <summary>A time that may be none.</summary>
    internal static Argument Delay(string name, string meaning) => new(name, ArgumentKind.Number, "time", meaning) { Min = 0 };

    internal static Argument Load(string name, string meaning) => new(name, ArgumentKind.Number, "erlang", meaning) { Min = 0 };

    /// <summary>Strictly between never and always.</summary>
    internal static Argument Chance(string name, string meaning) => new(name, ArgumentKind.Number, "share", meaning) { Min = 0, Max = 1, Inclusive = false };

    /// <summary>From never to always.</summary>
    internal static Argument Share(string name, string meaning) => new(name, ArgumentKind.Number, "share", meaning) { Min = 0, Max = 1 };

    internal static Argument Number(string name, string unit, string meaning) => new(name, ArgumentKind.Number, unit, meaning);

    internal static Argument Count(string name, string meaning, long min = 1, long max = 1_000_000) => new(name, ArgumentKind.Whole, "count", meaning) { Min = min, Max = max };

    internal static Argument Vector(string name, string unit, string meaning) => new(name, ArgumentKind.Vector, unit, meaning);

    internal static Argument File(string name, string meaning) => new(name, ArgumentKind.File, "", meaning);

    internal static Argument Word(string name, string meaning, params string[] words) => new(name, ArgumentKind.Word, "", meaning) { Words = words };

    internal Argument Maybe(string? otherwise = null) => this with { Optional = true, Default = otherwise };
}
