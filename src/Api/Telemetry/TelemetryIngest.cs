using Microsoft.Extensions.Logging;
using Microsoft.Extensions.ObjectPool;
using Microsoft.Extensions.Options;
using Twin.Api.View;
using Twin.Domain.Readings;
using Twin.Grains.Network;

namespace Twin.Api.Telemetry;

/// <summary>What became of a body as a whole.</summary>
internal enum IngestVerdict : byte
{
    /// <summary>Every reading was applied or rejected, and every transition caused is durable.</summary>
    Applied,

    /// <summary>Not JSON, or too many readings; nothing was applied.</summary>
    Malformed,

    /// <summary>Too much is in flight; nothing was applied.</summary>
    Busy,

    /// <summary>A device could not be reached or could not store; some readings may have been applied.</summary>
    Failed,
}

/// <summary>Takes bodies of readings to the devices' grains: the one way in, for HTTP and MQTT alike.</summary>
public sealed partial class TelemetryIngest(
    TelemetryParser parser, TelemetryAdmission admission, TelemetryInstruments instruments, IOptions<TelemetryOptions> options, TimeProvider clock,
    ILogger<TelemetryIngest> logger)
{
    private readonly ObjectPool<TelemetryBatch> _batches = new DefaultObjectPool<TelemetryBatch>(new DefaultPooledObjectPolicy<TelemetryBatch>(), 64);
    private readonly int _callsMax = options.Value.CallsPerBatchMax;

    /// <summary>Takes a body of one reading per line from within the process. False when it could not be applied now.</summary>
    public async ValueTask<bool> TakeLinesAsync(ReadOnlyMemory<byte> lines)
    {
        var batch = Rent();
        try
        {
            return (await TakeAsync(lines, TelemetryFormat.Lines, batch, "process")).Verdict == IngestVerdict.Applied;
        }
        finally
        {
            Return(batch);
        }
    }

    internal TelemetryBatch Rent() => _batches.Get();

    internal void Return(TelemetryBatch batch)
    {
        batch.Clear();
        _batches.Return(batch);
    }

    /// <summary>Reads the whole body, then applies it. The batch then holds the counts and the rejected readings, by index.</summary>
    internal async ValueTask<(IngestVerdict Verdict, TelemetryFault? Fault)> TakeAsync(
        ReadOnlyMemory<byte> body, TelemetryFormat format, TelemetryBatch batch, string transport, RegisteredDevice? fixedDevice = null)
    {
        var (verdict, fault) = (IngestVerdict.Malformed, parser.Parse(body.Span, format, clock.GetUtcNow().UtcDateTime, batch, fixedDevice));
        if (fault is null)
        {
            if (!admission.TryEnter(batch.Count)) verdict = IngestVerdict.Busy;
            else
            {
                try
                {
                    verdict = await ApplyAsync(batch) ? IngestVerdict.Applied : IngestVerdict.Failed;
                }
                finally
                {
                    admission.Leave(batch.Count);
                }
            }
        }
        instruments.Batch(transport, verdict);
        if (verdict == IngestVerdict.Applied) instruments.Readings(batch);
        return (verdict, fault);
    }

    // Devices run side by side, at most _callsMax at a time; the oldest call is waited for first, since the answer waits for all of them anyway.
    private async ValueTask<bool> ApplyAsync(TelemetryBatch batch)
    {
        var groups = batch.Groups;
        groups.Fill(batch.Readings);
        var calls = new Call[Math.Min(groups.Count, _callsMax)];
        var (done, failed) = (0, false);
        for (var started = 0; started < groups.Count && !failed; started++)
        {
            if (started - done == calls.Length) failed |= !await SettleAsync(calls[done++ % calls.Length], batch);
            if (!failed) calls[started % calls.Length] = Start(groups[started], batch);
            if (failed || started + 1 == groups.Count)
            {
                // After a failure nothing new is started, but what runs is waited for: its outcome must not surface elsewhere.
                var running = failed ? started : started + 1;
                while (done < running) failed |= !await SettleAsync(calls[done++ % calls.Length], batch);
            }
        }
        batch.Rejected.Sort(static (a, b) => a.Index.CompareTo(b.Index));
        return !failed;
    }

    private readonly record struct Call(DeviceGroups.Group Group, ValueTask<IngestOutcome> One, ValueTask<IngestOutcome[]> Many, Exception? Fault);

    private static Call Start(DeviceGroups.Group group, TelemetryBatch batch)
    {
        var first = batch.Readings[group.First];
        try
        {
            return group.Count == 1
                ? new(group, first.Device.Grain.Apply(first.Reading), default, null)
                : new(group, default, first.Device.Grain.ApplyAll(batch.Groups.ReadingsOf(group, batch.Readings)), null);
        }
        catch (Exception e)
        {
            return new(group, default, default, e);
        }
    }

    private async ValueTask<bool> SettleAsync(Call call, TelemetryBatch batch)
    {
        try
        {
            if (call.Fault is not null) throw call.Fault;
            if (call.Group.Count == 1)
            {
                Count(await call.One, call.Group.First, batch);
                return true;
            }
            var at = call.Group.First;
            foreach (var outcome in await call.Many)
            {
                Count(outcome, at, batch);
                at = batch.Groups.Next(at);
            }
            return true;
        }
        catch (Exception e) // whatever a grain or its store threw: the caller is told to send again
        {
            LogCallFailed(batch.Readings[call.Group.First].Device.Ref, e);
            return false;
        }
    }

    private static void Count(IngestOutcome outcome, int at, TelemetryBatch batch)
    {
        switch (outcome)
        {
            case IngestOutcome.Accepted: batch.Accepted++; break;
            case IngestOutcome.Duplicate: batch.Duplicates++; break;
            case IngestOutcome.Late: batch.Late++; break;
            default:
                var reading = batch.Readings[at];
                batch.Rejected.Add(new(reading.Index, reading.Device.Ref.ToString(), RejectionReason.TooLarge,
                    $"The device would have more than {ReadingLimits.NamesPerDeviceMax} different value names."));
                break;
        }
    }
}
