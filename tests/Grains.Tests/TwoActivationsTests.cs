using Twin.Domain.Incidents;
using Twin.Domain.Network;
using Twin.Domain.Notifications;
using Twin.Domain.Readings;
using Twin.Domain.Teams;
using Twin.Grains.Incidents;
using Twin.Grains.Network;

namespace Twin.Grains.Tests;

/// <summary>
/// The same grains awake on two silos that do not know of each other, as for a moment after a silo was given up that still runs: what the one has stored, the other neither overwrites nor
/// acts against.
/// </summary>
public sealed class TwoActivationsTests : IAsyncLifetime
{
    private const string A = "3208120001";

    private Network _one = null!;
    private Network _other = null!;

    public async ValueTask InitializeAsync()
    {
        _one = await Network.Build();
        await _one.Rules("version: 1\nrules:\n  - {id: cutter, device: terminal, when: cutter == \"jammed\", severity: major}\n  - {id: hot, device: terminal, when: temperatureC > 70, severity: minor}\n");
        await _one.Policy("steps: [{after: 0s, notify: [on-shift]}, {after: 60s, notify: [lead]}]");
        await _one.Teams(Network.Team("biz", Side.Business, "320812"));
    }

    public async ValueTask DisposeAsync()
    {
        await _one.DisposeAsync();
        if (_other is not null) await _other.DisposeAsync();
    }

    [Fact]
    public async Task A_profile_is_not_overwritten_by_the_outlet_that_is_out_of_date()
    {
        var code = await _one.Add(A, ["t1"], beating: false);
        _other = await _one.Twin();
        Assert.Equal("网点3208120001", (await _other.Grains.Outlet(code).Read())!.Profile.Name);

        var profile = (await _one.Grains.Outlet(code).Read())!.Profile;
        await _one.Grains.Outlet(code).Put(profile with { Name = "by the one" }, WriteCondition.None);
        await Assert.ThrowsAnyAsync<Exception>(async () => await _other.Grains.Outlet(code).Put(profile with { Name = "by the other" }, WriteCondition.None));
        Assert.Equal("by the one", (await _other.Grains.Outlet(code).Read())!.Profile.Name);

        // It has let go of what it knew and is as good as the first one now.
        await _other.Grains.Outlet(code).Put(profile with { Name = "by the other" }, WriteCondition.None);
        await Assert.ThrowsAnyAsync<Exception>(async () => await _one.Grains.Outlet(code).Put(profile with { Name = "by the one again" }, WriteCondition.None));
        Assert.Equal("by the other", (await _one.Grains.Outlet(code).Read())!.Profile.Name);
    }

    [Fact]
    public async Task A_transition_is_not_acknowledged_by_the_device_that_is_out_of_date()
    {
        var code = await _one.Add(A, ["t1"], beating: false);
        var device = new DeviceRef(code, DeviceId.Parse("t1"));
        _other = await _one.Twin();
        await _one.Say(code, "t1");
        await _other.Say(code, "t1");

        await _one.Say(code, "t1", ("temperatureC", Value.Of(80.0)));
        await Assert.ThrowsAnyAsync<Exception>(async () => await _other.Say(code, "t1", ("cutter", Value.Of("jammed"))));
        Assert.Equal(["hot"], (await _other.Grains.Device(device, DeviceKind.Terminal).Read()).Faults.Select(f => f.Rule));
        await _other.Say(code, "t1", ("cutter", Value.Of("jammed")));
        Assert.Equal(["cutter", "hot"], (await _other.Grains.Device(device, DeviceKind.Terminal).Read()).Faults.Select(f => f.Rule).Order());
    }

    [Fact]
    public async Task The_incident_that_is_out_of_date_climbs_no_ladder()
    {
        var code = await _one.Add(A, ["t1"]);
        await _one.Keep(code, "t1", ("cutter", Value.Of("jammed")));
        var incident = await _one.Opened("cutter", TimeSpan.FromMinutes(1), code);
        _other = await _one.Twin();
        // The other has it awake with its step due, and does not hear that somebody took it.
        Assert.Equal(IncidentPhase.Open, (await _other.Grains.Incident(incident.Id).Read())!.Incident.Phase);
        await _one.Do(incident, IncidentVerb.Acknowledge, by: "biz-eng");

        await _other.Live(TimeSpan.FromMinutes(2));
        await _one.Live(TimeSpan.FromMinutes(2));
        Assert.Empty(_other.Post.Taken);
        Assert.Equal(["biz-eng"], _one.Post.Taken.Where(n => n.Kind == NotificationKind.Page).Select(n => n.Recipient));
        Assert.Equal(IncidentPhase.Acknowledged, (await _other.Grains.Incident(incident.Id).Read())!.Incident.Phase);
    }
}
