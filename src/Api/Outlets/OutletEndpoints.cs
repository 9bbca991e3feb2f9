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
using Twin.Domain.Network;
using Twin.Grains.Network;

namespace Twin.Api.Outlets;

/// <summary>One outlet: written, read, patched, removed. Every write answers when a list would show it.</summary>
public static class OutletEndpoints
{
    /// <summary>Writers that get between reading and writing; more than this many in a row and the client is told to try again.</summary>
    private const int AttemptsMax = 8;

    public static void MapOutlets(this RouteGroupBuilder api)
    {
        var outlets = api.MapGroup("/outlets").WithTags("Outlets").RefuseUnknownQuery();
        outlets.MapPut("/{code}", Put).RequireScope(Scopes.Admin, wholeProvince: false).LimitBody(OutletBody.BytesMax).WithName("putOutlet")
            .WithSummary("Create or replace an outlet")
            .WithDescription("Replaces the whole profile. Read-only fields are ignored, so that what was read can be written back. If-Match and If-None-Match are honoured.")
            .TakesBody(new BodyForm(MediaTypes.Json, typeof(OutletInput), OutletExamples.Outlet)).Produces<OutletModel>(201).Produces<OutletModel>(200)
            .ProducesProblems(400, 412, 413, 415, 422);
        outlets.MapRead("/{code}", Get).RequireScope(Scopes.Read, wholeProvince: false).WithName("getOutlet")
            .WithSummary("Read an outlet with its live state").WithDescription("The values and last-seen times are read from the devices' twins at this moment.")
            .Produces<OutletModel>(200).ProducesProblems(400, 404);
        outlets.MapPatch("/{code}", Patch).RequireScope(Scopes.Admin, wholeProvince: false).LimitBody(OutletBody.BytesMax).WithName("patchOutlet")
            .WithSummary("Change parts of an outlet").WithDescription("RFC 7396: what is given is set, null removes, what is absent stays; lists are replaced whole. Read-only fields are refused.")
            .TakesBody(new BodyForm(MediaTypes.MergePatch, typeof(OutletPatch), OutletExamples.Patch)).Produces<OutletModel>(200)
            .ProducesProblems(400, 404, 409, 412, 413, 415, 422);
        outlets.MapDelete("/{code}", Delete).RequireScope(Scopes.Admin, wholeProvince: false).WithName("deleteOutlet")
            .WithSummary("Remove an outlet and its devices").Produces(204).ProducesProblems(400, 404, 412);
    }

    private static async Task<IResult> Put(
        HttpContext http, [Description("Ten digits.")] string code, [FromServices] INetworkView view, [FromServices] IGrainFactory grains)
    {
        if (!OutletCode.TryParse(code, out var outlet)) return BadCode(code);
        if (Preconditions.Read(http.Request, out var malformed) is not { } preconditions) return malformed!;
        if (view.ReachOf(outlet, http.Limit()) == Reach.Outside) return Outside(http, outlet);
        var (profile, problem) = await OutletBody.ReadAsync(http, outlet);
        if (profile is null) return problem!;
        if (OutletBody.Outside(http, profile.District) is { } foreign) return foreign;

        var (write, refused) = await WriteAsync(http, preconditions, outlet, view, grains, condition => grains.Outlet(outlet).Put(profile, condition));
        if (refused is not null) return refused;
        if (write.Outcome == OutletWriteOutcome.UnknownCalendar) return OutletBody.UnknownCalendar(profile.Calendar);
        await view.WaitFor(outlet, write.Revision, http.RequestAborted);
        return await AnswerAsync(http, view, grains, outlet, OutletFields.All, created: write.Outcome == OutletWriteOutcome.Created);
    }

    private static Task<IResult> Get(
        HttpContext http, [Description("Ten digits.")] string code, [FromServices] INetworkView view, [FromServices] IGrainFactory grains,
        [FromQuery, Description("Only these members, parted by commas; code always is given.")] string? fields = null)
    {
        if (!OutletCode.TryParse(code, out var outlet)) return Task.FromResult<IResult>(BadCode(code));
        var reach = view.Look(outlet, http.Limit(), out var present);
        if (reach != Reach.Inside) return Task.FromResult<IResult>(Missing(http, reach, outlet)!);
        if (OutletFields.Parse(fields, out var refused) is not { } wanted) return Task.FromResult<IResult>(refused!);
        // Nearly always it is near, and nothing is waited for.
        return present is not null ? Task.FromResult<IResult>(Answer(http, present, wanted)) : AnswerAsync(http, view, grains, outlet, wanted);
    }

    private static async Task<IResult> Patch(
        HttpContext http, [Description("Ten digits.")] string code, [FromServices] INetworkView view, [FromServices] IGrainFactory grains)
    {
        if (!OutletCode.TryParse(code, out var outlet)) return BadCode(code);
        if (MediaTypes.RefuseOther(http.Request, MediaTypes.MergePatch) is { } other)
        {
            http.Response.Headers["Accept-Patch"] = MediaTypes.MergePatch;
            return other;
        }
        if (Preconditions.Read(http.Request, out var malformed) is not { } preconditions) return malformed!;
        if (Missing(http, view, outlet) is { } missing) return missing;
        var (patch, problem) = await OutletBody.ParseAsync(http);
        if (patch is null) return problem!;

        for (var attempt = 0; attempt < AttemptsMax; attempt++)
        {
            if (await grains.Outlet(outlet).Read() is not { } row) return Unknown(outlet);
            if (!http.Limit().Holds(row.Profile.District)) return Outside(http, outlet);
            if (!preconditions.Hold(row.Revision)) return Preconditions.Failed($"Outlet {outlet}", row.Revision);
            var (profile, refused) = OutletPatching.Apply(row.Profile, patch);
            if (profile is null) return refused!;
            if (OutletBody.Outside(http, profile.District) is { } foreign) return foreign;
            var write = await grains.Outlet(outlet).Put(profile, WriteCondition.MustBe(row.Revision));
            if (write.Outcome == OutletWriteOutcome.UnknownCalendar) return OutletBody.UnknownCalendar(profile.Calendar);
            if (write.Outcome == OutletWriteOutcome.PreconditionFailed) continue;
            await view.WaitFor(outlet, write.Revision, http.RequestAborted);
            return await AnswerAsync(http, view, grains, outlet, OutletFields.All);
        }
        return Contended(outlet);
    }

