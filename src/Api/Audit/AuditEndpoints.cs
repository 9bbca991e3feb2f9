using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Twin.Api.Access;
using Twin.Api.Errors;
using Twin.Api.History;
using Twin.Api.Json;
using Twin.Api.Outlets.Lists;
using Twin.Api.Requests;
using Twin.Domain.Access;
using Twin.Domain.Audit;
using Twin.Grains.Audit;

namespace Twin.Api.Audit;

/// <summary>Who changed what.</summary>
public static class AuditEndpoints
{
    private const int LimitMax = 1_000;

    private static readonly string[] Outcomes = Words.Of<AuditOutcome>();

    private static readonly QueryParameter[] Filters =
    [
        new("since", "Only those at this time or later: ISO 8601 with offset.") { Example = "2027-01-01T00:00:00Z" },
        new("until", "Only those before this time.") { Example = "2027-02-01T00:00:00Z" },
        new("by", "Names of keys, or those that tokens give; commas for any of.") { Example = "admin" },
        new("target", "Ids of what was to be changed; commas for any of.") { Example = "3208008351" },
        new("action", "Ids of operations; commas for any of.") { Example = "putOutlet" },
        new("outcome", "How it ended; commas for any of.") { Values = Outcomes, Example = "done" },
    ];

    private static readonly QueryParameter[] Parameters =
    [
        .. Filters,
        new("limit", $"Entries per page, 1 to {LimitMax}; 100 if not given.") { WholeNumber = true },
        new("cursor", "nextCursor of the page before, with the same filters."),
    ];

    public static void MapAudit(this RouteGroupBuilder api) =>
        api.MapRead("/audit", List).RequireScope(Scopes.Admin).WithTags("Audit").WithName("listAudit").WithSummary("Who changed what, the newest first")
            .WithDescription("Every call that changed something or was not let through, except readings. What was sent is not kept.")
            .WithQueryParameters(Parameters).Produces<AuditPageModel>(200).ProducesProblems(400);

    private static async Task<IResult> List(HttpContext http, [FromServices] IGrainFactory grains)
    {
        var reader = new QueryReader(http.Request.Query);
        reader.RefuseUnknown(Parameters);
        var filter = new AuditFilter
        {
            Since = Instant(reader, "since") ?? DateTime.MinValue,
            Until = Instant(reader, "until") ?? DateTime.MaxValue,
            By = reader.Many("by"),
            Targets = reader.Many("target"),
            Actions = reader.Many("action"),
            Outcomes = [.. reader.Many("outcome").Select(word => Outcome(reader, word))],
        };
        var limit = (int)(reader.WholeNumber("limit", 1, LimitMax) ?? 100);
        var hash = PageCursor.QueryHash(http.Request.Query, Filters);
        var before = Before(reader, hash);
        if (reader.Faults.Count > 0) return reader.Refusal;
        var found = await grains.Audit().Read(filter, before, limit);
        var next = found.Before is { } at ? new PageCursor(0, 0, 0, hash, [new(at, null)]).Write() : null;
        return Results.Json(new AuditPageModel([.. found.Entries.Select(AuditEntryModel.Of)], next), ApiJson.Options);
    }

    private static DateTime? Instant(QueryReader reader, string name)
    {
        if (reader.One(name) is not { } text) return null;
        if (HistoryTime.TryInstant(text, out var at)) return at;
        reader.Fault(name, "badValue", $"{name} is a time in ISO 8601 with offset, e.g. 2027-01-01T00:00:00Z.");
        return null;
    }

    private static AuditOutcome Outcome(QueryReader reader, string word)
    {
        var at = Array.IndexOf(Outcomes, word);
        if (at < 0) reader.Fault("outcome", "badValue", $"'{word}' is not an outcome: {string.Join(", ", Outcomes)}.");
        return (AuditOutcome)Math.Max(0, at);
    }

    private static long Before(QueryReader reader, long hash)
    {
        if (reader.One("cursor") is not { } text) return long.MaxValue;
        var cursor = PageCursor.Read(text);
        if (cursor is { Place: [{ Text: null, Number: > 0 } at] } && cursor.Query == hash) return at.Number;
        if (cursor is { Place: [{ Text: null, Number: > 0 }] }) reader.Fault("cursor", "otherQuery", "The cursor belongs to other filters; send those of its first page.");
        else reader.Fault("cursor", "badValue", "The cursor is not one that was given out.");
        return long.MaxValue;
    }
}
