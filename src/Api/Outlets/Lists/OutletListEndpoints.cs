using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Twin.Api.Access;
using Twin.Api.Errors;
using Twin.Api.History;
using Twin.Api.Json;
using Twin.Api.Requests;
using Twin.Api.View;
using Twin.Domain.Access;

namespace Twin.Api.Outlets.Lists;

/// <summary><c>GET /v1/outlets</c> and <c>GET /v1/outlets/summary</c>, from the view.</summary>
public static class OutletListEndpoints
{
    public static void MapOutletLists(this RouteGroupBuilder api)
    {
        api.MapRead("/outlets", List).RequireScope(Scopes.Read, wholeProvince: false).WithName("listOutlets").WithTags("Outlets").WithSummary("Outlets, filtered, sorted and in pages")
            .WithDescription("The pages of one list show one state of the network, whatever changes meanwhile, as long as no more than some 65,000 changes pass.")
            .WithQueryParameters(OutletFilterParameters.List).Produces<OutletPageModel>().ProducesFaults();
        api.MapRead("/outlets/summary", Summarise).RequireScope(Scopes.Read, wholeProvince: false).WithName("summariseOutlets").WithTags("Outlets").WithSummary("How many outlets there are by status, city, …")
            .WithQueryParameters(OutletFilterParameters.Summary).Produces<OutletSummaryModel>().ProducesFaults();
    }

    internal static RouteHandlerBuilder ProducesFaults(this RouteHandlerBuilder endpoint)
    {
        foreach (var status in (int[])[400, 401, 412, 503]) endpoint.Produces<Problem>(status, "application/problem+json");
        return endpoint;
    }

    private static async Task<IResult> List(HttpContext context, NetworkView view, PastReader history)
    {
        var reader = new QueryReader(context.Request.Query);
        var query = OutletListQuery.Parse(reader, context.Request.Query, context.Limit());
        var minRevision = reader.WholeNumber("minRevision", 0, long.MaxValue);
        var asOf = history.AsOf(reader);
        if (reader.Faults.Count > 0) return reader.Refusal;
        if (await view.Await(minRevision, context) is { } problem) return problem;
        var page = asOf is { } at ? query.Run(await history.Read(at, context.Limit())) : query.Run(view.State);
        return new JsonBody(json => WritePage(json, page, query));
    }

    private static async Task<IResult> Summarise(HttpContext context, NetworkView view, PastReader history)
    {
        var reader = new QueryReader(context.Request.Query);
        reader.RefuseUnknown(OutletFilterParameters.Summary);
        var filter = OutletFilterParser.Parse(reader, context.Limit());
        var by = GroupBy.Parse(reader);
        var minRevision = reader.WholeNumber("minRevision", 0, long.MaxValue);
        var asOf = history.AsOf(reader);
        if (reader.Faults.Count > 0) return reader.Refusal;
        if (await view.Await(minRevision, context) is { } problem) return problem;
        IRowSource rows = asOf is { } at ? await history.Read(at, context.Limit()) : view.State;
        var (counter, _, revision) = rows.Scan(() => new GroupBy.Counter(by, filter));
        return new JsonBody(json => WriteSummary(json, by, counter, revision));
    }

    private static void WritePage(Utf8JsonWriter json, OutletPage page, OutletListQuery query)
    {
        json.WriteStartObject();
        json.WriteStartArray("items"u8);
        foreach (var row in page.Rows) OutletJson.Write(json, row, query.Fields, query.Filter.DistanceM(row.Outline));
        json.WriteEndArray();
        json.WriteString("nextCursor"u8, page.Next?.Write());
        json.WriteNumber("total"u8, page.Total);
        json.WriteNumber("revision"u8, page.Revision);
        json.WriteEndObject();
    }

    private static void WriteSummary(Utf8JsonWriter json, GroupBy by, GroupBy.Counter counter, long revision)
    {
        json.WriteStartObject();
        WriteGroups(json, by, counter);
        json.WriteNumber("revision"u8, revision);
        json.WriteEndObject();
    }

    internal static void WriteGroups(Utf8JsonWriter json, GroupBy by, GroupBy.Counter counter)
    {
        json.WriteStartArray("groups"u8);
        foreach (var (values, count) in counter.Groups())
        {
            json.WriteStartObject();
            for (var i = 0; i < values.Count; i++) json.WriteString(by.Words[i], values[i]);
            json.WriteNumber("count"u8, count);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteNumber("total"u8, counter.Total);
    }
}
