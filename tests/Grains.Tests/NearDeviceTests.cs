using Orleans.Runtime;
using Twin.Domain.Network;
using Twin.Domain.Readings;
using Twin.Grains.Network;

namespace Twin.Grains.Tests;

/// <summary>Readings applied beside a device instead of by a call: what is promised of a call is promised of them.</summary>
public sealed class NearDeviceTests : IAsyncLifetime
{
    private const string Key = "t-3208008351-t1";

    private Network _network = null!;

    private INearDevice Near => ((INearTwins)_network.Awake).Device(_network.Terminal.GetGrainId())!;

    public async ValueTask InitializeAsync()
    {
        _network = await Network.Build();
        await _network.Register("t1");
    }

    public async ValueTask DisposeAsync() => await _network.DisposeAsync();

    [Fact]
    public async Task Heartbeats_keep_a_device_online_and_only_the_first_is_stored()
    {
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal([IngestOutcome.Accepted], await Apply(_network.Reading(("temperatureC", Value.Of(40 + i)))));
            await _network.Pass(TimeSpan.FromSeconds(60), _network.Terminal);
        }
        Assert.Equal(DeviceStatus.Online, (await _network.Terminal.Read()).Status);
        Assert.Equal(1, _network.Storage.Writes(Key));
    }

    [Fact]
    public async Task A_device_that_falls_silent_afterwards_is_found_in_time()
    {
        await Apply(_network.Reading(("temperatureC", Value.Of(40))));
        await _network.Pass(TimeSpan.FromSeconds(60), _network.Terminal);
        await Apply(_network.Reading(("temperatureC", Value.Of(41))));
        await _network.Pass(TimeSpan.FromSeconds(89), _network.Terminal);
        Assert.Empty(await Network.Faults(_network.Terminal));
        await _network.Pass(TimeSpan.FromSeconds(3), _network.Terminal);
        Assert.Equal(["terminal-offline"], (await Network.Faults(_network.Terminal)).Select(f => f.Rule));
    }

    [Fact]
    public async Task A_transition_is_acknowledged_only_when_it_is_stored()
    {
        var release = _network.Storage.Hold(Key);
        var answer = Apply(_network.Reading(("cutter", Value.Of("jammed")))).AsTask();
        while (_network.Storage.Writes(Key) == 0) await Task.Yield();
        Assert.False(answer.IsCompleted);
        // What comes meanwhile takes its turn behind it.
        Assert.Equal(NearApply.Busy, Near.TryApply([_network.Reading(("temperatureC", Value.Of(40)))], new IngestOutcome[1]));

        release();
        Assert.Equal([IngestOutcome.Accepted], await answer);
        Assert.Contains("printer-cutter", _network.Storage.Stored(Key), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_repeat_of_a_reading_whose_write_failed_is_not_acknowledged_before_it_is_stored()
    {
        _network.Storage.Refuse(Key, times: 2);
        var reading = _network.Reading(("cutter", Value.Of("jammed"))) with { Seq = 7 };
        await Assert.ThrowsAsync<OrleansException>(async () => await Apply(reading));
        await Assert.ThrowsAsync<OrleansException>(async () => await Apply(reading));
        Assert.Equal([IngestOutcome.Duplicate], await Apply(reading));
        Assert.Contains("printer-cutter", _network.Storage.Stored(Key), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_applied_to_a_device_that_is_lost_before_it_could_store_is_applied_again()
    {
        var (near, reading) = (Near, _network.Reading(("cutter", Value.Of("jammed"))));
        Assert.Equal(NearApply.Unsettled, near.TryApply([reading], new IngestOutcome[1]));
        await _network.Crash(_network.Terminal);

        Assert.False(await _network.Terminal.Settle(near.Activation));
        Assert.False(near.Awake);
        Assert.Null(_network.Storage.Stored(Key));
        Assert.Equal([IngestOutcome.Accepted], await near.ApplyAll(_network.Terminal, [reading]));
        Assert.Contains("printer-cutter", _network.Storage.Stored(Key), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_lost_between_those_beside_it_and_those_that_call()
    {
        const int Tasks = 4, Each = 250;
        await Task.WhenAll(Enumerable.Range(0, Tasks).Select(task => Task.Run(async () =>
        {
            for (var i = 0; i < Each; i++)
            {
                // Every tenth breaks something, or mends it.
                var reading = _network.Reading(("temperatureC", Value.Of(40)), ("cutter", Value.Of(i % 20 == 0 ? "jammed" : "ok"))) with { Seq = (task * Each) + i + 1 };
                var outcomes = task % 2 == 0 ? await Apply(reading) : [await _network.Terminal.Apply(reading)];
                Assert.NotEqual(IngestOutcome.TooLarge, outcomes[0]);
            }
        })));
        var device = await _network.Terminal.Read();
        Assert.Equal(Tasks * Each, device.AcceptedCount + device.LateCount + device.DuplicateCount);
    }

    private ValueTask<IngestOutcome[]> Apply(Reading reading) => Near.ApplyAll(_network.Terminal, [reading]);
}
