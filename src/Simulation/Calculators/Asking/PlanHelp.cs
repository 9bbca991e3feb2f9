using System.Text;

namespace Twin.Simulation.Calculators.Asking;

/// <summary>What there is to ask, as text for a terminal.</summary>
public static class PlanHelp
{
    private const string Use = "plan NAME arg=value …";

    /// <summary>Every calculator with its arguments.</summary>
    public static string List()
    {
        var text = new StringBuilder();
        text.AppendLine("Answer a planning question by a closed form, as JSON.").AppendLine();
        text.AppendLine("Usage:").AppendLine($"  {Use}").AppendLine("  plan NAME --help     explains one of them").AppendLine();
        text.AppendLine("Numbers are written 0.8, 1/30, 20000*0.33/365 or 95%, vectors 1,2,1. Any unit of time, the same throughout. Arguments in [brackets] may be left out.").AppendLine();
        text.AppendLine("Calculators:");
        var width = Registry.All.Max(c => c.Name.Length) + 2;
        foreach (var calculator in Registry.All)
        {
            text.AppendLine($"  {calculator.Name.PadRight(width)}{calculator.Purpose}");
            foreach (var usage in calculator.Usage) text.AppendLine($"  {"".PadRight(width)}  {usage}");
        }
        return text.ToString().TrimEnd();
    }

    /// <summary>One calculator with all there is to know about it; null when there is none of that name.</summary>
    public static string? Explain(string name)
    {
        if (Registry.Find(name) is not { } calculator) return null;
        var text = new StringBuilder();
        text.AppendLine($"{calculator.Name}: {calculator.Purpose}").AppendLine();
        text.AppendLine("Usage:");
        foreach (var usage in calculator.Usage) text.AppendLine($"  plan {calculator.Name} {usage}");
        text.AppendLine().AppendLine("Arguments:");
        var width = calculator.Arguments.Max(a => a.Name.Length) + 2;
        foreach (var argument in calculator.Arguments) text.AppendLine($"  {argument.Name.PadRight(width)}{Described(argument)}");
        text.AppendLine().AppendLine("Results:");
        width = calculator.Results.Max(r => r.Name.Length) + 2;
        foreach (var result in calculator.Results) text.AppendLine($"  {result.Name.PadRight(width)}{result.Meaning}");
        text.AppendLine().AppendLine($"Formula: {calculator.Formula}").AppendLine($"Source:  {calculator.Source}");
        text.AppendLine().AppendLine("Example:").AppendLine($"  plan {calculator.Name} {calculator.Example}");
        return text.ToString().TrimEnd();
    }

    private static string Described(Argument argument)
    {
        List<string> notes = [];
        if (argument.Unit.Length > 0) notes.Add(argument.Unit);
        if (argument.Kind == ArgumentKind.Whole) notes.Add("whole");
        if (argument.Kind == ArgumentKind.Vector) notes.Add("a,b,…");
        if (argument.Words.Count > 0) notes.Add(string.Join('|', argument.Words));
        if (ArgumentText.Range(argument) is { Length: > 0 } range) notes.Add(range);
        if (argument.Default is { } otherwise) notes.Add($"default {otherwise}");
        else if (argument.Optional) notes.Add("optional");
        return notes.Count > 0 ? $"{argument.Meaning} [{string.Join("; ", notes)}]" : argument.Meaning;
    }
}
