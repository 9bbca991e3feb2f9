using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Twin.LoadTests.Cli;

namespace Twin.LoadTests.Reports;

/// <summary>The report for programs.</summary>
public static class JsonReport
{
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(Report report) => new JsonObject
    {
        ["scenario"] = report.Scenario,
        ["started"] = report.Started,
        ["machine"] = JsonSerializer.SerializeToNode(report.Machine, Form),
        ["options"] = Options(report.Options),
        ["bars"] = Array(report.Bars, b => new JsonObject
        {
            ["id"] = b.Bar.Id,
            ["what"] = b.Bar.What,
            ["figure"] = Figure(b.Figure),
            ["unit"] = b.Bar.Unit,
            ["limit"] = b.Bar.Limit,
            ["atLeast"] = b.Bar.AtLeast,
            ["ratio"] = Figure(b.Ratio),
            ["met"] = b.Met,
            ["detail"] = b.Detail,
        }),
        ["measures"] = Array(report.Measures, m => new JsonObject
        {
            ["name"] = m.Name,
            ["unit"] = m.Unit,
            ["median"] = Figure(m.Median),
            ["min"] = Figure(m.Min),
            ["max"] = Figure(m.Max),
            ["runs"] = Array(m.Runs, r => Figure(r)),
        }),
        ["failures"] = JsonSerializer.SerializeToNode(report.Failures, Form),
        ["notes"] = Array(report.Notes, n => JsonValue.Create(n)),
        ["series"] = Array(report.Charts, s => new JsonObject
        {
            ["chart"] = s.Chart,
            ["line"] = s.Line,
            ["unit"] = s.Unit,
            ["across"] = s.Across,
            ["points"] = Array(s.Points, p => new JsonArray(Figure(p.X), Figure(p.Y))),
        }),
    }.ToJsonString(Form);

    /// <summary>All that figures depend on.</summary>
    public static JsonObject Options(LoadOptions options) => new()
    {
        ["outlets"] = options.Outlets,
        ["devices"] = options.Outlets * options.DevicesPerOutlet,
        ["seconds"] = (int)options.Measure.TotalSeconds,
        ["warmUpSeconds"] = (int)options.WarmUp.TotalSeconds,
        ["runs"] = options.Runs,
        ["durationSeconds"] = (int)options.Duration.TotalSeconds,
        ["connections"] = options.Connections,
        ["rate"] = (int)options.Rate,
        ["seed"] = options.Seed,
        ["faultsPerDay"] = options.FaultsPerDay,
        ["server"] = options.Server?.ToString(),
    };

    private static JsonArray Array<T>(IEnumerable<T> items, Func<T, JsonNode?> node) => new([.. items.Select(node)]);

    private static JsonValue? Figure(double value) => double.IsFinite(value) ? JsonValue.Create(Math.Round(value, 6)) : null;
}
