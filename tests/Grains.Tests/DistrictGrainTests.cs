using Twin.Domain.Network;
using Twin.Grains.Network;

namespace Twin.Grains.Tests;

public sealed class DistrictGrainTests : IAsyncLifetime
{
    private Network _network = null!;

    private IDistrictGrain District => _network.Grains.District(Network.District);

    public async ValueTask InitializeAsync() => _network = await Network.Build();

    public async ValueTask DisposeAsync() => await _network.DisposeAsync();

    [Fact]
    public async Task A_reader_that_is_up_to_date_is_told_nothing_and_one_that_missed_something_gets_just_that()
    {
        var feed = new FeedReader();
        var reader = _network.Grains.CreateObjectReference<INetworkFeed>(feed);
        await _network.Register("t1");
        var whole = await District.Subscribe(reader, default);
        Assert.True(whole.Whole);
        Assert.Single(whole.Rows);

        var nothing = await District.Subscribe(reader, whole.To);
        Assert.False(nothing.Whole);
        Assert.Empty(nothing.Rows);

        await _network.Outlet.Put(Network.Profile("t1") with { Name = "b" }, WriteCondition.None);
        var missed = await District.Subscribe(reader, whole.To);
        Assert.Equal("b", Assert.Single(missed.Rows).Profile.Name);
        Assert.Equal(whole.To, missed.From);

        await _network.Outlet.Delete(WriteCondition.None);
        Assert.Equal([Network.Code], (await District.Subscribe(reader, missed.To)).Removed);
    }

    [Fact]
    public async Task A_district_that_was_restarted_sends_the_whole_to_whoever_knew_the_old_one()
    {
        var reader = _network.Grains.CreateObjectReference<INetworkFeed>(new FeedReader());
        await _network.Register("t1");
        var known = (await District.Subscribe(reader, default)).To;
        await _network.Crash(District);
        _network.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.True((await District.Subscribe(reader, known)).Whole);
    }

    [Fact]
    public async Task An_index_entry_of_an_outlet_that_was_never_stored_disappears()
    {
        await District.Register(new() { Profile = Network.Profile(), Revision = 1, RowRevision = 1 });
        Assert.Contains("3208008351", _network.Storage.Stored("d-320812"), StringComparison.Ordinal);
        await _network.Outlet.Watch(Network.District);
        Assert.DoesNotContain("3208008351", _network.Storage.Stored("d-320812"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_registration_that_could_not_be_stored_is_not_acknowledged_by_being_repeated()
    {
        var row = new OutletRow { Profile = Network.Profile(), Revision = 1, RowRevision = 1 };
        _network.Storage.Refuse("d-320812", 2);
        await Assert.ThrowsAnyAsync<Exception>(() => District.Register(row).AsTask());
        await Assert.ThrowsAnyAsync<Exception>(() => District.Register(row).AsTask());
        await District.Register(row);
        Assert.Contains("3208008351", _network.Storage.Stored("d-320812"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_district_that_was_only_just_woken_says_whose_rows_it_does_not_know_yet()
    {
        await _network.Register("t1");
        await _network.Crash(District);
        var whole = await District.Changes(default);
        Assert.Empty(whole.Rows);
        Assert.Equal([Network.Code], whole.Pending);
        await _network.Outlet.Announce(Network.District);
        await _network.Until(async () => await District.Changes(default) is { Pending.Length: 0, Rows.Length: 1 }, TimeSpan.FromSeconds(1), "the district knows the row");
    }

    [Fact]
    public async Task Many_registrations_at_once_are_all_stored()
    {
        var codes = Enumerable.Range(0, 200).Select(i => OutletCode.Parse($"3208{i:000000}")).ToArray();
        await Task.WhenAll(codes.Select(code => _network.Grains.Outlet(code).Put(Network.Profile() with { Code = code }, WriteCondition.None).AsTask()));
        foreach (var code in codes) Assert.Contains(code.ToString(), _network.Storage.Stored("d-320812"), StringComparison.Ordinal);
        Assert.Equal(200, (await District.Watch(devices: true, cluster: 0)).Outlets);
    }
}