    private static async Task<IResult> Delete(
        HttpContext http, [Description("Ten digits.")] string code, [FromServices] INetworkView view, [FromServices] IGrainFactory grains)
    {
        if (!OutletCode.TryParse(code, out var outlet)) return BadCode(code);
        if (Preconditions.Read(http.Request, out var malformed) is not { } preconditions) return malformed!;
        if (Missing(http, view, outlet) is { } missing) return missing;
        var (write, refused) = await WriteAsync(http, preconditions, outlet, view, grains, condition => grains.Outlet(outlet).Delete(condition));
        if (refused is not null) return refused;
        if (write.Outcome == OutletWriteOutcome.NotFound) return Unknown(outlet);
        await view.WaitFor(outlet, 0, http.RequestAborted);
        return Results.NoContent();
    }

    /// <summary>
    /// Writes under the caller's conditions. One limited to divisions also needs what is stored to lie in them, which the twin does not know of: the revision that was seen
    /// there is pinned, and whoever got in between is looked at anew.
    /// </summary>
    private static async Task<(OutletWrite Write, Problem? Refused)> WriteAsync(
        HttpContext http, Preconditions preconditions, OutletCode code, INetworkView view, IGrainFactory grains, Func<WriteCondition, ValueTask<OutletWrite>> write)
    {
        for (var attempt = 0; attempt < AttemptsMax; attempt++)
        {
            var (condition, refused) = await ConditionAsync(http, preconditions, code, view, grains);
            if (refused is not null) return (default, refused);
            var written = await write(condition);
            if (written.Outcome != OutletWriteOutcome.PreconditionFailed) return (written, null);
            if (http.Limit().IsWhole) return (written, Preconditions.Failed($"Outlet {code}", written.Revision == 0 ? null : written.Revision));
        }
        return (default, Contended(code));
    }

    /// <summary>
    /// The condition the twin is to check while it writes, or why it is clear already that it must not. One revision or existence the twin
    /// checks itself; for lists, the revision now stored is held against the list and then pinned.
    /// </summary>
    private static async Task<(WriteCondition Condition, Problem? Refused)> ConditionAsync(HttpContext http, Preconditions preconditions, OutletCode code, INetworkView view, IGrainFactory grains)
    {
        var within = http.Limit();
        if (preconditions.IsNone && within.IsWhole) return (WriteCondition.None, null);
        var row = within.IsWhole && view.Find(code, within) is null ? null : await grains.Outlet(code).Read();
        if (row is not null && !within.Holds(row.Profile.District)) return (default, Outside(http, code));
        if (!preconditions.Hold(row?.Revision)) return (default, Preconditions.Failed($"Outlet {code}", row?.Revision));
        if (row is null) return (WriteCondition.MustBeNew, null);
        return (preconditions.OnlyExistence && within.IsWhole ? WriteCondition.MustExist : WriteCondition.MustBe(row.Revision), null);
    }

    /// <summary>Asks the twin by a call. Only for a code the view knows: asking activates it.</summary>
    private static async Task<IResult> AnswerAsync(HttpContext http, INetworkView view, IGrainFactory grains, OutletCode code, OutletFields fields, bool created = false)
    {
        if (await grains.Outlet(code).ReadPresent() is not { } present || !http.Limit().Holds(present.Row.Profile.District)) return Missing(http, view, code) ?? Unknown(code);
        if (created) (http.Response.StatusCode, http.Response.Headers.Location) = (StatusCodes.Status201Created, $"/v1/outlets/{code}");
        return Answer(http, present, fields);
    }

    private static JsonBody Answer(HttpContext http, OutletPresent present, OutletFields fields)
    {
        http.Response.Headers.ETag = Preconditions.TagOf(present.Row.Revision);
        return new JsonBody(json => OutletJson.Write(json, present, fields));
    }

    /// <summary>Why there is nothing to see or write of an outlet; null when there is.</summary>
    private static Problem? Missing(HttpContext http, INetworkView view, OutletCode code) => Missing(http, view.ReachOf(code, http.Limit()), code);

    private static Problem? Missing(HttpContext http, Reach reach, OutletCode code) => reach switch
    {
        Reach.Inside => null,
        Reach.Outside => Outside(http, code),
        _ => Unknown(code),
    };

    private static Problem Outside(HttpContext http, OutletCode code) => http.Caller().Outside($"Outlet {code} lies");

    private static Problem Contended(OutletCode code) => Problem.Conflict($"Outlet {code} is being written by others all the time; try again.");

    private static Problem BadCode(string code) =>
        Problem.BadRequest($"'{code}' is not an outlet code: ten digits are needed.", new ProblemError("code", "invalidValue", $"'{code}' is not ten digits"));

    private static Problem Unknown(OutletCode code) => Problem.NotFound($"There is no outlet {code}.");
}
