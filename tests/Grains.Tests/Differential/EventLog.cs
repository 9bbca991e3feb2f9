using Twin.Documents;
using Twin.Domain.Incidents;
using Twin.Domain.Muting;
using Twin.Domain.Network;
using Twin.Domain.Readings;
using Twin.Domain.Teams;
using Twin.Simulation.Randomness;

namespace Twin.Grains.Tests.Differential;

/// <summary>One thing that happens to a network, at a full second.</summary>
public abstract record LoggedEvent(int Second)
{
    public sealed record Put(int Second, OutletProfile Outlet) : LoggedEvent(Second);
    public sealed record Delete(int Second, OutletCode Outlet) : LoggedEvent(Second);

    /// <param name="At">The device's own time, in seconds after the real one.</param>
    public sealed record Say(int Second, DeviceRef Device, DeviceKind Kind, double At, long? Seq, NamedValue[] Values) : LoggedEvent(Second);

    /// <param name="Pick">0 to 1: which of the incidents there then are, by their ids.</param>
    public sealed record Command(int Second, double Pick, IncidentVerb Verb, Side? Leg, string By, string? To, string? Key) : LoggedEvent(Second);

    public sealed record Mute(int Second, MuteKind Kind, MuteMatch Match, int From, int Minutes) : LoggedEvent(Second);

    /// <param name="Number">Which mute, in the order of the log.</param>
    public sealed record EndMute(int Second, int Number) : LoggedEvent(Second);
    public sealed record Document(int Second, string Name, string Yaml) : LoggedEvent(Second);
}

/// <summary>
/// A bad day of a small network, from a seed: 24 outlets behind three access nodes and none, with thousands of readings, every kind of fault, commands right and wrong, mutes, and
/// changes of every document.
/// </summary>
public sealed class EventLog
{
    private const int BeatEvery = 30;
    private static readonly string[] Districts = ["320812", "320813", "320830"];

    /// <summary>Ten in the morning of a Monday in Shanghai: the shops of this calendar open at 10:20, stop selling from 10:50 to 11:05 and close for lunch at 11:20.</summary>
    private const string Shop = "weekly: {mon-sun: [\"10:20-11:20\", \"11:40-20:00\"]}\nsalesStops: [{days: [mon], from: \"10:50\", to: \"11:05\"}]";

    private readonly RandomStream _random;
    private readonly List<(int Second, int Order, LoggedEvent Event)> _events = [];
    private readonly List<OutletProfile> _outlets = [];
    private readonly Dictionary<DeviceRef, List<(int From, int To, NamedValue[]? Values)>> _lives = [];
    private int _mutes;

    private EventLog(long seed, int seconds) => (_random, Seconds) = (new RandomStreams(seed, 0).Stream("differential"), seconds);

    public int Seconds { get; }

    /// <summary>All outlets that are there from the beginning.</summary>
    public IEnumerable<OutletCode> Outlets => _outlets.Select(o => o.Code);

    public IReadOnlyList<LoggedEvent> Events { get; private set; } = [];

    /// <param name="seed">Of everything that happens.</param>
    /// <param name="length">How long it is.</param>
    public static EventLog Of(long seed, TimeSpan length)
    {
        var log = new EventLog(seed, (int)length.TotalSeconds);
        log.Prepare();
        log.Faults();
        log.People();
        log.Changes();
        log.Readings();
        log.Events = [.. log._events.OrderBy(e => e.Second).ThenBy(e => e.Order).Select(e => e.Event)];
        return log;
    }

    private void Add(LoggedEvent it) => _events.Add((it.Second, _events.Count, it));

    private int Below(int bound) => _random.Below(bound);

    private T Any<T>(IReadOnlyList<T> of) => of[Below(of.Count)];

    private int Some(int from, int to) => from + Below(to - from);

