using Twin.Domain.Incidents;
using Twin.Domain.Muting;
using Twin.Domain.Network;
using Twin.Domain.Readings;
using Twin.Grains.Documents;
using Twin.Grains.Incidents;
using Twin.Grains.Muting;
using Twin.Grains.Network;

namespace Twin.Grains.Tests.Differential;

/// <summary>The real grains, on a clock the test moves.</summary>
public sealed class LiveTwin(Network network) : ITwinUnderTest
{
    /// <summary>Deadlines fall on tenths of a second.</summary>
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(100);
    private const int MomentsPerSecond = 10;

    private static readonly TimeSpan SweepEvery = TimeSpan.FromMinutes(2);
    private readonly SortedSet<string> _outlets = new(StringComparer.Ordinal);
    private TimeSpan _swept;

    public async Task Pass()
    {
        await network.Share();
        for (var i = 0; i < MomentsPerSecond; i++) await network.PassMoment(Moment);
        // Districts look after their outlets all the while, which must make no difference.
        if ((_swept += TimeSpan.FromSeconds(1)) < SweepEvery) return;
        _swept = TimeSpan.Zero;
        await network.Watch();
        await Settled();
    }

    public async Task Put(OutletProfile outlet)
    {
        _outlets.Add(outlet.Code.ToString());
        await network.Add(outlet);
        await Settled();
    }

    public async Task Delete(OutletCode outlet)
    {
        _outlets.Remove(outlet.ToString());
        await network.Near.Outlet(outlet).Delete(WriteCondition.None);
        network.Life.ForgetPending($"o-{outlet} ");
        await Settled();
    }

    public async Task Apply(DeviceRef device, DeviceKind kind, Reading reading)
    {
        await network.Near.Device(device, kind).Apply(reading);
        await Settled();
    }

    public async Task Do(string incident, IncidentInput.Command command)
    {
        await network.Near.Incident(incident).Do(command);
        await Settled();
    }

    public async Task<string> Add(Mute mute)
    {
        var added = await network.Near.MuteBook().Add(mute);
        await Shared();
        return added!.Id;
    }

    public async Task End(string mute, MuteKind kind)
    {
        await network.Near.MuteBook().End(mute, kind, "test");
        await Shared();
    }

    public async Task Document(string name, string yaml)
    {
        IDocumentGrain document = name.Split(':') switch
        {
            ["rules"] => network.Near.RuleBookDocument(),
            ["policy"] => network.Near.PolicyDocument("default"),
            ["calendar", var id] => network.Near.CalendarDocument(id),
            ["team", var id] => network.Near.TeamDocument(id),
            _ => throw new ArgumentException(name),
        };
        var write = await document.Put(new(yaml, false, "test"));
        Assert.True(write.Outcome == DocumentOutcome.Accepted, string.Join("; ", write.Faults.Select(f => f.Message)));
        await network.InTurn(network.Documents.Refresh);
    }

    public IReadOnlyList<string> IncidentIds =>
        [.. network.Storage.Keys.Where(k => k.StartsWith("i-", StringComparison.Ordinal)).Select(IncidentKeys.IncidentOf).Order(StringComparer.Ordinal)];

    public async Task<IReadOnlyList<Incident>> Incidents()
    {
        var found = new List<Incident>();
        foreach (var id in IncidentIds) found.Add((await network.Near.Incident(id).Read())!.Incident);
        await network.Quiet();
        return found;
    }

    public async Task<IReadOnlyList<string>> Outlets()
    {
        var found = new List<string>();
        foreach (var code in _outlets)
            if (await network.Near.Outlet(OutletCode.Parse(code)).Read() is { } row) found.Add($"{row.Code} {row.Status} {row.Severity} {row.Since:O} {row.Cause}");
        return found;
    }

    private Task Settled() => network.Quiet();

    private Task Shared() => network.InTurn(network.Facts.Refresh);
}
