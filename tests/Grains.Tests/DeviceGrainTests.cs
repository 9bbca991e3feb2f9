using Orleans.Runtime;
using Twin.Domain.Devices;
using Twin.Domain.Network;
using Twin.Domain.Readings;
using Twin.Grains.Documents;
using Twin.Grains.Network;

namespace Twin.Grains.Tests;

public sealed class DeviceGrainTests : IAsyncLifetime
{
    private const string Key = "t-3208008351-t1";

    private Network _network = null!;

    public async ValueTask InitializeAsync() => _network = await Network.Build();

    public async ValueTask DisposeAsync() => await _network.DisposeAsync();

    [Fact]
    public async Task A_device_never_heard_is_offline_one_silence_window_after_it_was_registered()
    {
        await _network.Register("t1");
        await _network.Pass(TimeSpan.FromSeconds(89), _network.Terminal);
        Assert.Empty(await Network.Faults(_network.Terminal));

        await _network.Pass(TimeSpan.FromSeconds(3), _network.Terminal);
        Assert.Equal(["terminal-offline"], (await Network.Faults(_network.Terminal)).Select(f => f.Rule));
        Assert.Equal(DeviceStatus.Offline, (await _network.Terminal.Read()).Status);
    }

    [Fact]
    public async Task Heartbeats_keep_a_device_online_and_only_the_first_is_stored()
    {
        await _network.Register("t1");
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(IngestOutcome.Accepted, await _network.Terminal.Apply(_network.Reading(("temperatureC", Value.Of(40 + i)))));
            await _network.Pass(TimeSpan.FromSeconds(60), _network.Terminal);
        }
        Assert.Equal(DeviceStatus.Online, (await _network.Terminal.Read()).Status);
        Assert.Equal(1, _network.Storage.Writes(Key));
    }

    [Fact]
    public async Task A_transition_is_acknowledged_only_when_it_is_stored()
    {
        await _network.Register("t1");
        var release = _network.Storage.Hold(Key);
        var answer = _network.Terminal.Apply(_network.Reading(("cutter", Value.Of("jammed")))).AsTask();
        while (_network.Storage.Writes(Key) == 0) await Task.Yield();
        Assert.False(answer.IsCompleted);
        Assert.Null(_network.Storage.Stored(Key));

        release();
        Assert.Equal(IngestOutcome.Accepted, await answer);
        Assert.Contains("printer-cutter", _network.Storage.Stored(Key), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_repeat_of_a_reading_whose_write_failed_is_not_acknowledged_before_it_is_stored()
    {
        await _network.Register("t1");
        _network.Storage.Refuse(Key, times: 2);
        var reading = _network.Reading(("cutter", Value.Of("jammed"))) with { Seq = 7 };
        await Assert.ThrowsAsync<OrleansException>(async () => await _network.Terminal.Apply(reading));
        await Assert.ThrowsAsync<OrleansException>(async () => await _network.Terminal.Apply(reading));
        Assert.Equal(IngestOutcome.Duplicate, await _network.Terminal.Apply(reading));
        Assert.Contains("printer-cutter", _network.Storage.Stored(Key), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_silence_found_while_the_store_refuses_is_stored_when_it_no_longer_does()
    {
        await _network.Register("t1");
        _network.Storage.Refuse(Key, times: 3);
        await _network.Pass(TimeSpan.FromSeconds(95), _network.Terminal);
        Assert.Contains("terminal-offline", _network.Storage.Stored(Key), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_raised_fault_survives_a_crash()
    {
        await _network.Register("t1");
        await _network.Terminal.Apply(_network.Reading(("dummy", Value.Of(1)), ("session", Value.Of(false))));
        await _network.Pass(TimeSpan.FromSeconds(60), _network.Terminal);
        await _network.Terminal.Apply(_network.Reading());
        await _network.Pass(TimeSpan.FromSeconds(61), _network.Terminal);
        var before = Assert.Single(await Network.Faults(_network.Terminal));
        Assert.Equal("no-session", before.Rule);

        await _network.Crash(_network.Terminal);
        Assert.Equal(before, Assert.Single(await Network.Faults(_network.Terminal)));
    }

    [Fact]
    public async Task After_a_crash_a_silent_device_gets_one_full_window_and_is_found_without_a_reading()
    {
        await _network.Register("t1");
        await _network.Terminal.Apply(_network.Reading());
        await _network.Pass(TimeSpan.FromSeconds(80), _network.Terminal);

        await _network.Crash(_network.Terminal);
        await _network.Terminal.Watch("always");
        await _network.Pass(TimeSpan.FromSeconds(88), _network.Terminal);
        Assert.Empty(await Network.Faults(_network.Terminal));
        await _network.Pass(TimeSpan.FromSeconds(4), _network.Terminal);
        Assert.Equal(["terminal-offline"], (await Network.Faults(_network.Terminal)).Select(f => f.Rule));
    }

    [Theory]
    [InlineData(6)]
    [InlineData(-6)]
    public async Task A_step_of_the_wall_clock_shifts_no_silence(int hours)
    {
        await _network.Register("t1");
        await _network.Terminal.Apply(_network.Reading());
        await _network.Pass(TimeSpan.FromSeconds(60), _network.Terminal);
        _network.Time.Step = TimeSpan.FromHours(hours);
        await _network.Pass(TimeSpan.FromSeconds(25), _network.Terminal);
        Assert.Empty(await Network.Faults(_network.Terminal));
        await _network.Pass(TimeSpan.FromSeconds(8), _network.Terminal);
        Assert.NotEmpty(await Network.Faults(_network.Terminal));
    }

    [Fact]
    public async Task A_new_rule_book_reaches_a_device_that_says_nothing()
    {
        await _network.Register("t1");
        await _network.Terminal.Apply(_network.Reading());
        await _network.Rules("version: 1\nrules:\n  - {id: quiet, device: terminal, when: silent(5s), severity: major}\n");
        await _network.Pass(TimeSpan.FromSeconds(7), _network.Terminal);
        Assert.Equal(["quiet"], (await Network.Faults(_network.Terminal)).Select(f => f.Rule));
    }

    [Fact]
    public async Task A_faulty_rule_book_changes_nothing()
    {
        var write = await _network.Grains.RuleBookDocument().Put(new("version: 1\nrules:\n  - {id: x, device: toaster, when: 1 >, severity: bad}\n", false, "test"));
        Assert.Equal(DocumentOutcome.Faulty, write.Outcome);
        Assert.Equal(1, write.Version);
        Assert.True(write.Faults.Length >= 3);
        Assert.Equal("shipped", (await _network.Grains.RuleBookDocument().Current())!.By);
    }

    [Fact]
    public async Task Readings_of_a_batch_are_applied_in_order_and_each_is_told_what_became_of_it()
    {
        await _network.Register("t1");
        var now = _network.Time.GetUtcNow().UtcDateTime;
        var outcomes = await _network.Terminal.ApplyAll(
        [
            new() { At = now, Seq = 1 },
            new() { At = now, Seq = 1 },
            new() { At = now - TimeSpan.FromSeconds(30), Seq = 2 },
        ]);
        Assert.Equal([IngestOutcome.Accepted, IngestOutcome.Duplicate, IngestOutcome.Late], outcomes);
    }
}
