using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Twin.Api.Access;
using Twin.Api.Errors;
using Twin.Api.Json;
using Twin.Api.Outlets.Lists;
using Twin.Api.Requests;
using Twin.Api.View;
using Twin.Domain.Access;
using Twin.Domain.History;
using Twin.Domain.Network;
using Twin.Grains.History;

namespace Twin.Api.History;

/// <summary><c>GET /v1/availability</c> and <c>GET /v1/outlets/{code}/history</c>, from the ledger.</summary>
public static class HistoryEndpoints
{
    internal static readonly QueryParameter From = new("from", "Begin, included: a date, which is its midnight in China, or a time in ISO 8601 with offset.") { Example = "2026-11-01" };
    internal static readonly QueryParameter To = ToWithin(HistorySpan.DaysMax);

    private static readonly QueryParameter[] Span = [From, To];

    private static readonly string[] Groupings = ["outlet", "telecomArea"];

    private static readonly QueryParameter[] Scope =
    [
        new("outlet", "Code of one outlet.") { Example = "3208008351" },
        new("district", "Division codes of districts, with commas; the code of a city or the province takes all its districts.") { Example = "320812" },
        new("city", "Division code of a city, four or six digits: all its districts.") { Example = "3208" },
        From,
        To,
        new("by", "An item for every outlet, or for every area of the carrier as outlets are registered now, instead of one for every district.") { Values = Groupings },
    ];

    public static IServiceCollection AddHistory(this IServiceCollection services)
    {
        services.AddHistoryOptions();
        services.TryAddSingleton<IMaintenanceWindows, MuteBookWindows>();
        services.AddSingleton<PastReader>();
        services.AddSingleton<AvailabilityReader>();
        return services;
    }

    public static void AddHistoryOptions(this IServiceCollection services) =>
        services.AddOptions<HistoryOptions>().BindConfiguration(HistoryOptions.Section).ValidateDataAnnotations().ValidateOnStart();

    internal static QueryParameter ToWithin(int days) => new("to", $"End, excluded, in the same forms; a later time than now is now. At most {days} days after from.") { Example = "2026-12-01" };

    public static void MapHistory(this RouteGroupBuilder api)
    {
        api.MapRead("/availability", Available).RequireScope(Scopes.Read, wholeProvince: false).WithName("readAvailability").WithTags("History").WithSummary("Minutes up, down by cause, and excused, in open hours")
            .WithDescription("Give one of outlet, district and city. Accept: text/csv answers the items as CSV.")
            .WithQueryParameters(Scope).Produces<AvailabilityModel>().ProducesFaults().ProducesProblems(404);
        api.MapRead("/outlets/{code}/history", History).RequireScope(Scopes.Read, wholeProvince: false).WithName("readOutletHistory").WithTags("History").WithSummary("What an outlet and its devices were over some time")
            .WithQueryParameters(Span).Produces<OutletHistoryModel>().ProducesFaults().ProducesProblems(404);
        api.MapSeries();
    }

    private static async Task<IResult> Available(HttpContext context, NetworkView view, AvailabilityReader history, TimeProvider time)
    {
        var reader = new QueryReader(context.Request.Query);
        reader.RefuseUnknown(Scope);
        var span = HistorySpan.Read(reader, time.GetUtcNow().UtcDateTime);
        var (outlet, districts) = ReadScope(reader);
        var by = reader.One("by");
        if (by is not null && !Groupings.Contains(by)) Refuse(reader, "by", $"'{by}' is nothing to group by: {string.Join(", ", Groupings)}.");
        if (reader.Faults.Count > 0 || span is not { } asked) return reader.Refusal;
        if (await view.Await(null, context) is { } problem) return problem;

        var within = context.Limit();
        AvailabilityModel? answer;
        if (outlet is { } code) answer = await OfOutlet(history, code, asked, within);
        else if (districts.Where(d => within.Holds(d)).ToArray() is { Length: > 0 } seen) answer = await OfDistricts(history, view.State, seen, asked, by);
        else return context.Caller().Outside("What is asked for lies");
        if (answer is null) return Unrecorded(context, view, outlet!.Value);
        return context.Request.GetTypedHeaders().Accept.Any(a => a.MediaType == MediaTypes.Csv) ? Results.Text(Csv(answer), $"{MediaTypes.Csv}; charset=utf-8", Encoding.UTF8) : Results.Json(answer, ApiJson.Options);
    }

    private static async Task<AvailabilityModel?> OfOutlet(AvailabilityReader history, OutletCode code, HistorySpan span, DivisionLimit within)
    {
        var parts = await history.Read(code, span, within);
        if (parts.Count == 0) return null;
        var item = AvailabilityItemModel.Of(parts[0].District.ToString(), code.ToString(), await history.Sum(parts, span), Incomplete(parts));
        return new(span.From, span.To, [item], item with { District = null, Outlet = null });
    }

