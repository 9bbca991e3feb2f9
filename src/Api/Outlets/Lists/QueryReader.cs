using System.Globalization;
using Microsoft.AspNetCore.Http;
using Twin.Api.Errors;

namespace Twin.Api.Outlets.Lists;

/// <summary>The values of one parameter: any of these, and none of those.</summary>
public sealed record AnyNone<T>(IReadOnlyList<T> Any, IReadOnlyList<T> None)
{
    public bool IsEmpty => Any.Count == 0 && None.Count == 0;
}

/// <summary>Reads a query and collects everything wrong with it, so that the caller hears of all faults at once. A parameter left empty is not given.</summary>
public sealed class QueryReader(IQueryCollection query)
{
    private const int ValuesMax = 500;

    private readonly List<ProblemError> _faults = [];

    public IReadOnlyList<ProblemError> Faults => _faults;

    public Problem Refusal => Problem.BadRequest("The query is not valid.", [.. _faults]);

    public void Fault(string name, string code, string message)
    {
        var fault = new ProblemError(name, code, message);
        if (!_faults.Contains(fault)) _faults.Add(fault);
    }

    public void RefuseUnknown(IReadOnlyList<QueryParameter> known)
    {
        foreach (var name in query.Keys)
        {
            if (known.Any(p => p.Name == name)) continue;
            Fault(name, "unknownParameter", name == "asOf"
                ? "asOf is not available here: only the present state can be read."
                : $"There is no parameter '{name}'. Known: {string.Join(", ", known.Select(p => p.Name))}.");
        }
    }

    /// <summary>The value of a parameter that may be given once.</summary>
    public string? One(string name)
    {
        if (!query.TryGetValue(name, out var values)) return null;
        if (values.Count > 1) Fault(name, "repeated", $"{name} may be given once.");
        return values[0]?.Trim() is { Length: > 0 } value ? value : null;
    }

    /// <summary>The values of a parameter that may be repeated or hold commas; none of them when they are too many, since every row would be held against each.</summary>
    public IReadOnlyList<string> Many(string name)
    {
        if (!query.TryGetValue(name, out var values)) return [];
        string[] all = [.. values.SelectMany(v => (v ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];
        if (all.Length <= ValuesMax) return all;
        Fault(name, "tooMany", $"{name} has at most {ValuesMax} values.");
        return [];
    }

    public delegate bool Parse<T>(string text, out T value);

    /// <summary>The values of a filter; those with a leading ! are the ones not wanted.</summary>
    public AnyNone<T> AnyNone<T>(string name, Parse<T> parse, Func<string, string> fault)
    {
        List<T> any = [], none = [];
        foreach (var text in Many(name))
        {
            var word = text[0] == '!' ? text[1..].Trim() : text;
            if (word.Length > 0 && parse(word, out var value)) (text[0] == '!' ? none : any).Add(value);
            else Fault(name, "badValue", fault(word));
        }
        return new(any, none);
    }

    public long? WholeNumber(string name, long min, long max)
    {
        if (One(name) is not { } text) return null;
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max) return number;
        Fault(name, "badValue", max == long.MaxValue ? $"{name} is a whole number of at least {min}." : $"{name} is a whole number from {min} to {max}.");
        return null;
    }

    /// <summary>Numbers with commas between, exactly so many.</summary>
    public double[]? Numbers(string name, int count, string shape)
    {
        if (One(name) is not { } text) return null;
        var parts = text.Split(',');
        var numbers = new double[count];
        var valid = parts.Length == count;
        for (var i = 0; valid && i < count; i++)
            valid = double.TryParse(parts[i], NumberStyles.Float & ~NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out numbers[i]) && double.IsFinite(numbers[i]);
        if (valid) return numbers;
        Fault(name, "badValue", $"{name} is {shape}.");
        return null;
    }
}
