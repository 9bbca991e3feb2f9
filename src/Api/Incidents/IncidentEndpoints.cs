using System.ComponentModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Twin.Api.Access;
using Twin.Api.Errors;
using Twin.Api.Incidents.Ledger;
using Twin.Api.Incidents.Statistics;
using Twin.Api.Json;
using Twin.Api.Outlets.Lists;
using Twin.Api.Requests;
using Twin.Api.View;
using Twin.Documents;
using Twin.Domain.Access;
using Twin.Domain.Documents;
using Twin.Domain.Incidents;
using Twin.Domain.Teams;
using Twin.Grains.Incidents;

namespace Twin.Api.Incidents;

/// <summary>Incidents: listed from the view, read from and changed at their twin.</summary>
public static class IncidentEndpoints
{
    private const int BytesMax = 64 * 1024;
    private const int TextMax = 2_000;

    public static void MapIncidents(this RouteGroupBuilder api)
    {
        var incidents = api.MapGroup("/incidents").WithTags("Incidents");
        incidents.MapRead("", List).RequireScope(Scopes.Read, wholeProvince: false).WithName("listIncidents").WithSummary("Incidents, filtered, sorted and in pages").WithQueryParameters(IncidentListQuery.Parameters)
            .Produces<IncidentPageModel>(200).ProducesProblems(400, 412, 503);
        incidents.MapStatistics();
        incidents.MapRead("/{id}", Read).RequireScope(Scopes.Read, wholeProvince: false).RefuseUnknownQuery().WithName("getIncident").WithSummary("Read an incident with its legs and its whole timeline").Produces<IncidentModel>(200).ProducesProblems(400, 404);
        incidents.MapRead("/{id}/why", Why).RequireScope(Scopes.Read, wholeProvince: false).RefuseUnknownQuery().WithName("getIncidentWhy").WithSummary("Why anyone was, or was not, told of an incident").Produces<WhyModel>(200).ProducesProblems(400, 404);
        incidents.MapRead("/{id}/members", Members).RequireScope(Scopes.Read, wholeProvince: false).RefuseUnknownQuery().WithName("getIncidentMembers").WithSummary("Every outlet of an incident").Produces<IncidentMembersModel>(200).ProducesProblems(400, 404);
        incidents.MapRead("/{id}/suggest", Suggest).RequireScope(Scopes.Read, wholeProvince: false).RefuseUnknownQuery().WithName("suggestForIncident").WithSummary("People for a leg, best first, with what speaks against each")
            .Produces<SuggestionsModel>(200).ProducesProblems(400, 404);
        api.MapIncidentExport();
        foreach (var verb in Enum.GetValues<IncidentVerb>())
        {
            var name = IncidentModel.Words(verb.ToString());
            incidents.MapPost($"/{{id}}/{name}", (HttpContext http, [FromServices] IGrainFactory grains, [FromServices] NetworkView view, string id) => Do(http, grains, view, id, verb))
                .RequireScope(Scopes.Operate, wholeProvince: false).RefuseUnknownQuery().LimitBody(BytesMax).WithName($"{name}Incident").WithSummary(Summary(verb))
                .WithDescription("Doing it again changes nothing. An Idempotency-Key makes a repeat of the same request harmless for good. 409 with the phase if it cannot be.")
                .TakesBody(new BodyForm(MediaTypes.Json, typeof(IncidentCommandModel), """{"leg": "telecom", "by": "wang", "to": "li", "note": "on the way"}""")).Produces<IncidentModel>(200).ProducesProblems(400, 404, 409, 413, 415, 422);
        }
    }

    private static async Task<IResult> List(HttpContext http, [FromServices] NetworkView view)
    {
        var reader = new QueryReader(http.Request.Query);
        var query = IncidentListQuery.Parse(reader, http.Request.Query, view.State);
        if (reader.Faults.Count > 0) return reader.Refusal;
        if (await view.Await(query.MinRevision, http) is { } problem) return problem;
        var (rows, next, total) = query.Run(view.State, http.Limit());
        return Results.Json(new IncidentPageModel([.. rows.Select(IncidentModel.Of)], next?.Write(), total, view.Revision), ApiJson.Options);
    }

    private static Task<IResult> Read(HttpContext http, [FromServices] IGrainFactory grains, [FromServices] NetworkView view, string id) =>
        Show(http, grains, view, id, IncidentModel.Of);

