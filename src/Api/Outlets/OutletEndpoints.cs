using System.ComponentModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Twin.Api.Access;
using Twin.Api.Errors;
using Twin.Api.Requests;
using Twin.Api.View;
using Twin.Domain.Access;
using Twin.Domain.Network;
using Twin.Grains.Network;

namespace Twin.Api.Outlets;

/// <summary>One outlet: written, read, patched, removed. Every write answers when a list would show it.</summary>
public static class OutletEndpoints
{
    /// <summary>Writers that get between reading and writing of a patch; more than this many in a row and the client is told to try again.</summary>
    private const int PatchAttemptsMax = 8;

    public static void MapOutlets(this RouteGroupBuilder api)
    {
        var outlets = api.MapGroup("/outlets").WithTags("Outlets").RefuseUnknownQuery();
        outlets.MapPut("/{code}", Put).RequireScope(Scopes.Admin).LimitBody(OutletBody.BytesMax).WithName("putOutlet")
            .WithSummary("Create or replace an outlet")
            .WithDescription("Replaces the whole profile. Read-only fields are ignored, so that what was read can be written back. If-Match and If-None-Match are honoured.")
            .TakesBody(new BodyForm(MediaTypes.Json, typeof(OutletInput), OutletExamples.Outlet)).Produces<OutletModel>(201).Produces<OutletModel>(200)
            .ProducesProblems(400, 412, 413, 415, 422);
        outlets.MapRead("/{code}", Get).WithName("getOutlet")
            .WithSummary("Read an outlet with its live state").WithDescription("The values and last-seen times are read from the devices' twins at this moment.")
            .Produces<OutletModel>(200).ProducesProblems(400, 404);
        outlets.MapPatch("/{code}", Patch).RequireScope(Scopes.Admin).LimitBody(OutletBody.BytesMax).WithName("patchOutlet")
            .WithSummary("Change parts of an outlet").WithDescription("RFC 7396: what is given is set, null removes, what is absent stays; lists are replaced whole. Read-only fields are refused.")
            .TakesBody(new BodyForm(MediaTypes.MergePatch, typeof(OutletPatch), OutletExamples.Patch)).Produces<OutletModel>(200)
            .ProducesProblems(400, 404, 409, 412, 413, 415, 422);
        outlets.MapDelete("/{code}", Delete).RequireScope(Scopes.Admin).WithName("deleteOutlet")
            .WithSummary("Remove an outlet and its devices").Produces(204).ProducesProblems(400, 404, 412);
    }

    private static async Task<IResult> Put(
        HttpContext http, [Description("Ten digits.")] string code, [FromServices] INetworkView view, [FromServices] IGrainFactory grains)
    {
        if (!OutletCode.TryParse(code, out var outlet)) return BadCode(code);
        if (Preconditions.Read(http.Request, out var malformed) is not { } preconditions) return malformed!;
        var (profile, problem) = await OutletBody.ReadAsync(http, outlet);
        if (profile is null) return problem!;
        var (condition, stored) = await ConditionAsync(preconditions, outlet, view, grains);
        if (condition is null) return Preconditions.Failed($"Outlet {outlet}", stored);

        var write = await grains.Outlet(outlet).Put(profile, condition.Value);
        switch (write.Outcome)
        {
            case OutletWriteOutcome.PreconditionFailed: return Preconditions.Failed($"Outlet {outlet}", write.Revision == 0 ? null : write.Revision);
            case OutletWriteOutcome.UnknownCalendar: return OutletBody.UnknownCalendar(profile.Calendar);
        }
        await view.WaitFor(outlet, write.Revision, http.RequestAborted);
        return await AnswerAsync(http, grains, outlet, created: write.Outcome == OutletWriteOutcome.Created);
    }

