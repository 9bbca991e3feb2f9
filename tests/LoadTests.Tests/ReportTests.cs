using System.Text.Json.Nodes;
using Twin.LoadTests.Cli;
using Twin.LoadTests.Measures;
using Twin.LoadTests.Reports;
using Twin.LoadTests.Servers;

namespace Twin.LoadTests.Tests;

public sealed class ReportTests
{
    [Fact]
    public void Every_bar_that_was_judged_is_in_all_three_forms_and_says_whether_it_is_met()
    {
        var report = new Report("all", new());
        foreach (var bar in Bar.All) report.Judge(bar.Id, report.Add($"figure of {bar.Id}", bar.Unit, bar.Limit));
        report.Series("Throughput", "Twin <1>", "readings/s", [(0, 1), (1, 2)]);
        report.Fail("Twin", new Dictionary<string, long> { ["HTTP 503"] = 7 });
        var (text, html, json) = (TextReport.Of(report), HtmlReport.Of(report), JsonNode.Parse(JsonReport.Of(report))!);
        Assert.All(Bar.All, bar => Assert.Contains($"\n{bar.Id} ", text, StringComparison.Ordinal));
        Assert.All(Bar.All, bar => Assert.Contains($"<td>{bar.Id}</td>", html, StringComparison.Ordinal));
        Assert.Equal(Bar.All.Select(b => b.Id), json["bars"]!.AsArray().Select(b => (string?)b!["id"]));
        Assert.All(json["bars"]!.AsArray(), b => Assert.True((bool)b!["met"]!));
        Assert.Contains("7  Twin: HTTP 503", text, StringComparison.Ordinal);
        Assert.Contains("Twin &lt;1&gt;", html, StringComparison.Ordinal);
        Assert.Contains("<polyline", html, StringComparison.Ordinal);
        Assert.DoesNotContain("http://", html, StringComparison.Ordinal);
        Assert.DoesNotContain("https://", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("P1", 59.9, false), InlineData("P1", 60, true), InlineData("P9", 6.1, false), InlineData("P9", 6, true), InlineData("P11-lost", 1, false), InlineData("P9", double.NaN, false)]
    public void A_bar_is_met_on_its_own_side_of_the_limit(string bar, double figure, bool met) => Assert.Equal(met, Bar.Of(bar).IsMetBy(figure));

    [Fact]
    public void A_run_of_other_faults_is_another_run() => Assert.NotEqual(JsonReport.Options(new()).ToJsonString(), JsonReport.Options(new() { FaultsPerDay = 99 }).ToJsonString());

    [Theory]
    [InlineData("twin_watch_outlets", "state=\"watched\"", 12)]
    [InlineData("twin_watch_outlets", "", 32)]
    [InlineData("dotnet_gc_collections_total", "", 3)]
    public void Figures_are_found_in_a_servers_metrics(string name, string label, double wanted) => Assert.Equal(wanted, new MetricsText("""
        # TYPE twin_watch_outlets gauge
        twin_watch_outlets{state="known"} 20 1795383200000
        twin_watch_outlets{state="watched"} 12 1795383200000
        twin_watch_outlets_more 99
        dotnet_gc_collections_total 3
        """).Sum(name, label));

    [Theory]
    [InlineData("steady", "--outlets", "0"), InlineData("steady", "--server", "nonsense"), InlineData("nonsense"), InlineData("steady", "--server", "http://127.0.0.1:1")]
    public async Task A_wrong_command_line_ends_with_2(params string[] args) => Assert.Equal(2, await CommandLine.Run(args));
}
