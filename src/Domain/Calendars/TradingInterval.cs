namespace Twin.Domain.Calendars;

/// <summary>
/// <c>Open</c>: staffed and selling. <c>SalesStopped</c>: staffed, but the draw has stopped sales; a rule's <c>open</c> and <c>closed</c> are then both
/// false, so nobody is called because a terminal rests, and staff in the shop are no intruders. <c>Closed</c>: nobody is expected to be there.
/// </summary>
public enum TradingState : byte { Open, SalesStopped, Closed }

/// <summary>A stretch of one trading state, from <see cref="Start"/> (included) to <see cref="End"/> (excluded), UTC; an end that never comes is <see cref="DateTime.MaxValue"/>.</summary>
public sealed record TradingInterval(DateTime Start, DateTime End, TradingState State)
{
    public bool Contains(DateTime utc) => Start <= utc && utc < End;
}
