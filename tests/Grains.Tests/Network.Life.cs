using Twin.Domain.Incidents;
using Twin.Domain.Network;
using Twin.Domain.Readings;
using Twin.Domain.Teams;
using Twin.Grains.Documents;
using Twin.Grains.Incidents;
using Twin.Grains.Network;

namespace Twin.Grains.Tests;

/// <summary>A network that lives: time passes, heartbeats come, districts are watched, silos die and come back.</summary>
public sealed partial class Network
{
    private static readonly TimeSpan BeatEvery = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan WatchEvery = TimeSpan.FromSeconds(15);

    /// <summary>On a machine that is busy with other things too.</summary>
    private static readonly TimeSpan SettleMax = TimeSpan.FromSeconds(5);

    private readonly HashSet<DivisionCode> _districts = [];
    private TimeSpan _lived;

    public Life Life { get; private set; } = new();

    public Post Post { get; } = new();

    public DateTime Now => Time.GetUtcNow().UtcDateTime;

    /// <summary>Devices that send a heartbeat by themselves, with what they say in it.</summary>
    public Dictionary<(DeviceRef Device, DeviceKind Kind), (string, Value)[]> Beating { get; } = [];

    public async Task Teams(params string[] yamls)
    {
        foreach (var yaml in yamls)
        {
            var id = yaml[..yaml.IndexOf('\n', StringComparison.Ordinal)].TrimStart('#', ' ').Trim();
            var write = await Grains.TeamDocument(id).Put(new(yaml, false, "test"));
            Assert.True(write.Outcome == DocumentOutcome.Accepted, string.Join("; ", write.Faults.Select(f => f.Message)));
        }
        await Documents.Refresh();
    }

    /// <summary>A team of an engineer, a lead and a duty manager, whose ids start with the team's.</summary>
    public static string Team(string id, Side side, string area) =>
        $"""
        # {id}
        side: {(side == Side.Business ? "business" : side == Side.Telecom ? "telecom" : "province")}
        areas: ["{area}"]
        people:
          - {Person($"{id}-eng", "engineer")}
          - {Person($"{id}-lead", "lead")}
          - {Person($"{id}-duty", "duty-manager")}
        """;

    public static string Person(string id, string role) => $"{{id: {id}, role: {role}, home: {{lon: 118.98, lat: 33.62}}, channels: [{{type: log}}, {{type: webhook, url: \"http://post.test/{id}\"}}]}}";

    public async Task Policy(string yaml)
    {
        var write = await Grains.PolicyDocument("default").Put(new(yaml, false, "test"));
        Assert.True(write.Outcome == DocumentOutcome.Accepted, string.Join("; ", write.Faults.Select(f => f.Message)));
        await Documents.Refresh();
    }

    /// <summary>Registers an outlet; ids that begin with t are terminals, with c cameras, with l lines. All of them beat.</summary>
    public async Task<OutletCode> Add(string code, string[] devices, string? node = null, string? area = null, DivisionCode? district = null, string calendar = "always", bool beating = true)
    {
        var outlet = OutletCode.Parse(code);
        var profile = new OutletProfile
        {
            Code = outlet,
            Name = $"网点{code}",
            District = district ?? District,
            TelecomArea = area is null ? null : DivisionCode.Parse(area),
            AccessNode = node,
            Calendar = calendar,
            Location = new GeoPoint(118.98, 33.62),
            Devices = [.. devices.Select(d => new DeviceProfile(DeviceId.Parse(d), KindOf(d)))],
        };
        lock (_districts) _districts.Add(profile.District);
        await Grains.Outlet(outlet).Put(profile, WriteCondition.None);
        if (beating) lock (Beating) foreach (var d in devices) Beating[(new(outlet, DeviceId.Parse(d)), KindOf(d))] = [];
        return outlet;
    }

    public static DeviceKind KindOf(string id) => id[0] switch { 't' => DeviceKind.Terminal, 'c' => DeviceKind.Camera, _ => DeviceKind.Line };

    public async Task<IngestOutcome> Say(OutletCode outlet, string device, params (string, Value)[] values) =>
        await Grains.Device(new(outlet, DeviceId.Parse(device)), KindOf(device)).Apply(Reading(values));

    /// <summary>A device says this from now on.</summary>
    public async Task Keep(OutletCode outlet, string device, params (string, Value)[] values)
    {
        Beating[(new(outlet, DeviceId.Parse(device)), KindOf(device))] = values;
        await Say(outlet, device, values);
    }

