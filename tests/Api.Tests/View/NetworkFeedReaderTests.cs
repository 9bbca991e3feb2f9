using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Twin.Api.View;
using Twin.Domain.Access;
using Twin.Domain.Network;
using static Twin.Api.Tests.View.Rows;

namespace Twin.Api.Tests.View;

public sealed class NetworkFeedReaderTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly FakeDistricts _districts;
    private readonly NetworkView _view;
    private readonly NetworkFeedReader _reader;

    public NetworkFeedReaderTests()
    {
        (var factory, _districts) = FakeDistricts.Create();
        _view = new(factory, _time, new ViewState());
        _reader = new(factory, _view, _time, NullLogger<NetworkFeedReader>.Instance, [DivisionCode.Parse("320812"), DivisionCode.Parse("320813")]);
    }

    public void Dispose() => _reader.Dispose();

    [Fact]
    public async Task The_view_is_ready_when_every_district_has_answered_once()
    {
        _districts["320813"].Failing = true;
        await _districts["320812"].Put(Row(Code(1)));
        await _reader.SyncAll();
        Assert.NotNull(_view.Find(OutletCode.Parse(Code(1)), DivisionLimit.Whole));
        Assert.False(_view.Ready);

        _districts["320813"].Failing = false;
        await _reader.SyncAll();
        Assert.True(_view.Ready);
    }

    [Fact]
    public async Task A_district_that_fails_keeps_its_rows()
    {
        await _districts["320812"].Put(Row(Code(1)));
        await _reader.SyncAll();
        _districts["320812"].Failing = true;
        await _reader.SyncAll();
        Assert.NotNull(_view.Find(OutletCode.Parse(Code(1)), DivisionLimit.Whole));
    }

    [Fact]
    public async Task A_push_is_seen_at_once_and_one_reference_serves_all_districts()
    {
        await _reader.SyncAll();
        await _districts["320812"].Put(Row(Code(1)));
        await _districts["320813"].Put(Row(Code(2), district: "320813"));
        Assert.NotNull(_view.Find(OutletCode.Parse(Code(1)), DivisionLimit.Whole));
        Assert.NotNull(_view.Find(OutletCode.Parse(Code(2)), DivisionLimit.Whole));
        Assert.Equal(1, _districts.References);
    }

    [Fact]
    public async Task The_push_after_a_lost_one_heals_the_gap()
    {
        await _reader.SyncAll();
        _districts["320812"].LosesPushes = true;
        await _districts["320812"].Put(Row(Code(1)));
        _districts["320812"].LosesPushes = false;
        await _districts["320812"].Put(Row(Code(2)));
        Assert.True(await _view.WaitFor(OutletCode.Parse(Code(1)), 1, default));
        Assert.True(await _view.WaitFor(OutletCode.Parse(Code(2)), 1, default));
        Assert.Equal(2, _districts["320812"].Subscriptions);
    }

    [Fact]
    public async Task A_renewal_heals_a_lost_push_that_none_follows()
    {
        await _reader.StartAsync(default);
        await _view.FirstSync;
        _districts["320812"].LosesPushes = true;
        await _districts["320812"].Put(Row(Code(1)));
        var healed = _view.WaitFor(OutletCode.Parse(Code(1)), 1, default);
        var asked = _districts["320812"].Asked.Task;
        while (!asked.IsCompleted)
        {
            // The loop may not have begun to wait yet; half a period at a time cannot use up the five seconds of the wait by itself.
            _time.Advance(NetworkFeedReader.RenewEvery / 100);
            await Task.Yield();
        }
        await asked;
        Assert.True(await healed || _view.Find(OutletCode.Parse(Code(1)), DivisionLimit.Whole) is not null);
        await _reader.StopAsync(default);
    }

    [Fact]
    public async Task A_district_that_was_restarted_is_taken_whole()
    {
        await _reader.SyncAll();
        await _districts["320812"].Put(Row(Code(1)));
        await _districts["320812"].Put(Row(Code(2)));
        _districts["320812"].Restart(Row(Code(2)));
        await _reader.SyncAll();
        Assert.Null(_view.Find(OutletCode.Parse(Code(1)), DivisionLimit.Whole));
        Assert.NotNull(_view.Find(OutletCode.Parse(Code(2)), DivisionLimit.Whole));
    }

    [Fact]
    public async Task At_the_stop_districts_are_told()
    {
        await _reader.StartAsync(default);
        await _view.FirstSync;
        await _reader.StopAsync(default);
        await _districts["320812"].Left.Task;
        await _districts["320813"].Left.Task;
    }
}
