using System.ComponentModel;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Twin.Api.Access;
using Twin.Api.Errors;
using Twin.Api.Json;
using Twin.Api.Requests;
using Twin.Api.View;
using Twin.Documents;
using Twin.Domain.Access;
using Twin.Domain.Documents;
using Twin.Grains.Simulations;
using Twin.Simulation.Scenarios;

namespace Twin.Api.Simulations;

/// <summary>Scenarios, run by the silos.</summary>
public static class SimulationEndpoints
{
    private const string Html = "text/html";

    /// <summary>The report's own styles and drawings, and nothing else.</summary>
    private const string ReportPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'";

    private const int BytesMax = 1024 * 1024;
    private const int RetryAfterSeconds = 60;

    private const string Example = """
        name: one-window
        seed: 1
        horizon: 8h
        warmup: 0s
        replications: {min: 5, max: 5}
        queue: {arrivals: {exponential: 2m}, servers: 1, service: {exponential: 1m}}
        """;

    public static void MapSimulations(this RouteGroupBuilder api)
    {
        var simulations = api.MapGroup("/simulations").WithTags("Simulations").RefuseUnknownQuery();
        simulations.MapPost("", Start).RequireScope(Scopes.Plan).LimitBody(BytesMax).WithName("startSimulation").WithSummary("Run a scenario")
            .WithDescription("The scenario is checked first; every fault of it is told with its line and column. Runs take turns, and the replications of one are spread over all silos, on threads of low priority. "
                + "A run outlives the loss of a silo, and its fingerprint does not depend on where it was run. Files cannot be named: write their contents out.")
            .TakesBody(new(MediaTypes.Yaml, null, Example), new("text/yaml", null), new("application/x-yaml", null), new(MediaTypes.Json, typeof(object)))
            .Produces<SimulationModel>(202).Produces<SimulationCheckModel>(200).ProducesProblems(400, 413, 415);
        simulations.MapRead("", List).RequireScope(Scopes.Plan).WithName("listSimulations").WithSummary("List the runs, the newest first").Produces<SimulationListModel>(200).ProducesProblems(400);
        simulations.MapRead("/{id}", Read).RequireScope(Scopes.Plan).WithName("getSimulation").WithSummary("Read a run: how far it is, or what came of it").Produces<SimulationModel>(200).ProducesProblems(400, 404);
        simulations.MapRead("/{id}/report", Report).RequireScope(Scopes.Plan).WithName("getSimulationReport").WithSummary("Read what came of a run as a page with plots")
            .WithDescription("One HTML file that fetches nothing and runs no script.").Produces<string>(200, Html).ProducesProblems(400, 404, 409);
        simulations.MapRead("/{id}/scenario", Scenario).RequireScope(Scopes.Plan).WithName("getSimulationScenario").WithSummary("Read a run's scenario as it was sent")
            .Produces<string>(200, MediaTypes.Yaml).ProducesProblems(400, 404);
        simulations.MapRead("/{id}/replications", Replications).RequireScope(Scopes.Plan).WithName("getSimulationReplications").WithSummary("Read every replication of a run as CSV")
            .WithDescription("A row for each replication of the scenario and of every plan it is compared with: its figures, and of samples their quantiles.").Produces<string>(200, MediaTypes.Csv).ProducesProblems(400, 404, 409);
        simulations.MapRead("/{id}/comparison", Compare).RequireScope(Scopes.Plan).WithName("compareSimulations").WithSummary("Hold a run against another that is kept")
            .WithDescription("Every figure that both have, with the interval of the difference, replication by replication.").Produces<SimulationComparisonModel>(200).ProducesProblems(400, 404, 409);
        simulations.MapDelete("/{id}", End).RequireScope(Scopes.Plan).WithName("endSimulation").WithSummary("Cancel a run, or remove one that has ended")
            .WithDescription("A run that is queued or running ends as cancelled and stays in the list; one that has ended is removed with its result.").Produces(204).ProducesProblems(400, 404);
    }

