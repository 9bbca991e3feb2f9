using System.Globalization;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;
using Twin.Storage.Tests.Stores;

namespace Twin.Storage.Tests;

/// <summary>What a grain may rely on, whatever its state is kept in. Each store runs all of it; where one cannot meet a point, its own class says so by name.</summary>
public abstract class GrainStorageContract(Store store)
{
    protected const string Name = "state";

    protected Store Store { get; } = store;

    /// <summary>The provider under test.</summary>
    protected virtual IGrainStorage Storage => Store.Storage;

    protected async Task<GrainState<Note>> Read(GrainId grain, string name = Name)
    {
        var state = new GrainState<Note>(new() { Text = "not read" }) { ETag = null! };
        await Storage.ReadStateAsync(name, grain, state);
        return state;
    }

    protected async Task<GrainState<Note>> Write(GrainId grain, string text, GrainState<Note>? state = null, string name = Name)
    {
        state ??= await Read(grain, name);
        state.State = new() { Text = text };
        await Storage.WriteStateAsync(name, grain, state);
        return state;
    }

    /// <summary>Reads and writes until nothing that was still under way comes between.</summary>
    protected async Task WriteAnew(GrainId grain, string text)
    {
        while (!await Wins(() => Write(grain, text))) await Task.Yield();
    }

    protected static async Task<bool> Wins(Func<Task> write)
    {
        try
        {
            await write();
            return true;
        }
        catch (InconsistentStateException)
        {
            return false;
        }
    }

    [Fact]
    public async Task A_grain_never_written_reads_as_fresh()
    {
        var state = await Read(Store.NewGrain());
        Assert.False(state.RecordExists);
        Assert.Null(state.ETag);
        Assert.Equal("", Assert.IsType<Note>(state.State).Text);
    }

    [Fact]
    public async Task What_is_written_is_read_back()
    {
        var grain = Store.NewGrain();
        var state = await Write(grain, "a");
        Assert.True(state.RecordExists);
        Assert.NotNull(state.ETag);
        var read = await Read(grain);
        Assert.True(read.RecordExists);
        Assert.Equal(("a", state.ETag), (read.State!.Text, read.ETag));
    }

    [Fact]
    public async Task Every_write_changes_the_etag_even_of_an_equal_value()
    {
        var grain = Store.NewGrain();
        var state = await Write(grain, "a");
        var seen = new HashSet<string?> { state.ETag };
        for (var i = 0; i < 20; i++)
        {
            await Write(grain, "a", state);
            Assert.True(seen.Add(state.ETag));
        }
        Assert.Equal(state.ETag, (await Read(grain)).ETag);
    }

    [Fact]
    public async Task A_cleared_grain_is_fresh_again_and_can_be_written_by_the_same_activation()
    {
        var grain = Store.NewGrain();
        var state = await Write(grain, "a");
        await Storage.ClearStateAsync(Name, grain, state);
        Assert.False(state.RecordExists);
        Assert.Equal("", Assert.IsType<Note>(state.State).Text);
        var read = await Read(grain);
        Assert.False(read.RecordExists);
        Assert.Equal("", Assert.IsType<Note>(read.State).Text);
        await Write(grain, "b", state);
        Assert.Equal("b", (await Read(grain)).State!.Text);
    }

    [Fact]
    public async Task A_cleared_grain_can_be_written_by_another_activation()
    {
        var grain = Store.NewGrain();
        await Storage.ClearStateAsync(Name, grain, await Write(grain, "a"));
        await Write(grain, "b");
        Assert.Equal("b", (await Read(grain)).State!.Text);
    }

    [Fact]
    public async Task A_grain_that_has_nothing_stored_can_be_cleared()
    {
        var grain = Store.NewGrain();
        var state = await Read(grain);
        await Storage.ClearStateAsync(Name, grain, state);
        Assert.False(state.RecordExists);
        await Write(grain, "a", state);
        Assert.Equal("a", (await Read(grain)).State!.Text);
    }

    [Fact]
    public async Task A_stale_write_is_refused_and_the_latest_stays()
    {
        var grain = Store.NewGrain();
        var latest = await Write(grain, "a");
        var stale = await Read(grain);
        await Write(grain, "b", latest);
        await Assert.ThrowsAnyAsync<InconsistentStateException>(() => Write(grain, "c", stale));
        Assert.Equal(("b", latest.ETag), ((await Read(grain)).State!.Text, (await Read(grain)).ETag));
    }

