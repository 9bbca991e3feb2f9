using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Twin.Domain.Network;

namespace Twin.Grains.Network;

/// <summary>Counts of what the devices of this silo stored. Meter <c>Twin.Devices</c>; never a device id as a tag. There from the start of the host.</summary>
public sealed class DeviceInstruments : IHostedService
{
    public const string MeterName = "Twin.Devices";

    private readonly Counter<long> _stored;

    public DeviceInstruments(IMeterFactory meters, LocalTwins twins)
    {
        var meter = meters.Create(MeterName);
        _stored = meter.CreateCounter<long>("twin.devices.transitions", "{transition}", "Changes of devices' faults or status that were stored, by kind of device.");
        meter.CreateObservableGauge("twin.twins.awake", () => twins.CountByKind().Select(k => new Measurement<long>(k.Value, new KeyValuePair<string, object?>("kind", k.Key))), "{twin}", "Twins awake in this silo, by kind.");
        foreach (var kind in Enum.GetValues<DeviceKind>()) _stored.Add(0, Kind(kind));
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    internal void Stored(DeviceKind kind) => _stored.Add(1, Kind(kind));

    private static KeyValuePair<string, object?> Kind(DeviceKind kind) => new("kind", kind switch
    {
        DeviceKind.Terminal => "terminal",
        DeviceKind.Camera => "camera",
        _ => "line",
    });
}
