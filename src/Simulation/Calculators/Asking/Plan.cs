using Twin.Domain.Documents;

namespace Twin.Simulation.Calculators.Asking;

/// <summary>What came of asking: figures, or everything that is wrong with the question.</summary>
public sealed record PlanAnswer
{
    public Calculator? Calculator { get; init; }

    /// <summary>As they were understood, in the calculator's order.</summary>
    public IReadOnlyList<(string Name, object Value)> Inputs { get; init; } = [];

    public IReadOnlyList<Figure> Results { get; init; } = [];

    public IReadOnlyList<string> Faults { get; init; } = [];
}

/// <summary>Asks a calculator by name, as the <c>plan</c> verb does.</summary>
public static class Plan
{
    /// <param name="assignments"><c>name=value</c> each.</param>
    public static PlanAnswer Ask(string name, IEnumerable<string> assignments, IPlanFiles files)
    {
        if (Registry.Find(name) is not { } calculator) return new() { Faults = [$"there is no calculator '{name}'; there are {string.Join(", ", Registry.All.Select(c => c.Name))}"] };
        var faults = new List<string>();
        var values = Read(calculator, assignments, faults);
        if (faults.Count == 0) Complete(calculator, values, faults);
        return faults.Count > 0 ? new() { Calculator = calculator, Faults = faults } : Compute(calculator, values, files);
    }

    private static Dictionary<string, object> Read(Calculator calculator, IEnumerable<string> assignments, List<string> faults)
    {
        var values = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var assignment in assignments)
        {
            var at = assignment.IndexOf('=', StringComparison.Ordinal);
            if (at <= 0)
                faults.Add($"arguments are written name=value, not '{assignment}'");
            else if (calculator.Named(assignment[..at].Trim()) is not { } argument)
                faults.Add($"{calculator.Name} takes {string.Join(" or ", calculator.Usage)}, no '{assignment[..at].Trim()}'");
            else if (values.ContainsKey(argument.Name))
                faults.Add($"{argument.Name} is given twice");
            else
                values[argument.Name] = Value(argument, assignment[(at + 1)..].Trim(), faults);
        }
        return values;
    }

    private static object Value(Argument argument, string text, List<string> faults)
    {
        var (value, wrong) = ArgumentText.Read(argument, text);
        if (wrong is not null) faults.Add($"{argument.Name} {wrong}");
        return value ?? text;
    }

    /// <summary>Finds the form that is meant and fills in what is left out.</summary>
    private static void Complete(Calculator calculator, Dictionary<string, object> values, List<string> faults)
    {
        var forms = calculator.Forms.Count > 0 ? calculator.Forms : [[.. calculator.Arguments.Select(a => a.Name)]];
        var fitting = forms.Where(form => values.Keys.All(form.Contains)).ToArray();
        string[] Missing(IReadOnlyList<string> form) => [.. form.Where(name => !values.ContainsKey(name) && !calculator.Named(name)!.Optional)];
        if (fitting.Length == 0 || (values.Count == 0 && forms.Count > 1))
            faults.Add($"{calculator.Name} takes {string.Join(" or ", calculator.Usage)}");
        else if (fitting.OrderBy(form => Missing(form).Length).First() is var form && Missing(form) is { Length: > 0 } missing)
            faults.Add($"{calculator.Name} needs {string.Join(" and ", missing)}: it takes {string.Join(" or ", calculator.Usage)}");
        else
            foreach (var argument in form.Select(name => calculator.Named(name)!))
                if (argument.Default is { } otherwise && !values.ContainsKey(argument.Name))
                    values[argument.Name] = ArgumentText.Read(argument, otherwise).Value!;
    }

    private static PlanAnswer Compute(Calculator calculator, Dictionary<string, object> values, IPlanFiles files)
    {
        var answer = new PlanAnswer
        {
            Calculator = calculator,
            Inputs = [.. calculator.Arguments.Where(a => values.ContainsKey(a.Name)).Select(a => (a.Name, values[a.Name]))],
        };
        try
        {
            var results = calculator.Compute(new(values, files));
            var beyond = results.FirstOrDefault(r => r.Numbers.Any(n => !double.IsFinite(n)));
            return beyond is null ? answer with { Results = results } : answer with { Faults = [$"{beyond.Name} cannot be computed for these values: they are too large or too small"] };
        }
        catch (NoAnswerException none)
        {
            return answer with { Faults = [none.Message] };
        }
        catch (DocumentFaultsException wrong)
        {
            return answer with { Faults = [.. wrong.Faults.Select(f => Told(wrong.Path, f))] };
        }
    }

    private static string Told(string path, DocFault fault) =>
        fault.Line > 0 ? $"{path}({fault.Line},{fault.Column}): {Where(fault)}{fault.Message}" : $"{path}: {Where(fault)}{fault.Message}";

    private static string Where(DocFault fault) => fault.Path.Length > 0 ? $"{fault.Path}: " : "";
}
