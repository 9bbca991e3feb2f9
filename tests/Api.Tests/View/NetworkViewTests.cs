using System.Text;
using Microsoft.Extensions.Time.Testing;
using Twin.Api.View;
using Twin.Domain.Access;
using Twin.Domain.Network;
using static Twin.Api.Tests.View.Rows;

namespace Twin.Api.Tests.View;

public sealed class NetworkViewTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly NetworkView _view;
    private readonly Feeds _feeds;

    public NetworkViewTests()
    {
        _view = new(FakeDistricts.Create().Factory, _time, new ViewState());
        _feeds = new(_view.State);
    }

    [Theory]
    [InlineData("3208000001/t1", DeviceKind.Terminal)]
    [InlineData("3208000001/l1", DeviceKind.Line)]
    [InlineData("3208000001/c1", DeviceKind.Camera)]
    [InlineData("3208000001/t2", null)]
    [InlineData("3208000001/", null)]
    [InlineData("3208000002/t1", null)]
    [InlineData("320800001/t1", null)]
    [InlineData("3208000001-t1", null)]
    [InlineData("32080000a1/t1", null)]
    [InlineData("", null)]
    public void A_device_is_found_by_its_name_in_characters_and_bytes(string device, DeviceKind? kind)
    {
        _feeds.Put(Row(Code(1)));
        Assert.Equal(kind is null ? Reach.Unknown : Reach.Inside, _view.Find(device, DivisionLimit.Whole, out var found));
        Assert.Equal(kind is null ? Reach.Unknown : Reach.Inside, _view.Find(Encoding.UTF8.GetBytes(device), DivisionLimit.Whole, out var same));
        Assert.Equal(kind, found?.Kind);
        Assert.Same(found, same);
        if (found is not null) Assert.Equal(device, found.Ref.ToString());
    }

    [Fact]
    public void A_device_is_kept_while_its_outlet_changes_and_gone_with_it()
    {
        _feeds.Put(Row(Code(1)));
        Assert.Equal(Reach.Inside, _view.Find("3208000001/t1", DivisionLimit.Whole, out var before));
        _feeds.Put(Row(Code(1), OutletStatus.Down, revision: 2));
        Assert.Equal(Reach.Inside, _view.Find("3208000001/t1", DivisionLimit.Whole, out var after));
        Assert.Same(before, after);
        _feeds.Remove("320812", Code(1));
        Assert.Equal(Reach.Unknown, _view.Find("3208000001/t1", DivisionLimit.Whole, out _));
    }

    [Fact]
    public void Finding_a_device_again_allocates_nothing()
    {
        _feeds.Put(Row(Code(1)));
        var name = "3208000001/t1"u8.ToArray();
        var within = DivisionLimit.Of(["3201", "3208"]);
        _view.Find(name, within, out _);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++) _view.Find(name, within, out _);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Theory]
    [InlineData("3208", "3208000001/t1", Reach.Inside)]
    [InlineData("3208", "3208000002/t1", Reach.Outside)]
    [InlineData("3208", "3208000002/t9", Reach.Outside)]
    [InlineData("3208", "3208000003/t1", Reach.Unknown)]
    [InlineData("320812", "3208000001/t9", Reach.Unknown)]
    [InlineData("3203", "3208000001/t1", Reach.Outside)]
    public void Where_an_outlet_is_registered_says_who_may_reach_it_and_not_its_code(string prefix, string device, Reach reach)
    {
        _feeds.Put(Row(Code(1)), Row(Code(2), district: "320305"));
        Assert.Equal(reach, _view.Find(device, DivisionLimit.Of([prefix]), out var found));
        Assert.Equal(reach == Reach.Inside, found is not null);
        if (!device.EndsWith("t9", StringComparison.Ordinal)) Assert.Equal(reach, _view.ReachOf(OutletCode.Parse(device[..10]), DivisionLimit.Of([prefix])));
    }

    [Fact]
    public async Task A_write_is_waited_for_until_its_revision_is_there()
    {
        var code = OutletCode.Parse(Code(1));
        _feeds.Put(Row(Code(1)));
        Assert.True(await _view.WaitFor(code, 1, default));
        var waiting = _view.WaitFor(code, 3, default);
        _feeds.Put(Row(Code(1), revision: 2));
        Assert.False(waiting.IsCompleted);
        _feeds.Put(Row(Code(1), revision: 3));
        Assert.True(await waiting);
    }

    [Fact]
    public async Task A_deletion_is_waited_for_until_the_outlet_is_gone()
    {
        _feeds.Put(Row(Code(1)));
        var waiting = _view.WaitFor(OutletCode.Parse(Code(1)), 0, default);
        Assert.False(waiting.IsCompleted);
        _feeds.Remove("320812", Code(1));
        Assert.True(await waiting);
    }

    [Fact]
    public async Task A_wait_ends_after_five_seconds()
    {
        var one = _view.WaitFor(OutletCode.Parse(Code(1)), 1, default);
        var all = _view.WaitForRevision(1, default);
        var ready = _view.WaitForFirstSync(default);
        _time.Advance(TimeSpan.FromSeconds(4.9));
        Assert.False(one.IsCompleted || all.IsCompleted || ready.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(0.2));
        Assert.False(await one);
        Assert.False(await all);
        Assert.False(await ready);
    }

    [Fact]
    public async Task The_view_is_waited_for_until_it_has_seen_a_revision()
    {
        var waiting = _view.WaitForRevision(8, default);
        _feeds.Put(Row(Code(1), revision: 7));
        _feeds.Put(Row(Code(2), revision: 9));
        Assert.True(await waiting);
    }
}