    private static async Task<IResult> Get(
        HttpContext http, [Description("Ten digits.")] string code, [FromServices] INetworkView view, [FromServices] IGrainFactory grains,
        [FromQuery, Description("Only these members, parted by commas; code always is given.")] string? fields = null)
    {
        if (!OutletCode.TryParse(code, out var outlet)) return BadCode(code);
        if (view.Find(outlet) is null) return Unknown(outlet);
        return await AnswerAsync(http, grains, outlet, created: false, fields);
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
        if (view.Find(outlet) is null) return Unknown(outlet);
        var (patch, problem) = await OutletBody.ParseAsync(http);
        if (patch is null) return problem!;

        for (var attempt = 0; attempt < PatchAttemptsMax; attempt++)
        {
            if (await grains.Outlet(outlet).Read() is not { } row) return Unknown(outlet);
            if (!preconditions.Hold(row.Revision)) return Preconditions.Failed($"Outlet {outlet}", row.Revision);
            var (profile, refused) = OutletPatching.Apply(row.Profile, patch);
            if (profile is null) return refused!;
            var write = await grains.Outlet(outlet).Put(profile, WriteCondition.MustBe(row.Revision));
            if (write.Outcome == OutletWriteOutcome.UnknownCalendar) return OutletBody.UnknownCalendar(profile.Calendar);
            if (write.Outcome == OutletWriteOutcome.PreconditionFailed) continue;
            await view.WaitFor(outlet, write.Revision, http.RequestAborted);
            return await AnswerAsync(http, grains, outlet, created: false);
        }
        return Problem.Conflict($"Outlet {outlet} is being written by others all the time; try again.");
    }

    private static async Task<IResult> Delete(
        HttpContext http, [Description("Ten digits.")] string code, [FromServices] INetworkView view, [FromServices] IGrainFactory grains)
    {
        if (!OutletCode.TryParse(code, out var outlet)) return BadCode(code);
        if (Preconditions.Read(http.Request, out var malformed) is not { } preconditions) return malformed!;
        if (view.Find(outlet) is null) return Unknown(outlet);
        var (condition, stored) = await ConditionAsync(preconditions, outlet, view, grains);
        if (condition is null) return Preconditions.Failed($"Outlet {outlet}", stored);

        var write = await grains.Outlet(outlet).Delete(condition.Value);
        if (write.Outcome == OutletWriteOutcome.NotFound) return Unknown(outlet);
        if (write.Outcome == OutletWriteOutcome.PreconditionFailed) return Preconditions.Failed($"Outlet {outlet}", write.Revision == 0 ? null : write.Revision);
        await view.WaitFor(outlet, 0, http.RequestAborted);
        return Results.NoContent();
    }

    /// <summary>
    /// The condition the twin is to check while it writes, or null when it is clear already that it does not hold. One revision or existence the twin
    /// checks itself; for lists, the revision now stored is held against the list and then pinned.
    /// </summary>
    private static async Task<(WriteCondition? Condition, long? Stored)> ConditionAsync(Preconditions preconditions, OutletCode code, INetworkView view, IGrainFactory grains)
    {
        if (preconditions.IsNone) return (WriteCondition.None, null);
        var stored = view.Find(code) is null ? null : (await grains.Outlet(code).Read())?.Revision;
        if (!preconditions.Hold(stored)) return (null, stored);
        if (stored is not { } revision) return (WriteCondition.MustBeNew, null);
        return (preconditions.OnlyExistence ? WriteCondition.MustExist : WriteCondition.MustBe(revision), stored);
    }

    private static async Task<IResult> AnswerAsync(HttpContext http, IGrainFactory grains, OutletCode code, bool created, string? fields = null)
    {
        if (await LiveOutlet.ReadAsync(grains, code) is not { } model) return Unknown(code);
        http.Response.Headers.ETag = Preconditions.TagOf(model.Revision);
        return created ? Results.Created($"/v1/outlets/{code}", model) : FieldSelection.Answer(model, fields);
    }

    private static Problem BadCode(string code) =>
        Problem.BadRequest($"'{code}' is not an outlet code: ten digits are needed.", new ProblemError("code", "invalidValue", $"'{code}' is not ten digits"));

    private static Problem Unknown(OutletCode code) => Problem.NotFound($"There is no outlet {code}.");
}
