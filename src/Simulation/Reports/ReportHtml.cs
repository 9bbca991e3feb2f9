using System.Text;
using Twin.Simulation.Runs;
using Twin.Simulation.Scenarios;
using Twin.Simulation.Studies;

namespace Twin.Simulation.Reports;

/// <summary>A result as one file that shows itself anywhere: no script, nothing fetched.</summary>
public static class ReportHtml
{
    public static string Write(StudyResult result, ResultContext context)
    {
        var page = new StringBuilder();
        var (scenario, run) = (result.Scenario, result.Run);
        Begin(page, result.IsPartial ? $"{scenario.Name} (partial result)" : scenario.Name);
        page.Append(FormattableString.Invariant($"<p>{ResultText.Counted(run)} of {(scenario.Model.Terminating ? "the whole of it" : FigureText.Of(scenario.Horizon.TotalSeconds, Unit.Seconds))}, {(scenario.Model.Terminating ? "" : $"the first {FigureText.Of(run.Warmup.TotalSeconds, Unit.Seconds)} not measured, ")}{scenario.Replications.Confidence:0.##%} intervals.{Decided(run.Precision)}</p>"));
        foreach (var warning in Warnings.Of(result)) page.Append("<p class=\"warning\">").Append(Html.Text(warning)).Append("</p>");
        if (result.Solution is { } solution) Solved(page, solution, scenario);
        Figures(page, result);
        foreach (var comparison in result.Comparisons) Compared(page, comparison, scenario);
        foreach (var curve in SummaryCurve.Of(run, scenario.Replications.Confidence)) Section(page, curve.Name, Plots.Curve(curve));
        ByDivision(page, result);
        Reading(page, result, context);
        return End(page);
    }

    private static string Decided(Precision? precision) => precision is null ? "" : FormattableString.Invariant($" The least precise key figure, {Html.Text(precision.Metric)}, is known to {precision.Reached:0.##%} of its mean; {precision.Wanted:0.##%} were asked for.");

    internal static void Begin(StringBuilder page, string title, string style = "") => page
        .Append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>").Append(Html.Text(title))
        .Append("</title><style>").Append(Style).Append(style).Append("</style></head><body><main><h1>").Append(Html.Text(title)).Append("</h1>");

    internal static string End(StringBuilder page) => page.Append("</main></body></html>\n").ToString();

    private static void Figures(StringBuilder page, StudyResult result)
    {
        var (scenario, run) = (result.Scenario, result.Run);
        var form = ClosedForm.Of(scenario.Model);
        var closed = form?.Figures.ToDictionary(f => f.Metric, f => f.Value) ?? [];
        page.Append("<h2>Figures</h2><table><thead><tr><th>figure<th>mean<th>P50<th>P90<th>P95<th>smallest<th>largest").Append(form is null ? "" : "<th>closed form").Append("<th>replications</tr></thead><tbody>");
        foreach (var summary in Summary.Of(run, scenario.Replications.Confidence))
        {
            var info = scenario.Model.Metrics.First(m => m.Name == summary.Name);
            double? reference = closed.TryGetValue(summary.Name, out var value) ? value : null;
            string Quantile(Output.Estimate q) => !summary.IsSample ? "" : FigureText.Of(q, info.Unit);
            page.Append("<tr><td><b>").Append(Html.Text(summary.Name)).Append("</b><small>").Append(Html.Text(info.Meaning)).Append("</small>");
            foreach (var cell in (string[])[FigureText.Of(summary.Mean, info.Unit), Quantile(summary.P50), Quantile(summary.P90), Quantile(summary.P95), FigureText.Of(summary.Min, info.Unit), FigureText.Of(summary.Max, info.Unit)])
                page.Append("<td class=\"n\">").Append(cell);
            if (form is not null) page.Append("<td class=\"n\">").Append(reference is { } known ? FigureText.Of(known, info.Unit) : "");
            page.Append("<td>").Append(Plots.Strip(run.Values(summary.Name), summary.Mean, reference, info.Unit)).Append("</tr>");
        }
        page.Append("</tbody></table>");
        if (form is not null)
            page.Append("<p>The closed form, a dashed line in the plots: <code>plan ").Append(Html.Text($"{form.Calculator} {string.Join(' ', form.Arguments)}")).Append("</code> (times in seconds), ").Append(Html.Text(form.Formula)).Append("; ").Append(Html.Text(form.Source)).Append(".</p>");
    }