    private static Task<IResult> Why(HttpContext http, [FromServices] IGrainFactory grains, [FromServices] NetworkView view, string id) =>
        Show(http, grains, view, id, IncidentWhy.Of);

    private static Task<IResult> Members(HttpContext http, [FromServices] IGrainFactory grains, [FromServices] NetworkView view, string id) =>
        Show(http, grains, view, id, found => new IncidentMembersModel(found.Incident.Report.Members, found.Incident.Report.Members.Count, found.Incident.EverMembers));

    private static async Task<IResult> Show<T>(HttpContext http, IGrainFactory grains, NetworkView view, string id, Func<IncidentView, T> shown) =>
        await IncidentLookup.FindAsync(http, grains, view, id) is var (found, problem) && found is not null ? Results.Json(shown(found), ApiJson.Options) : problem!;

    private static async Task<IResult> Suggest(HttpContext http, [FromServices] IGrainFactory grains, [FromServices] NetworkView view, string id,
        [FromQuery, Description("business or telecom; if not given, the first leg that must respond.")] string? leg = null)
    {
        var (found, problem) = await IncidentLookup.FindAsync(http, grains, view, id);
        if (found is null) return problem!;
        if (!TrySide(leg, out var side)) return Problem.BadRequest($"'{leg}' is not a leg.", new ProblemError("leg", "badValue", "leg is business or telecom"));
        if (await grains.Incident(id).Suggest(side) is not { } people) return Problem.NotFound($"Incident {id} has no {leg ?? "such"} leg.");
        var crews = await Crews.SeenAsync(http.Limit(), grains, found.Incident);
        return Results.Json(new SuggestionsModel(id, [.. people.Where(p => p.OwnZone || crews.Has(p.TeamId)).Select((p, i) => SuggestionModel.Of(p, i + 1, Sees(http, view, p.Assignment?.Incident)))]), ApiJson.Options);
    }

    private static async Task<IResult> Do(HttpContext http, IGrainFactory grains, NetworkView view, string id, IncidentVerb verb)
    {
        var (command, problem) = await Command(http, verb);
        if (command is null) return problem!;
        (var found, problem) = await IncidentLookup.FindAsync(http, grains, view, id);
        if (found is null) return problem!;
        if (await RefuseTo(http, grains, found.Incident, command) is { } refused) return refused;
        if (await grains.Incident(id).Do(command) is not { } answer) return IncidentLookup.Unknown(id);
        if (IncidentSight.Of(answer.View, http.Limit(), view.State) is not { } seen) return IncidentLookup.Outside(http, id);
        var phase = IncidentModel.Words(answer.View.Incident.Phase.ToString());
        var busyAt = Sees(http, view, answer.BusyAt) ? $"incident {answer.BusyAt}" : "an incident outside";
        return answer.Reason switch
        {
            IncidentReason.WrongPhase => Problem.Conflict($"Incident {id} is {phase}: it cannot be asked to {IncidentModel.Words(verb.ToString())} now.") with { Errors = [new("phase", "wrongPhase", phase)] },
            IncidentReason.TooMuch => Problem.Conflict($"Incident {id} has as many notes, or as long a timeline, as one may have.") with { Errors = [new("note", "tooMany", "200 notes and 2,000 entries of the timeline are the most")] },
            IncidentReason.Busy => Problem.Conflict($"{command.To} is assigned to {busyAt} at another place.") with { Errors = [new("to", "busy", $"assigned to {busyAt}")] },
            IncidentReason.UnknownLeg => Problem.Meaningless("It is not clear which leg is meant.", new ProblemError("leg", "unknownLeg", $"this incident has the legs {string.Join(", ", answer.View.Incident.Legs.Where(l => !l.Withdrawn).Select(l => IncidentModel.Words(l.Side.ToString())))}")),
            IncidentReason.UnknownPerson => UnknownPerson(command),
            IncidentReason.UnknownTarget => UnknownTarget(command),
            _ => Results.Json(IncidentModel.Of(seen), ApiJson.Options),
        };
    }

