using Twin.Domain.Calendars;
using Twin.Domain.Muting;
using Twin.Domain.Network;

namespace Twin.Domain.History;

/// <summary>
/// How an outlet, or many, spent the time they were open. <see cref="Up"/>, <see cref="Down"/> by the rule it is put down to, <see cref="Unknown"/> and
/// <see cref="Excused"/> add up to <see cref="Open"/>, to the millisecond. <see cref="Degraded"/> is a part of <see cref="Up"/>.
/// </summary>
public sealed class Availability
{
    /// <summary>What down time is put down to when the outlet named no fault.</summary>
    public const string NoCause = "none";

    private readonly SortedDictionary<string, TimeSpan> _down = new(StringComparer.Ordinal);

    public TimeSpan Up { get; private set; }
    public TimeSpan Degraded { get; private set; }
    public TimeSpan Unknown { get; private set; }
    public TimeSpan Excused { get; private set; }
    public IReadOnlyDictionary<string, TimeSpan> DownByCause => _down;
    public TimeSpan Down => new(_down.Values.Sum(d => d.Ticks));
    public TimeSpan Open => Up + Down + Unknown + Excused;

    /// <summary>The share of the open time, less what is excused, that was up; null when there is none.</summary>
    public double? Share => Open > Excused ? Up / (Open - Excused) : null;

    /// <param name="intervals">Of one outlet. Only time in which its calendar said open counts: not sales stops, not closed time.</param>
    /// <param name="outlet">Its profile, which says what windows cover it.</param>
    /// <param name="windows">
    /// Those that are maintenance excuse time that is down or unknown. One that names a rule or a device excuses only down time put down to it. Overlapping windows
    /// count once.
    /// </param>
    public static Availability Of(IEnumerable<OutletInterval> intervals, OutletProfile outlet, IEnumerable<Mute> windows)
    {
        Mute[] covering = [.. windows.Where(w => w.Kind == MuteKind.Maintenance && w.From < w.Until && w.Match.CoversPlace(outlet)).OrderBy(w => w.From)];
        var sum = new Availability();
        foreach (var interval in intervals)
            if (interval.State.Trading == TradingState.Open) sum.Take(interval, covering);
        return sum;
    }

    public static Availability Sum(IEnumerable<Availability> parts)
    {
        var sum = new Availability();
        foreach (var part in parts) sum.Add(part);
        return sum;
    }

    public void Add(Availability other)
    {
        (Up, Degraded, Unknown, Excused) = (Up + other.Up, Degraded + other.Degraded, Unknown + other.Unknown, Excused + other.Excused);
        foreach (var (cause, time) in other._down) AddDown(cause, time);
    }

    private void Take(OutletInterval interval, Mute[] windows)
    {
        var length = interval.To - interval.From;
        switch (interval.State.Status)
        {
            case OutletStatus.Ok:
            case OutletStatus.Degraded:
                Up += length;
                if (interval.State.Status == OutletStatus.Degraded) Degraded += length;
                break;
            case OutletStatus.Down:
                var excused = Covered(interval, windows);
                Excused += excused;
                if (excused < length) AddDown(interval.State.Cause?.Rule ?? NoCause, length - excused);
                break;
            default:
                var unknown = length - Covered(interval, windows);
                (Unknown, Excused) = (Unknown + unknown, Excused + length - unknown);
                break;
        }
    }

    private void AddDown(string cause, TimeSpan time) => _down[cause] = _down.GetValueOrDefault(cause) + time;

    // Windows come in the order of their begins, so their union is walked once.
    private static TimeSpan Covered(OutletInterval interval, Mute[] windows)
    {
        var (covered, reached) = (TimeSpan.Zero, interval.From);
        foreach (var window in windows)
        {
            if (window.From >= interval.To) break;
            if (!Excuses(window.Match, interval.State)) continue;
            var from = window.From > reached ? window.From : reached;
            var to = window.Until < interval.To ? window.Until : interval.To;
            if (from >= to) continue;
            covered += to - from;
            reached = to;
        }
        return covered;
    }

    private static bool Excuses(MuteMatch match, RecordedOutlet state)
    {
        if (match.IsWholeOutlet) return true;
        return state is { Status: OutletStatus.Down, Cause: { } cause }
            && (match.Rule is null || match.Rule == cause.Rule)
            && (match.Device is not { } device || device.Id == cause.Device);
    }
}
