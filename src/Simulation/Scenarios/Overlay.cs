using System.Globalization;
using System.Text.RegularExpressions;
using Twin.Domain.Documents;

namespace Twin.Simulation.Scenarios;

/// <summary>
/// Another plan as a few changes to a scenario: <c>teams.people: 11</c> puts 11 where that path leads, <c>queue.classes[1].service: 5m</c> goes into a list. What the path leads to is replaced as a
/// whole; objects on the way that are not there are made, and the reader then says whether they mean anything.
/// </summary>
internal static partial class Overlay
{
    /// <summary>Null when the path is no path or leads through something that is neither object nor list.</summary>
    public static DocNode? Put(DocNode node, string path, DocNode value)
    {
        var steps = path.Split('.').SelectMany(Steps).ToArray();
        return steps.Any(step => step.Length == 0) ? null : Put(node, steps, value);
    }

    // a[2] is the steps a and [2].
    private static IEnumerable<string> Steps(string part) => Step().Match(part) is { Success: true } match
        ? match.Groups["index"].Captures.Select(c => c.Value).Prepend(match.Groups["name"].Value)
        : [""];

    private static DocNode? Put(DocNode node, ReadOnlySpan<string> steps, DocNode value)
    {
        if (steps.IsEmpty) return value;
        var step = steps[0];
        var rest = steps[1..];
        switch (node)
        {
            case DocMap map:
                var at = map.Entries.ToList().FindIndex(entry => entry.Key == step);
                var inner = at >= 0 && map.Entries[at].Value is not DocNull ? map.Entries[at].Value : new DocMap(value.Line, value.Column, []);
                if (Put(inner, rest, value) is not { } put) return null;
                var entry = new DocEntry(step, value.Line, value.Column, put);
                return map with { Entries = at >= 0 ? [.. map.Entries.Select((old, i) => i == at ? entry : old)] : [.. map.Entries, entry] };
            case DocList list when step is ['[', .. var digits, ']'] && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < list.Items.Count:
                return Put(list.Items[index], rest, value) is { } item ? list with { Items = [.. list.Items.Select((old, i) => i == index ? item : old)] } : null;
            default:
                return null;
        }
    }

    [GeneratedRegex(@"\A(?<name>[^\[\]]+)(?<index>\[[0-9]{1,6}\])*\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Step();
}
