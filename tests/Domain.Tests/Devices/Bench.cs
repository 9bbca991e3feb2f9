using Twin.Domain.Calendars;
using Twin.Domain.Devices;
using Twin.Domain.Network;
using Twin.Domain.Readings;
using Twin.Domain.Rules;
using Twin.Domain.Time;

namespace Twin.Domain.Tests.Devices;

/// <summary>A device on the bench: seconds since <see cref="T0"/> instead of dates, and a wall clock that can be stepped.</summary>
internal sealed class Bench
{
    public static readonly DateTime T0 = new(2026, 3, 2, 10, 0, 0, DateTimeKind.Utc);
    public static readonly TradingInterval Open = new(T0.AddDays(-1), DateTime.MaxValue, TradingState.Open);
    public static readonly TradingInterval Closed = new(T0.AddDays(-1), DateTime.MaxValue, TradingState.Closed);
    public static readonly TradingInterval SalesStopped = new(T0.AddDays(-1), DateTime.MaxValue, TradingState.SalesStopped);

    public Bench(RuleBook book, DeviceKind kind = DeviceKind.Terminal, double at = 0)
    {
        (Book, Kind) = (book, kind);
        Twin = new(kind, book, Now(at));
    }

    public RuleBook Book { get; }
    public DeviceKind Kind { get; }
    public DeviceTwin Twin { get; private set; }
    public TradingInterval? Trading { get; set; } = Open;

    /// <summary>How far the wall clock was stepped.</summary>
    public TimeSpan WallStep { get; set; }

    public Moment Now(double s) => new(At(s) + WallStep, At(s));
    public static DateTime At(double s) => T0.AddTicks((long)Math.Round(s * TimeSpan.TicksPerSecond));

    public Bench Tick(double s)
    {
        Twin.Tick(Trading, Now(s));
        return this;
    }

    /// <summary>A reading stamped and received at the same time.</summary>
    public Bench Read(double s, params (string Name, object Value)[] values)
    {
        Assert.Equal(ReadingOutcome.Accepted, ReadAt(s, s, values));
        return this;
    }

    public ReadingOutcome ReadAt(double received, double stamped, params (string Name, object Value)[] values) =>
        Twin.Apply(Reading(stamped, values), Trading, Now(received));

    public static Reading Reading(double stamped, params (string Name, object Value)[] values) => new()
    {
        At = At(stamped),
        Values = [.. values.Select(v => new NamedValue(string.Intern(v.Name), v.Value switch
        {
            bool b => Value.Of(b),
            string t => Value.Of(t),
            int n => Value.Of(n),
            _ => Value.Of((double)v.Value),
        }))],
    };

    /// <summary>Calls Tick at every deadline up to a time, as the shell does.</summary>
    public Bench RunTo(double s)
    {
        for (var calls = 0; Twin.NextDeadline is { } next && next <= At(s); calls++)
        {
            Assert.True(calls < 100_000, $"the deadline {next:O} never goes away");
            Tick(Math.Max((next - T0).TotalSeconds, 0));
        }
        return this;
    }

    public Bench Restart(double s, RuleBook? book = null, Func<DeviceRecord, DeviceRecord>? store = null)
    {
        var record = Twin.ToRecord(Now(s));
        Twin = DeviceTwin.Restore(Kind, store is null ? record : store(record), book ?? Book, Now(s));
        return this;
    }

    public DeviceSnapshot Snapshot => Twin.Snapshot(Moment.At(T0));
    public RulePhase Phase => Snapshot.Rules[0].Phase;

    /// <summary>The transitions of rules as <c>second rule to reason</c>, one text each.</summary>
    public string[] Story(string? subject = null) =>
        [.. Snapshot.Transitions.Where(t => subject is null ? t.Subject != "status" : t.Subject == subject)
            .Select(t => FormattableString.Invariant($"{(t.At - T0).TotalSeconds} {t.Subject} {t.To} {t.Reason}{(t.Late ? " late" : "")}"))];
}
