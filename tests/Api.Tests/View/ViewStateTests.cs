using Twin.Api.View;
using Twin.Domain.Access;
using Twin.Domain.Network;
using Twin.Grains.Network;
using static Twin.Api.Tests.View.Rows;

namespace Twin.Api.Tests.View;

public sealed class ViewStateTests
{
    private readonly ViewState _view = new(64);
    private readonly Feeds _feeds;

    public ViewStateTests() => _feeds = new(_view);

    [Fact]
    public void A_row_that_changes_replaces_the_one_before_and_is_logged_with_it()
    {
        _feeds.Put(Row(Code(1)));
        _feeds.Put(Row(Code(1), OutletStatus.Down, revision: 2));

        var change = _view.Log.At(2)!;
        Assert.Equal(OutletStatus.Down, _view.Find(OutletCode.Parse(Code(1)), DivisionLimit.Whole)!.Status);
        Assert.Equal((OutletStatus.Ok, OutletStatus.Down), (change.Old!.Status, change.New!.Status));
        Assert.Equal((2, 2), (_view.Seq, _view.Revision));
    }

    [Fact]
    public void A_row_told_twice_is_one_change()
    {
        _feeds.Put(Row(Code(1)));
        _feeds.Put(Row(Code(1)));
        Assert.Equal(1, _view.Seq);
    }

    [Fact]
    public void Changes_that_begin_after_the_known_place_are_a_gap_and_nothing_of_them_is_taken()
    {
        var district = DivisionCode.Parse("320812");
        _feeds.Put(Row(Code(1)));
        Assert.Equal(FeedOutcome.Gap, _view.Apply(new(district, new(7, 2), new(7, 3), [Row(Code(2))], [], false)));
        Assert.Equal(FeedOutcome.Gap, _view.Apply(new(district, new(8, 1), new(8, 2), [Row(Code(2))], [], false)));
        Assert.Null(_view.Find(OutletCode.Parse(Code(2)), DivisionLimit.Whole));
        Assert.Equal(new(7, 1), _view.Position(district));
    }

    [Fact]
    public void Changes_known_already_are_stale_and_overlapping_ones_are_taken()
    {
        var district = DivisionCode.Parse("320812");
        _feeds.Put(Row(Code(1)));
        _feeds.Put(Row(Code(2)));
        Assert.Equal(FeedOutcome.Stale, _view.Apply(new(district, new(7, 1), new(7, 2), [Row(Code(2))], [], false)));
        Assert.Equal(FeedOutcome.Stale, _view.Apply(new(district, new(7, 0), new(7, 1), [], [], true)));
        Assert.Equal(FeedOutcome.Applied, _view.Apply(new(district, new(7, 1), new(7, 3), [Row(Code(2)), Row(Code(3))], [], false)));
        Assert.NotNull(_view.Find(OutletCode.Parse(Code(3)), DivisionLimit.Whole));
    }

    [Fact]
    public void A_whole_removes_what_is_no_longer_in_it_and_leaves_other_districts_alone()
    {
        _feeds.Put(Row(Code(1)), Row(Code(2)), Row(Code(3), district: "320813"));
        _feeds.Whole("320812", Row(Code(2)));
        Assert.Null(_view.Find(OutletCode.Parse(Code(1)), DivisionLimit.Whole));
        Assert.NotNull(_view.Find(OutletCode.Parse(Code(2)), DivisionLimit.Whole));
        Assert.NotNull(_view.Find(OutletCode.Parse(Code(3)), DivisionLimit.Whole));
    }

