using System.ComponentModel;
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
using Twin.Domain.Muting;
using Twin.Domain.Network;
using Twin.Grains.Muting;

namespace Twin.Api.Muting;

/// <summary>Silences and maintenance windows: one and the same but for what they mean.</summary>
public static class MuteEndpoints
{
    /// <summary>How long an answer waits until the twins here go by it; they ask for what is new five times a second.</summary>
    private static readonly TimeSpan InForceWithin = TimeSpan.FromSeconds(1);

    private static readonly string[] States = Words.Of<MuteState>();

    private static readonly IReadOnlyList<QueryParameter> ListParameters =
    [
        new("state", "State; active and pending if not given.") { Many = true, Values = States, Example = "active,pending" },
        new("outlet", "Code of an outlet that lies in its scope."),
    ];

    public static void MapMutes(this RouteGroupBuilder api)
    {
        Map(api, MuteKind.Silence, "/silences", "Silence", "silence", "We know: nobody is paged.");
        Map(api, MuteKind.Maintenance, "/maintenance-windows", "MaintenanceWindow", "maintenance window", "Planned work: nobody is paged, and downtime in it is excused.");
    }

    private static void Map(RouteGroupBuilder api, MuteKind kind, string path, string name, string words, string meaning)
    {
        var mutes = api.MapGroup(path).WithTags("Silences and maintenance windows");
        mutes.MapPost("", (HttpContext http, [FromServices] IGrainFactory grains, [FromServices] NetworkView view, [FromServices] IMutesInForce inForce, [FromServices] TimeProvider time,
                [FromQuery, Description("Only says what it would cover; nothing is set.")] bool dryRun = false) => Add(http, grains, view, inForce, time, kind, path, dryRun))
            .RequireScope(Scopes.Operate, wholeProvince: false).RefuseUnknownQuery().LimitBody(MuteBody.BytesMax).WithName($"add{name}").WithSummary($"Set a {words}")
            .WithDescription($"{meaning} Ladders of what it covers stand still while it lasts and go on where they stood when it ends. What is about security is never held. It is in force when this is answered. "
                + "A key limited to divisions names an outlet, a device, a district or a city inside them.")
            .TakesBody(new BodyForm(MediaTypes.Json, typeof(MuteInput), """{"match": {"outlet": "3208008351"}, "duration": "15m", "reason": "router is being replaced"}"""))
            .Produces<MuteModel>(201).Produces<MutePreviewModel>(200).ProducesProblems(400, 409, 413, 415, 422);
        mutes.MapRead("", (HttpContext http, [FromServices] IGrainFactory grains, [FromServices] NetworkView view, [FromServices] TimeProvider time) => List(http, grains, view, time, kind))
            .RequireScope(Scopes.Read, wholeProvince: false).WithName($"list{name}s").WithSummary($"Every {words}, by state and outlet").WithQueryParameters(ListParameters).Produces<MuteListModel>(200).ProducesProblems(400);
        mutes.MapRead("/{id}", (HttpContext http, [FromServices] IGrainFactory grains, [FromServices] NetworkView view, [FromServices] TimeProvider time, string id) => Read(http, grains, view, time, kind, words, id))
            .RequireScope(Scopes.Read, wholeProvince: false).RefuseUnknownQuery().WithName($"get{name}").WithSummary($"Read a {words}").Produces<MuteModel>(200).ProducesProblems(400, 404);
        mutes.MapDelete("/{id}", (HttpContext http, [FromServices] IGrainFactory grains, [FromServices] NetworkView view, [FromServices] IMutesInForce inForce, string id) => End(http, grains, view, inForce, kind, words, id))
            .RequireScope(Scopes.Operate, wholeProvince: false).RefuseUnknownQuery().WithName($"end{name}").WithSummary($"End a {words} now").WithDescription("It is kept for the record. One that has not begun never will. Doing it again changes nothing.")
            .Produces(204).ProducesProblems(400, 404);
    }

