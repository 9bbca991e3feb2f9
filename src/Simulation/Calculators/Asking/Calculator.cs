namespace Twin.Simulation.Calculators.Asking;

/// <summary>What a result is.</summary>
public sealed record ResultMeaning(string Name, string Meaning);

/// <summary>A closed form and all there is to say about it. Pure: the same arguments give the same figures.</summary>
public sealed record Calculator(string Name, string Purpose)
{
    public required IReadOnlyList<Argument> Arguments { get; init; }

    /// <summary>The ways to ask: names of arguments that go together. By default there is one, with all of them.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Forms { get; init; } = [];

    /// <summary>In the order in which they are answered. One that depends on an optional argument may be absent.</summary>
    public required IReadOnlyList<ResultMeaning> Results { get; init; }

    public required string Formula { get; init; }

    /// <summary>Where the formula is derived or tabled.</summary>
    public required string Source { get; init; }

    /// <summary>Arguments that one can try.</summary>
    public required string Example { get; init; }

    public required Func<Given, IReadOnlyList<Figure>> Compute { get; init; }

    /// <summary>How one asks: <c>lambda mu c [t]</c>, a line for each form.</summary>
    public IEnumerable<string> Usage =>
        (Forms.Count > 0 ? Forms : [[.. Arguments.Select(a => a.Name)]]).Select(form => string.Join(' ', form.Select(name => Named(name)!.Optional ? $"[{name}]" : name)));

    public Argument? Named(string name) =>
        Arguments.FirstOrDefault(a => string.Equals(a.Name, name, StringComparison.OrdinalIgnoreCase) || string.Equals(a.Also, name, StringComparison.OrdinalIgnoreCase));
}
