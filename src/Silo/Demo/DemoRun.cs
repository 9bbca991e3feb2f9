using System.Buffers;
using System.Text.Json;
using Twin.Api.Telemetry;
using Twin.Api.View;
using Twin.Domain.Access;
using Twin.Domain.Network;
using Twin.Grains.Hosting;
using Twin.Grains.Network;

namespace Twin.Silo.Demo;

/// <summary>How large a demo network to make.</summary>
public sealed record DemoSize(int Outlets);

/// <summary>
/// Registers the demo's outlets, where they are not yet, and lets its devices report through the same ingestion as anybody else's: what the demo shows
/// is what the product does.
/// </summary>
internal sealed partial class DemoRun(
    DemoSize size, IGrainFactory grains, NetworkView view, NetworkWatch watch, TelemetryIngest ingest, DemoRepairs repairs, TimeProvider time, ILogger<DemoRun> log) : BackgroundService
{
    private const int RegisteringMax = 256;
    private const int ReadingsPerBatch = 1_000;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await view.FirstSync.WaitAsync(stoppingToken);
        await watch.AllKnown.WaitAsync(stoppingToken);
        var outlets = DemoNetwork.Make(size.Outlets);
        await Register(outlets, stoppingToken);
        var fleet = new DemoFleet(outlets);
        LogSimulating(log, outlets.Count, fleet.Devices);
        await Simulate(fleet, stoppingToken);
    }

    private async Task Register(IReadOnlyList<OutletProfile> outlets, CancellationToken stop)
    {
        var missing = outlets.Where(o => view.Find(o.Code, DivisionLimit.Whole) is null).ToList();
        if (missing.Count == 0) return;
        var started = time.GetTimestamp();
        var done = 0;
        await Parallel.ForEachAsync(missing, new ParallelOptions { MaxDegreeOfParallelism = RegisteringMax, CancellationToken = stop }, async (outlet, _) =>
        {
            await Put(outlet, stop);
            var count = Interlocked.Increment(ref done);
            if (count % 2_000 == 0) LogRegistered(log, count, missing.Count);
        });
        var seconds = time.GetElapsedTime(started).TotalSeconds;
        LogAllRegistered(log, missing.Count, seconds);
    }

    // A silo may come or go meanwhile, and the store be away for a moment: it is tried until it is there.
    private async Task Put(OutletProfile outlet, CancellationToken stop)
    {
        while (true)
        {
            try
            {
                await grains.Outlet(outlet.Code).Put(outlet, WriteCondition.None);
                return;
            }
            catch (Exception failure) when (Api.Errors.ErrorHandling.IsUnavailable(failure))
            {
                LogNotRegistered(log, failure, outlet.Code);
                await Task.Delay(TimeSpan.FromSeconds(1), time, stop);
            }
        }
    }

    private async Task Simulate(DemoFleet fleet, CancellationToken stop)
    {
        var body = new ArrayBufferWriter<byte>(256 * ReadingsPerBatch);
        using var json = new Utf8JsonWriter(body);
        using var steps = new PeriodicTimer(DemoFleet.Step, time);
        var reporting = fleet.All;
        do
        {
            foreach (var batch in reporting.Chunk(ReadingsPerBatch)) await Send(batch, body, json);
            while (repairs.Devices.TryDequeue(out var device)) fleet.Mend(device);
            while (repairs.Nodes.TryDequeue(out var node)) fleet.MendNode(node);
            reporting = fleet.Next(time.GetUtcNow().UtcDateTime);
        }
        while (await steps.WaitForNextTickAsync(stop));
    }

    private async Task Send(DemoDevice[] batch, ArrayBufferWriter<byte> body, Utf8JsonWriter json)
    {
        body.ResetWrittenCount();
        var now = time.GetUtcNow().UtcDateTime;
        foreach (var device in batch)
        {
            device.Write(json, now);
            json.Flush();
            json.Reset();
            body.Write("\n"u8);
        }
        if (!await ingest.TakeLinesAsync(body.WrittenMemory)) LogNotTaken(log, batch.Length);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "demo: {Done} of {All} outlets registered")]
    private static partial void LogRegistered(ILogger log, int done, int all);

    [LoggerMessage(Level = LogLevel.Information, Message = "demo: {Count} outlets registered in {Seconds:0.0} s")]
    private static partial void LogAllRegistered(ILogger log, int count, double seconds);

    [LoggerMessage(Level = LogLevel.Information, Message = "demo: simulating {Devices} devices of {Outlets} outlets")]
    private static partial void LogSimulating(ILogger log, int outlets, int devices);

    [LoggerMessage(Level = LogLevel.Warning, Message = "demo: outlet {Outlet} could not be registered; trying again")]
    private static partial void LogNotRegistered(ILogger log, Exception failure, OutletCode outlet);

    [LoggerMessage(Level = LogLevel.Warning, Message = "demo: {Count} readings could not be applied")]
    private static partial void LogNotTaken(ILogger log, int count);
}

internal static class DemoSetup
{
    public static IServiceCollection AddDemo(this IServiceCollection services, int outlets) =>
        services.AddSingleton(new DemoSize(outlets)).AddSingleton<DemoRepairs>().AddHostedService<DemoRun>().AddHostedService<DemoCrews>();
}
