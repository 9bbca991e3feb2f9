using Twin.Domain.Network;
using Twin.Domain.Readings;
using Twin.Grains.Documents;
using Twin.Grains.Network;

namespace Twin.Grains.Tests;

public sealed class OutletGrainTests : IAsyncLifetime
{
    private Network _network = null!;
    private readonly FeedReader _feed = new();

    private IDistrictGrain District => _network.Grains.District(Network.District);

    public async ValueTask InitializeAsync()
    {
        _network = await Network.Build();
        await District.Subscribe(_network.Grains.CreateObjectReference<INetworkFeed>(_feed), default);
    }

    public async ValueTask DisposeAsync() => await _network.DisposeAsync();

    [Fact]
    public async Task A_written_outlet_is_stored_and_indexed_when_the_write_returns()
    {
        var write = await _network.Register("t1", "t2");
        Assert.Equal(OutletWriteOutcome.Created, write.Outcome);
        Assert.Contains("测试网点", _network.Storage.Stored("o-3208008351"), StringComparison.Ordinal);
        Assert.Contains("3208008351", _network.Storage.Stored("d-320812"), StringComparison.Ordinal);
        Assert.Equal(write.Revision, (await _network.Outlet.Read())!.Revision);
    }

    [Fact]
    public async Task The_same_profile_again_changes_nothing_and_another_one_raises_the_revision()
    {
        var first = await _network.Register("t1");
        Assert.Equal(new(OutletWriteOutcome.Unchanged, first.Revision), await _network.Register("t1"));
        var third = await _network.Outlet.Put(Network.Profile("t1") with { Name = "新名字" }, WriteCondition.None);
        Assert.Equal(OutletWriteOutcome.Replaced, third.Outcome);
        Assert.True(third.Revision > first.Revision);
    }

    [Fact]
    public async Task A_write_whose_condition_is_not_met_changes_nothing()
    {
        var profile = Network.Profile("t1");
        Assert.Equal(OutletWriteOutcome.PreconditionFailed, (await _network.Outlet.Put(profile, WriteCondition.MustExist)).Outcome);
        Assert.Null(await _network.Outlet.Read());
        var first = await _network.Outlet.Put(profile, WriteCondition.MustBeNew);
        Assert.Equal(OutletWriteOutcome.Created, first.Outcome);
        Assert.Equal(OutletWriteOutcome.PreconditionFailed, (await _network.Outlet.Put(profile with { Name = "x" }, WriteCondition.MustBeNew)).Outcome);
        Assert.Equal(OutletWriteOutcome.PreconditionFailed, (await _network.Outlet.Put(profile with { Name = "x" }, WriteCondition.MustBe(first.Revision + 1))).Outcome);
        Assert.Equal(OutletWriteOutcome.Replaced, (await _network.Outlet.Put(profile with { Name = "x" }, WriteCondition.MustBe(first.Revision))).Outcome);
    }

    [Fact]
    public async Task An_unknown_calendar_is_refused()
    {
        Assert.Equal(OutletWriteOutcome.UnknownCalendar, (await _network.Outlet.Put(Network.Profile() with { Calendar = "nobody-made-it" }, WriteCondition.None)).Outcome);
        Assert.Null(await _network.Outlet.Read());
    }

    [Fact]
    public async Task A_calendar_can_be_named_as_soon_as_it_is_uploaded()
    {
        var calendar = await _network.Grains.CalendarDocument("mine").Put(new("weekly: {}", false, "test"));
        Assert.Equal(DocumentOutcome.Accepted, calendar.Outcome);
        Assert.Equal(OutletWriteOutcome.Created, (await _network.Outlet.Put(Network.Profile("t1") with { Calendar = "mine" }, WriteCondition.None)).Outcome);
        await _network.Documents.Refresh();
        await _network.Row(_feed, r => r.Status == OutletStatus.Closed);
    }

