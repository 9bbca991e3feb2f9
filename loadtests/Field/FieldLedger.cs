namespace Twin.LoadTests.Field;

/// <summary>How many incidents a cause is owed: between <paramref name="Least"/> and <paramref name="Most"/>, where it was over so soon that both would be right.</summary>
public readonly record struct Owed(int Least, int Most);

/// <summary>
/// What the server was told of one device, as the rules of late readings, silence and holds have it: from it follows what the server is to have found out. It sees only what was acknowledged, when it was sent and
/// when the answer came; the server heard it in between.
/// </summary>
public sealed class DeviceLedger(FieldTimes times)
{
    private static readonly TimeSpan Never = TimeSpan.FromDays(10_000);

    private DateTime _newest;
    private (TimeSpan Earliest, TimeSpan Latest)? _faultTold;
    private (TimeSpan Earliest, TimeSpan Latest) _heard;
    private (TimeSpan Began, TimeSpan Watching)? _away;
    private bool _perhapsSilent, _surelySilent;

    public int Sent { get; private set; }
    public int LateLeast { get; private set; }
    public int LateMost { get; private set; }
    public Owed Reported { get; private set; }
    public Owed Silent { get; private set; }

    /// <summary>The server answered and took it, or counted it as late.</summary>
    /// <param name="reading">What was said.</param>
    /// <param name="sent">When it was sent.</param>
    /// <param name="answered">When the answer came.</param>
    /// <param name="corrected">Whether the server puts its own time in place of the device's.</param>
    public void Heard(FieldReading reading, TimeSpan sent, TimeSpan answered, bool corrected)
    {
        Sent++;
        var earliest = reading.FirstSent ?? sent;
        Silence(sent, answered);
        _heard = (earliest, answered);
        if (!corrected && reading.At < _newest)
        {
            LateMost++;
            // One that the server has already taken is a repeat to it.
            if (!reading.Again) LateLeast++;
            // Or it was taken in its time, and what was wrong is over since the newer one.
            else if (reading.Faulty && _faultTold is null) Reported = Reported with { Most = Reported.Most + 1 };
            return;
        }
        if (reading.Again) LateMost++;
        if (!corrected) _newest = reading.At;
        if (reading.Faulty) _faultTold ??= (earliest, answered);
        else if (_faultTold is { } told)
        {
            Reported = Reported.And(Lasted(told, earliest, answered), times.Hold, times.Slack);
            _faultTold = null;
        }
    }

    /// <summary>The server is gone: until it is back nothing is found silent, and no hold comes to its end.</summary>
    public void Down(TimeSpan at)
    {
        var (least, most) = (at - _heard.Latest, at - _heard.Earliest);
        _surelySilent |= least >= times.Window + times.Hold + times.Slack;
        _perhapsSilent |= most >= times.Window;
        _away = (at, Never);
        if (!_surelySilent) _heard = (Never, Never);
    }

    /// <summary>The server is back. A device that was not heard meanwhile has a whole window more, which begins when it is woken: after the start, and before all are watched again.</summary>
    public void Up(TimeSpan started, TimeSpan watching)
    {
        _away = (_away!.Value.Began, watching);
        if (_heard.Latest == Never) _heard = (started, watching);
    }

    /// <summary>The run is over: what is silent or reported still.</summary>
    public void End(TimeSpan now)
    {
        Silence(now, now);
        if (_faultTold is { } told) Reported = Reported.And(Lasted(told, now, now), times.Hold, times.Slack);
        _faultTold = null;
    }

    private void Silence(TimeSpan sent, TimeSpan answered)
    {
        var (least, most) = (sent - _heard.Latest, answered - _heard.Earliest);
        if (_surelySilent || least >= times.Window + times.Hold + times.Slack) Silent = new(Silent.Least + 1, Silent.Most + 1);
        else if (_perhapsSilent || most >= times.Window) Silent = Silent with { Most = Silent.Most + 1 };
        (_perhapsSilent, _surelySilent) = (false, false);
    }

    /// <summary>How long the server knew of it, at least and at most. While it is away no hold comes to its end, so only the longer part counts for sure.</summary>
    private (TimeSpan Least, TimeSpan Most) Lasted((TimeSpan Earliest, TimeSpan Latest) told, TimeSpan overEarliest, TimeSpan overLatest)
    {
        var (least, most) = (overEarliest - told.Latest, overLatest - told.Earliest);
        if (_away is { } away && away.Began < overLatest && away.Watching > told.Earliest)
            least = TimeSpan.FromTicks(Math.Max((away.Began - told.Latest).Ticks, (overEarliest - away.Watching).Ticks));
        return (least, most);
    }
}

internal static class OwedIncidents
{
    public static Owed And(this Owed owed, (TimeSpan Least, TimeSpan Most) lasted, TimeSpan hold, TimeSpan slack) =>
        lasted.Least >= hold + slack ? new(owed.Least + 1, owed.Most + 1) : lasted.Most >= hold ? owed with { Most = owed.Most + 1 } : owed;
}
