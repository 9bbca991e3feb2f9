using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Twin.Api.Access;
using Twin.Api.Errors;
using Twin.Api.Incidents;
using Twin.Api.Json;
using Twin.Api.Outlets.Lists;
using Twin.Api.Requests;
using Twin.Api.View;
using Twin.Domain.Access;
using Twin.Grains.Incidents;
using Twin.Grains.Notifications;

namespace Twin.Api.Notifications;

/// <summary>Who was sent what, and what came of it.</summary>
public static class NotificationEndpoints
{
    public static void MapNotifications(this RouteGroupBuilder api)
    {
        var notifications = api.MapGroup("/notifications").WithTags("Notifications");
        notifications.MapRead("", List).RequireScope(Scopes.Read, wholeProvince: false).WithName("listNotifications").WithSummary("Notifications, the newest first")
            .WithDescription("Of one incident, or of all that are listed: those that are open and those closed of late.")
            .WithQueryParameters(NotificationQuery.Parameters).Produces<NotificationPageModel>(200).ProducesProblems(400);
        notifications.MapRead("/backlogs", Backlogs).RequireScope(Scopes.Read).RefuseUnknownQuery().WithName("listBacklogs").WithSummary("Receivers that have not taken all of their messages, the one with the most first")
            .WithDescription("Over all silos: each sends its own.").Produces<BacklogListModel>(200).ProducesProblems(400);
    }

    private static async Task<IResult> List(HttpContext http, [FromServices] IGrainFactory grains, [FromServices] NetworkView view)
    {
        var reader = new QueryReader(http.Request.Query);
        var query = NotificationQuery.Parse(reader, http.Request.Query);
        if (reader.Faults.Count > 0) return reader.Refusal;
        if (await view.Await(null, http) is { } problem) return problem;
        if (query.Incident is { } one && await IncidentLookup.FindAsync(http, grains, view, one) is (null, { Status: StatusCodes.Status403Forbidden } outside)) return outside;
        var (items, next) = await query.Run(view.State, http.Limit(), async id => await grains.Incident(id).Read() is { } incident ? IncidentSight.Of(incident, http.Limit(), view.State) : null);
        return Results.Json(new NotificationPageModel([.. items.Select(NotificationModel.Of)], next?.Write()), ApiJson.Options);
    }

    private static async Task<IResult> Backlogs([FromServices] IBacklogs backlogs)
    {
        var items = await backlogs.Read();
        return Results.Json(new BacklogListModel([.. items.Select(BacklogModel.Of)], items.Count), ApiJson.Options);
    }
}