    [Fact]
    public void What_a_district_that_was_only_just_woken_does_not_know_yet_stays_as_it_was_known()
    {
        _feeds.Put(Row(Code(1)), Row(Code(2)), Row(Code(3)));
        var woken = new DistrictChanges(DivisionCode.Parse("320812"), default, new(99, 1), [Row(Code(1), revision: 5)], [], Whole: true) { Pending = [OutletCode.Parse(Code(2))] };
        Assert.Equal(FeedOutcome.Applied, _view.Apply(woken));
        Assert.Equal(5, _view.Find(OutletCode.Parse(Code(1)), DivisionLimit.Whole)!.LastRevision);
        Assert.NotNull(_view.Find(OutletCode.Parse(Code(2)), DivisionLimit.Whole));
        Assert.Null(_view.Find(OutletCode.Parse(Code(3)), DivisionLimit.Whole));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_outlet_that_moves_is_in_its_new_district_whichever_feed_tells_first(bool addedFirst)
    {
        _feeds.Put(Row(Code(1)), Row(Code(9), district: "320813"));
        var moved = Row(Code(1), district: "320813", revision: 2);
        if (addedFirst) _feeds.Put(moved);
        _feeds.Remove("320812", Code(1));
        if (!addedFirst) _feeds.Put(moved);

        Assert.Equal(320813, _view.Find(OutletCode.Parse(Code(1)), DivisionLimit.Whole)!.District);
        _feeds.Whole("320812");
        Assert.NotNull(_view.Find(OutletCode.Parse(Code(1)), DivisionLimit.Whole));
    }

    [Fact]
    public void The_old_district_cannot_bring_back_an_older_row_of_an_outlet_that_moved()
    {
        _feeds.Put(Row(Code(1)), Row(Code(9), district: "320813"));
        _feeds.Put(Row(Code(1), district: "320813", revision: 3));
        _feeds.Put(Row(Code(1), revision: 2));
        Assert.Equal(320813, _view.Find(OutletCode.Parse(Code(1)), DivisionLimit.Whole)!.District);
    }

    [Fact]
    public void An_outlet_that_is_removed_can_be_registered_again()
    {
        _feeds.Put(Row(Code(1)));
        _feeds.Remove("320812", Code(1));
        _feeds.Put(Row(Code(1), revision: 5));
        Assert.Equal(5, _view.Find(OutletCode.Parse(Code(1)), DivisionLimit.Whole)!.Outlet!.Revision);
    }

    [Fact]
    public void An_older_state_is_seen_as_it_was_until_the_log_has_lost_it()
    {
        _feeds.Put(Row(Code(1)), Row(Code(2)));
        var seq = _view.Seq;
        _feeds.Put(Row(Code(1), OutletStatus.Down, revision: 2), Row(Code(3)));
        _feeds.Put(Row(Code(1), OutletStatus.Closed, revision: 3));
        _feeds.Remove("320812", Code(2));

        var seen = new Seen();
        Assert.True(_view.Scan(seq, seen));
        Assert.Equal([(Code(1), OutletStatus.Ok), (Code(2), OutletStatus.Ok)], seen.Rows);

        for (var i = 4; i < 70; i++) _feeds.Put(Row(Code(1), revision: i));
        Assert.False(_view.Scan(seq, new Seen()));
    }

    [Fact]
    public void Outlets_that_come_and_go_leave_nothing_behind_but_the_log()
    {
        for (var i = 0; i < 5_000; i++)
        {
            _feeds.Put(Row(Code(i), revision: i));
            if (i > 0) _feeds.Remove("320812", Code(i - 1));
        }
        var (seen, _, _) = _view.Scan(() => new Seen());
        Assert.Equal([(Code(4_999), OutletStatus.Ok)], seen.Rows);
    }

    [Fact]
    public async Task Readers_see_each_outlet_once_while_a_writer_changes_adds_and_removes()
    {
        var view = new ViewState();
        var feeds = new Feeds(view);
        feeds.Put([.. Enumerable.Range(0, 1_000).Select(i => Row(Code(i)))]);
        using var ended = new CancellationTokenSource();
        var writer = Task.Run(() =>
        {
            for (var i = 0; i < 20_000; i++)
            {
                // Each round keeps the number of outlets below 500 and above 500 as it is.
                feeds.Put(Row(Code(i % 500), (OutletStatus)(i % 5), revision: i + 2));
                feeds.Apply("320812", [Row(Code(1_000 + i), revision: i)], [OutletCode.Parse(Code(500 + i))]);
            }
            ended.Cancel();
        });
        while (!ended.IsCancellationRequested)
        {
            var (seen, seq, _) = view.Scan(() => new Seen());
            var (again, down) = (new Seen(), new Seen(OutletStatus.Down));
            Assert.Equal(seen.Rows.Count, seen.Rows.Select(r => r.Code).Distinct().Count());
            Assert.InRange(seen.Rows.Count, 1_000, 1_001);
            if (view.Scan(seq, again)) Assert.Equal(seen.Rows, again.Rows);
            if (view.Scan(seq, down)) Assert.Equal(seen.Rows.Where(r => r.Status == OutletStatus.Down), down.Rows);
        }
        await writer;
    }

    [Fact]
    public void A_row_whose_outline_is_not_wanted_is_not_looked_at_and_as_it_was_before_it_may_be()
    {
        _feeds.Put(Row(Code(1)), Row(Code(2), OutletStatus.Down), Row(Code(3)));
        _feeds.Put(Row(Code(1), OutletStatus.Down, revision: 2));

        var (now, before) = (new Seen(OutletStatus.Down), new Seen(OutletStatus.Ok));
        Assert.True(_view.Scan(4, now));
        Assert.True(_view.Scan(3, before));
        Assert.Equal([(Code(1), OutletStatus.Down), (Code(2), OutletStatus.Down)], now.Rows);
        Assert.Equal([(Code(1), OutletStatus.Ok), (Code(3), OutletStatus.Ok)], before.Rows);
        Assert.Equal((2, 2), (now.Visits, before.Visits));
    }

    [Fact]
    public void An_outline_keeps_what_it_is_made_of()
    {
        foreach (var status in Enum.GetValues<OutletStatus>())
        {
            foreach (var severity in Enum.GetValues<Severity>())
            {
                var outline = new RowOutline(3_208_999_999, 999_999, 320_813, status, severity, since: 77, DesignationSets.Unknown, "n", new(118.8, 33.2));
                Assert.Equal((true, 999_999, 999_900, 320_813, status, severity), (outline.IsThere, outline.District, outline.City, outline.TelecomArea, outline.Status, outline.Severity));
                Assert.Equal((3_208_999_999, 77, DesignationSets.Unknown, "n"), (outline.Key, outline.Since, outline.Designations, outline.Name));
                Assert.Equal((true, 118.8, 33.2, Mercator.X(118.8), Mercator.Y(33.2)), (outline.HasLocation, outline.Lon, outline.Lat, outline.X, outline.Y));
            }
        }
        var nowhere = new RowOutline(1, 0, 0, OutletStatus.Unknown, Severity.None, 0, DesignationSets.None, "", null);
        Assert.Equal((true, false), (nowhere.IsThere, nowhere.HasLocation));
        Assert.Equal((false, 5), (new RowOutline(5).IsThere, new RowOutline(5).Key));
    }

    [Fact]
    public void Sets_of_designations_have_a_number_each_whatever_is_in_them()
    {
        string[][] sets = [[], ["a"], ["b"], ["a", "b"], ["a b"]];
        var numbers = sets.Select(DesignationSets.NumberOf).ToArray();
        Assert.Equal(sets.Length, numbers.Distinct().Count());
        Assert.Equal(numbers, sets.Select(DesignationSets.NumberOf));
        var holds = DesignationSets.Where(set => set.Contains("a"));
        Assert.Equal([false, true, false, true, false], numbers.Select(n => holds[n]));
    }

    private sealed class Seen(OutletStatus? only = null) : IRowVisitor
    {
        private readonly List<(string, OutletStatus)> _rows = [];

        public List<(string Code, OutletStatus Status)> Rows => [.. _rows.Order()];
        public int Visits { get; private set; }
        public bool Needs(in RowOutline outline) => only is null || outline.Status == only;

        public void Visit(ViewRow row)
        {
            Visits++;
            if (Needs(row.Outline)) _rows.Add((row.Outlet!.Code.ToString(), row.Status));
        }
    }
}
