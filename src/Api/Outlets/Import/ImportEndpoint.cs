using System.ComponentModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Twin.Api.Access;
using Twin.Api.Audit;
using Twin.Api.Errors;
using Twin.Api.Json;
using Twin.Api.Requests;
using Twin.Api.View;
using Twin.Domain.Access;

namespace Twin.Api.Outlets.Import;

/// <summary>Many outlets at once.</summary>
public static class ImportEndpoint
{
    public static void MapOutletImport(this RouteGroupBuilder api) =>
        api.MapPost("/outlets:import", Import).RequireScope(Scopes.Admin, wholeProvince: false).RefuseUnknownQuery().LimitBody(ImportFile.BytesMax).WithTags("Outlets").WithName("importOutlets")
            .WithSummary("Create or replace many outlets")
            .WithDescription("One outlet per line, as NDJSON or CSV (RFC 4180, with a header), up to 32 MiB, gzip accepted. Good lines are applied, bad ones reported. "
                + "A fault of the file as a whole (its header, charset or size) is a problem, and nothing is applied.")
            .TakesBody(new BodyForm(MediaTypes.NdJson, typeof(OutletInput), OutletExamples.Outlet), new BodyForm(MediaTypes.Csv, null, OutletExamples.Csv))
            .Produces<ImportModel>(200)
            .ProducesProblems(400, 413, 415);

    private static async Task<IResult> Import(
        HttpContext http, [FromServices] IGrainFactory grains, [FromServices] INetworkView view, [FromServices] ILoggerFactory logs,
        [FromQuery, Description("Say what would become of every line; change nothing.")] bool? dryRun = null)
    {
        var (lines, problem) = await ImportFile.OpenAsync(http);
        if (lines is null) return problem!;
        var import = new OutletImport(grains, view, logs.CreateLogger<OutletImport>(), dryRun ?? false, http.Limit());
        var done = await import.RunAsync(lines, http.RequestAborted);
        http.NoteForAudit($"{done.Created} created, {done.Replaced} replaced, {done.Unchanged} unchanged, {done.Rejected} rejected");
        return Results.Json(done, ApiJson.Options);
    }
}
