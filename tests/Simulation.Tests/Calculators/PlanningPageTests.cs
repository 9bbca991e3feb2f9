using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Twin.Simulation.Calculators;

namespace Twin.Simulation.Tests.Calculators;

/// <summary>What docs/planning.md shows is what is answered.</summary>
public sealed partial class PlanningPageTests
{
    private static readonly string Page = File.ReadAllText(
        Path.Combine(typeof(PlanningPageTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(m => m.Key == "Docs").Value!, "planning.md"));

    public static TheoryData<string, string> Examples => [.. Example().Matches(Page).Select(m => new TheoryDataRow<string, string>(m.Groups[1].Value, m.Groups[2].Value))];

    [Theory, MemberData(nameof(Examples))]
    public void An_example_is_answered_as_shown(string line, string shown) =>
        Assert.Equal(JsonNode.Parse(shown)!.ToJsonString(), Asked.Results(line, ("units.yaml", Block("queue: infinite")), ("means.txt", Block("# mean restore"))).ToJsonString());

    [Fact]
    public void Every_calculator_is_on_the_page_with_an_example() =>
        Assert.Empty(Registry.All.Select(c => c.Name).Except(Example().Matches(Page).Select(m => m.Groups[1].Value.Split(' ')[0])));

    /// <summary>The fenced block that begins with these words.</summary>
    private static string Block(string beginning) => Page[Page.IndexOf("\n" + beginning, StringComparison.Ordinal)..].Split("```")[0].TrimStart('\n');

    [GeneratedRegex(@"^\$ twin plan (.+)\n(\{.*\})$", RegexOptions.Multiline)]
    private static partial Regex Example();
}
