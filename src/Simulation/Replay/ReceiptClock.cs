using Twin.Domain.Network;
using Twin.Domain.Readings;

namespace Twin.Simulation.Replay;

/// <summary>
/// When each reading came, which silence is judged by. Where the recording does not say it, a device's own time is taken for it as long as what others said next does not belie it: a clock
/// that jumps must not carry everybody's along. Time never goes back.
/// </summary>
public sealed class ReceiptClock
{
    /// <summary>So many other devices are asked, by what they said next.</summary>
    private const int Witnesses = 5;

    /// <summary>And looked for among so many readings.</summary>
    private const int LookAhead = 64;

    /// <summary>Readings come in about the order in which they were made; one that is this much ahead of others' after it was made by a wrong clock.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(30);

    private readonly DeviceRef[] _asked = new DeviceRef[Witnesses];

    /// <summary>Readings whose device's clock was not believed.</summary>
    public long Disbelieved { get; private set; }

    public IEnumerable<(RecordedReading Reading, DateTime Received)> Run(IEnumerable<RecordedReading> recording)
    {
        var ahead = new Queue<RecordedReading>(LookAhead + 1);
        using var rest = recording.GetEnumerator();
        DateTime? now = null;
        while (true)
        {
            while (ahead.Count <= LookAhead && rest.MoveNext()) ahead.Enqueue(rest.Current);
            if (!ahead.TryDequeue(out var reading)) yield break;
            var at = Whole(reading.Received ?? Claimed(reading, ahead, now));
            if (now is not { } before || at > before) now = at;
            yield return (reading, now.Value);
        }
    }

    private DateTime Claimed(RecordedReading reading, Queue<RecordedReading> ahead, DateTime? now)
    {
        var at = reading.Reading.At;
        if (at <= now || IsBelieved(reading.Device, at, ahead, now)) return at;
        Disbelieved++;
        return now ?? ahead.Min(r => r.Received ?? r.Reading.At);
    }

    private bool IsBelieved(DeviceRef device, DateTime at, Queue<RecordedReading> ahead, DateTime? now)
    {
        var (asked, agree, own) = (0, 0, (bool?)null);
        foreach (var next in ahead)
        {
            var agrees = (next.Received ?? next.Reading.At) >= at - Tolerance;
            if (next.Device == device) own ??= agrees;
            else if (!_asked.AsSpan(0, asked).Contains(next.Device))
            {
                _asked[asked++] = next.Device;
                if (agrees) agree++;
                if (asked == Witnesses) break;
            }
        }
        // Where the others are of two minds, or there are none, what it says itself next decides. The last reading of all has nobody to belie it.
        return agree * 2 == asked ? own ?? at - now is not { } step || step <= ReadingLimits.AheadClamped : agree * 2 > asked;
    }

    /// <summary>The kernel counts microseconds.</summary>
    private static DateTime Whole(DateTime at) => new(at.Ticks - (at.Ticks % TimeSpan.TicksPerMicrosecond), DateTimeKind.Utc);
}