    private static async Task<AvailabilityModel> OfDistricts(AvailabilityReader history, ViewState network, IReadOnlyList<DivisionCode> districts, HistorySpan span, string? by)
    {
        var past = await history.Read(districts, span);
        var items = by switch
        {
            "outlet" => past.SelectMany(d => d.Outlets.Select(o => AvailabilityItemModel.Of(d.District.ToString(), o.Outlet.ToString(), o.Sum, d.Incomplete))),
            // Outlets that are gone, or have no such area, are in an item without one.
            "telecomArea" => past.SelectMany(d => d.Outlets.Select(o => (Area: network.Find(o.Outlet, DivisionLimit.Whole)?.Outlet?.Profile.TelecomArea?.ToString(), o.Sum, d.Incomplete)))
                .GroupBy(o => o.Area).OrderBy(area => area.Key, StringComparer.Ordinal)
                .Select(area => AvailabilityItemModel.Of(null, null, Availability.Sum(area.Select(o => o.Sum)), area.Any(o => o.Incomplete)) with { TelecomArea = area.Key }),
            _ => past.Select(d => AvailabilityItemModel.Of(d.District.ToString(), null, Availability.Sum(d.Outlets.Select(o => o.Sum)), d.Incomplete)),
        };
        var total = Availability.Sum(past.SelectMany(d => d.Outlets).Select(o => o.Sum));
        return new(span.From, span.To, [.. items], AvailabilityItemModel.Of(null, null, total, past.Any(d => d.Incomplete && d.Outlets.Count > 0)));
    }

    private static async Task<IResult> History(HttpContext context, string code, NetworkView view, AvailabilityReader history, TimeProvider time)
    {
        var reader = new QueryReader(context.Request.Query);
        reader.RefuseUnknown(Span);
        var span = HistorySpan.Read(reader, time.GetUtcNow().UtcDateTime);
        if (!OutletCode.TryParse(code, out var outlet)) reader.Fault("code", "invalidValue", $"'{code}' is not ten digits.");
        if (reader.Faults.Count > 0 || span is not { } asked) return reader.Refusal;
        if (await view.Await(null, context) is { } problem) return problem;
        var parts = await history.Read(outlet, asked, context.Limit());
        if (parts.Count == 0) return Unrecorded(context, view, outlet);
        var items = parts.SelectMany(p => p.Intervals).OrderBy(i => i.From).Select(OutletIntervalModel.Of);
        return Results.Json(new OutletHistoryModel(asked.From, asked.To, [.. items], Incomplete(parts)), ApiJson.Options);
    }

    private static Problem Unrecorded(HttpContext context, NetworkView view, OutletCode code) => view.ReachOf(code, context.Limit()) == Reach.Outside
        ? context.Caller().Outside($"Outlet {code} lies")
        : Problem.NotFound($"There is no outlet {code}, and none is recorded.");

    // An outlet that moved is known where it was before.
    private static bool Incomplete(IReadOnlyList<OutletPast> parts) => parts.All(p => p.Incomplete);

    private static (OutletCode? Outlet, IReadOnlyList<DivisionCode> Districts) ReadScope(QueryReader query)
    {
        OutletCode? outlet = null;
        if (query.One("outlet") is { } text)
        {
            if (OutletCode.TryParse(text, out var code)) outlet = code;
            else Refuse(query, "outlet", $"'{text}' is not an outlet code: ten digits are needed.");
        }
        string[] divisions = [.. query.Many("district"), .. query.Many("city").Select(c => c.Length == 4 ? c + "00" : c)];
        var given = ((string[])["outlet", "district", "city"]).Count(name => query.Many(name).Count > 0);
        if (given != 1) query.Fault("outlet", "oneScope", "Give one of outlet, district and city.");
        HashSet<DivisionCode> districts = [];
        foreach (var division in divisions)
        {
            if (DivisionCode.TryParse(division, out var code) && Divisions.Find(code) is not null) districts.UnionWith(Divisions.CountyLevel.Select(d => d.Code).Where(d => Lies(d, code)));
            else Refuse(query, query.Many("city").Count > 0 ? "city" : "district", $"There is no division '{division}'.");
        }
        return (outlet, [.. districts.Order()]);
    }

    private static bool Lies(DivisionCode district, DivisionCode within) => within.IsProvince || district == within || (within.IsCity && district.City == within);

    private static void Refuse(QueryReader query, string name, string message) => query.Fault(name, "badValue", message);

    private static string Csv(AvailabilityModel answer)
    {
        var csv = new StringBuilder("district,outlet,openMinutes,upMinutes,degradedMinutes,downMinutes,unknownMinutes,excusedMinutes,availability,incomplete,down,telecomArea\r\n");
        foreach (var i in answer.Items)
            csv.Append(CultureInfo.InvariantCulture, $"{i.District},{i.Outlet},{i.OpenMinutes},{i.UpMinutes},{i.DegradedMinutes},{i.DownMinutes},{i.UnknownMinutes},{i.ExcusedMinutes},{i.Availability},")
                .Append(i.Incomplete ? "true," : "false,").AppendJoin(';', i.Down.Select(d => string.Create(CultureInfo.InvariantCulture, $"{d.Cause}={d.Minutes}"))).Append(',').Append(i.TelecomArea).Append("\r\n");
        return csv.ToString();
    }
}