    private static void Compared(StringBuilder page, Comparison comparison, Scenario scenario)
    {
        page.Append("<h2>").Append(Html.Text($"{comparison.Name} against {scenario.Name}")).Append("</h2>").Append(Plots.Forest(comparison.Differences))
            .Append("<p>Both plans meet the same chance, replication by replication; a bar that does not touch zero is more than chance.</p><table><thead><tr><th>figure<th>").Append(Html.Text(scenario.Name)).Append("<th>").Append(Html.Text(comparison.Name)).Append("<th>difference<th></tr></thead><tbody>");
        foreach (var d in comparison.Differences)
            page.Append("<tr><td>").Append(Html.Text(d.Metric)).Append("<td class=\"n\">").Append(FigureText.Of(d.Base, d.Unit)).Append("<td class=\"n\">").Append(FigureText.Of(d.Other, d.Unit)).Append("<td class=\"n\">").Append(FigureText.Of(d.Paired, d.Unit)).Append("<td>").Append(d.Paired.Significant ? "significant" : "").Append("</tr>");
        page.Append("</tbody></table>");
    }

    private static void Solved(StringBuilder page, Solution solution, Scenario scenario)
    {
        var metric = solution.Search.Until.Metric;
        var unit = scenario.Model.Metrics.First(m => metric == m.Name || metric.StartsWith(m.Name + ".", StringComparison.Ordinal)).Unit;
        page.Append("<h2>").Append(Html.Text(solution.Value is { } value ? $"{solution.Search.Vary} = {value}" : solution.BrokenOff ? "No answer yet: the search was not finished" : "No answer")).Append("</h2><p>")
            .Append(Html.Text($"The {(solution.Search.Largest ? "largest" : "smallest")} {solution.Search.Vary} from {solution.Search.Min} to {solution.Search.Max} for which {solution.Search.Until.Text}."))
            .Append("</p>").Append(Plots.Tried(solution, unit)).Append("<table><thead><tr><th>").Append(Html.Text(solution.Search.Vary)).Append("<th>").Append(Html.Text(metric)).Append("<th>replications<th></tr></thead><tbody>");
        foreach (var e in solution.Evidence)
            page.Append("<tr><td>").Append(e.Value).Append("<td class=\"n\">").Append(FigureText.Of(e.Figure, unit)).Append("<td class=\"n\">").Append(e.Replications).Append("<td>").Append(e.Met ? "met" : "not met").Append(e.Certain ? "" : ", not for certain").Append("</tr>");
        page.Append("</tbody></table>");
    }

    private static void ByDivision(StringBuilder page, StudyResult result)
    {
        var scenario = result.Scenario;
        var divisions = Summary.OfDivisions(result.Run, scenario.Replications.Confidence);
        if (divisions.Count == 0) return;
        var names = divisions[0].Metrics.Select(m => m.Name).ToArray();
        Unit UnitOf(string name) => scenario.Model.Metrics.FirstOrDefault(m => m.Name == name)?.Unit ?? Unit.Count;
        page.Append("<h2>By division</h2>");
        var (counties, cities) = (divisions.Where(d => Places.Of(d.Code)?.IsCountyLevel == true).ToArray(), divisions.Where(d => Places.Of(d.Code)?.IsCountyLevel == false).ToArray());
        page.Append("<h3>").Append(Html.Text(names[0])).Append("</h3>")
            .Append(Plots.Map([.. (counties.Length > 1 ? counties : cities).Select(d => (d.Code, d.Metrics[0]))], UnitOf(names[0]))).Append("<table><thead><tr><th>division");
        foreach (var name in names) page.Append("<th>").Append(Html.Text(name)).Append(divisions[0].Metrics.First(m => m.Name == name).IsSample ? $"<th>{Html.Text(name)} P95" : "");
        page.Append("</tr></thead><tbody>");
        foreach (var (code, metrics) in divisions)
        {
            page.Append("<tr><td>").Append(Html.Text(Places.Of(code) is { } place ? $"{place.NameZh} {place.NameEn}" : code));
            foreach (var name in names)
            {
                var one = metrics.FirstOrDefault(m => m.Name == name);
                page.Append("<td class=\"n\">").Append(one is null ? FigureText.Unknown : FigureText.Of(one.Mean, UnitOf(name)));
                if (divisions[0].Metrics.First(m => m.Name == name).IsSample) page.Append("<td class=\"n\">").Append(one is null ? FigureText.Unknown : FigureText.Of(one.P95, UnitOf(name)));
            }
            page.Append("</tr>");
        }
        page.Append("</tbody></table>");
    }

