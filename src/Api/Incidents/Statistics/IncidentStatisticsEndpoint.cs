using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Twin.Api.Access;
using Twin.Api.Errors;
using Twin.Api.Json;
using Twin.Api.Outlets.Lists;
using Twin.Api.Requests;
using Twin.Api.View;
using Twin.Domain.Access;

namespace Twin.Api.Incidents.Statistics;

/// <summary><c>GET /v1/incidents/statistics</c>: restore times and counts by place, carrier, model, cause, outlet or device.</summary>
internal static class IncidentStatisticsEndpoint
{
    public static void MapStatistics(this RouteGroupBuilder incidents) =>
        incidents.MapRead("/statistics", Read).RequireScope(Scopes.Read, wholeProvince: false).WithName("readIncidentStatistics").WithSummary("How many incidents there were and how long they took, by place, carrier, model, cause, outlet or device")
            .WithDescription("Of the incidents opened within a time. The key of a group is a value of the list's filter of the same name: GET /v1/incidents with it, since and until lists what is counted; outlet with scope=outlet. "
                + "An incident that concerns several cities or districts is in the group of each, and once in the total.")
            .WithQueryParameters(IncidentStatisticsQuery.Parameters).Produces<IncidentStatisticsModel>().ProducesFaults().ProducesProblems(503);

    private static async Task<IResult> Read(HttpContext http, [FromServices] NetworkView view, [FromServices] TimeProvider time)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var reader = new QueryReader(http.Request.Query);
        if (IncidentStatisticsQuery.Parse(reader, view.State, now) is not { } query) return reader.Refusal;
        if (await view.Await(null, http) is { } problem) return problem;

        RestoreTimes Fresh() => new(query.Target, now);
        var (total, ungrouped) = (Fresh(), 0);
        var groups = new Dictionary<string, RestoreTimes>(StringComparer.Ordinal);
        var seen = view.State.Incidents(http.Limit());
        foreach (var incident in query.Ledger.Of(seen))
        {
            total.Add(incident);
            var any = false;
            foreach (var key in IncidentGrouping.Of(query.By, view.State, incident))
            {
                if (!groups.TryGetValue(key, out var group)) groups[key] = group = Fresh();
                group.Add(incident);
                any = true;
            }
            if (!any) ungrouped++;
        }
        var (span, target) = (query.Ledger.Span, query.Target is not null);
        return Results.Json(new IncidentStatisticsModel(
            span.From, span.To, query.By, query.Target, IncidentFiguresModel.Of(total, target),
            [.. query.Ordered(groups).Select(g => new IncidentGroupModel(g.Key, NameOf(query.By, g.Value), IncidentFiguresModel.Of(g.Value, target)))], groups.Count, ungrouped,
            query.Ledger.Before(seen) is { } earlier ? new(earlier.Id, earlier.OpenedAt) : null, query.Ledger.CompleteSince(view.State)), ApiJson.Options);
    }

    private static string? NameOf(string by, RestoreTimes of) => by is "outlet" or "device" && of.Last?.PlaceName is { Length: > 0 } name ? name : null;
}
