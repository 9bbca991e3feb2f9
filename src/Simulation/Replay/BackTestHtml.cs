using System.Globalization;
using System.Text;
using Twin.Simulation.Reports;

namespace Twin.Simulation.Replay;

/// <summary>A back-test as one file that shows itself anywhere: no script, nothing fetched.</summary>
public static class BackTestHtml
{
    /// <summary>Of each kind; the rest is in the other files.</summary>
    private const int ShownMax = 500;

    public static string Write(BackTestResult result, ResultContext context)
    {
        var page = new StringBuilder();
        ReportHtml.Begin(page, $"Rule back-test: {result.Setting.Recording}", Style);
        page.Append("<p>").Append(BackTestText.Time(result.From)).Append(" to ").Append(BackTestText.Time(result.Until)).Append(". <b>").Append(BackTestText.Verdict(result)).Append(".</b></p><ul class=\"fine\">");
        foreach (var note in BackTestText.Notes(result)) page.Append("<li>").Append(Html.Text(note));
        page.Append("</ul>");
        Table(page, "In all", "", [("incidents", result.New.Incidents.Count, result.Old.Incidents.Count), ("pages", result.New.Pages, result.Old.Pages)]);
        page.Append("<h2>When incidents were opened</h2><p class=\"fine\">Up: with the new. Down: with the old. Dark: only there.</p>").Append(BackTestPlot.OverTime(result));
        Table(page, "Incidents by rule", "rule", result.ByRule);
        Table(page, "Messages by rung of the ladder", "rung", result.ByTier);
        Table(page, "Messages by person", "person", result.ByPerson);
        foreach (var kind in (PairKind[])[PairKind.OnlyNew, PairKind.OnlyOld, PairKind.Earlier, PairKind.Later]) Pairs(page, result, kind);
        page.Append("<h2>How to read this</h2><p>The recorded readings were given to two networks, each with the rules that run live in virtual time; they differ in rule book and policy alone. Two incidents are the same when they are about one device and overlap in time; earlier and later are from a second on. Nobody's answers are recorded, so what people would have done is an assumption, told above. Silences and maintenance windows are not played.</p><p class=\"fine\">")
            .Append(Html.Text(FormattableString.Invariant($"fingerprint {result.Fingerprint} · Twin {context.Version} · {result.Summary.Readings:N0} readings in {context.Seconds:0.0} s"))).Append("</p>");
        return ReportHtml.End(page);
    }

    private static void Table(StringBuilder page, string title, string key, IEnumerable<(string Key, int New, int Old)> rows)
    {
        var all = rows.ToArray();
        if (all.Length == 0) return;
        var most = Math.Max(1, all.Max(r => Math.Max(r.New, r.Old)));
        page.Append("<h2>").Append(Html.Text(title)).Append("</h2><table><thead><tr><th>").Append(Html.Text(key)).Append("<th>new<th>old<th>difference<th></tr></thead><tbody>");
        foreach (var (name, made, old) in all)
            page.Append("<tr><td>").Append(Html.Text(name)).Append("<td class=\"n\">").Append(BackTestText.Number(made)).Append("<td class=\"n\">").Append(BackTestText.Number(old)).Append("<td class=\"n\">")
                .Append(BackTestText.Difference(made, old)).Append("<td>").Append(BackTestPlot.Bars(made, old, most)).Append("</tr>");
        page.Append("</tbody></table>");
    }

    private static void Pairs(StringBuilder page, BackTestResult result, PairKind kind)
    {
        var pairs = result.Pairs.Where(p => p.Kind == kind).ToArray();
        if (pairs.Length == 0) return;
        page.Append("<h2>").Append(char.ToUpperInvariant(BackTestText.Heading(kind)[0])).Append(BackTestText.Heading(kind)[1..]).Append("</h2><table><thead><tr><th>opened<th>where<th>rule<th>severity<th>lasts until<th>pages new<th>pages old<th></tr></thead><tbody>");
        foreach (var pair in pairs.Take(ShownMax))
            page.Append("<tr><td class=\"n\">").Append(BackTestText.Time(pair.OpenedAt)).Append("<td>").Append(Html.Text(BackTestText.Subject(pair.Either))).Append("<td>").Append(Html.Text(BackTestText.Rules(pair)))
                .Append("<td>").Append(ResultJson.Word(pair.Either.Severity)).Append("<td class=\"n\">").Append(pair.Either.ClosedAt is { } closed ? BackTestText.Time(closed) : "the end")
                .Append("<td class=\"n\">").Append(pair.New is { } made ? BackTestText.Number(made.Pages) : "").Append("<td class=\"n\">").Append(pair.Old is { } old ? BackTestText.Number(old.Pages) : "").Append("<td>").Append(BackTestText.Shift(pair)).Append("</tr>");
        page.Append("</tbody></table>");
        if (pairs.Length > ShownMax) page.Append(CultureInfo.InvariantCulture, $"<p class=\"fine\">And {pairs.Length - ShownMax} more: all are in incidents.csv and result.json.</p>");
    }

    private const string Style = """
        svg .new{fill:var(--blue);fill-opacity:.45}svg .old{fill:var(--soft);fill-opacity:.45}svg .onlyNew{fill:var(--blue)}svg .onlyOld{fill:var(--red)}
        """;
}