    private static void Reading(StringBuilder page, StudyResult result, ResultContext context) => page.Append("<h2>How to read this</h2><p>A dot is one replication, the line their mean, the band its ")
        .Append(FormattableString.Invariant($"{result.Scenario.Replications.Confidence:0.##%}"))
        .Append(" interval (Student's t over independent replications, or batches). Quantiles are order statistics by nearest rank: of a sample, the mean of the replications' own; smallest and largest are over everything. From 100,000 observations a replication on, quantiles are within a thousandth.</p><p class=\"fine\">")
        .Append(Html.Text(FormattableString.Invariant($"seed {result.Scenario.Seed} · scenario {result.Scenario.Hash} · fingerprint {result.Run.Fingerprint} · Twin {context.Version} · {result.Events:N0} events in {context.Seconds:0.0} s"))).Append("</p>");

    private static void Section(StringBuilder page, string title, string plot)
    {
        if (plot.Length > 0) page.Append("<h2>").Append(Html.Text(title)).Append("</h2>").Append(plot);
    }

    private const string Style = """
        :root{--ink:#1c2733;--soft:#5b6b7a;--paper:#fff;--rule:#dde3e9;--blue:#2166ac;--red:#b2332b;--green:#1b7f4d;color-scheme:light dark}
        @media(prefers-color-scheme:dark){:root{--ink:#e3e8ee;--soft:#9aa8b5;--paper:#14191f;--rule:#2c3640;--blue:#6aaee6;--red:#e8776f;--green:#5cc08d}}
        body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,"Noto Sans","Noto Sans CJK SC",sans-serif}
        main{max-width:1100px;margin:0 auto;padding:24px}h1{font-size:26px;margin:0 0 4px}h2{font-size:19px;margin:36px 0 8px}h3{font-size:15px;margin:16px 0 4px}
        table{border-collapse:collapse;width:100%;font-size:13.5px}th{text-align:left;font-weight:600;color:var(--soft)}th,td{padding:5px 8px;border-bottom:1px solid var(--rule);vertical-align:middle}
        td.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}td small{display:block;color:var(--soft)}code{font-size:12.5px;overflow-wrap:anywhere}
        .warning{border-left:4px solid var(--red);padding:6px 12px}.fine{color:var(--soft);font-size:12.5px}svg{max-width:100%;height:auto}td svg{min-width:220px}
        svg .label{fill:var(--soft);font-size:12px}svg .axis{stroke:var(--soft)}svg .faint{stroke:var(--rule)}svg .dot{fill:var(--blue);fill-opacity:.35}svg .band{fill:var(--blue);fill-opacity:.22;stroke:none}
        svg .mean{stroke:var(--blue);stroke-width:2}svg .closed{stroke:var(--red);stroke-width:1.5;stroke-dasharray:4 3}svg .line{fill:none;stroke:var(--blue);stroke-width:2}svg .mark{fill:var(--blue)}
        svg .whisker{stroke:var(--soft);stroke-width:2}svg .less{fill:var(--green);stroke:var(--green)}svg .more{fill:var(--red);stroke:var(--red)}svg .none{fill:var(--soft);stroke:var(--soft)}
        svg .area{fill-opacity:.85;stroke:var(--paper)}svg .place{fill:var(--rule)}
        """;
}
