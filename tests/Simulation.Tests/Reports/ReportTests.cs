using System.Text.Json;
using System.Xml.Linq;
using Twin.Simulation.Reports;
using Twin.Simulation.Studies;
using Twin.Simulation.Tests.Studies;

namespace Twin.Simulation.Tests.Reports;

public sealed class ReportTests
{
    private const string Yaml = """
        name: "a <b> & \"c\""
        seed: 4
        horizon: 3h
        replications: 20
        queue: {arrivals: {exponential: 1m}, service: {exponential: 2m}, servers: 3, capacity: 40}
        compare: [{name: "x,\"y\"", queue.servers: 4}]
        solve: {vary: queue.servers, min: 3, max: 9, until: waitMean <= 10s}
        """;

    private static readonly ResultContext Context = new("1.2.3", 4.5);
    private static readonly Lazy<StudyResult> Result = new(() => StudyTests.Run(Yaml));

    [Fact]
    public void The_json_has_the_shape_that_is_promised()
    {
        using var json = JsonDocument.Parse(ResultJson.Write(Result.Value, Context));
        var root = json.RootElement;
        Assert.Equal(("a <b> & \"c\"", 4, "1.2.3", 20), (root.GetProperty("scenario").GetString(), root.GetProperty("seed").GetInt64(), root.GetProperty("version").GetString(), root.GetProperty("replications").GetInt32()));
        Assert.Equal(Result.Value.Run.Fingerprint.ToString(), root.GetProperty("fingerprint").GetString());
        foreach (var name in (string[])["pWait", "pBlock", "pAbandon", "waitMean", "waitP95", "queueLength", "systemLength", "utilisation", "down"])
        {
            var metric = root.GetProperty("metrics").GetProperty(name);
            foreach (var field in (string[])["mean", "halfWidth", "p50", "p90", "p95", "min", "max"]) Assert.Equal(JsonValueKind.Number, metric.GetProperty(field).ValueKind);
        }
        var wait = root.GetProperty("metrics").GetProperty("waitMean");
        Assert.Equal(Result.Value.Run.Values("waitMean").Average(), wait.GetProperty("mean").GetDouble(), 1e-9);
        Assert.True(wait.GetProperty("p50").GetDouble() <= wait.GetProperty("p95").GetDouble());
        Assert.Contains(root.GetProperty("comparisons").EnumerateArray(), c => c.GetProperty("metric").GetString() == "waitMean" && c.GetProperty("significant").GetBoolean());
        Assert.Equal(Result.Value.Solution!.Value, root.GetProperty("solution").GetProperty("value").GetInt32());
        Assert.Equal("mmck", root.GetProperty("closedForm").GetProperty("name").GetString());
        Assert.Equal(Result.Value.Events, root.GetProperty("timing").GetProperty("events").GetInt64());
        Assert.Equal(0, root.GetProperty("byDivision").GetArrayLength());
        Assert.False(root.GetProperty("partial").GetBoolean());
    }

    [Fact]
    public void The_csv_has_a_row_for_every_replication_of_every_plan()
    {
        var lines = ReplicationCsv.Write(Result.Value).TrimEnd('\n').Split('\n');
        Assert.Equal(1 + 20 + 20, lines.Length);
        Assert.StartsWith("plan,replication,fingerprint,events,pWait,pBlock,pAbandon,waitMean,waitMean.p50,", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("\"a <b> & \"\"c\"\"\",0,", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("\"x,\"\"y\"\"\",19,", lines[40], StringComparison.Ordinal);
    }

    /// <summary>Every drawing is well-formed by itself, nothing is fetched, no script runs, and names are text whatever they contain.</summary>
    [Fact]
    public void The_report_shows_itself_anywhere()
    {
        var html = ReportHtml.Write(Result.Value, Context);
        Assert.DoesNotContain("<b> &", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("src=", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("NaN", html, StringComparison.Ordinal);
        var drawings = html.Split("<svg ").Skip(1).Select(part => "<svg " + part[..(part.IndexOf("</svg>", StringComparison.Ordinal) + 6)]).ToArray();
        // A strip for each figure that varies, the differences, the values tried.
        Assert.True(drawings.Length >= 8, $"{drawings.Length} drawings");
        foreach (var drawing in drawings) Assert.NotEmpty(XElement.Parse(drawing).Elements());
        foreach (var said in (string[])["queue.servers = ", "closed form", "significant", Result.Value.Run.Fingerprint.ToString(), "nearest rank"]) Assert.Contains(said, html, StringComparison.Ordinal);
    }

    [Fact]
    public void The_table_says_what_was_found()
    {
        var text = ResultText.Write(Result.Value, Context);
        Assert.Contains("waitMean <= 10s: queue.servers = ", text, StringComparison.Ordinal);
        Assert.Contains("against", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_service_day_has_its_curve()
    {
        var day = StudyTests.Run("replications: 5\nserviceDay: {windows: 8, slots: 14, slot: 30m, perSlot: 14, service: {exponential: 15m}, days: 2}");
        Assert.Contains("aria-label=\"waitBySlot\"", ReportHtml.Write(day, Context), StringComparison.Ordinal);
    }
}
