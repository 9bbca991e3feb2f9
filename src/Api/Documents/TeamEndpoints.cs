using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Twin.Api.Access;
using Twin.Api.Errors;
using Twin.Api.Json;
using Twin.Api.Requests;
using Twin.Documents;
using Twin.Domain.Access;
using Twin.Domain.Documents;
using Twin.Domain.Teams;
using Twin.Grains.Documents;

namespace Twin.Api.Documents;

/// <summary>Who looks after which areas, when, and how they are reached.</summary>
public static class TeamEndpoints
{
    private const string Example = """
        side: telecom
        areas: ["320813"]
        people:
          - {id: li, name: 李工, role: engineer, skills: [fibre, terminal], home: {lon: 118.87, lat: 33.29}, language: zh,
             channels: [{type: webhook, url: "https://example.org/li", secret: s3}, {type: email, to: li@example.org}]}
          - {id: wang, name: 王主任, role: lead, channels: [{type: log}]}
        shifts: [{people: [li], days: mon-sun, from: "00:00", to: "24:00"}]
        """;

    private static readonly DocumentKind Kind = new("team", "a team", "Teams", Example, Find, RefuseUpload: RefuseSharedPeople, Seen: TeamDocuments.Seen);

    public static void MapTeams(this RouteGroupBuilder api)
    {
        api.MapRead("/teams", All).RequireScope(Scopes.Read, wholeProvince: false).RefuseUnknownQuery().WithTags(Kind.Tag).WithName("listTeams").WithSummary("List the teams").WithDescription("A key limited to divisions sees those with an area in one of them.")
            .Produces<TeamsModel>(200).ProducesProblems(400);
        api.MapDocument("/teams/{id}", Kind);
        api.MapDelete("/teams/{id}", Delete).RequireScope(Scopes.Admin).RefuseUnknownQuery().WithTags(Kind.Tag).WithName("deleteTeam").WithSummary("Remove a team")
            .WithDescription("Takes effect within a second. Its versions stay on record; If-Match is honoured.").Produces(204).ProducesProblems(400, 404, 412);
    }

    private static (IDocumentGrain? Grain, Problem? Problem) Find(IGrainFactory grains, string? id) =>
        DocumentNames.RefuseId(id, "team") is { } refused ? (null, refused) : (grains.TeamDocument(id!), null);

    private static async Task<IResult> All(HttpContext http, [FromServices] IGrainFactory grains)
    {
        Team[] teams = [.. (await TeamDocuments.AllAsync(grains)).Where(t => TeamDocuments.Touches(t, http.Limit()))];
        return Results.Json(new TeamsModel([.. teams.Select(t => new TeamModel(t.Id, t.Side, [.. t.Areas.Select(a => a.ToString())], t.People.Count))], teams.Length), ApiJson.Options);
    }

    private static async Task<IResult> Delete(HttpContext http, string id, [FromServices] IGrainFactory grains)
    {
        if (DocumentNames.RefuseId(id, "team") is { } refused) return refused;
        if (Preconditions.Read(http.Request, out var malformed) is not { } preconditions) return malformed!;
        var team = grains.TeamDocument(id);
        int? onlyOver = null;
        if (!preconditions.IsNone && await team.Current() is var stored)
        {
            if (!preconditions.Hold(stored?.Version)) return Preconditions.Failed($"Team {id}", stored?.Version);
            onlyOver = preconditions.OnlyExistence ? null : stored?.Version;
        }
        var write = await team.Remove(http.User.Identity?.Name ?? "", onlyOver);
        return write.Outcome switch
        {
            DocumentOutcome.NotFound => Problem.NotFound($"There is no team '{id}'."),
            DocumentOutcome.PreconditionFailed => Preconditions.Failed($"Team {id}", write.Version == 0 ? null : write.Version),
            _ => Results.NoContent(),
        };
    }

    /// <summary>
    /// A person is paged by their id, so it must mean one person. The teams are asked one by one just before the upload: two uploads of the same moment can still
    /// both pass. The directory then takes the person of the team with the lowest id, and the next upload of either team is refused.
    /// </summary>
    private static async Task<Problem?> RefuseSharedPeople(IGrainFactory grains, string? id, DocumentUpload upload)
    {
        // A faulty document is the twin's to report.
        if (TeamDocuments.Parse(upload.Text, upload.Json) is not { } document || TeamReader.Read(id!, document, []) is not { } team) return null;
        var others = TeamDirectory.Of((await TeamDocuments.AllAsync(grains)).Where(t => t.Id != id));
        var errors = new List<ProblemError>();
        for (var i = 0; i < team.People.Count; i++)
            if (others.Person(team.People[i].Id) is { } held && IdNode(document, i) is var at)
                errors.Add(ProblemError.Of(new($"people[{i}].id", "conflict", $"'{held.Person.Id}' is a person of the team '{held.Team.Id}'", at?.Line ?? 0, at?.Column ?? 0)));
        return errors.Count == 0 ? null : Problem.Of(409, "A person can be of one team only; nothing was changed.", errors);
    }

    private static DocNode? IdNode(DocNode document, int person) => Member(Member(document, "people") is DocList people ? people.Items[person] : null, "id");

    private static DocNode? Member(DocNode? node, string key) => (node as DocMap)?.Entries.FirstOrDefault(e => e.Key == key)?.Value;
}
