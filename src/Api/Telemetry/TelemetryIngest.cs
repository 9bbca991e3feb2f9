using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.ObjectPool;
using Microsoft.Extensions.Options;
using Twin.Api.Telemetry.Recording;
using Twin.Api.View;
using Twin.Domain.Access;
using Twin.Domain.Readings;
using Twin.Grains.Cluster;
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

    /// <summary>The key sends more readings in a second than it may; nothing was applied.</summary>
    TooFast,

    /// <summary>A device could not be reached or could not store; some readings may have been applied.</summary>
    Failed,
}

/// <summary>Takes bodies of readings to the devices' grains: the one way in, for HTTP and MQTT alike.</summary>
public sealed partial class TelemetryIngest(
    TelemetryParser parser, TelemetryAdmission admission, TelemetryInstruments instruments, IOptions<TelemetryOptions> options, TimeProvider clock,
    ILogger<TelemetryIngest> logger, RemoteReadings? remote = null, INearTwins? near = null, ReadingRecorder? recorder = null)
{
    private readonly ObjectPool<TelemetryBatch> _batches = new DefaultObjectPool<TelemetryBatch>(new DefaultPooledObjectPolicy<TelemetryBatch>(), 64);
    private readonly int _callsMax = options.Value.CallsPerBatchMax;

    /// <summary>Takes a body of one reading per line from within the process. False when it could not be applied now.</summary>
    public async ValueTask<bool> TakeLinesAsync(ReadOnlyMemory<byte> lines)
    {
        var batch = Rent();
        try
        {
            return (await TakeAsync(lines, TelemetryFormat.Lines, batch, "process", key: null, DivisionLimit.Whole)).Verdict == IngestVerdict.Applied;
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
    /// <param name="key">Whose readings they are; null: the process's own.</param>
    internal async ValueTask<(IngestVerdict Verdict, TelemetryFault? Fault)> TakeAsync(
        ReadOnlyMemory<byte> body, TelemetryFormat format, TelemetryBatch batch, string transport, string? key, DivisionLimit within, RegisteredDevice? fixedDevice = null)
    {
        var (verdict, fault) = (IngestVerdict.Malformed, parser.Parse(body.Span, format, clock.GetUtcNow().UtcDateTime, batch, within, fixedDevice));
        if (fault is null)
        {
            if (key is not null && admission.Wait(key, batch.Count) is not null) verdict = IngestVerdict.TooFast;
            else if (!admission.TryEnter(batch.Count)) verdict = IngestVerdict.Busy;
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

    /// <summary>Devices at home on another silo travel in one batch per silo; those of this one are called, side by side.</summary>
    private async ValueTask<bool> ApplyAsync(TelemetryBatch batch)
    {
        recorder?.Record(batch.Readings);
        batch.Groups.Fill(batch.Readings);
        var elsewhere = remote?.Send(batch);
        var applied = await ApplyHereAsync(batch);
        if (elsewhere is not null) applied &= await SettleAsync(elsewhere, batch);
        batch.Rejected.Sort(static (a, b) => a.Index.CompareTo(b.Index));
        return applied;
    }

    // At most _callsMax at a time; the oldest call is waited for first, since the answer waits for all of them anyway.
    private async ValueTask<bool> ApplyHereAsync(TelemetryBatch batch)
    {
        var groups = batch.Groups;
        var calls = new Call[Math.Min(groups.Count, _callsMax)];
        var (started, done, failed) = (0, 0, false);
        for (var next = 0; next < groups.Count && !failed; next++)
        {
            if (groups[next].Elsewhere) continue;
            if (started - done == calls.Length) failed |= !await SettleAsync(calls[done++ % calls.Length], batch);
            if (!failed) calls[started++ % calls.Length] = Start(groups[next], batch);
        }
        // After a failure nothing new is started, but what runs is waited for: its outcome must not surface elsewhere.
        while (done < started) failed |= !await SettleAsync(calls[done++ % calls.Length], batch);
        return !failed;
    }

    private async ValueTask<bool> SettleAsync(List<RemoteReadings.Sent> elsewhere, TelemetryBatch batch)
    {
        var applied = true;
        foreach (var sent in elsewhere)
        {
            try
            {
                var outcomes = await sent.Answer;
                var next = 0;
                foreach (var group in sent.Groups)
                {
                    var device = outcomes.AsSpan(next, group.Count);
                    next += group.Count;
                    if (device.Contains(ReadingsPacket.Failed)) applied = false;
                    else Count(MemoryMarshal.Cast<byte, IngestOutcome>(device), group, batch);
                }
            }
            catch (Exception e) // the silo is gone or does not answer: the caller is told to send again
            {
                LogSiloFailed(sent.Silo.ToString(), e);
                applied = false;
            }
        }
        return applied;
    }

    /// <param name="Single">It is a call of its own of the device's, and its outcome in One if the group has one reading.</param>
    private readonly record struct Call(DeviceGroups.Group Group, ValueTask<IngestOutcome> One, ValueTask<IngestOutcome[]> Many, bool Single, Exception? Fault);

    private Call Start(DeviceGroups.Group group, TelemetryBatch batch)
    {
        var first = batch.Readings[group.First];
        var device = first.Device;
        if (!device.TryBegin(out var alone)) return new(group, default, device.Gather(batch.Groups.ReadingsOf(group, batch.Readings)), Single: false, null);
        try
        {
            var twin = alone && near is not null ? device.Near(near) : null;
            return group.Count == 1
                ? new(group, twin.Apply(device.Grain, first.Reading), default, Single: true, null)
                : new(group, default, twin.ApplyAll(device.Grain, batch.Groups.ReadingsOf(group, batch.Readings)), Single: true, null);
        }
        catch (Exception e)
        {
            return new(group, default, default, Single: true, e);
        }
    }

    private async ValueTask<bool> SettleAsync(Call call, TelemetryBatch batch)
    {
        try
        {
            if (call.Fault is not null) throw call.Fault;
            if (call is { Single: true, Group.Count: 1 })
            {
                Count(await call.One, call.Group.First, batch);
                return true;
            }
            Count(await call.Many, call.Group, batch);
            return true;
        }
        catch (Exception e) // whatever a grain or its store threw: the caller is told to send again
        {
            LogCallFailed(batch.Readings[call.Group.First].Device.Ref, e);
            return false;
        }
        finally
        {
            if (call.Single) batch.Readings[call.Group.First].Device.End();
        }
    }

    private static void Count(ReadOnlySpan<IngestOutcome> outcomes, DeviceGroups.Group group, TelemetryBatch batch)
    {
        var at = group.First;
        foreach (var outcome in outcomes)
        {
            Count(outcome, at, batch);
            at = batch.Groups.Next(at);
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
