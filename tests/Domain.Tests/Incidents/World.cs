using System.Globalization;
using Twin.Domain.Calendars;
using Twin.Domain.Devices;
using Twin.Domain.Escalation;
using Twin.Domain.FieldService;
using Twin.Domain.Incidents;
using Twin.Domain.Muting;
using Twin.Domain.Network;
using Twin.Domain.Notifications;
using Twin.Domain.Teams;
using Twin.Domain.Tests.Teams;
using Twin.Domain.Time;

namespace Twin.Domain.Tests.Incidents;

/// <summary>
/// One incident and what surrounds it. Minutes since <see cref="T0"/> instead of dates; time passes from deadline to deadline. Teams: bea, her lead bill and duty manager
/// bo look after the shops of 320812; tom, tina and ted after the lines of 320813; pat hears what nobody covers.
/// </summary>
internal sealed class World
{
    public const string Outlet = "3208008351";
    public static readonly DateTime T0 = new(2026, 3, 2, 2, 0, 0, DateTimeKind.Utc); // a Monday, 10:00 in Shanghai

    private Incident? _incident;
    private DateTime _backAt = DateTime.MinValue;

    public World(params EscalationStep[] steps) => Policy = EscalationPolicy.Default with { Steps = steps.Length == 0 ? EscalationPolicy.Default.Steps : steps };

    public EscalationPolicy Policy { get; set; }
    public CauseReport Report { get; set; } = ReportOf(DeviceKind.Terminal);
    public TeamDirectory Teams { get; set; } = TeamDirectory.Of(
    [
        Team("shops", "business", "320812", "bea", "bill:lead", "bo:duty-manager"),
        Team("lines", "telecom", "320813", "tom", "tina:lead", "ted:duty-manager"),
        Team("province", "province", "", "pat:duty-manager"),
    ]);
    public Roster Roster { get; set; } = Roster.Empty;
    public List<Mute> Mutes { get; } = [];

    /// <summary>Minutes at which the outlet opens and closes in turn, beginning with what it is before the first; none: no calendar.</summary>
    public double[] Turns { get; set; } = [];
    public bool OpenAtFirst { get; set; } = true;

    /// <summary>Minutes.</summary>
    public double At { get; private set; }
    public TimeSpan WallStep { get; set; }
    public TimeSpan SteadyShift { get; private set; }
    public IncidentReason Reason { get; private set; }

    public Incident It => _incident ?? throw new InvalidOperationException("No incident was opened.");
    public Moment Now => new(Minute(At) + WallStep, Minute(At) + SteadyShift);
    public DateTime? NextDeadline => _incident is null ? null : IncidentRules.NextDeadline(It, Surroundings, Now);

    public IncidentWorld Surroundings => new() { Teams = Teams, Roster = Roster, Mutes = [.. Mutes], Trading = Trading, BackAt = _backAt };

    public static DateTime Minute(double minute) => T0.AddTicks((long)Math.Round(minute * TimeSpan.TicksPerMinute));
    public static TimeSpan Min(double minutes) => TimeSpan.FromTicks((long)Math.Round(minutes * TimeSpan.TicksPerMinute));

    /// <summary>A step: after so many minutes, whom, unless.</summary>
    public static EscalationStep Step(double after, string notify, Unless unless = Unless.Never) => new() { After = Min(after), Notify = notify.Split(' '), Unless = unless };

    public static Team Team(string id, string side, string areas, params string[] people)
    {
        var team = Crew.Of(id, side, areas, people);
        return new()
        {
            Id = team.Id,
            Side = team.Side,
            Areas = team.Areas,
            People = [.. team.People.Select(p => p with { Channels = [new("webhook", ChannelType.Webhook, "http://x"), new("email", ChannelType.Email, To: "x@example.org")] })],
        };
    }

    public static CauseReport ReportOf(DeviceKind kind, string rule = "offline", Severity severity = Severity.Major) => new()
    {
        Incident = $"{Outlet}-1",
        Scope = IncidentScope.Outlet,
        Place = new() { Outlet = OutletCode.Parse(Outlet), Name = "水渡口店", District = DivisionCode.Parse("320812"), TelecomArea = DivisionCode.Parse("320813"), AccessNode = "HA-QJP-OLT-03" },
        Cause = new() { Device = DeviceRef.Parse($"{Outlet}/{char.ToLowerInvariant(kind.ToString()[0])}1"), Kind = kind, Rule = rule, TitleEn = rule },
        Severity = severity,
        Bad = true,
        Since = T0,
        Members = [Outlet],
    };

    /// <summary>A terminal whose trouble may be either side's: joint dispatch.</summary>
    public static CauseReport Joint => ReportOf(DeviceKind.Terminal, "no-session") is var r ? r with { Cause = r.Cause with { Legs = [Side.Business, Side.Telecom] } } : r;

