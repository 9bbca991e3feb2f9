using System.Diagnostics.Metrics;
using System.Reflection;
using Twin.Api.Health;
using Twin.Grains.Cluster;
using Twin.Silo.Hosting;

namespace Twin.Silo.Observability;

/// <summary>This process: what it is, and whether it should be sent traffic. Meter <c>Twin.Node</c>.</summary>
internal sealed class NodeInstruments(IMeterFactory meters, IReadiness readiness, IStoreHealth store, ServeOptions options) : IHostedService
{
    public const string MeterName = "Twin.Node";

    public static string Version { get; } = typeof(NodeInstruments).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var meter = meters.Create(MeterName);
        KeyValuePair<string, object?>[] about = [new("version", Version), new("role", options.Role.ToString().ToLowerInvariant()), new("storage", options.Storage.ToString().ToLowerInvariant())];
        meter.CreateObservableGauge("twin.node.info", () => new Measurement<int>(1, about), null, "Always 1; what this process is.");
        meter.CreateObservableGauge("twin.node.ready", () => readiness.Ready ? 1 : 0, null, "1 while this node should be sent traffic, as /healthz/ready says.");
        meter.CreateObservableGauge("twin.store.writable", () => store.Fault is null ? 1 : 0, null, "1 while what is decided can be stored; on an API node, while a silo answers that can.");
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
