namespace Twin.LoadTests.Field;

/// <summary>How many incidents a cause is owed: between <paramref name="Least"/> and <paramref name="Most"/>, where it was over so soon that both would be right.</summary>
public readonly record struct Owed(int Least, int Most);

/// <summary>
/// What the server was told of one device, as the rules of late readings, silence and holds have it: from it follows what the server is to have found out. It sees only what was acknowledged, when it was sent and
/// when the answer came; the server heard it in between.
/// </summary>
public sealed class DeviceLedger(FieldTimes times)
{
    private DateTime _newest;
    private (TimeSpan Earliest, TimeSpan Latest)? _faultTold;
    private (TimeSpan Earliest, TimeSpan Latest) _heard;
    private (TimeSpan Began, TimeSpan Ready)? _away;
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

    /// <summary>The server was gone for a while; it then gives each device a whole window more.</summary>
    public void Away(TimeSpan began, TimeSpan ready)
    {
        var (least, most) = (began - _heard.Latest, began - _heard.Earliest);
        _surelySilent |= least >= times.Window + times.Hold + times.Slack;
        _perhapsSilent |= most >= times.Window;
        _away = (began, ready);
        if (!_surelySilent) _heard = (began, ready);
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
        if (_away is { } away && away.Began < overLatest && away.Ready > told.Earliest)
            least = TimeSpan.FromTicks(Math.Max((away.Began - told.Latest).Ticks, (overEarliest - away.Ready).Ticks));
        return (least, most);
    }
}

internal static class OwedIncidents
{
    public static Owed And(this Owed owed, (TimeSpan Least, TimeSpan Most) lasted, TimeSpan hold, TimeSpan slack) =>
        lasted.Least >= hold + slack ? new(owed.Least + 1, owed.Most + 1) : lasted.Most >= hold ? owed with { Most = owed.Most + 1 } : owed;
}
