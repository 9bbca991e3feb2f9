using Twin.Domain.Incidents;
using Twin.Domain.Network;
using Twin.Domain.Readings;
using Twin.Domain.Teams;
using Twin.Grains.Network;

namespace Twin.Grains.Tests;

/// <summary>Many at once: callers that race for one fault, and faults that come together.</summary>
public sealed class StormTests : IAsyncLifetime
{
    private Network _network = null!;

    public async ValueTask InitializeAsync() => _network = await Network.Build();

    public async ValueTask DisposeAsync() => await _network.DisposeAsync();

    private static string Code(int i) => $"32081{20000 + i:00000}";

    [Fact]
    public async Task Callers_that_race_with_the_same_fault_make_one_incident_in_each_of_a_thousand_rounds()
    {
        const int Rounds = 1_000;
        await _network.Teams(Network.Team("biz", Side.Business, "320812"));
        await _network.Rules("version: 1\nrules:\n  - {id: cutter, device: terminal, when: cutter == \"jammed\", severity: major}\n");
        await _network.Policy("correlationHold: 0s");
        var outlets = await Task.WhenAll(Enumerable.Range(0, Rounds).Select(i => _network.Add(Code(i), ["t1"], beating: false)));

        foreach (var chunk in outlets.Chunk(50))
        {
            await Task.WhenAll(chunk.Select(async code =>
            {
                var (device, outlet) = (_network.Grains.Device(new(code, DeviceId.Parse("t1")), DeviceKind.Terminal), _network.Grains.Outlet(code));
                var fault = _network.Reading(("cutter", Value.Of("jammed")));
                await Task.WhenAll(
                    Task.Run(() => device.Apply(fault).AsTask()), Task.Run(() => device.ApplyAll([fault with { Seq = 1 }]).AsTask()), Task.Run(device.Reconsider),
                    Task.Run(outlet.Reconsider), Task.Run(() => outlet.Watch(Network.District).AsTask()), Task.Run(outlet.Reconsider));
            }));
            await _network.Live(TimeSpan.FromSeconds(1));
        }
        await _network.Live(TimeSpan.FromSeconds(5));

        var incidents = await _network.Incidents();
        Assert.Equal(Rounds, incidents.Length);
        Assert.Equal(Rounds, incidents.Select(i => i.Report.Place.Outlet).Distinct().Count());
        Assert.All(incidents, i => Assert.Single(i.Outbox));
        Assert.Equal(Rounds, _network.Post.Taken.Length);
    }

    [Fact]
    public async Task Three_hundred_outlets_that_fall_silent_at_once_are_one_incident_of_ours_and_cost_few_writes()
    {
        var outlets = await Build(300, "t1", "t2", "l1");
        await _network.Live(TimeSpan.FromSeconds(65));
        _network.Storage.ForgetWrites();
        foreach (var outlet in outlets) _network.Quiet(outlet, "t1", "t2", "l1");
        await _network.Live(TimeSpan.FromMinutes(5));

        var incident = Assert.Single(await _network.Incidents());
        Assert.Equal("telemetry-lost", incident.Report.Cause.Rule);
        Assert.DoesNotContain(_network.Post.Taken, n => n.Incident != incident.Id);
        foreach (var outlet in outlets)
        {
            Assert.All((await _network.Grains.Outlet(outlet).Read())!.Cases, c => Assert.Equal(Domain.Explanation.FaultStanding.Explained, c.Standing));
            // Each of its devices may be told of by itself, and what explains them all.
            Assert.InRange(_network.Storage.Writes($"o-{outlet}"), 1, 4);
            Assert.Equal((1, 1), (_network.Storage.Writes($"t-{outlet}-t1"), _network.Storage.Writes($"l-{outlet}-l1")));
        }

        // All are back: nothing is left over, but what was one incident.
        foreach (var outlet in outlets)
            foreach (var device in new[] { "t1", "t2", "l1" }) _network.Beating[(new(outlet, DeviceId.Parse(device)), Network.KindOf(device))] = [];
        await _network.Live(TimeSpan.FromMinutes(7));
        Assert.Equal(IncidentPhase.Closed, Assert.Single(await _network.Incidents()).Phase);
        Assert.All(outlets, o => Assert.InRange(_network.Storage.Writes($"o-{o}"), 1, 7));
    }

    [Fact]
    public async Task A_hundred_of_three_hundred_terminals_that_fall_silent_have_an_incident_each_and_cost_few_writes()
    {
        var outlets = await Build(300, "t1", "l1");
        await _network.Live(TimeSpan.FromSeconds(65));
        _network.Storage.ForgetWrites();
        foreach (var outlet in outlets.Take(100)) _network.Quiet(outlet, "t1");
        await _network.Live(TimeSpan.FromMinutes(3));

        var incidents = await _network.Incidents();
        Assert.Equal(outlets.Take(100).Select(o => o.ToString()), incidents.Select(i => i.Report.Place.Outlet.ToString()!).Order());
        Assert.All(incidents, i =>
        {
            Assert.Equal("terminal-offline", i.Report.Cause.Rule);
            Assert.Single(i.Outbox);
            // Opened, with its page; the page delivered.
            Assert.Equal(2, _network.Storage.Writes($"i-{i.Id}"));
        });
        Assert.All(outlets.Take(100), o => Assert.InRange(_network.Storage.Writes($"o-{o}"), 1, 2));
        Assert.All(outlets.Skip(100), o => Assert.Equal(0, _network.Storage.Writes($"o-{o}")));
        Assert.InRange(_network.Storage.Writes("d-320812/incidents"), 1, 10);
        Assert.Equal(100, (await _network.Grains.District(Network.District).Changes(default)).Incidents.Length);
    }

    private async Task<OutletCode[]> Build(int count, params string[] devices)
    {
        await _network.Teams(Network.Team("biz", Side.Business, "320812"), Network.Team("tel", Side.Telecom, "320812"));
        return await Task.WhenAll(Enumerable.Range(0, count).Select(i => _network.Add(Code(i), devices, node: $"OLT-{i % 40}")));
    }
}
