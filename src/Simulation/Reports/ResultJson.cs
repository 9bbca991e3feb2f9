using System.Globalization;
using System.Text.Json;
using Twin.Simulation.Calculators.Asking;
using Twin.Simulation.Output;
using Twin.Simulation.Runs;
using Twin.Simulation.Scenarios;
using Twin.Simulation.Studies;

namespace Twin.Simulation.Reports;

/// <summary>What a result is shown with: by which program it was made, and what it cost.</summary>
public sealed record ResultContext(string Version, double Seconds);

/// <summary>A result as JSON. Times are in seconds; what could not be measured is null.</summary>
public static class ResultJson
{
    public static string Write(StudyResult result, ResultContext context) => PlanJson.Text(json => Write(json, result, context));

    public static void Write(Utf8JsonWriter json, StudyResult result, ResultContext context)
    {
        var (scenario, run) = (result.Scenario, result.Run);
        var confidence = scenario.Replications.Confidence;
        json.WriteStartObject();
        json.WriteString("scenario", scenario.Name);
        json.WriteNumber("seed", scenario.Seed);
        json.WriteString("version", context.Version);
        json.WriteString("scenarioHash", scenario.Hash);
        json.WriteString("fingerprint", run.Fingerprint.ToString());
        json.WriteNumber("replications", run.Replications.Count);
        json.WriteBoolean("partial", result.IsPartial);
        json.WriteNumber("warmup", run.Warmup.TotalSeconds);
        json.WriteNumber("horizon", scenario.Horizon.TotalSeconds);
        json.WriteNumber("confidence", confidence);
        json.WriteString("quantiles", "nearest rank");
        Precision(json, run.Precision);
        Batches(json, run.Batched);
        Warnings(json, result);
        json.WriteStartObject("metrics");
        foreach (var summary in Summary.Of(run, confidence)) Metric(json, summary, UnitOf(scenario, summary.Name));
        json.WriteEndObject();
        json.WriteStartArray("byDivision");
        foreach (var (code, metrics) in Summary.OfDivisions(run, confidence))
        {
            json.WriteStartObject();
            json.WriteString("code", code);
            if (Places.Of(code) is { } place) json.WriteString("name", place.NameEn);
            json.WriteStartObject("metrics");
            foreach (var summary in metrics) Metric(json, summary, UnitOf(scenario, summary.Name));
            json.WriteEndObject();
            json.WriteEndObject();
        }
        json.WriteEndArray();
        Comparisons(json, result);
        Solution(json, result.Solution);
        Closed(json, ClosedForm.Of(scenario.Model));
        Curves(json, SummaryCurve.Of(run, confidence));
        json.WriteStartObject("timing");
        json.WriteNumber("events", result.Events);
        Number(json, "seconds", Math.Round(context.Seconds, 3));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Batches(Utf8JsonWriter json, BatchedRun? batched)
    {
        if (batched is null) { json.WriteNull("batches"); return; }
        json.WriteStartObject("batches");
        json.WriteNumber("count", batched.Count);
        json.WriteString("metric", batched.Metric);
        Number(json, "lag1", batched.Lag1);
        json.WriteBoolean("correlated", batched.Correlated);
        json.WriteEndObject();
    }

    private static void Precision(Utf8JsonWriter json, Precision? precision)
    {
        if (precision is null) { json.WriteNull("precision"); return; }
        json.WriteStartObject("precision");
        json.WriteString("metric", precision.Metric);
        Number(json, "reached", precision.Reached);
        json.WriteNumber("wanted", precision.Wanted);
        json.WriteEndObject();
    }

    private static void Warnings(Utf8JsonWriter json, StudyResult result)
    {
        json.WriteStartArray("warnings");
        foreach (var warning in Reports.Warnings.Of(result)) json.WriteStringValue(warning);
        json.WriteEndArray();
    }

    private static Unit? UnitOf(Scenario scenario, string metric) => scenario.Model.Metrics.FirstOrDefault(m => m.Name == metric)?.Unit;

    private static void Metric(Utf8JsonWriter json, Summary summary, Unit? unit)
    {
        json.WriteStartObject(summary.Name);
        if (unit is { } known) json.WriteString("unit", Word(known));
        Number(json, "mean", summary.Mean.Mean);
        Number(json, "halfWidth", summary.Mean.HalfWidth);
        Number(json, "p50", summary.P50.Mean);
        Number(json, "p90", summary.P90.Mean);
        Number(json, "p95", summary.P95.Mean);
        Number(json, "min", summary.Min);
        Number(json, "max", summary.Max);
        if (summary.IsSample)
        {
            Number(json, "p50HalfWidth", summary.P50.HalfWidth);
            Number(json, "p90HalfWidth", summary.P90.HalfWidth);
            Number(json, "p95HalfWidth", summary.P95.HalfWidth);
            Number(json, "count", summary.CountMean);
        }
        json.WriteEndObject();
    }

    internal static string Word<T>(T value) where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName($"{value}");

    private static void Comparisons(Utf8JsonWriter json, StudyResult result)
    {
        json.WriteStartArray("comparisons");
        foreach (var plan in result.Comparisons)
            foreach (var difference in plan.Differences)
            {
                json.WriteStartObject();
                json.WriteString("name", plan.Name);
                json.WriteString("metric", difference.Metric);
                json.WriteString("unit", Word(difference.Unit));
                Number(json, "base", difference.Base);
                Number(json, "other", difference.Other);
                Number(json, "difference", difference.Paired.Mean);
                Number(json, "halfWidth", difference.Paired.HalfWidth);
                json.WriteNumber("pairs", difference.Paired.Count);
                json.WriteBoolean("significant", difference.Paired.Significant);
                json.WriteEndObject();
            }
        json.WriteEndArray();
    }

    private static void Solution(Utf8JsonWriter json, Solution? solution)
    {
        if (solution is null) { json.WriteNull("solution"); return; }
        json.WriteStartObject("solution");
        json.WriteString("vary", solution.Search.Vary);
        json.WriteString("until", solution.Search.Until.Text);
        if (solution.Value is { } value) json.WriteNumber("value", value);
        else json.WriteNull("value");
        json.WriteBoolean("partial", solution.BrokenOff);
        json.WriteStartArray("evidence");
        foreach (var one in solution.Evidence)
        {
            json.WriteStartObject();
            json.WriteNumber("value", one.Value);
            Number(json, "mean", one.Figure.Mean);
            Number(json, "halfWidth", one.Figure.HalfWidth);
            json.WriteNumber("replications", one.Replications);
            json.WriteBoolean("met", one.Met);
            json.WriteBoolean("certain", one.Certain);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Closed(Utf8JsonWriter json, ClosedForm? closed)
    {
        if (closed is null) { json.WriteNull("closedForm"); return; }
        json.WriteStartObject("closedForm");
        json.WriteString("name", closed.Calculator);
        json.WriteString("plan", $"plan {closed.Calculator} {string.Join(' ', closed.Arguments)}");
        json.WriteStartObject("results");
        foreach (var (metric, value) in closed.Figures) Number(json, metric, value);
        json.WriteEndObject();
        json.WriteString("formula", closed.Formula);
        json.WriteString("source", closed.Source);
        json.WriteEndObject();
    }

    private static void Curves(Utf8JsonWriter json, IReadOnlyList<SummaryCurve> curves)
    {
        json.WriteStartArray("curves");
        foreach (var curve in curves)
        {
            json.WriteStartObject();
            json.WriteString("name", curve.Name);
            json.WriteString("xUnit", curve.XUnit);
            json.WriteString("yUnit", curve.YUnit);
            Row(json, "x", curve.X);
            Row(json, "mean", [.. curve.Y.Select(y => y.Mean)]);
            Row(json, "halfWidth", [.. curve.Y.Select(y => y.HalfWidth)]);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Row(Utf8JsonWriter json, string name, IReadOnlyList<double> values)
    {
        json.WritePropertyName(name);
        json.WriteRawValue($"[{string.Join(", ", values.Select(v => double.IsFinite(v) ? v.ToString("G7", CultureInfo.InvariantCulture) : "null"))}]");
    }

    private static void Number(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value)) json.WriteNumber(name, PlanJson.Rounded(value));
        else json.WriteNull(name);
    }
}
