using Twin.Domain.Time;

namespace Twin.Domain.Devices;

/// <summary>A device that sends far more than devices do. <see cref="Rate"/>: readings per second, of late.</summary>
[GenerateSerializer, Immutable, Alias("twin.Flood")]
public sealed record Flood([property: Id(0)] DateTime Since, [property: Id(1)] double Rate);

/// <summary>
/// Counts what a device sends, by when it arrives, in spans of ten seconds. Two spans in a row of twenty readings a second or more are a flood: a device that had been cut off and sends what it kept
/// is through in one.
/// </summary>
internal struct FloodMeter
{
    public const double RateMax = 20;
    private static readonly long Span = TimeSpan.FromSeconds(10).Ticks;

    private long _from;
    private int _count;

    /// <summary>Wall time at which the first of the spans above the limit began; 0: the last was not above it.</summary>
    private long _since;

    public Flood? Flood { get; private set; }

    public void Count(Moment now)
    {
        var steady = now.Steady.Ticks;
        if (_count > 0 && steady - _from >= Span) Close(steady - _from, now.Wall.Ticks);
        if (_count++ == 0) _from = steady;
    }

    /// <summary>The flood as it stands now: one that has dried up is none.</summary>
    public readonly Flood? At(Moment now) => now.Steady.Ticks - _from < 2 * Span ? Flood : null;

    private void Close(long lasted, long wall)
    {
        var rate = _count / (lasted / (double)TimeSpan.TicksPerSecond);
        var above = rate >= RateMax;
        Flood = above && _since != 0 ? new(Flood?.Since ?? new(_since, DateTimeKind.Utc), Math.Round(rate, 1)) : null;
        _since = !above ? 0 : _since != 0 ? _since : wall - lasted;
        _count = 0;
    }
}
