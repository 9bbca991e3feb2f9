using Twin.Domain.Calendars;
using Twin.Domain.Devices;
using Twin.Domain.Readings;

namespace Twin.Domain.Rules;

/// <summary>
/// What conditions are judged by: one device at one instant. Times are ticks; device time and steady time are different clocks and never mixed.
/// A condition answers, and lowers <see cref="NextDevice"/> or <see cref="NextSteady"/> to the earliest later time at which time alone could
/// change its answer. A condition decided by one side need not ask the other: the deadline of the deciding side is enough.
/// </summary>
internal ref struct Facts
{
    private static readonly Sample None;

    /// <summary>What was reported under each name, by slot; null for a name never reported.</summary>
    public ValueSeries?[] Values;

    /// <summary>Samples of the names that have windows, by slot; null when none.</summary>
    public SampleWindow?[]? Windows;

    /// <summary>The device time judged.</summary>
    public long Device;

    public long Steady;

    /// <summary>Steady time since which nothing was heard.</summary>
    public long SilentSince;

    /// <summary>Whether anything was heard since the twin began. If not, silence is known only once a full window has passed.</summary>
    public bool Heard;

    public TradingState? Trading;

    /// <summary>Device time before which samples may have been lost by a restart; <see cref="long.MinValue"/> if none were.</summary>
    public long KnownFrom;

    public long NextDevice;
    public long NextSteady;

    /// <summary>The newest sample of a slot; of kind <see cref="ValueKind.None"/> where nothing was reported.</summary>
    public readonly ref readonly Sample Newest(int slot)
    {
        if (Values[slot] is { } reported) return ref reported.Newest;
        return ref None;
    }

    public void DueAtDevice(long ticks)
    {
        if (ticks < NextDevice) NextDevice = ticks;
    }

    public void DueAtSteady(long ticks)
    {
        if (ticks < NextSteady) NextSteady = ticks;
    }
}
