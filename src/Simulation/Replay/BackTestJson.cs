using System.Text.Json;
using Twin.Domain.Network;
using Twin.Simulation.Calculators.Asking;
using Twin.Simulation.Reports;

namespace Twin.Simulation.Replay;

/// <summary>A back-test as JSON: every pair of incidents, and the sums. Times are UTC, differences in seconds.</summary>
public static class BackTestJson
{
    public static string Write(BackTestResult result, ResultContext context) => PlanJson.Text(json => Write(json, result, context, result.Pairs));

    /// <summary>Without the pairs that are the same, and of the others so many at the most.</summary>
    public static string Differences(BackTestResult result, ResultContext context, int max) =>
        PlanJson.Text(json => Write(json, result, context, result.Pairs.Where(p => p.Kind != PairKind.Same).Take(max)));

    private static void Write(Utf8JsonWriter json, BackTestResult result, ResultContext context, IEnumerable<IncidentPair> pairs)
    {
        var (setting, summary) = (result.Setting, result.Summary);
        json.WriteStartObject();
        json.WriteString("recording", setting.Recording);
        json.WriteString("version", context.Version);
        json.WriteString("fingerprint", result.Fingerprint.ToString());
        json.WriteString("from", result.From);
        json.WriteString("until", result.Until);
        Regime(json, "new", setting.New);
        Regime(json, "old", setting.Old);
        if (setting.Answer is { } answer) json.WriteNumber("answerSeconds", answer.TotalSeconds);
        json.WriteStartObject("readings");
        json.WriteNumber("played", summary.Readings);
        json.WriteNumber("duplicates", result.Duplicates);
        json.WriteNumber("late", result.Late);
        json.WriteNumber("refused", result.Refused);
        json.WriteNumber("clockNotBelieved", result.Disbelieved);
        json.WriteNumber("unknownDevice", summary.Unknown);
        json.WriteNumber("devicesHeard", summary.Heard.Count);
        json.WriteNumber("devicesUnheard", result.Unheard);
        json.WriteEndObject();
        json.WriteStartObject("incidents");
        json.WriteNumber("new", result.New.Incidents.Count);
        json.WriteNumber("old", result.Old.Incidents.Count);
        foreach (var kind in Enum.GetValues<PairKind>()) json.WriteNumber(ResultJson.Word(kind), result.Count(kind));
        json.WriteEndObject();
        json.WriteStartObject("pages");
        json.WriteNumber("new", result.New.Pages);
        json.WriteNumber("old", result.Old.Pages);
        json.WriteEndObject();
        Sides(json, "byRule", "rule", result.ByRule);
        Sides(json, "byTier", "tier", result.ByTier);
        Sides(json, "byPerson", "person", result.ByPerson);
        json.WriteStartArray("pairs");
        foreach (var pair in pairs) Pair(json, pair);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Regime(Utf8JsonWriter json, string name, Regime regime)
    {
        json.WriteStartObject(name);
        json.WriteString("rulebook", regime.RuleBookName);
        json.WriteString("policy", regime.PolicyName);
        json.WriteEndObject();
    }

    private static void Sides(Utf8JsonWriter json, string name, string key, IEnumerable<(string Key, int New, int Old)> rows)
    {
        json.WriteStartArray(name);
        foreach (var row in rows)
        {
            json.WriteStartObject();
            json.WriteString(key, row.Key);
            json.WriteNumber("new", row.New);
            json.WriteNumber("old", row.Old);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Pair(Utf8JsonWriter json, IncidentPair pair)
    {
        json.WriteStartObject();
        json.WriteString("outcome", ResultJson.Word(pair.Kind));
        json.WriteString("place", pair.Either.Place);
        if (pair.Either.Device.Length > 0) json.WriteString("device", pair.Either.Device);
        if (pair is { New: not null, Old: not null }) json.WriteNumber("laterBySeconds", pair.LaterBy.TotalSeconds);
        Course(json, "new", pair.New);
        Course(json, "old", pair.Old);
        json.WriteEndObject();
    }

    private static void Course(Utf8JsonWriter json, string name, IncidentCourse? course)
    {
        if (course is null)
        {
            json.WriteNull(name);
            return;
        }
        json.WriteStartObject(name);
        json.WriteString("id", course.Id);
        json.WriteString("rule", course.Rule);
        json.WriteString("severity", ResultJson.Word<Severity>(course.Severity));
        json.WriteString("openedAt", course.OpenedAt);
        if (course.ClosedAt is { } closed) json.WriteString("closedAt", closed);
        else json.WriteNull("closedAt");
        json.WriteNumber("members", course.Members);
        json.WriteNumber("pages", course.Pages);
        json.WriteNumber("messages", course.Messages);
        if (course.FirstPageAt is { } paged) json.WriteString("firstPageAt", paged);
        else json.WriteNull("firstPageAt");
        json.WriteEndObject();
    }
}