    public void Quiet(OutletCode outlet, params string[] devices)
    {
        foreach (var device in devices) Beating.Remove((new(outlet, DeviceId.Parse(device)), KindOf(device)));
    }

    /// <summary>Lets time pass: the wheel turns, heartbeats come, the silo asks for what is shared, the districts are watched.</summary>
    public async Task Live(TimeSpan time, TimeSpan? step = null)
    {
        var by = step ?? TimeSpan.FromSeconds(1);
        for (var left = time; left > TimeSpan.Zero && !Life.Dead; left -= by) await LiveOn(left < by ? left : by);
    }

    /// <summary>Lets time pass until something holds.</summary>
    public async Task Until(Func<Task<bool>> holds, TimeSpan within, string what)
    {
        for (var left = within; left > TimeSpan.Zero; left -= TimeSpan.FromSeconds(1))
        {
            if (await holds()) return;
            await LiveOn(TimeSpan.FromSeconds(1));
        }
        Assert.True(await holds(), $"It did not come to pass within {within}: {what}");
    }

    private async Task LiveOn(TimeSpan by)
    {
        var before = _lived;
        _lived += by;
        try
        {
            if (Crossed(BeatEvery, before))
            {
                await Task.WhenAll(Beating.Select(async b => await Grains.Device(b.Key.Device, b.Key.Kind).Apply(Reading(b.Value))));
                // What they set off belongs to this second, not to the next.
                await Settle();
            }
            Time.Advance(by);
            await Facts.Refresh();
            if (Crossed(WatchEvery, before)) await Watch();
        }
        catch (Exception) when (Life.Dead)
        {
            return;
        }
        await Settle();
    }

    private bool Crossed(TimeSpan every, TimeSpan before) => _lived.Ticks / every.Ticks != before.Ticks / every.Ticks;

    public async Task Watch()
    {
        foreach (var district in _districts) await Grains.District(district).Watch(devices: true, cluster: 0);
        await Grains.District(DivisionCode.Parse("320000")).Watch(devices: true, cluster: 0);
    }

    /// <summary>Returns when every call between grains has ended and the courier has nothing at hand.</summary>
    public async Task Settle()
    {
        var quiet = 0;
        var began = System.Diagnostics.Stopwatch.GetTimestamp();
        while (quiet < 30 && !Life.Dead && System.Diagnostics.Stopwatch.GetElapsedTime(began) < SettleMax)
        {
            await Task.Yield();
            quiet = Life.Pending > 0 || CourierIsBusy() ? 0 : quiet + 1;
        }
        // A call that was lost with the activation it was meant for.
        if (quiet < 30) Life.ForgetPending();
    }

    /// <summary>A message on its way; not one that waits, on the test's clock, for its next try, nor those behind it.</summary>
    private bool CourierIsBusy() => Post.Silent.Count == 0 && Courier.Held.Lanes > Life.ToTryAgain.Count;

    /// <summary>The process dies without a last word.</summary>
    public async Task Kill()
    {
        Life.Die();
        await _cluster.DisposeAsync();
    }

    /// <summary>A new process over the same storage.</summary>
    public async Task Begin()
    {
        await StartSilo();
        await Watch();
        await Settle();
    }

    public async Task Restart()
    {
        await Kill();
        await Begin();
    }

    public async Task<Incident[]> Incidents()
    {
        var found = new List<Incident>();
        foreach (var key in Storage.Keys.Where(k => k.StartsWith("i-", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
            found.Add((await Grains.Incident(IncidentKeys.IncidentOf(key)).Read())!.Incident);
        return [.. found.OrderBy(i => i.OpenedAt).ThenBy(i => i.Id, StringComparer.Ordinal)];
    }

    /// <summary>The incident of an outlet (or node) with this rule; the newest.</summary>
    public async Task<Incident?> Incident(string rule, OutletCode? outlet = null) =>
        (await Incidents()).LastOrDefault(i => i.Report.Cause.Rule == rule && (outlet is null || i.Report.Place.Outlet == outlet));

    public async Task<Incident> Opened(string rule, TimeSpan within, OutletCode? outlet = null)
    {
        await Until(async () => await Incident(rule, outlet) is { Phase: < IncidentPhase.Resolved }, within, $"an open incident of {rule}");
        return (await Incident(rule, outlet))!;
    }

    public async Task<IncidentAnswer> Do(Incident incident, IncidentVerb verb, string by = "test", string? to = null, Side? leg = null) =>
        (await Grains.Incident(incident.Id).Do(new(verb, leg, by, to, null)))!;
}
