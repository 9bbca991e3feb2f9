using Twin.Domain.Network;

namespace Twin.Domain.History;

/// <summary>An outlet was as <see cref="State"/> says from <see cref="From"/> (included) to <see cref="To"/> (excluded), UTC.</summary>
public sealed record OutletInterval(DateTime From, DateTime To, RecordedOutlet State)
{
    /// <summary>
    /// What an outlet was from one time to another, in order and without overlap; neighbours that touch differ. Where the outlet was not there, or no day reaches, there is no
    /// interval. Time that nobody watched is in it as <see cref="RecordedOutlet.Unobserved"/>.
    /// </summary>
    /// <param name="days">In order, each date at most once.</param>
    /// <param name="outlet">The outlet.</param>
    /// <param name="from">UTC, included.</param>
    /// <param name="to">UTC, excluded.</param>
    public static IEnumerable<OutletInterval> Of(IEnumerable<LedgerDay> days, OutletCode outlet, DateTime from, DateTime to)
    {
        OutletInterval? open = null;
        foreach (var piece in days.Where(d => d.Start < to && d.End > from).SelectMany(d => OfDay(d, outlet)))
        {
            var (start, end) = (piece.From > from ? piece.From : from, piece.To < to ? piece.To : to);
            if (start >= end) continue;
            if (open is not null && open.To == start && open.State.SaysTheSameAs(piece.State)) open = open with { To = end };
            else
            {
                if (open is not null) yield return open;
                open = new(start, end, piece.State);
            }
        }
        if (open is not null) yield return open;
    }

    private static IEnumerable<OutletInterval> OfDay(LedgerDay day, OutletCode outlet)
    {
        LedgerStep? last = null;
        foreach (var step in day.Steps(outlet))
        {
            foreach (var piece in Until(day, last, step.At)) yield return piece;
            last = step;
        }
        foreach (var piece in Until(day, last, day.End)) yield return piece;
    }

    // What is said of a time after the last look is not known to have held.
    private static IEnumerable<OutletInterval> Until(LedgerDay day, LedgerStep? step, DateTime end)
    {
        if (step is not { State: { } state, At: var at }) yield break;
        var seen = end < day.Until ? end : day.Until;
        if (!state.Observed) seen = end;
        if (at < seen) yield return new(at, seen, state);
        var unseen = at > seen ? at : seen;
        if (unseen < end) yield return new(unseen, end, state.Unobserved(unseen, state.Trading));
    }
}
