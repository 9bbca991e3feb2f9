using Twin.Domain.Calendars;
using Twin.Domain.Incidents;
using Twin.Domain.Muting;
using Twin.Domain.Network;
using Twin.Domain.Time;

namespace Twin.Domain.Escalation;

/// <summary>Why no ladder of an incident runs just now.</summary>
public enum PauseReason : byte { Silence, Maintenance, Closed, Flapping }

/// <summary><see cref="Until"/>: wall time, null when nobody knows. <see cref="Id"/>: of the silence or window.</summary>
[GenerateSerializer, Immutable, Alias("twin.PauseCause")]
public sealed record PauseCause([property: Id(0)] PauseReason Reason, [property: Id(1)] string? Id, [property: Id(2)] DateTime? Until, [property: Id(3)] string? Detail);

/// <summary>Whether an incident's ladders may run.</summary>
public static class PauseRules
{
    /// <summary>
    /// Everything that holds an incident's ladders now, in a fixed order: their union, so that ending one leaves the others. With the wall time of the next moment at which
    /// that may change by itself. Nothing holds a security incident.
    /// </summary>
    public static (IReadOnlyList<PauseCause> Causes, DateTime? NextChange) At(Incident incident, IReadOnlyList<Mute> mutes, TradingInterval? trading, Moment now)
    {
        var report = incident.Report;
        if (report.Cause.Security || report.CommunicationsLost) return ([], null);
        List<PauseCause>? causes = null;
        DateTime? next = null;
        for (var i = 0; i < mutes.Count; i++)
        {
            var mute = mutes[i];
            if (!MuteRules.Covers(mute.Match, report) || mute.Until <= now.Wall) continue;
            if (mute.IsActive(now.Wall))
                (causes ??= []).Add(new(mute.Kind == MuteKind.Silence ? PauseReason.Silence : PauseReason.Maintenance, mute.Id, mute.Until, mute.Reason.Length == 0 ? mute.By : $"{mute.Reason} ({mute.By})"));
            next = Earlier(next, mute.IsActive(now.Wall) ? mute.Until : mute.From);
        }
        if (trading is not null && !report.Cause.PageWhenClosed)
        {
            var until = trading.State == TradingState.Closed ? OpensAt(trading, incident) : Graced(incident, trading);
            if (trading.State == TradingState.Closed || now.Wall < until) (causes ??= []).Add(new(PauseReason.Closed, null, until, null));
            if (now.Wall < until) next = Earlier(next, until.Value);
            if (trading.End < DateTime.MaxValue) next = Earlier(next, trading.End);
        }
        if (report.Flapping) (causes ??= []).Add(new(PauseReason.Flapping, null, null, null));
        return (causes ?? (IReadOnlyList<PauseCause>)[], next);
    }

    private static DateTime? OpensAt(TradingInterval closed, Incident incident) => closed.End == DateTime.MaxValue ? null : closed.End + Grace(incident);

    /// <summary>A fault of the night gets a few minutes after opening: much of it goes away when the shop is switched on. The end of a stop of sales is no opening.</summary>
    private static DateTime? Graced(Incident incident, TradingInterval open) =>
        incident.Paused.Any(p => p.Reason == PauseReason.Closed) && open.Start > DateTime.MinValue && Grace(incident) is { Ticks: > 0 } grace ? open.Start + grace : null;

    /// <summary>Only what has not paged yet is given the time: a ladder that the night interrupted goes on at opening.</summary>
    private static TimeSpan Grace(Incident incident) => incident.Legs.All(l => l.Paged.Count == 0) ? incident.Policy.OpeningGrace : TimeSpan.Zero;

    private static DateTime? Earlier(DateTime? a, DateTime b) => a is null || b < a ? b : a;
}
