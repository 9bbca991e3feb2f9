using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Twin.Servers;

namespace Twin.LoadTests.Floor;

/// <summary>
/// The least that HTTP, JSON and a grain call for each reading cost on this machine: the same web server, runtime settings, endpoints and number of grains as Twin, and nothing in them. No key
/// is looked at, nothing is checked, judged, counted or stored.
/// </summary>
public static class FloorServer
{
    public const string Description =
        "The floor is a server of its own, started alone and measured in turn with Twin in the same run, by the same client: Kestrel and an Orleans silo in one process, with the runtime settings Twin's executable has. "
        + "POST /v1/telemetry reads the array with System.Text.Json's generated code into a plain class, calls an empty method of the device's grain for each reading, all calls of a batch at once, and answers 202 with the same JSON. "
        + "GET /v1/outlets/{code} asks the outlet's grain, which returns a constant of the size of Twin's answer. As many grains as Twin has, with the same keys; no keys checked, no rules, no storage.";

    public static async Task<int> Serve(string url)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddFilter("Orleans", LogLevel.Error);
        builder.WebHost.UseUrls(url).ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.UseOrleans(silo => silo.UseLocalhostClustering(FreePort.Next(), FreePort.Next()));
        await using var app = builder.Build();
        app.MapPost("/v1/telemetry", (RequestDelegate)Take);
        app.MapGet("/v1/outlets/{code}", (RequestDelegate)Get);
        app.MapGet("/metrics", (RequestDelegate)Metrics);
        await app.StartAsync();
        Console.WriteLine($"ready {app.Urls.First()}");
        await app.WaitForShutdownAsync();
        return 0;
    }

    private static async Task Take(HttpContext http)
    {
        var readings = (await JsonSerializer.DeserializeAsync(http.Request.BodyReader, FloorJson.Default.FloorReadingArray, http.RequestAborted))!;
        var grains = http.RequestServices.GetRequiredService<IGrainFactory>();
        var calls = new Task[readings.Length];
        for (var i = 0; i < calls.Length; i++) calls[i] = grains.GetGrain<IFloorDevice>(readings[i].Device).Heartbeat();
        await Task.WhenAll(calls);
        http.Response.StatusCode = StatusCodes.Status202Accepted;
        await http.Response.WriteAsJsonAsync(new FloorAnswer(readings.Length, 0, 0, []), FloorJson.Default.FloorAnswer);
    }

    private static async Task Get(HttpContext http)
    {
        var answer = await http.RequestServices.GetRequiredService<IGrainFactory>().GetGrain<IFloorOutlet>((string)http.Request.RouteValues["code"]!).Get();
        http.Response.ContentType = "application/json; charset=utf-8";
        http.Response.ContentLength = answer.Json.Length;
        await http.Response.Body.WriteAsync(answer.Json, http.RequestAborted);
    }

    // The two figures the sampler asks for.
    private static Task Metrics(HttpContext http) => http.Response.WriteAsync(string.Create(
        CultureInfo.InvariantCulture, $"dotnet_gc_collections_total {GC.CollectionCount(0)}\ndotnet_gc_last_collection_heap_size_bytes {GC.GetGCMemoryInfo().HeapSizeBytes}\n"));
}