    [Fact]
    public async Task A_stale_clear_is_refused_and_the_latest_stays()
    {
        var grain = Store.NewGrain();
        var latest = await Write(grain, "a");
        var stale = await Read(grain);
        await Write(grain, "b", latest);
        await Assert.ThrowsAnyAsync<InconsistentStateException>(() => Storage.ClearStateAsync(Name, grain, stale));
        Assert.Equal("b", (await Read(grain)).State!.Text);
    }

    /// <summary>Somebody who has found nothing clears, after another has written. Whether it was let, and whether the state is there after it.</summary>
    protected async Task<(bool Cleared, bool Left)> ClearLate()
    {
        var grain = Store.NewGrain();
        var late = await Read(grain);
        await Write(grain, "a");
        var cleared = await Wins(() => Storage.ClearStateAsync(Name, grain, late));
        return (cleared, (await Read(grain)).RecordExists);
    }

    [Fact]
    public async Task A_write_over_what_another_has_cleared_is_refused()
    {
        var grain = Store.NewGrain();
        var latest = await Write(grain, "a");
        var stale = await Read(grain);
        await Storage.ClearStateAsync(Name, grain, latest);
        await Assert.ThrowsAnyAsync<InconsistentStateException>(() => Write(grain, "b", stale));
        Assert.False((await Read(grain)).RecordExists);
    }

    [Fact]
    public async Task A_second_first_write_is_refused_and_the_first_stays()
    {
        var grain = Store.NewGrain();
        var late = await Read(grain);
        await Write(grain, "a");
        await Assert.ThrowsAnyAsync<InconsistentStateException>(() => Write(grain, "b", late));
        Assert.Equal("a", (await Read(grain)).State!.Text);
    }

    [Fact]
    public async Task After_a_refusal_one_who_reads_again_can_write()
    {
        var grain = Store.NewGrain();
        var stale = await Read(grain);
        await Write(grain, "a");
        await Assert.ThrowsAnyAsync<InconsistentStateException>(() => Write(grain, "b", stale));
        await Storage.ReadStateAsync(Name, grain, stale);
        await Write(grain, "c", stale);
        Assert.Equal("c", (await Read(grain)).State!.Text);
    }

