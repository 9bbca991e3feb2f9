namespace Twin.Simulation.Kernel;

/// <summary>
/// When an event's turn is: by time, at the same time by class (the lower first), within a class in the order in which they were scheduled. No two events are equal, so the order is total.
/// </summary>
internal readonly struct EventKey(long timeUs, byte eventClass, long sequence) : IComparable<EventKey>
{
    public const long SequenceMax = (1L << 56) - 1;

    private readonly long _timeUs = timeUs;
    private readonly ulong _turn = ((ulong)eventClass << 56) | (ulong)sequence;

    public long TimeUs => _timeUs;

    public int CompareTo(EventKey other)
    {
        if (_timeUs != other._timeUs) return _timeUs < other._timeUs ? -1 : 1;
        return _turn < other._turn ? -1 : _turn > other._turn ? 1 : 0;
    }
}