    public static IServiceCollection AddSimulationOptions(this IServiceCollection services)
    {
        services.AddOptions<SimulationOptions>().BindConfiguration(SimulationOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        return services;
    }

    private static async Task<IResult> Start(HttpContext http, [FromServices] IGrainFactory grains, [FromServices] NetworkView view, [FromServices] TimeProvider time,
        [FromQuery, Description("Check the scenario and run nothing.")] bool dryRun = false)
    {
        var type = MediaTypes.Of(http.Request);
        var json = type == MediaTypes.Json;
        if ((!json && !MediaTypes.IsYaml(type)) || MediaTypes.CharsetOf(http.Request) is not (null or "utf-8" or "utf8")) return MediaTypes.Unsupported(http.Request, MediaTypes.Yaml, MediaTypes.Json);
        var (text, problem) = await RequestBody.ReadTextAsync(http);
        if (problem is not null) return problem;
        var faults = new List<DocFault>();
        if (DocumentText.Parse(text, json ? DocumentFormat.Json : DocumentFormat.Yaml, faults) is not { } document) return Faulty(faults);
        var live = LiveSetting.IsAskedBy(document);
        if (live && await view.Await(null, http) is { } busy) return busy;
        var setting = live ? await LiveSetting.Now(document, grains, view, time, checkOnly: dryRun) : null;
        if (new ScenarioReader(setting?.Files ?? ScenarioFiles.None).Read(document, faults) is not { } scenario) return Faulty(faults);
        if (dryRun) return Results.Json(new SimulationCheckModel(scenario.Name, scenario.Seed, [.. scenario.Compare.Select(c => c.Name)]), ApiJson.Options);
        if (await grains.Simulations().Start(new(scenario.Name, text, json, http.Caller().Name, setting?.Setting, scenario.Seed)) is not { } run)
            return Problem.TooMany("As many runs are waiting for their turn as may. Wait for one to end, or cancel one.", RetryAfterSeconds);
        http.Response.Headers.Location = $"/v1/simulations/{run.Id}";
        return Results.Json(SimulationModel.Of(run), ApiJson.Options, statusCode: StatusCodes.Status202Accepted);
    }

    private static async Task<IResult> List([FromServices] IGrainFactory grains)
    {
        SimulationModel[] items = [.. (await grains.Simulations().List()).Select(row => SimulationModel.Of(row))];
        return Results.Json(new SimulationListModel(items, items.Length), ApiJson.Options);
    }

    private static async Task<IResult> Read([FromServices] IGrainFactory grains, string id)
    {
        if (await grains.Simulations().Read(id) is not { } reading) return Unknown(id);
        object? result = reading.Result is { } bytes ? JsonSerializer.Deserialize<JsonElement>(bytes) : null;
        return Results.Json(SimulationModel.Of(reading.Row, result), ApiJson.Options);
    }

    private static async Task<IResult> Report(HttpContext http, [FromServices] IGrainFactory grains, string id)
    {
        if (await grains.Simulations().Report(id) is not { } reading) return Unknown(id);
        if (reading.Result is not { } html) return NotDone(reading.Row, "a report is");
        http.Response.Headers.ContentSecurityPolicy = ReportPolicy;
        return Results.Bytes(html, $"{Html}; charset=utf-8");
    }

    private static async Task<IResult> Scenario([FromServices] IGrainFactory grains, string id) => await grains.Simulations().Scenario(id) is { } scenario
        ? Results.Text(scenario.Text, scenario.Json ? MediaTypes.Json : MediaTypes.Yaml, Encoding.UTF8)
        : Unknown(id);

    private static async Task<IResult> Replications([FromServices] IGrainFactory grains, string id)
    {
        if (await grains.Simulations().Replications(id) is not { } reading) return Unknown(id);
        return reading.Result is { } csv ? Results.Bytes(csv, $"{MediaTypes.Csv}; charset=utf-8", $"{id}.csv") : NotDone(reading.Row, "replications are");
    }

    private static async Task<IResult> Compare([FromServices] IGrainFactory grains, string id, [FromQuery, Description("Id of the other run.")] string? with = null)
    {
        if (with is null) return Problem.BadRequest("Say which run it is held against.", new ProblemError("with", "required", "with is the id of another run"));
        var (run, problem) = await Kept(grains, id);
        if (run is null) return problem!;
        (var other, problem) = await Kept(grains, with);
        if (other is null) return problem!;
        var comparison = SimulationComparisonModel.Of(run, other);
        return comparison.Figures.Count > 0 ? Results.Json(comparison, ApiJson.Options) : Problem.Conflict($"The simulations '{id}' and '{with}' have no figure in common.");
    }

    private static async Task<(KeptRun? Run, Problem? Problem)> Kept(IGrainFactory grains, string id)
    {
        if (await grains.Simulations().Read(id) is not { } reading) return (null, Unknown(id));
        return await KeptRun.Read(grains.Simulations(), reading) is { } kept ? (kept, null) : (null, NotDone(reading.Row, "what it is compared by is"));
    }

    private static async Task<IResult> End([FromServices] IGrainFactory grains, string id) =>
        await grains.Simulations().End(id) is null ? Unknown(id) : Results.NoContent();

    private static Problem Faulty(List<DocFault> faults) => Problem.BadRequest("The scenario has faults; nothing was run.", faults);

    private static Problem NotDone(SimulationRow run, string what) => run.Status == SimulationStatus.Done
        ? Problem.Conflict($"The simulation '{run.Id}' was run by an earlier version, which kept no replications: run it again.")
        : Problem.Conflict($"The simulation '{run.Id}' is {JsonNamingPolicy.CamelCase.ConvertName($"{run.Status}")}; {what} there once it is done.");

    private static Problem Unknown(string id) => Problem.NotFound($"There is no simulation '{id}'.");
}
