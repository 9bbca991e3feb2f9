using System.Collections.Frozen;
using NodaTime;
using Twin.Domain.Calendars;
using Twin.Domain.Network;

namespace Twin.Domain.Teams;

/// <summary>
/// Hours in which people are on shift, every week, on the clock of the team's time zone. A shift that crosses midnight belongs to the day it starts on.
/// </summary>
/// <param name="People">Ids of the people who share it.</param>
/// <param name="Days">The days it starts on.</param>
/// <param name="From">Time of day it starts at.</param>
/// <param name="To">Time of day it ends at, up to 24 h; one that is not after <see cref="From"/> is the next day's.</param>
public sealed record Shift(IReadOnlyList<string> People, IReadOnlyList<IsoDayOfWeek> Days, TimeSpan From, TimeSpan To);

/// <summary>Who looks after some areas for one side, and when. Immutable; safe to share between threads.</summary>
public sealed class Team
{
    private FrozenDictionary<string, TradingCalendar>? _rota;

    public required string Id { get; init; }
    public required Side Side { get; init; }

    /// <summary>Counties, cities or the province. Empty only for a team of <see cref="Side.Province"/>: everything.</summary>
    public IReadOnlyList<DivisionCode> Areas { get; init; } = [];
    public IReadOnlyList<Person> People { get; init; } = [];

    /// <summary>None: everyone, always.</summary>
    public IReadOnlyList<Shift> Shifts { get; init; } = [];

    /// <summary>The tzdb id the shifts are meant in.</summary>
    public string TimeZone { get; init; } = TradingCalendar.DefaultTimeZone;

    // A person's hours are a weekly calendar: the same question as when a shop is open, with the same care for midnight and changes of the
    // clocks. Where the clocks make a hand-over happen twice, both people are on shift in between; where they skip it, it is moved, so that
    // there is no gap. Built when first asked for; two threads may both build it, to the same effect.
    private FrozenDictionary<string, TradingCalendar> Rota => _rota ??= MakeRota();

    /// <summary>Whether any shift names the person.</summary>
    public bool HasShift(string personId) => Rota.ContainsKey(personId);

    /// <summary>Without shifts everyone is, always; someone no shift names is not while others have shifts.</summary>
    public bool IsOnShift(string personId, DateTime utc) =>
        Shifts.Count == 0 || (Rota.TryGetValue(personId, out var hours) && hours.At(utc).State == TradingState.Open);

    public bool IsOnShift(Person person, DateTime utc) => IsOnShift(person.Id, utc);

    /// <summary>When next someone comes on or goes off; null when nobody ever does.</summary>
    public DateTime? NextShiftChange(DateTime utc)
    {
        var next = DateTime.MaxValue;
        foreach (var shift in Shifts)
            foreach (var person in shift.People)
                if (Rota[person].At(utc).End is var end && end < next)
                    next = end;
        return next == DateTime.MaxValue ? null : next;
    }

    /// <summary>The same team, which remembers by itself who is on shift just now: for someone who lives at another time.</summary>
    public Team Copy() => new() { Id = Id, Side = Side, Areas = Areas, People = People, Shifts = Shifts, TimeZone = TimeZone };

    /// <summary>People who have the same shifts share their hours.</summary>
    private FrozenDictionary<string, TradingCalendar> MakeRota()
    {
        var (rota, known) = (new Dictionary<string, TradingCalendar>(StringComparer.Ordinal), new Dictionary<string, TradingCalendar>(StringComparer.Ordinal));
        foreach (var person in Shifts.SelectMany(s => s.People).Distinct(StringComparer.Ordinal))
        {
            var theirs = Enumerable.Range(0, Shifts.Count).Where(i => Shifts[i].People.Contains(person)).ToArray();
            var key = string.Join(' ', theirs);
            if (!known.TryGetValue(key, out var hours)) known[key] = hours = TradingCalendar.Weekly(person, DateTimeZoneProviders.Tzdb[TimeZone], Week([.. theirs.Select(i => Shifts[i])]));
            rota[person] = hours;
        }
        return rota.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static IReadOnlyList<ClockSpan>[] Week(Shift[] shifts)
    {
        var week = new IReadOnlyList<ClockSpan>[WeekDays.Count];
        for (var day = 0; day < week.Length; day++)
            week[day] = [.. shifts.Where(s => s.Days.Contains((IsoDayOfWeek)(day + 1))).Select(s => ClockSpan.Between((int)s.From.TotalMinutes, (int)s.To.TotalMinutes))];
        return week;
    }
}