    /// <summary>Whoever is limited to divisions hands nothing to teams they do not see: those are as good as unknown.</summary>
    private static async Task<Problem?> RefuseTo(HttpContext http, IGrainFactory grains, Incident incident, IncidentInput.Command command)
    {
        if (command is not { Verb: IncidentVerb.Assign or IncidentVerb.Reassign, To: { } to } || (await Crews.SeenAsync(http.Limit(), grains, incident)).MayBeGiven(to)) return null;
        return command.Verb == IncidentVerb.Assign ? UnknownPerson(command) : UnknownTarget(command);
    }

    private static Problem UnknownPerson(IncidentInput.Command command) => Problem.Meaningless($"'{command.To}' is in no team.", new ProblemError("to", "unknownPerson", "the id of a person of a team is needed"));

    private static Problem UnknownTarget(IncidentInput.Command command) =>
        Problem.Meaningless($"'{command.To}' is no side, team or person.", new ProblemError("to", "unknownTarget", "business, telecom, the id of a team or of a person is needed"));

    private static bool Sees(HttpContext http, NetworkView view, string? incident) => incident is null || http.Limit().IsWhole || view.State.FindIncident(incident, http.Limit()) is not null;

    private static async Task<(IncidentInput.Command? Command, Problem? Problem)> Command(HttpContext http, IncidentVerb verb)
    {
        var by = http.Caller().Doer;
        var key = http.Request.Headers["Idempotency-Key"].ToString() is { Length: > 0 } given ? given : null;
        if (key is { Length: > 200 }) return (null, Problem.BadRequest("The Idempotency-Key is too long.", new ProblemError("Idempotency-Key", "tooLong", "at most 200 characters")));
        if (http.Request.ContentLength is 0 or null && !http.Request.Headers.ContainsKey("Transfer-Encoding"))
            return verb == IncidentVerb.Assign ? (null, NeedsTo()) : verb == IncidentVerb.Note ? (null, NeedsNote()) : (new(verb, null, by, null, null, key), null);
        if (MediaTypes.RefuseOther(http.Request, MediaTypes.Json) is { } other) return (null, other);
        var (text, problem) = await RequestBody.ReadTextAsync(http);
        if (problem is not null) return (null, problem);
        var faults = new List<DocFault>();
        if (DocumentText.Parse(text, DocumentFormat.Json, faults) is not { } document || DocReader.Open(document, "", faults) is not { } reader) return (null, Problem.BadRequest("The body is not a JSON object.", faults));
        var leg = reader.Text("leg", lengthMax: 20);
        var (who, to, note) = (reader.Text("by", lengthMax: 200), reader.Text("to", lengthMax: 200), reader.Text("note", lengthMax: TextMax));
        reader.Done();
        if (!TrySide(leg, out var side)) reader.Fault("leg", reader.Node("leg"), "invalidValue", $"'{leg}' is not a leg: business or telecom");
        if (verb == IncidentVerb.Assign && to is null) reader.Fault("to", null, "required", "'to' is missing: whom to assign");
        if (verb == IncidentVerb.Note && note is null) reader.Fault("note", null, "required", "'note' is missing");
        if (faults.Count > 0) return (null, Problem.BadRequest("The request has faults.", faults));
        return (new(verb, side, who ?? by, to, note, key), null);
    }

    private static Problem NeedsTo() => Problem.BadRequest("The request has faults.", new ProblemError("to", "required", "'to' is missing: whom to assign"));

    private static Problem NeedsNote() => Problem.BadRequest("The request has faults.", new ProblemError("note", "required", "'note' is missing"));

    private static bool TrySide(string? text, out Side? side)
    {
        side = text switch { "business" => Side.Business, "telecom" => Side.Telecom, _ => null };
        return text is null || side is not null;
    }

    private static string Summary(IncidentVerb verb) => verb switch
    {
        IncidentVerb.Acknowledge => "Take note of an incident: its leg's ladder stops",
        IncidentVerb.Assign => "Assign a person to a leg",
        IncidentVerb.Arrive => "Someone is on site",
        IncidentVerb.Resolve => "Say that it is mended; Twin verifies it",
        IncidentVerb.Close => "Close an incident; one whose cause is still bad reopens",
        IncidentVerb.Reopen => "Open a resolved or closed incident again",
        IncidentVerb.Reassign => "Hand a leg to the other side, another team or person; its clock goes on",
        _ => "Add a note to the timeline",
    };
}