    private void Prepare()
    {
        Add(new LoggedEvent.Document(0, "calendar:shop", Shop));
        Add(new LoggedEvent.Document(0, "calendar:never", "weekly: {}"));
        Add(new LoggedEvent.Document(0, "policy", Policy(dispatch: "priority", verifyFor: "3m")));
        foreach (var (id, side, area, n) in new[] { ("biz12", "business", "320812", 3), ("biz13", "business", "320813", 2), ("biz30", "business", "320830", 1), ("tel12", "telecom", "320812", 2), ("tel13", "telecom", "320813", 2) })
            Add(new LoggedEvent.Document(0, $"team:{id}", Team(id, side, area, n)));
        Add(new LoggedEvent.Document(0, "team:huaian", Team("huaian", "province", "320800", 2)));
        for (var i = 0; i < 24; i++)
        {
            var district = Districts[i % 3];
            var outlet = new OutletProfile
            {
                Code = OutletCode.Parse($"3208{i:000000}"),
                Name = $"网点{i}",
                District = DivisionCode.Parse(district),
                TelecomArea = i % 5 == 0 ? DivisionCode.Parse("320813") : null,
                AccessNode = i < 9 ? "OLT-1" : i < 15 ? "OLT-2" : i < 19 ? "OLT-3" : null,
                Calendar = i % 6 == 1 ? "shop" : i % 6 == 3 ? "never" : "always",
                Location = new GeoPoint(118.8 + (i * 0.017), 33.5 + (i % 7 * 0.02)),
                Devices = [.. Kit(i).Select(d => new DeviceProfile(DeviceId.Parse(d), Network.KindOf(d)))],
            };
            _outlets.Add(outlet);
            Add(new LoggedEvent.Put(1, outlet));
        }
    }

    private static string[] Kit(int i) => (i % 4) switch { 0 => ["l1", "t1", "c1"], 1 => ["l1", "t1", "t2"], 2 => ["l1", "l2", "t1", "c1"], _ => ["t1", "c1", "c2"] };

    private static string Policy(string dispatch, string verifyFor) =>
        $$"""
        ackTimeout: 12m
        verifyFor: {{verifyFor}}
        reopenWithin: 15m
        autoAssign: true
        dispatch: {{dispatch}}
        steps:
          - {after: 0s, notify: [on-shift]}
          - {after: 4m, notify: [lead], unless: acknowledged}
          - {after: 8m, notify: [duty-manager], unless: assigned}
          - {after: 9m, notify: [biz12-lead], unless: onSite, side: telecom}
        repeat: {every: 10m, times: 2}
        thenUnattended: [duty-manager]
        """;

    private static string Team(string id, string side, string area, int engineers)
    {
        string Person(string name, string role, string more) =>
            $"  - {{id: {id}-{name}, role: {role}, language: {(engineers % 2 == 0 ? "en" : "zh")}, home: {{lon: {118.7 + (engineers * 0.05):0.00}, lat: 33.5}}{more}, channels: [{{type: log}}, {{type: webhook, url: \"http://post.test/{id}-{name}\"}}]}}";
        return string.Join('\n', [
            $"side: {side}", $"areas: [\"{area}\"]", "people:",
            .. Enumerable.Range(1, engineers).Select(n => Person($"eng{n}", "engineer", n == 2 ? ", skills: [terminal]" : "")), Person("lead", "lead", ""), Person("duty", "duty-manager", "")]);
    }

    /// <summary>A device says this, or nothing at all (null), for a while; what begins later has the last word.</summary>
    private void Live(DeviceRef device, int from, int to, NamedValue[]? values)
    {
        if (!_lives.TryGetValue(device, out var lives)) _lives[device] = lives = [];
        lives.Add((from, Math.Min(to, Seconds), values));
    }

    private void Faults()
    {
        var last = Math.Max(Seconds - 900, Seconds * 3 / 4);
        for (var at = 150; at < last; at += Some(15, 75)) One(at, Any(_outlets));
        // Fibres are cut: the lines of a node go one after another.
        foreach (var node in new[] { "OLT-1", "OLT-2", "OLT-1", "OLT-3" })
        {
            var at = Some(240, last);
            var until = at + Some(240, 1200);
            foreach (var outlet in _outlets.Where(o => o.AccessNode == node))
                if (Below(10) > 0) Dark(outlet, at + Below(45), until + Below(120), told: Below(3) > 0);
        }
        // We go deaf ourselves.
        var deaf = Some(Seconds / 2, last);
        foreach (var outlet in _outlets)
            foreach (var device in outlet.Devices) Live(new(outlet.Code, device.Id), deaf, deaf + 400, null);
    }