    [Fact]
    public async Task Of_many_first_writers_at_once_one_wins_and_one_row_is_left()
    {
        var grain = Store.NewGrain();
        var fresh = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Read(grain)));
        var wins = await Task.WhenAll(fresh.Select((state, i) => Task.Run(() => Wins(() => Write(grain, $"{i}", state)))));
        Assert.Single(wins, w => w);
        Assert.Equal($"{Array.IndexOf(wins, true)}", (await Read(grain)).State!.Text);
    }

    [Fact]
    public async Task States_of_different_names_do_not_know_each_other()
    {
        var grain = Store.NewGrain();
        var one = await Write(grain, "one", name: "one");
        await Write(grain, "two", name: "two");
        await Storage.ClearStateAsync("one", grain, one);
        Assert.False((await Read(grain, "one")).RecordExists);
        Assert.Equal("two", (await Read(grain, "two")).State!.Text);
    }

    /// <summary>Grains of the next test. A provider that differs from another in what is in its rows, and not in how they are guarded, needs fewer.</summary>
    protected virtual int ContendedGrains => 100;

    [Fact]
    public async Task A_hundred_grains_with_ten_writers_each_keep_count()
    {
        await Parallel.ForEachAsync(Enumerable.Range(0, ContendedGrains).Select(_ => Store.NewGrain()), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (grain, _) =>
        {
            await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Add(grain)));
            Assert.Equal(10, (await Read(grain)).State!.Number);
        });

        // Reads, adds one, writes; somebody was faster: again. The first write is a race too.
        async Task Add(GrainId grain)
        {
            while (true)
            {
                var state = await Read(grain);
                state.State!.Number++;
                if (await Wins(() => Storage.WriteStateAsync(Name, grain, state))) return;
            }
        }
    }

    [Theory]
    [InlineData("清江浦演示网点 — 终端机离线")]
    [InlineData("𠮷野家 🎫 ' \" \\ \u0001 ;--")]
    [InlineData("@twin-blob-1:{\"blob\":\"x\",\"bytes\":1}")]
    [InlineData("")]
    public async Task Text_of_any_script_comes_back_as_it_was(string text)
    {
        var grain = Store.NewGrain();
        await Write(grain, text);
        Assert.Equal(text, (await Read(grain)).State!.Text);
    }

    [Theory]
    [InlineData(65_535)]
    [InlineData(65_537)]
    [InlineData(990 * 1024)]
    public async Task A_large_state_comes_back_whole_and_can_shrink_and_grow(int bytes)
    {
        var grain = Store.NewGrain();
        var text = Note.OfBytes(bytes);
        var state = await Write(grain, text);
        Assert.Equal(text, (await Read(grain)).State!.Text);
        await Write(grain, "small", state);
        Assert.Equal("small", (await Read(grain)).State!.Text);
        await Write(grain, text, state);
        await Write(grain, text + "!", state);
        Assert.Equal((text + "!", state.ETag), ((await Read(grain)).State!.Text, (await Read(grain)).ETag));
        await Storage.ClearStateAsync(Name, grain, state);
        Assert.False((await Read(grain)).RecordExists);
    }

    [Fact]
    public async Task A_stale_write_of_a_large_state_is_refused_and_the_latest_stays()
    {
        var grain = Store.NewGrain();
        var latest = await Write(grain, Note.OfBytes(990 * 1024));
        var stale = await Read(grain);
        await Write(grain, "b" + Note.OfBytes(990 * 1024), latest);
        await Assert.ThrowsAnyAsync<InconsistentStateException>(() => Write(grain, "c" + Note.OfBytes(990 * 1024), stale));
        await Assert.ThrowsAnyAsync<InconsistentStateException>(() => Write(grain, "c", stale));
        await Assert.ThrowsAnyAsync<InconsistentStateException>(() => Storage.ClearStateAsync(Name, grain, stale));
        Assert.Equal('b', (await Read(grain)).State!.Text[0]);
    }

    /// <summary>Pairs that something on the way might take for one: numbers, case, scripts, white space, how a letter is composed.</summary>
    public static TheoryData<string, string> AlikeKeys => new()
    {
        { "o-7b623", "o-07b623" },
        { "o-7b623", "o-7B623" },
        { "o-Outlet", "o-outlet" },
        { "d-320812", "t-320812" },
        { "t-3208008351-t1", "t-3208008351-t01" },
        { "n-清江浦", "n-清江浦 " },
        { "n-\u00e9", "n-e\u0301" },
        { "n-a+b", "n-a b" },
        { "n-a%2Fb", "n-a%2fb" },
        { "n-a'b", "n-a''b" },
        { "n-" + new string('k', 480), "n-" + new string('k', 479) },
    };

    [Theory]
    [MemberData(nameof(AlikeKeys))]
    public async Task Keys_that_look_alike_stay_apart(string one, string other)
    {
        var (a, b) = (GrainId.Create("keyed", one), GrainId.Create("keyed", other));
        var (stateA, stateB) = (await Write(a, "a"), await Write(b, "b"));
        Assert.Equal(("a", "b"), ((await Read(a)).State!.Text, (await Read(b)).State!.Text));
        await Storage.ClearStateAsync(Name, a, stateA);
        Assert.Equal("b", (await Read(b)).State!.Text);
        await Storage.ClearStateAsync(Name, b, stateB);
    }

    [Fact]
    public async Task A_call_that_is_cancelled_already_does_nothing()
    {
        var grain = Store.NewGrain();
        var state = await Write(grain, "a");
        var (tag, cancelled) = (state.ETag, new CancellationToken(canceled: true));
        state.State = new() { Text = "b" };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Storage.WriteStateAsync(Name, grain, state, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Storage.ClearStateAsync(Name, grain, state, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Storage.ReadStateAsync(Name, grain, state, cancelled));
        Assert.Equal(tag, state.ETag);
        Assert.Equal("a", (await Read(grain)).State!.Text);
    }

    [Fact]
    public async Task What_cannot_be_serialised_is_refused_and_the_latest_stays()
    {
        var grain = Store.NewGrain();
        await Write(grain, "a");
        var state = new GrainState<Unwritable>(new());
        state.ETag = (await Read(grain)).ETag;
        await Assert.ThrowsAnyAsync<Exception>(() => Storage.WriteStateAsync(Name, grain, state));
        Assert.Equal("a", (await Read(grain)).State!.Text);
    }

    /// <summary>Nothing can write it.</summary>
    public sealed class Unwritable
    {
        public string Text => throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"nothing to read at {GetHashCode()}"));
    }
}
