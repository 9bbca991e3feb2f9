using Orleans.Runtime;
using Twin.Domain.Network;
using Twin.Domain.Readings;
using Twin.Grains.Network;

namespace Twin.Grains.Tests;

/// <summary>An outlet looked at beside its turns shows what a call of it would show, or nothing.</summary>
public sealed class NearOutletTests : IAsyncLifetime
{
    private const string Key = "t-3208008351-t1";

    private Network _network = null!;

    private INearOutlet Near => ((INearTwins)_network.Awake).Outlet(_network.Outlet.GetGrainId())!;

    public async ValueTask InitializeAsync()
    {
        _network = await Network.Build();
        await _network.Register("t1");
        await _network.Terminal.Apply(_network.Reading(("temperatureC", Value.Of(40))));
    }

    public async ValueTask DisposeAsync() => await _network.DisposeAsync();

    [Fact]
    public async Task It_shows_what_a_call_shows()
    {
        var near = await Looked();
        var called = (await _network.Outlet.ReadPresent())!;
        Assert.Equal((called.Row.RowRevision, called.Row.Status), (near.Row.RowRevision, near.Row.Status));
        var (expected, seen) = (Assert.Single(called.Devices), Assert.Single(near.Devices));
        Assert.Equal((expected.Status, expected.LastSeen), (seen.Status, seen.LastSeen));
        Assert.Equal(expected.Values, seen.Values);
        Assert.Equal("temperatureC", Assert.Single(seen.Values).Name);
    }

    [Fact]
    public async Task A_fault_is_not_shown_before_it_is_stored_and_then_in_outlet_and_device_alike()
    {
        await Looked();
        var release = _network.Storage.Hold(Key);
        var writes = _network.Storage.Writes(Key);
        var answer = _network.Terminal.Apply(_network.Reading(("cutter", Value.Of("jammed")))).AsTask();
        while (_network.Storage.Writes(Key) == writes) await Task.Yield();
        Assert.Null(Near.Look());

        release();
        await answer;
        Assert.Contains((await Looked()).Devices[0].Values, v => v.Name == "cutter");

        await _network.Pass(TimeSpan.FromMinutes(1), _network.Terminal);
        var raised = await Looked();
        Assert.Equal(raised.Row.Devices[0].Summary!.Faults, raised.Devices[0].Faults);
        Assert.NotEmpty(raised.Devices[0].Faults);
    }

    [Fact]
    public async Task A_device_that_left_is_looked_for_anew()
    {
        await Looked();
        await _network.Terminal.Cast<Orleans.Core.Internal.IGrainManagementExtension>().DeactivateOnIdle();
        await _network.Terminal.Read();
        Assert.Single((await Looked()).Devices);
    }

    [Fact]
    public async Task One_that_is_removed_is_seen_no_more()
    {
        await Looked();
        var near = Near;
        await _network.Outlet.Delete(WriteCondition.None);
        Assert.Null(near.Look());
    }

    /// <summary>As soon as nothing is under way with the outlet.</summary>
    private async Task<OutletPresent> Looked()
    {
        while (true)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            if (Near.Look() is { } present) return present;
            // Behind whatever it has been told.
            await _network.Outlet.Read();
        }
    }
}
