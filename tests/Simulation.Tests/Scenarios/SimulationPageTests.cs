using System.Reflection;
using System.Text.RegularExpressions;
using Twin.Simulation.Reports;
using Twin.Simulation.Tests.Studies;

namespace Twin.Simulation.Tests.Scenarios;

/// <summary>What docs/simulation.md shows is what the simulator reads and runs.</summary>
public sealed partial class SimulationPageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(typeof(SimulationPageTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(m => m.Key == "Docs").Value!, "simulation.md"));

    public static TheoryData<string> Scenarios => [.. Blocks().Matches(Page).Select(block => block.Groups["yaml"].Value).Where(yaml => yaml.Contains("queue:", StringComparison.Ordinal) || yaml.Contains("serviceDay:", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void Its_scenarios_run(string yaml)
    {
        var short20 = Regex.Replace(yaml.Replace("[16, 14, 14, …]", "", StringComparison.Ordinal), "^queue:", "horizon: 20h\nreplications: 3\nqueue:", RegexOptions.Multiline);
        var result = StudyTests.Run(short20);
        Assert.NotEmpty(ResultText.Write(result, new("1", 1)));
    }

    [Fact]
    public void Its_distributions_are_read()
    {
        var rows = Distributions().Matches(Page).SelectMany(row => Ticked().Matches(row.Value)).Select(t => t.Groups["text"].Value).Where(text => !text.Contains(".csv", StringComparison.Ordinal)).ToArray();
        Assert.True(rows.Length >= 9, $"{rows.Length} found");
        foreach (var text in rows) Assert.NotNull(Yaml.Scenario($"queue: {{arrivals: 1/d, service: {text}}}"));
    }

    [Fact]
    public void Its_figures_are_those_there_are()
    {
        foreach (var metric in Yaml.Scenario("queue: {arrivals: 1/d, service: 1m, waitOver: 1m}").Model.Metrics.Concat(Yaml.Scenario("queue: {population: 3, arrivals: 1d, service: 1m}").Model.Metrics)
            .Concat(Yaml.Scenario("serviceDay: {windows: 8, slots: 14, slot: 30m, perSlot: 14, service: 15m, emergencyStaff: 1}").Model.Metrics))
            Assert.Contains(metric.Name, Page, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^```yaml\n(?<yaml>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Blocks();

    // Rows of the table of distributions begin with one in braces, or with a plain one.
    [GeneratedRegex(@"^\| `(\{|15m|2/h).*$", RegexOptions.Multiline)]
    private static partial Regex Distributions();

    [GeneratedRegex(@"`(?<text>(\{[^`]*\}|15m|2/h))`")]
    private static partial Regex Ticked();
}