    private void Dark(OutletProfile outlet, int from, int to, bool told)
    {
        foreach (var device in outlet.Devices)
            Live(new(outlet.Code, device.Id), from, to + Below(30), device.Kind == DeviceKind.Line && told ? [new("los", Value.Of(true))] : null);
    }

    private void One(int at, OutletProfile outlet)
    {
        var device = Any(outlet.Devices);
        var it = new DeviceRef(outlet.Code, device.Id);
        var until = at + (Below(4) == 0 ? Some(20, 120) : Some(120, 900));
        switch (device.Kind, Below(8))
        {
            case (DeviceKind.Line, < 3):
                Dark(outlet, at, until, told: true);
                break;
            case (DeviceKind.Line, < 5):
                Live(it, at, until, [new("lossPct", Value.Of(5.0 + Below(30))), new("rttMs", Value.Of(80.0))]);
                break;
            case (DeviceKind.Line, 5):
                Live(it, at, until, [new("dyingGasp", Value.Of(true))]);
                break;
            case (DeviceKind.Terminal, 0):
                Live(it, at, until, [new("session", Value.Of(false))]);
                break;
            case (DeviceKind.Terminal, 1):
                Live(it, at, until, [new("temperatureC", Value.Of(66.0 + Below(15)))]);
                break;
            case (DeviceKind.Terminal, 2):
                Live(it, at, until, [new("paper", Value.Of("out"))]);
                break;
            case (DeviceKind.Terminal, < 5):
                // It flaps.
                for (var i = 0; i < 12; i++) Live(it, at + (45 * i), at + (45 * i) + 45, [new("cutter", Value.Of(i % 2 == 0 ? "jammed" : "ok"))]);
                break;
            case (DeviceKind.Camera, 0):
                Live(it, at, until, [new("video", Value.Of(false))]);
                break;
            case (DeviceKind.Camera, 1):
                Live(it, at, until, [new("storage", Value.Of("full"))]);
                break;
            case (DeviceKind.Camera, < 5):
                for (var i = 0; i < 4; i++) Add(new LoggedEvent.Say(at + (3 * i), it, device.Kind, 0, null, [new("person", Value.Of(true))]));
                if (Below(2) == 0) Live(it, at + 15, until, [new("covered", Value.Of(true))]);
                if (Below(3) == 0) Dark(outlet, at + 20, until, told: true);
                break;
            default:
                Live(it, at, until, null);
                break;
        }
    }

    private void People()
    {
        string[] people = ["biz12-eng1", "biz12-eng2", "biz12-lead", "biz13-eng1", "biz30-eng1", "tel12-eng1", "tel13-eng1", "tel13-lead", "nobody"];
        string[] targets = ["business", "telecom", "tel13", "biz12", "huaian", "nowhere"];
        IncidentVerb[] verbs = [IncidentVerb.Acknowledge, IncidentVerb.Acknowledge, IncidentVerb.Assign, IncidentVerb.Assign, IncidentVerb.Arrive, IncidentVerb.Resolve, IncidentVerb.Close, IncidentVerb.Reopen, IncidentVerb.Reassign, IncidentVerb.Note];
        for (var at = 200; at < Seconds; at += Some(5, 40))
        {
            var verb = Any(verbs);
            var leg = Below(4) switch { 0 => Side.Business, 1 => Side.Telecom, _ => (Side?)null };
            var to = verb == IncidentVerb.Assign ? Any(people) : verb == IncidentVerb.Reassign ? Any(targets) : null;
            Add(new LoggedEvent.Command(at, _random.Uniform(), verb, leg, Any(people), to, Below(5) == 0 ? $"key-{Below(20)}" : null));
        }
        for (var at = 400; at < Seconds - 600; at += Some(200, 600))
        {
            var outlet = Any(_outlets);
            MuteMatch match = Below(6) switch
            {
                0 => new() { District = outlet.District },
                1 => new() { City = outlet.City, Rule = "terminal-offline" },
                2 => new() { AccessNode = outlet.AccessNode ?? "OLT-1" },
                3 => new() { Device = new(outlet.Code, outlet.Devices[0].Id) },
                4 => new() { TelecomArea = DivisionCode.Parse("320813") },
                _ => new() { Outlet = outlet.Code },
            };
            var minutes = Some(3, 20);
            Add(new LoggedEvent.Mute(at, (MuteKind)Below(2), match, Below(3) == 0 ? Some(60, 300) : 0, minutes));
            if (Below(3) == 0) Add(new LoggedEvent.EndMute(at + Some(30, minutes * 60), _mutes));
            _mutes++;
        }
    }