    public World Open(CauseReport? report = null)
    {
        Report = report ?? Report;
        _incident = IncidentRules.Open(Report, Policy, Surroundings, Now);
        return this;
    }

    /// <summary>Lets time pass, waking up at deadlines only.</summary>
    public World To(double minute)
    {
        while (NextDeadline is { } next && next <= Minute(minute) + SteadyShift)
        {
            Assert.True(next > Now.Steady, "A deadline that is not ahead would be waited for without end.");
            At = (next - SteadyShift - T0) / TimeSpan.FromMinutes(1);
            Decide(new IncidentInput.Tick());
        }
        At = minute;
        return Tick();
    }

    public World Tick() => Decide(new IncidentInput.Tick());

    public World Decide(IncidentInput input)
    {
        if (_incident is not null) (Reason, _incident) = IncidentRules.Decide(_incident, input, Surroundings, Now);
        return this;
    }

    public World Do(IncidentVerb verb, string by = "bea", Side? leg = null, string? to = null, string? note = null, string? key = null) =>
        Decide(new IncidentInput.Command(verb, leg, by, to, note, key));

    public World Acknowledge(string by, Side? leg = null) => Do(IncidentVerb.Acknowledge, by, leg);

    public World Observe(Func<CauseReport, CauseReport> change) => Decide(new IncidentInput.Observe(Report = change(Report)));

    public World Bad(bool bad) => Observe(r => r with { Bad = bad });

    public World Mute(string id, double from, double until, MuteKind kind = MuteKind.Silence, MuteMatch? match = null)
    {
        Mutes.Add(new() { Id = id, Kind = kind, Match = match ?? new() { Outlet = OutletCode.Parse(Outlet) }, From = Minute(from), Until = Minute(until), By = "bo", CreatedAt = Now.Wall });
        return Tick();
    }

    public World EndMute(string id)
    {
        var at = Mutes.FindIndex(m => m.Id == id);
        Mutes[at] = Mutes[at] with { Until = Now.Wall, EndedAt = Now.Wall };
        return Tick();
    }

    /// <summary>The process ends, and another one begins at a minute, with a steady clock of its own.</summary>
    public World Restart(double back)
    {
        At = back;
        // A new process's steady clock starts at the wall's.
        var shift = WallStep - SteadyShift;
        SteadyShift = WallStep;
        _backAt = Now.Steady;
        _incident = _incident?.Rebased(shift);
        return Tick();
    }

    public World Receipt(string key, NotificationOutcome outcome, string? detail = null) => Decide(new IncidentInput.Receipt(key, outcome, Now.Wall, 1, detail));

    /// <summary>What went out, e.g. <c>30 tina 1</c>: minute, recipient, step, and <c>late</c>.</summary>
    public string[] Sent => [.. It.Outbox.Select(m => Said(m.CreatedAt, $"{m.Recipient} {m.Step}{(m.Late ? " late" : "")}"))];

    /// <summary>The same, for one side's leg.</summary>
    public string[] SentTo(Side side) => [.. It.Outbox.Where(m => m.Leg == IncidentWord(side)).Select(m => Said(m.CreatedAt, $"{m.Recipient} {m.Step}{(m.Late ? " late" : "")}"))];

    /// <summary>What was not sent, and why, e.g. <c>10 1 acknowledged</c>.</summary>
    public string[] Unsent => [.. It.Pages.Where(p => !p.Sent).Select(p => Said(p.At, $"{p.Step} {p.Reason}"))];

    /// <summary>What happened, e.g. <c>5 resolved causeCleared</c>.</summary>
    public string[] Story => [.. It.Timeline.Select(e => Said(e.At, $"{e.Event} {e.Reason}"))];

    public string Happened(string what) => string.Join(", ", It.Timeline.Where(e => e.Event == what).Select(e => Said(e.At, e.Reason)));

    public string Legs => string.Join(' ', It.Legs.Select(l => $"{IncidentWord(l.Side)}:{l.Team}{(l.Required ? "" : ":informed")}{(l.Withdrawn ? ":withdrawn" : "")}"));

    private TradingInterval? Trading
    {
        get
        {
            if (Turns.Length == 0) return null;
            var past = Turns.Count(t => Minute(t) <= Now.Wall);
            return new(past == 0 ? DateTime.MinValue : Minute(Turns[past - 1]), past == Turns.Length ? DateTime.MaxValue : Minute(Turns[past]),
                OpenAtFirst == (past % 2 == 0) ? TradingState.Open : TradingState.Closed);
        }
    }

    private string Said(DateTime at, string what) => $"{((at - T0 - WallStep) / TimeSpan.FromMinutes(1)).ToString("0.####", CultureInfo.InvariantCulture)} {what}";

    private static string IncidentWord(Side side) => side == Side.Business ? "business" : "telecom";
}
