using Twin.Domain.Incidents;
using Twin.Domain.Network;
using Twin.Domain.Notifications;
using Twin.Domain.Readings;
using Twin.Domain.Teams;
using Twin.Simulation.Runs;
using Twin.Simulation.World;

namespace Twin.Simulation.Replay;

/// <summary>One regime, and the network that goes by it: recorded readings come to the real twins, and what becomes of it is written down.</summary>
internal sealed class RegimeRun : IWorldObserver
{
    private readonly NetworkWorld _world;
    private readonly TimeSpan? _answer;
    private readonly Dictionary<string, IncidentCourse> _courses = new(StringComparer.Ordinal);
    private readonly Dictionary<PageKey, int> _pages = [];
    private Fingerprint _fingerprint;

    public RegimeRun(BackTestSetting setting, Regime regime, IEnumerable<OutletProfile> outlets, DateTime start)
    {
        _answer = setting.Answer;
        _world = new(start) { Remembers = false, Observer = this };
        foreach (var calendar in setting.Calendars) _world.Setting.Use(calendar);
        _world.Setting.RuleBook = regime.RuleBook;
        _world.Use(regime.Policy);
        _world.Use(setting.Teams);
        foreach (var outlet in outlets) _world.Put(outlet);
    }

    public long Duplicates { get; private set; }
    public long Late { get; private set; }

    /// <summary>Readings refused since their device has reported too many names.</summary>
    public long Refused { get; private set; }

    public RegimeOutcome Outcome => new([.. _courses.Values.OrderBy(c => c.OpenedAt).ThenBy(c => c.Id, StringComparer.Ordinal)], _pages, _fingerprint);

    public void RunTo(DateTime time) => _world.RunTo(time);

    public void Apply(DeviceRef device, Reading reading)
    {
        switch (_world.Apply(device, reading))
        {
            case ReadingOutcome.Duplicate: Duplicates++; break;
            case ReadingOutcome.Late: Late++; break;
            case null: Refused++; break;
            default: break;
        }
    }

    public void Changed(Incident? before, Incident after)
    {
        _fingerprint.Add(_world.Now.Wall.Ticks);
        _fingerprint.Add(after.Id);
        _fingerprint.Add((long)after.Phase + ((long)after.Outbox.Count << 8));
        if (!_courses.TryGetValue(after.Id, out var course)) _courses[after.Id] = course = new(after);
        course.Follow(after);
        for (var i = before?.Outbox.Count ?? 0; i < after.Outbox.Count; i++) Sent(course, after.Outbox[i]);
    }

    private void Sent(IncidentCourse course, Notification message)
    {
        course.Sent(message);
        var key = new PageKey(message.Recipient, Tier(message));
        _pages[key] = _pages.GetValueOrDefault(key) + 1;
        if (_answer is { } after && message.Kind == NotificationKind.Page)
            _world.Agenda.At(_world.Now.Wall + after, () => Answer(message.Incident, Enum.Parse<Side>(message.Leg, ignoreCase: true), message.Recipient));
    }

    /// <summary>Whoever is free takes the job; whoever is not says that they know.</summary>
    private void Answer(string incident, Side side, string person)
    {
        if (_world.Read(incident) is not { Phase: < IncidentPhase.Resolved } it || it.Leg(side) is not { Attended: false } leg) return;
        if (_world.Do(incident, new(IncidentVerb.Assign, leg.Side, person, person, null)) is IncidentReason.Assigned) return;
        _world.Do(incident, new(IncidentVerb.Acknowledge, leg.Side, person, null, null));
    }

    private static string Tier(Notification message) => message.Kind switch
    {
        NotificationKind.Page => int.TryParse(message.Step, out _) ? $"step {message.Step}" : message.Step,
        NotificationKind.Unattended => "unattended",
        NotificationKind.Recovery => "recovery",
        _ => "update",
    };
}

/// <summary>Who was told, and on which rung of the ladder: <c>step 0</c>, <c>step 1</c>, …, <c>unattended</c>, or <c>update</c>, <c>recovery</c>.</summary>
public readonly record struct PageKey(string Person, string Tier);

/// <summary>What one regime made of a recording.</summary>
/// <param name="Incidents">By the time they were opened.</param>
public sealed record RegimeOutcome(IReadOnlyList<IncidentCourse> Incidents, IReadOnlyDictionary<PageKey, int> Messages, Fingerprint Fingerprint)
{
    public int Pages => Incidents.Sum(i => i.Pages);
}
