using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Twin.Api.Access;
using Twin.Api.Errors;
using Twin.Api.Json;
using Twin.Api.Requests;
using Twin.Api.View;
using Twin.Domain.Access;
using Twin.Domain.Network;

namespace Twin.Api.Outlets;

/// <summary>Every outlet's profile, one JSON object per line: what the import takes.</summary>
public static class OutletExport
{
    private const int LinesPerFlush = 500;

    private static readonly JsonWriterOptions AsTheApi = new() { Encoder = ApiJson.Options.Encoder };

    public static void MapOutletExport(this RouteGroupBuilder api) =>
        api.MapRead("/outlets:export", Export).RequireScope(Scopes.Read, wholeProvince: false).RefuseUnknownQuery().WithTags("Outlets").WithName("exportOutlets")
            .WithSummary("All outlets as NDJSON, sorted by code").WithDescription("The writable fields of every outlet as of one moment; POST /v1/outlets:import takes it back as it is.")
            .Produces<OutletInput>(200, MediaTypes.NdJson).ProducesProblems(400);

    private static async Task Export(HttpContext http, [FromServices] INetworkView view)
    {
        http.Response.ContentType = MediaTypes.NdJson;
        http.Response.Headers.ContentDisposition = "attachment; filename=\"outlets.ndjson\"";
        if (HttpMethods.IsHead(http.Request.Method)) return;
        var writer = http.Response.BodyWriter;
        await using var json = new Utf8JsonWriter(writer, AsTheApi);
        var lines = 0;
        foreach (var row in view.Rows(http.Limit()).OrderBy(r => r.Code))
        {
            OutletProfileFormat.ToJson(row.Profile).WriteTo(json);
            json.Flush();
            json.Reset();
            writer.Write("\n"u8);
            if (++lines % LinesPerFlush == 0) await writer.FlushAsync(http.RequestAborted);
        }
        await writer.FlushAsync(http.RequestAborted);
    }
}
