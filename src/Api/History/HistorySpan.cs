using Twin.Api.Outlets.Lists;

namespace Twin.Api.History;

/// <summary>A stretch of the past, UTC, the end excluded.</summary>
public readonly record struct HistorySpan(DateTime From, DateTime To)
{
    public const int DaysMax = 400;

    public DateOnly First => DateOnly.FromDateTime(From);
    public DateOnly Last => DateOnly.FromDateTime(To.AddTicks(-1));

    /// <summary>What <c>from</c> and <c>to</c> say, cut off at now; null, with its faults noted, when that is nothing.</summary>
    public static HistorySpan? Read(QueryReader query, DateTime now)
    {
        if ((HistoryTime.Read(query, "from"), HistoryTime.Read(query, "to")) is not ({ } from, { } to)) return null;
        now = Domain.History.LedgerDay.Whole(now);
        var end = to < now ? to : now;
        if (from >= to) query.Fault("from", "badValue", "from is before to.");
        else if (from >= now) query.Fault("from", "inFuture", "from is a past time.");
        else if (end - from > TimeSpan.FromDays(DaysMax)) query.Fault("to", "tooLong", $"At most {DaysMax} days can be asked for.");
        else return new(from, end);
        return null;
    }
}
