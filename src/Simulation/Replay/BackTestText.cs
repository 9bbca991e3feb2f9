using System.Globalization;
using System.Text;
using Twin.Simulation.Reports;
using Twin.Simulation.Runs;

namespace Twin.Simulation.Replay;

/// <summary>A back-test for a terminal: the figures, and the first of what differs.</summary>
public static class BackTestText
{
    private const int ShownMax = 20;

    public static string Write(BackTestResult result, ResultContext context)
    {
        var text = new StringBuilder();
        text.AppendLine($"{Title(result)}");
        foreach (var note in Notes(result)) text.AppendLine($"  {note}");
        text.AppendLine();
        List<string[]> sums = [["", "new", "old", "difference"], Row("incidents", result.New.Incidents.Count, result.Old.Incidents.Count), Row("pages", result.New.Pages, result.Old.Pages)];
        ResultText.Table(text, sums);
        text.AppendLine().AppendLine($"  {Verdict(result)}");
        Group(text, "incidents by rule", result.ByRule);
        Group(text, "messages by rung", result.ByTier);
        Group(text, "messages by person", result.ByPerson);
        Pairs(text, result, PairKind.OnlyNew);
        Pairs(text, result, PairKind.OnlyOld);
        Pairs(text, result, PairKind.Earlier);
        Pairs(text, result, PairKind.Later);
        text.AppendLine().Append(FormattableString.Invariant($"fingerprint {result.Fingerprint}, {result.Summary.Readings:N0} readings in {context.Seconds:0.0} s"));
        return text.ToString();
    }

    internal static string Title(BackTestResult result) => $"{result.Setting.Recording}, {Time(result.From)} to {Time(result.Until)}";

    internal static string Verdict(BackTestResult result) => string.Create(CultureInfo.InvariantCulture,
        $"{result.Count(PairKind.Same)} the same, {result.Count(PairKind.Earlier)} earlier, {result.Count(PairKind.Later)} later, {result.Count(PairKind.OnlyNew)} only with the new, {result.Count(PairKind.OnlyOld)} only with the old");

    /// <summary>What one should know before believing it.</summary>
    internal static IEnumerable<string> Notes(BackTestResult result)
    {
        var (setting, summary) = (result.Setting, result.Summary);
        yield return $"new: rule book {setting.New.RuleBookName}, policy {setting.New.PolicyName}";
        yield return $"old: rule book {setting.Old.RuleBookName}, policy {setting.Old.PolicyName}";
        yield return string.Create(CultureInfo.InvariantCulture, $"{summary.Readings:N0} readings of {summary.Heard.Count:N0} devices; {result.Duplicates:N0} duplicates, {result.Late:N0} late");
        yield return setting.Answer is { } after ? $"whoever is paged takes the job on after {FigureText.Of(after.TotalSeconds, Unit.Seconds)}" : "nobody answers a page: every ladder is climbed to its end unless the fault goes away";
        if (summary.Unknown > 0) yield return string.Create(CultureInfo.InvariantCulture, $"{summary.Unknown:N0} readings of devices that the network does not have: {string.Join(", ", summary.UnknownSample)}");
        if (result.Refused > 0) yield return string.Create(CultureInfo.InvariantCulture, $"{result.Refused:N0} readings refused: their device has reported too many names");
        if (result.Disbelieved > 0) yield return string.Create(CultureInfo.InvariantCulture, $"{result.Disbelieved:N0} readings with a clock far ahead of the others'; they were taken to have come when others did");
        if (result.Unheard > 0) yield return string.Create(CultureInfo.InvariantCulture, $"{result.Unheard:N0} devices of the network are not in the recording and were {(setting.WatchUnheard ? "taken for silent" : "left out")}");
        if (setting.Teams.Count == 0) yield return "no teams were given, so there is nobody to page";
    }

    internal static string Time(DateTime at) => at.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    internal static string Subject(IncidentCourse incident) => incident.Device.Length == 0 ? incident.Place : $"{incident.Place}/{incident.Device}";

    internal static string Heading(PairKind kind) => kind switch
    {
        PairKind.OnlyNew => "only with the new",
        PairKind.OnlyOld => "only with the old",
        PairKind.Earlier => "earlier with the new",
        PairKind.Later => "later with the new",
        _ => "the same with both",
    };

    internal static string Shift(IncidentPair pair) => pair.Kind switch
    {
        PairKind.Earlier => $"{FigureText.Of(-pair.LaterBy.TotalSeconds, Unit.Seconds)} earlier",
        PairKind.Later => $"{FigureText.Of(pair.LaterBy.TotalSeconds, Unit.Seconds)} later",
        _ => "",
    };

    private static void Group(StringBuilder text, string title, IEnumerable<(string Key, int New, int Old)> rows)
    {
        List<string[]> lines = [[title, "new", "old", "difference"], .. rows.Select(r => Row(r.Key, r.New, r.Old))];
        if (lines.Count == 1) return;
        text.AppendLine();
        ResultText.Table(text, lines);
    }

    private static void Pairs(StringBuilder text, BackTestResult result, PairKind kind)
    {
        var pairs = result.Pairs.Where(p => p.Kind == kind).ToArray();
        if (pairs.Length == 0) return;
        text.AppendLine().AppendLine($"{Heading(kind)}:");
        ResultText.Table(text, [.. pairs.Take(ShownMax).Select(p => (string[])[$"{Time(p.OpenedAt)} {Subject(p.Either)}", Rules(p), $"{p.New?.Pages ?? 0} pages, {p.Old?.Pages ?? 0} before", Shift(p)])]);
        if (pairs.Length > ShownMax) text.AppendLine(CultureInfo.InvariantCulture, $"  and {pairs.Length - ShownMax} more: --out DIR writes all of them");
    }

    internal static string Rules(IncidentPair pair) => pair is { New: { } made, Old: { } old } && made.Rule != old.Rule ? $"{made.Rule}, before {old.Rule}" : pair.Either.Rule;

    private static string[] Row(string name, int made, int old) => [name, Number(made), Number(old), Difference(made, old)];

    internal static string Number(int value) => value.ToString("N0", CultureInfo.InvariantCulture);

    internal static string Difference(int made, int old) => made == old ? "" : (made - old).ToString("+#,0;-#,0", CultureInfo.InvariantCulture);
}