    private void Changes()
    {
        Add(new LoggedEvent.Document(Seconds * 3 / 10, "team:biz12", Team("biz12", "business", "320812", 2)));
        Add(new LoggedEvent.Document(Seconds * 4 / 10, "policy", Policy(dispatch: "zone-first", verifyFor: "4m")));
        Add(new LoggedEvent.Document(Seconds * 5 / 10, "rules", Defaults.RuleBookYaml
            .Replace("silent(90s)", "silent(75s)", StringComparison.Ordinal)
            .Replace("temperatureC > 70", "temperatureC > 68", StringComparison.Ordinal)
            .Replace("id: printer-paper", "id: paper-out", StringComparison.Ordinal)));
        Add(new LoggedEvent.Document(Seconds * 6 / 10, "calendar:shop", Shop.Replace("11:20", "11:25", StringComparison.Ordinal)));
        var moved = _outlets[4] with { AccessNode = "OLT-2", Devices = [.. _outlets[4].Devices.Skip(1), new(DeviceId.Parse("t9"), DeviceKind.Terminal)] };
        Add(new LoggedEvent.Put(Seconds * 7 / 10, moved));
        Add(new LoggedEvent.Delete(Seconds * 8 / 10, _outlets[11].Code));
    }

    /// <summary>Every device says twice a minute, in a second of its own, how it is; some of it comes late, twice, or with a clock that is wrong.</summary>
    private void Readings()
    {
        var phase = 0;
        foreach (var outlet in _outlets)
            foreach (var profile in outlet.Devices)
            {
                var device = new DeviceRef(outlet.Code, profile.Id);
                var lives = _lives.GetValueOrDefault(device, []);
                var gone = outlet == _outlets[11] ? Seconds * 8 / 10 : outlet == _outlets[4] && profile == outlet.Devices[0] ? Seconds * 7 / 10 : Seconds;
                phase = (phase + 7) % BeatEvery;
                for (var (at, seq) = (2 + phase, 1L); at < gone; at += BeatEvery, seq++)
                {
                    var now = lives.FindLastIndex(l => l.From <= at && at < l.To);
                    if (now >= 0 && lives[now].Values is null) continue;
                    var values = now >= 0 ? lives[now].Values! : Healthy(profile.Kind);
                    Add(new LoggedEvent.Say(at, device, profile.Kind, Below(40) switch { 0 => -3, 1 => -90, 2 => 86_400, _ => 0 }, seq, values));
                    if (Below(30) == 0) Add(new LoggedEvent.Say(at, device, profile.Kind, 0, seq, values));
                }
            }
    }

    private NamedValue[] Healthy(DeviceKind kind) => kind switch
    {
        DeviceKind.Terminal => [new("temperatureC", Value.Of(40.0 + Below(10))), new("session", Value.Of(true)), new("cutter", Value.Of("ok")), new("paper", Value.Of("ok"))],
        DeviceKind.Line => [new("los", Value.Of(false)), new("lossPct", Value.Of(0.1)), new("rttMs", Value.Of(30.0)), new("dyingGasp", Value.Of(false))],
        _ => [new("video", Value.Of(true)), new("covered", Value.Of(false)), new("storage", Value.Of("ok"))],
    };
}
