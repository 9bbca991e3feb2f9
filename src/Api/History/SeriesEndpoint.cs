using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Twin.Api.Access;
using Twin.Api.Json;
using Twin.Api.Outlets.Lists;
using Twin.Api.Requests;
using Twin.Api.View;
using Twin.Domain.Access;
using Twin.Domain.Time;

namespace Twin.Api.History;

/// <summary>The network's groups at one time.</summary>
/// <param name="Total">How many outlets match, each once.</param>
public sealed record OutletMomentModel(DateTime At, IReadOnlyList<OutletGroupModel> Groups, int Total);

/// <param name="Items">One for each time, in order.</param>
public sealed record OutletSeriesModel(DateTime From, DateTime To, IReadOnlyList<OutletMomentModel> Items);

/// <summary><c>GET /v1/outlets/summary/series</c>: the summary at evenly spaced past times, in one answer.</summary>
internal static class SeriesEndpoint
{
    public const int TimesMax = 100;
    public const int DaysMax = 31;

    private static readonly TimeSpan StepMin = TimeSpan.FromSeconds(1);

    private static readonly QueryParameter[] Parameters =
    [
        .. OutletFilterParameters.Filters,
        OutletFilterParameters.By,
        HistoryEndpoints.From,
        HistoryEndpoints.ToWithin(DaysMax),
        new("step", $"From one time to the next, at least a second: {DurationText.Examples}. The first time is from; at most {TimesMax} times.") { Example = "3m" },
    ];

    public static void MapSeries(this RouteGroupBuilder api) =>
        api.MapRead("/outlets/summary/series", Read).RequireScope(Scopes.Read, wholeProvince: false).WithName("readOutletSeries").WithTags("History").WithSummary("How many outlets there were by status, city, … at past times")
            .WithDescription($"Each time is answered as the summary with that asOf is. At most {DaysMax} days and {TimesMax} times.")
            .WithQueryParameters(Parameters).Produces<OutletSeriesModel>().ProducesFaults();

    private static async Task<IResult> Read(HttpContext context, NetworkView view, PastReader history, TimeProvider time)
    {
        var reader = new QueryReader(context.Request.Query);
        reader.RefuseUnknown(Parameters);
        var filter = OutletFilterParser.Parse(reader, context.Limit());
        var by = GroupBy.Parse(reader);
        var span = HistorySpan.Read(reader, time.GetUtcNow().UtcDateTime);
        var step = Step(reader);
        if (span is { } whole && (whole.To - whole.From).TotalDays > DaysMax) reader.Fault("to", "tooLong", $"At most {DaysMax} days can be asked for.");
        if (span is { } s && step is { } every && (s.To - s.From).Ticks > TimesMax * every.Ticks) reader.Fault("step", "tooMany", $"At most {TimesMax} times can be asked for.");
        if (reader.Faults.Count > 0 || span is not { } asked || step is not { } apart) return reader.Refusal;
        if (await view.Await(null, context) is { } problem) return problem;

        List<DateTime> times = [];
        for (var at = asked.From; at < asked.To; at += apart) times.Add(at);
        GroupBy.Counter[] counters = [.. times.Select(_ => new GroupBy.Counter(by, filter))];
        await history.Read(times, context.Limit(), (i, row) => counters[i].Visit(row));
        return new JsonBody(json => Write(json, asked, times, by, counters));
    }

    private static TimeSpan? Step(QueryReader reader)
    {
        if (reader.One("step") is not { } text) reader.Fault("step", "required", $"step is needed: {DurationText.Examples}.");
        else if (!DurationText.TryParse(text, out var step) || step < StepMin) reader.Fault("step", "badValue", $"'{text}' is not a duration of a second or more: {DurationText.Examples}.");
        else return step;
        return null;
    }

    private static void Write(Utf8JsonWriter json, HistorySpan asked, List<DateTime> times, GroupBy by, GroupBy.Counter[] counters)
    {
        json.WriteStartObject();
        json.WriteString("from"u8, asked.From);
        json.WriteString("to"u8, asked.To);
        json.WriteStartArray("items"u8);
        for (var i = 0; i < times.Count; i++)
        {
            json.WriteStartObject();
            json.WriteString("at"u8, times[i]);
            OutletListEndpoints.WriteGroups(json, by, counters[i]);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
