using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace Twin.Silo.Tests.Storage;

/// <summary>What a grain may rely on, through the Orleans provider and the store under it.</summary>
public sealed class ProviderTests(StoreHost host)
{
    private const string Name = "state";

    public sealed class Note
    {
        public string Text { get; set; } = "";
        public int Number { get; set; }
    }

    private readonly IGrainStorage _storage = host.Storage;

    private async Task<GrainState<Note>> Read(GrainId grain, string name = Name)
    {
        var state = new GrainState<Note>(new());
        await _storage.ReadStateAsync(name, grain, state);
        return state;
    }

    private async Task<GrainState<Note>> Write(GrainId grain, string text, GrainState<Note>? state = null, string name = Name)
    {
        state ??= await Read(grain, name);
        state.State = new() { Text = text };
        await _storage.WriteStateAsync(name, grain, state);
        return state;
    }

    [Fact]
    public async Task A_grain_never_written_reads_as_fresh()
    {
        var state = await Read(host.NewGrain());
        Assert.False(state.RecordExists);
        Assert.Null(state.ETag);
        Assert.NotNull(state.State);
        Assert.Equal("", state.State!.Text);
    }

    [Fact]
    public async Task What_is_written_is_read_back_and_every_write_changes_the_etag()
    {
        var grain = host.NewGrain();
        var state = await Write(grain, "a");
        var first = state.ETag;
        await Write(grain, "a", state);
        Assert.True(state.RecordExists);
        Assert.NotEqual(first, state.ETag);
        var read = await Read(grain);
        Assert.True(read.RecordExists);
        Assert.Equal(("a", state.ETag), (read.State!.Text, read.ETag));
    }

    [Fact]
    public async Task A_cleared_grain_is_fresh_again_and_can_be_written_by_the_same_activation()
    {
        var grain = host.NewGrain();
        var state = await Write(grain, "a");
        await _storage.ClearStateAsync(Name, grain, state);
        Assert.False(state.RecordExists);
        Assert.Equal("", state.State!.Text);
        Assert.False((await Read(grain)).RecordExists);
        await Write(grain, "b", state);
        Assert.Equal("b", (await Read(grain)).State!.Text);
    }

    [Fact]
    public async Task A_grain_that_has_nothing_stored_can_be_cleared()
    {
        var grain = host.NewGrain();
        var state = await Read(grain);
        await _storage.ClearStateAsync(Name, grain, state);
        Assert.False(state.RecordExists);
        await Write(grain, "a", state);
        Assert.Equal("a", (await Read(grain)).State!.Text);
    }

    [Fact]
    public async Task A_stale_write_is_refused_and_the_latest_stays()
    {
        var grain = host.NewGrain();
        var latest = await Write(grain, "a");
        var stale = await Read(grain);
        await Write(grain, "b", latest);
        await Assert.ThrowsAsync<InconsistentStateException>(() => Write(grain, "c", stale));
        Assert.Equal("b", (await Read(grain)).State!.Text);
    }

    [Fact]
    public async Task A_stale_clear_is_refused_and_the_latest_stays()
    {
        var grain = host.NewGrain();
        var latest = await Write(grain, "a");
        var stale = await Read(grain);
        await Write(grain, "b", latest);
        await Assert.ThrowsAsync<InconsistentStateException>(() => _storage.ClearStateAsync(Name, grain, stale));
        Assert.Equal("b", (await Read(grain)).State!.Text);
    }

    [Fact]
    public async Task A_second_first_write_is_refused_and_the_first_stays()
    {
        var grain = host.NewGrain();
        var late = await Read(grain);
        await Write(grain, "a");
        await Assert.ThrowsAsync<InconsistentStateException>(() => Write(grain, "b", late));
        Assert.Equal("a", (await Read(grain)).State!.Text);
    }

    [Fact]
    public async Task Of_many_first_writers_at_once_one_wins_and_one_row_is_left()
    {
        var grain = host.NewGrain();
        var fresh = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Read(grain)));
        var wins = await Task.WhenAll(fresh.Select((state, i) => Task.Run(() => Wins(() => Write(grain, $"{i}", state)))));
        Assert.Single(wins, w => w);
        Assert.Equal($"{Array.IndexOf(wins, true)}", (await Read(grain)).State!.Text);
    }

    [Fact]
    public async Task States_of_different_names_do_not_know_each_other()
    {
        var grain = host.NewGrain();
        var one = await Write(grain, "one", name: "one");
        await Write(grain, "two", name: "two");
        await _storage.ClearStateAsync("one", grain, one);
        Assert.False((await Read(grain, "one")).RecordExists);
        Assert.Equal("two", (await Read(grain, "two")).State!.Text);
    }

    [Fact]
    public async Task A_hundred_grains_with_ten_writers_each_keep_count()
    {
        await Parallel.ForEachAsync(Enumerable.Range(0, 100).Select(_ => host.NewGrain()), async (grain, _) =>
        {
            await Write(grain, "0");
            await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Add(grain)));
            Assert.Equal(10, (await Read(grain)).State!.Number);
        });

        // Reads, adds one, writes; somebody was faster: again.
        async Task Add(GrainId grain)
        {
            while (true)
            {
                var state = await Read(grain);
                state.State!.Number++;
                if (await Wins(() => _storage.WriteStateAsync(Name, grain, state))) return;
            }
        }
    }

    [Theory]
    [InlineData("清江浦演示网点 — 终端机离线")]
    [InlineData("𠮷野家 🎫 ' \" \\ \u0001 ;--")]
    public async Task Text_of_any_script_comes_back_as_it_was(string text)
    {
        var grain = host.NewGrain();
        await Write(grain, text);
        Assert.Equal(text, (await Read(grain)).State!.Text);
    }

    [Fact]
    public async Task A_state_of_900_KB_comes_back_whole()
    {
        var grain = host.NewGrain();
        var text = string.Concat(Enumerable.Range(0, 300 * 1024).Select(i => (char)('一' + i % 5000)));
        await Write(grain, text);
        Assert.Equal(text, (await Read(grain)).State!.Text);
    }

    // The provider stores a key that reads as hexadecimal as the number it is, so every key of ours begins with what is none.
    [Theory]
    [InlineData("o-7b623", "o-07b623")]
    [InlineData("o-7b623", "o-7B623")]
    [InlineData("d-320812", "t-320812")]
    [InlineData("t-3208008351-t1", "t-3208008351-t01")]
    public async Task Keys_that_read_as_numbers_stay_apart(string one, string other)
    {
        var (a, b) = (GrainId.Create("keyed", one), GrainId.Create("keyed", other));
        var (stateA, stateB) = (await Write(a, "a"), await Write(b, "b"));
        Assert.Equal(("a", "b"), ((await Read(a)).State!.Text, (await Read(b)).State!.Text));
        await _storage.ClearStateAsync(Name, a, stateA);
        await _storage.ClearStateAsync(Name, b, stateB);
    }

    private static async Task<bool> Wins(Func<Task> write)
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
}
