using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Twin.Api.Access;
using Twin.Api.Errors;
using Twin.Api.Json;
using Twin.Api.Requests;
using Twin.Domain.Access;
using Twin.Domain.Calendars;
using Twin.Grains.Documents;

namespace Twin.Api.Documents;

/// <summary>When outlets trade.</summary>
public static class CalendarEndpoints
{
    /// <summary>Says what <see cref="TradingCalendar.Always"/> does, so that a client can show every calendar in the same way.</summary>
    private const string AlwaysYaml = "# Built in and fixed: never closed.\ntimeZone: Asia/Shanghai\nweekly: {mon-sun: [\"00:00-24:00\"]}\n";

    private const string Example = """
        timeZone: Asia/Shanghai
        weekly: {mon-fri: ["08:30-21:30"], sat-sun: ["08:00-22:00"]}
        salesStops: [{days: [mon, wed, sat], from: "21:00", to: "21:10"}]
        exceptions: [{date: 2027-02-17, closed: true}, {date: 2027-02-14, hours: ["10:00-18:00"]}]
        """;

    private static readonly DocumentKind Calendar = new("calendar", "a trading calendar", "Calendars", Example, Find,
        id => id == CalendarNames.Always ? Problem.Conflict($"The calendar '{id}' is built in and cannot be changed.") : null,
        id => id == CalendarNames.Always ? new(1, AlwaysYaml, false, default, "shipped") : null);

    public static void MapCalendars(this RouteGroupBuilder api)
    {
        api.MapRead("/calendars", All).RequireScope(Scopes.Read, wholeProvince: false).RefuseUnknownQuery().WithTags(Calendar.Tag).WithName("listCalendars").WithSummary("List the trading calendars")
            .Produces<CalendarsModel>(200).ProducesProblems(400);
        api.MapDocument("/calendars/{id}", Calendar);
    }

    private static async Task<IResult> All([FromServices] IGrainFactory grains)
    {
        var ids = await CalendarNames.AllAsync(grains);
        return Results.Json(new CalendarsModel([.. ids.Select(id => new CalendarModel(id, id == CalendarNames.Always))], ids.Length), ApiJson.Options);
    }

    private static (IDocumentGrain?, Problem?) Find(IGrainFactory grains, string? id) => TradingCalendar.IsId(id)
        ? (grains.CalendarDocument(id!), null)
        : (null, Problem.BadRequest($"'{id}' is not a calendar id.", new ProblemError("id", "invalidValue", "1 to 64 of a-z, 0-9 and '-' are needed")));
}