    private static async Task<IResult> Add(HttpContext http, IGrainFactory grains, NetworkView view, IMutesInForce inForce, TimeProvider time, MuteKind kind, string path, bool dryRun)
    {
        // What is asked for must be looked up in the whole network.
        if (await view.Await(null, http) is { } busy) return busy;
        var now = time.GetUtcNow().UtcDateTime;
        var (mute, problem) = await MuteBody.ReadAsync(http, kind, view.State, now);
        if (mute is null) return problem!;
        if (dryRun) return Results.Json(MutePreview.Of(mute, view.State, http.Limit(), now), ApiJson.Options);
        if (await grains.MuteBook().Add(mute) is not { } added) return Problem.Conflict($"There are {MuteKeys.LiveMax} silences and maintenance windows in force or to come already; end those not needed.");
        await inForce.WaitFor(added, InForceWithin, http.RequestAborted);
        http.Response.Headers.Location = $"/v1{path}/{added.Id}";
        return Results.Json(MuteModel.Of(added, now), ApiJson.Options, statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> List(HttpContext http, IGrainFactory grains, NetworkView view, TimeProvider time, MuteKind kind)
    {
        var reader = new QueryReader(http.Request.Query);
        reader.RefuseUnknown(ListParameters);
        var states = reader.AnyNone("state", (string word, out int state) => (state = Array.IndexOf(States, word)) >= 0, word => $"'{word}' is not a state: {string.Join(", ", States)}.");
        var outlet = reader.One("outlet");
        if (!OutletCode.TryParse(outlet, out var code) && outlet is not null) reader.Fault("outlet", "badValue", $"'{outlet}' is not an outlet code: ten digits are needed.");
        if (reader.Faults.Count > 0) return reader.Refusal;
        var within = http.Limit();
        if ((outlet is not null || !within.IsWhole) && await view.Await(null, http) is { } busy) return busy;

        var now = time.GetUtcNow().UtcDateTime;
        bool Asked(MuteState state) => states.IsEmpty ? state != MuteState.Expired : (states.Any.Count == 0 || states.Any.Contains((int)state)) && !states.None.Contains((int)state);
        var since = Asked(MuteState.Expired) ? DateTime.MinValue : now;
        var items = (await grains.MuteBook().Since(since))
            .Where(m => m.Kind == kind && Asked(PlannedMuteModel.StateOf(m, now)) && (outlet is null || Concerns(m.Match, code, view, within)) && MuteSight.Touches(m.Match, within, view.State))
            .Select(m => MuteModel.Of(m, now)).ToArray();
        return Results.Json(new MuteListModel(items, items.Length), ApiJson.Options);
    }

    /// <summary>An outlet that is not registered any more is still found by its code.</summary>
    private static bool Concerns(MuteMatch match, OutletCode code, NetworkView view, DivisionLimit within) =>
        view.Find(code, within)?.Profile is { } profile ? match.CoversPlace(profile) : match.Outlet == code || match.Device?.Outlet == code;

    private static async Task<IResult> Read(HttpContext http, IGrainFactory grains, NetworkView view, TimeProvider time, MuteKind kind, string words, string id)
    {
        var (mute, problem) = await FindAsync(http, grains, view, kind, words, id);
        if (mute is null) return problem!;
        return MuteSight.Touches(mute.Match, http.Limit(), view.State) ? Results.Json(MuteModel.Of(mute, time.GetUtcNow().UtcDateTime), ApiJson.Options) : Outside(http, words, id);
    }

    private static async Task<IResult> End(HttpContext http, IGrainFactory grains, NetworkView view, IMutesInForce inForce, MuteKind kind, string words, string id)
    {
        if (!http.Limit().IsWhole)
        {
            var (mute, problem) = await FindAsync(http, grains, view, kind, words, id);
            if (mute is null) return problem!;
            if (!MuteSight.IsInside(mute.Match, http.Limit(), view.State)) return Outside(http, words, id);
        }
        if (await grains.MuteBook().End(id, kind, http.User.Identity?.Name ?? "") is not { } ended) return Unknown(words, id);
        if (ended.EndedAt is not null) await inForce.WaitFor(ended, InForceWithin, http.RequestAborted);
        return Results.NoContent();
    }

    private static async Task<(Mute? Mute, Problem? Problem)> FindAsync(HttpContext http, IGrainFactory grains, NetworkView view, MuteKind kind, string words, string id)
    {
        // Where what it names lies is looked up in the whole network.
        if (!http.Limit().IsWhole && await view.Await(null, http) is { } busy) return (null, busy);
        return (await grains.MuteBook().Since(DateTime.MinValue)).FirstOrDefault(m => m.Id == id && m.Kind == kind) is { } mute ? (mute, null) : (null, Unknown(words, id));
    }

    private static Problem Outside(HttpContext http, string words, string id) => http.Caller().Outside($"The {words} '{id}' lies, at least in part,");

    private static Problem Unknown(string words, string id) => Problem.NotFound($"There is no {words} '{id}'.");
}
