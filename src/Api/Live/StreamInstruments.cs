using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;

namespace Twin.Api.Live;

/// <summary>Counts of the live stream's readers. Meter <c>Twin.Stream</c>. There from the start of the host, so that no reader is told as none.</summary>
internal sealed class StreamInstruments : IHostedService
{
    public const string MeterName = "Twin.Stream";

    private readonly UpDownCounter<long> _readers;
    private readonly Counter<long> _tooSlow;

    public StreamInstruments(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _readers = meter.CreateUpDownCounter<long>("twin.stream.readers", "{reader}", "Readers of the live stream.");
        _tooSlow = meter.CreateCounter<long>("twin.stream.too_slow", "{reader}", "Readers cut off because they were too far behind.");
        _readers.Add(0);
        _tooSlow.Add(0);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Came() => _readers.Add(1);
    public void Left() => _readers.Add(-1);
    public void TooSlow() => _tooSlow.Add(1);
}
