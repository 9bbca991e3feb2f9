using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Storage;
using Twin.Grains.Cluster;

namespace Twin.Grains.Hosting;

/// <summary>A row that is written only to see whether it can be.</summary>
public sealed class ProbeState
{
    public DateTime At { get; set; }
}

/// <summary>
/// Reads, writes and clears a row of this silo's every few seconds, as its twins would: a full disk, a database that is away or one that hangs shows before a transition has to be refused.
/// Two failures in a row count, or one that takes too long; the first success ends it.
/// </summary>
public sealed partial class StoreWatch(IGrainStorage storage, ILocalSiloDetails silo, TimeProvider time, IMeterFactory meters, ILogger<StoreWatch> log) : BackgroundService, IStoreHealth
{
    public const string MeterName = "Twin.Store";

    private const string StateName = "probe";
    private const int FailuresMax = 2;

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromSeconds(1);

    /// <summary>In a storm of transitions a write waits seconds for its turn behind thousands; that is slow, and no reason to turn traffic away.</summary>
    private static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(15);
    private static readonly double[] Seconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15];

    private Histogram<double>? _took;
    private Counter<long>? _failed;
    private volatile string? _fault;
    private int _failures;

    public string? Fault => _fault;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var meter = meters.Create(MeterName);
        _took = meter.CreateHistogram("twin.store.probe.duration", "s", "What reading, writing and clearing one row took.", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = Seconds });
        _failed = meter.CreateCounter<long>("twin.store.probe.failures", "{probe}", "Rows that could not be read, written and cleared.");
        _failed.Add(0);
        // No slash in it: stores that cannot tell one from an underscore would have to keep who was first.
        var id = GrainId.Create(StateName, $"s-{silo.SiloAddress.ToParsableString()}");
        try
        {
            while (true)
            {
                await Look(id, stoppingToken);
                await Task.Delay(_failures == 0 ? LookEvery : LookAgainAfter, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private async Task Look(GrainId id, CancellationToken stop)
    {
        var began = time.GetTimestamp();
        var probe = Probe(id);
        try
        {
            await probe.WaitAsync(AnswerMax, time, stop);
            _took!.Record(time.GetElapsedTime(began).TotalSeconds);
            Heard(null);
        }
        catch (TimeoutException) when (!probe.IsCompleted)
        {
            _failures = FailuresMax - 1;
            Heard(new TimeoutException("it does not answer"));
            // One at a time: what hangs is not helped by more of it.
            await ((Task)probe).WaitAsync(stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            stop.ThrowIfCancellationRequested();
        }
        catch (Exception failure) when (!stop.IsCancellationRequested)
        {
            Heard(failure);
        }
    }

    private async Task Probe(GrainId id)
    {
        var row = new GrainState<ProbeState>(new());
        // One that a crash, or an answer that was lost, left behind is written over.
        await storage.ReadStateAsync(StateName, id, row);
        row.State = new() { At = time.GetUtcNow().UtcDateTime };
        await storage.WriteStateAsync(StateName, id, row);
        await storage.ClearStateAsync(StateName, id, row);
    }

    private void Heard(Exception? failure)
    {
        if (failure is null)
        {
            if (_fault is not null) LogWritable(log);
            (_failures, _fault) = (0, null);
            return;
        }
        _failed!.Add(1);
        if (++_failures < FailuresMax) return;
        if (_fault is null) LogNotWritable(log, failure);
        // What the store said may name its host, or more: that is for the log.
        _fault = "The store cannot be written.";
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The store cannot be written; this node is not ready until it can")]
    private static partial void LogNotWritable(ILogger log, Exception failure);

    [LoggerMessage(Level = LogLevel.Information, Message = "The store can be written again")]
    private static partial void LogWritable(ILogger log);
}