    [Fact]
    public async Task The_status_follows_from_the_devices_and_reaches_the_district()
    {
        await _network.Register("t1", "t2");
        await _network.Row(_feed, r => r.Status == OutletStatus.Unknown);
        await _network.Device("t1").Apply(_network.Reading());
        await _network.Device("t2").Apply(_network.Reading());
        await _network.Row(_feed, r => r.Status == OutletStatus.Ok);

        await _network.Device("t1").Apply(_network.Reading(("cutter", Value.Of("jammed"))));
        await _network.Pass(TimeSpan.FromSeconds(31), _network.Device("t1"), _network.Device("t2"));
        var row = await _network.Row(_feed, r => r.Status == OutletStatus.Degraded);
        Assert.Equal(Severity.Minor, row.Severity);
        Assert.Equal("printer-cutter", Assert.Single(row.Devices[0].Summary!.Faults).Rule);
    }

    [Fact]
    public async Task A_device_taken_out_of_the_profile_is_forgotten()
    {
        await _network.Register("t1", "t2");
        await _network.Device("t2").Apply(_network.Reading());
        Assert.NotNull(_network.Storage.Stored("t-3208008351-t2"));
        await _network.Register("t1");
        Assert.Null(_network.Storage.Stored("t-3208008351-t2"));
        Assert.Equal(["t1"], (await _network.Outlet.Read())!.Devices.Select(d => d.Profile.Id.ToString()));
    }

    [Fact]
    public async Task A_deleted_outlet_leaves_nothing_behind()
    {
        await _network.Register("t1");
        await _network.Terminal.Apply(_network.Reading());
        Assert.Equal(OutletWriteOutcome.Deleted, (await _network.Outlet.Delete(WriteCondition.None)).Outcome);
        Assert.Null(await _network.Outlet.Read());
        Assert.Equal(["d-320812"], _network.Storage.Keys.Where(k => k[1] == '-'));
        Assert.DoesNotContain("3208008351", _network.Storage.Stored("d-320812"), StringComparison.Ordinal);
        Assert.Equal(OutletWriteOutcome.NotFound, (await _network.Outlet.Delete(WriteCondition.None)).Outcome);
        Assert.Equal(OutletWriteOutcome.Created, (await _network.Register("t1")).Outcome);
    }

    [Fact]
    public async Task A_deletion_that_was_cut_short_is_finished_when_the_outlet_is_next_woken()
    {
        await _network.Register("t1");
        _network.Storage.Refuse("d-320812", times: 1);
        await Assert.ThrowsAnyAsync<Exception>(async () => await _network.Outlet.Delete(WriteCondition.None));
        await _network.Crash(_network.Outlet);
        await _network.Outlet.Watch(Network.District);
        Assert.Null(await _network.Outlet.Read());
        Assert.Null(_network.Storage.Stored("o-3208008351"));
    }

    [Fact]
    public async Task An_outlet_that_moves_is_in_the_new_district_only()
    {
        await _network.Register("t1");
        var elsewhere = DivisionCode.Parse("320813");
        await _network.Outlet.Put(Network.Profile("t1") with { District = elsewhere }, WriteCondition.None);
        Assert.DoesNotContain("3208008351", _network.Storage.Stored("d-320812"), StringComparison.Ordinal);
        Assert.Contains("3208008351", _network.Storage.Stored("d-320813"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_crash_the_district_wakes_its_outlets_and_they_their_devices()
    {
        await _network.Register("t1");
        await _network.Terminal.Apply(_network.Reading());
        await _network.Crash(_network.Terminal, _network.Outlet, District);
        Assert.Equal(1, _network.Awake.Count); // What watches over all ingest.

        var again = new FeedReader();
        await District.Subscribe(_network.Grains.CreateObjectReference<INetworkFeed>(again), default);
        await District.Watch(devices: true, cluster: 0);
        await _network.Row(again, r => r.Devices.Single().Status == DeviceStatus.Online);
        await _network.Pass(TimeSpan.FromSeconds(92), _network.Terminal);
        await _network.Row(again, r => r.Status == OutletStatus.Down);
    }

    [Fact]
    public async Task The_status_and_its_beginning_survive_a_crash()
    {
        await _network.Register("t1");
        await _network.Terminal.Apply(_network.Reading());
        var ok = await _network.Row(_feed, r => r.Status == OutletStatus.Ok);
        await _network.Pass(TimeSpan.FromSeconds(5), _network.Terminal);
        await _network.Outlet.Read();
        await _network.Crash(_network.Outlet, _network.Terminal);
        await _network.Outlet.Watch(Network.District);
        var after = await _network.Outlet.Read();
        Assert.Equal((ok.Status, ok.Since), (after!.Status, after.Since));
    }
}
