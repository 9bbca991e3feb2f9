using System.Globalization;
using System.Net;
using System.Text;
using Twin.LoadTests.Floor;

namespace Twin.LoadTests.Reports;

/// <summary>The report as one page that needs nothing else.</summary>
public static class HtmlReport
{
    private const string Style = """
        :root{color-scheme:light dark;--ink:#1c2430;--soft:#5b6675;--line:#d9dee5;--ground:#fff;--good:#16794a;--bad:#b3261e}
        @media(prefers-color-scheme:dark){:root{--ink:#e6eaf0;--soft:#9aa6b5;--line:#323b47;--ground:#12171d;--good:#5ac88e;--bad:#ff8a80}}
        body{font:14px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--ground);max-width:1360px;margin:24px auto;padding:0 16px}
        h1{font-size:22px;margin:0}h2{font-size:16px;margin:28px 0 8px}p{color:var(--soft);margin:4px 0;max-width:100ch}
        table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:5px 10px;border-bottom:1px solid var(--line);vertical-align:top}th{color:var(--soft);font-weight:600}
        td.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}.yes,.no{font-weight:600;white-space:nowrap}.yes{color:var(--good)}.no{color:var(--bad)}td:first-child{white-space:nowrap}
        .charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(480px,1fr));gap:20px}figure{margin:0}figcaption{font-weight:600}
        svg{width:100%;height:auto}svg text{font-size:11px;fill:var(--soft)}.grid{stroke:var(--line)}polyline{fill:none;stroke-width:1.6;stroke:currentColor}
        .legend{list-style:none;display:flex;flex-wrap:wrap;gap:2px 14px;margin:0;padding:0;font-size:12px}.legend li::before{content:"";display:inline-block;width:14px;height:3px;background:currentColor;margin-right:6px;vertical-align:middle}
        .c0{color:#2563c9}.c1{color:#d9730d}.c2{color:#1f9d61}.c3{color:#b5348f}.c4{color:#8a6d1d}.c5{color:#0e8fa8}.c6{color:#7a55d6}.c7{color:#8c8c8c}
        """;

    public static string Of(Report report)
    {
        var page = new StringBuilder();
        var (options, machine) = (report.Options, report.Machine);
        page.Append(CultureInfo.InvariantCulture, $"<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>Twin load test: {E(report.Scenario)}</title><style>{Style}</style></head><body>")
            .Append(CultureInfo.InvariantCulture, $"<h1>{E(report.Scenario)}</h1><p>{report.Started:yyyy-MM-dd HH:mm} UTC. {options.Outlets:N0} outlets, {options.Outlets * options.DevicesPerOutlet:N0} devices; {options.Measure.TotalSeconds:0} s measured after {options.WarmUp.TotalSeconds:0} s of warm-up, {options.Runs} runs, seed {options.Seed}.</p>")
            .Append(CultureInfo.InvariantCulture, $"<p>{E(machine.Processor)}, {machine.Cores} cores, {machine.MemoryGiB} GiB, {E(machine.System)}, {E(machine.Runtime)}; load average before {E(machine.LoadBefore)}. The generator, the server and its store share the machine.</p>");
        Table(page, "Bars", ["", "what", "figure", "limit", "figure/limit", "met", ""], report.Bars.Select(b => (string[])[
            $"<td>{E(b.Bar.Id)}", $"<td>{E(b.Bar.What)}", N(b.Figure, b.Bar.Unit), $"<td class=\"n\">{E(b.Bar.Limit())}", N(b.Ratio), b.Met ? "<td class=\"yes\">met" : "<td class=\"no\">not met", $"<td>{E(b.Detail)}"]));
        Table(page, "Measured", ["", "median", "least", "most", "unit"], report.Measures.Select(m => (string[])[$"<td>{E(m.Name)}", N(m.Median), N(m.Min), N(m.Max), $"<td>{E(m.Unit)}"]));
        page.Append("<h2>Failures</h2>");
        if (report.Failures.Count == 0) page.Append("<p>None.</p>");
        else Table(page, null, ["what", "count"], report.Failures.Select(f => (string[])[$"<td>{E(f.Key)}", N(f.Value)]));
        page.Append("<h2>Course</h2><div class=\"charts\">");
        foreach (var chart in report.Charts.GroupBy(c => c.Chart)) page.Append(SvgChart.Of(chart.Key, [.. chart]));
        page.Append("</div>");
        if (report.Notes.Count > 0 || report.Floor) page.Append("<h2>How it was measured</h2>");
        if (report.Floor) page.Append(CultureInfo.InvariantCulture, $"<p>{E(FloorServer.Description)}</p>");
        foreach (var note in report.Notes) page.Append(CultureInfo.InvariantCulture, $"<p>{E(note)}</p>");
        return page.Append("</body></html>").ToString();
    }

    private static void Table(StringBuilder page, string? title, string[] heads, IEnumerable<string[]> rows)
    {
        var all = rows.ToArray();
        if (all.Length == 0) return;
        if (title is not null) page.Append(CultureInfo.InvariantCulture, $"<h2>{title}</h2>");
        page.Append("<table><tr>").AppendJoin("", heads.Select(h => $"<th>{h}</th>")).Append("</tr>");
        foreach (var row in all) page.Append("<tr>").AppendJoin("</td>", row).Append("</td></tr>");
        page.Append("</table>");
    }

    private static string N(double value, string unit = "") => $"<td class=\"n\">{Text.Number(value)}{(unit.Length == 0 ? "" : " " + E(unit))}";

    private static string E(string text) => WebUtility.HtmlEncode(text);
}
