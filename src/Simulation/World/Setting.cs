using Twin.Domain.Calendars;
using Twin.Domain.Escalation;
using Twin.Domain.Rules;
using Twin.Domain.Teams;

namespace Twin.Simulation.World;

/// <summary>The documents a world goes by: what <c>ActiveDocuments</c> is to the live network. A part of one world: it remembers what it looked up last.</summary>
public sealed class Setting
{
    private readonly Dictionary<string, CalendarInForce> _calendars = new(StringComparer.Ordinal);
    private TeamDirectory? _shiftsOf;
    private DateTime _shiftsFrom;
    private DateTime _shiftsUntil;

    public Setting()
    {
        Use(TradingCalendar.Always);
        Use(TradingCalendar.Standard);
    }

    public RuleBook RuleBook { get; internal set; } = RuleBook.Empty;
    public EscalationPolicy Policy { get; internal set; } = EscalationPolicy.Default;
    public TeamDirectory Teams { get; internal set; } = TeamDirectory.Empty;

    /// <summary>When next someone of any team comes on shift or goes off.</summary>
    public DateTime NextShiftChange(DateTime utc)
    {
        if (ReferenceEquals(_shiftsOf, Teams) && _shiftsFrom <= utc && utc < _shiftsUntil) return _shiftsUntil;
        var next = DateTime.MaxValue;
        foreach (var team in Teams.Teams)
            if (team.NextShiftChange(utc) is { } change && change < next) next = change;
        (_shiftsOf, _shiftsFrom, _shiftsUntil) = (Teams, utc, next);
        return next;
    }

    /// <summary>What an incident's id is put behind in messages; null: no link.</summary>
    public string? LinkBase { get; init; }

    /// <summary>The trading interval a calendar has at a time; null when there is no such calendar.</summary>
    public TradingInterval? Trading(string? calendar, DateTime utc)
    {
        if (calendar is null || !_calendars.TryGetValue(calendar, out var known)) return null;
        if (known.Interval is not { } interval || !interval.Contains(utc)) known.Interval = interval = known.Calendar.At(utc);
        return interval;
    }

    internal void Use(TradingCalendar calendar) => _calendars[calendar.Id] = new(calendar);

    /// <summary>Many worlds share a calendar, each at its own time; what it remembers serves only one of them.</summary>
    private sealed class CalendarInForce(TradingCalendar calendar)
    {
        public TradingCalendar Calendar => calendar;
        public TradingInterval? Interval { get; set; }
    }
}
