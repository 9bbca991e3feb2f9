using Orleans;
using Orleans.Runtime;
using Twin.Storage.Azure;
using Twin.Storage.Tests.Stores;

namespace Twin.Storage.Tests;

/// <summary>What is added for Azure Tables: which keys it takes, and that what is lost on the way is sent again.</summary>
public abstract class AzureContract(AzureAccount store) : RemoteStorageContract(store)
{
    [Theory]
    [InlineData("7b623", "07b623")]
    [InlineData("7b623", "7B623")]
    public Task Keys_that_read_as_hexadecimal_stay_apart(string one, string other) => Keys_that_look_alike_stay_apart(one, other);

    [Fact]
    public async Task Grains_of_different_types_with_one_key_stay_apart()
    {
        var (one, other) = (GrainId.Create("one", "x-same"), GrainId.Create("other", "x-same"));
        await Write(one, "a");
        Assert.False((await Read(other)).RecordExists);
    }

    [Fact]
    public async Task A_request_that_is_lost_is_sent_again_and_nobody_notices()
    {
        var grain = Store.NewGrain();
        var state = await Write(grain, "a");
        Store.Network!.LoseRequests(2);
        await Write(grain, "b", state);
        Store.Network.LoseRequests(2);
        Assert.Equal(("b", state.ETag), ((await Read(grain)).State!.Text, (await Read(grain)).ETag));
    }

    [Fact]
    public async Task A_call_that_is_cancelled_under_way_ends_although_the_store_says_nothing()
    {
        var grain = Store.NewGrain();
        var state = await Write(grain, "a");
        state.State = new() { Text = "b" };
        using var cancel = new CancellationTokenSource();
        var sent = Store.Network!.Hold();
        var writing = Storage.WriteStateAsync(Name, grain, state, cancel.Token);
        await sent;
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => writing);
        Store.Network.Restore();
        var read = await Reach(() => Read(grain));
        Assert.Contains(read.State!.Text, (string[])["a", "b"]);
        // What was held may arrive only now, and then it was faster.
        await WriteAnew(grain, "c");
        Assert.Equal("c", (await Read(grain)).State!.Text);
    }

    [Theory]
    [InlineData("a/b", "a_b")]
    [InlineData("a#b", "a?b")]
    [InlineData("a\\b", "a/b")]
    public async Task Keys_that_Azure_cannot_tell_apart_never_share_a_row_and_the_second_is_told(string one, string other)
    {
        // Types of their own: the account is shared by the cases.
        var type = $"mixed{one.Length}{(int)one[1]}{(int)other[1]}";
        var (a, b) = (GrainId.Create(type, one), GrainId.Create(type, other));
        var early = await Read(b);
        var state = await Write(a, "a");
        foreach (var refused in new[] { () => Read(b), () => Write(b, "b", early), () => Clear(b, early) })
        {
            var told = await Assert.ThrowsAsync<SharedRowException>(refused);
            Assert.Contains($"{type}/{one}", told.Message, StringComparison.Ordinal);
            Assert.Contains($"{type}/{other}", told.Message, StringComparison.Ordinal);
        }
        await Write(a, "c", state);
        Assert.Equal("c", (await Read(a)).State!.Text);
    }

    [Fact]
    public async Task State_names_and_types_that_Azure_cannot_tell_apart_never_share_a_row()
    {
        var grain = Store.NewGrain();
        await Write(grain, "a", name: "a/b");
        await Assert.ThrowsAsync<SharedRowException>(() => Read(grain, "a_b"));
        await Write(GrainId.Create("under", "score_x"), "a");
        await Assert.ThrowsAsync<SharedRowException>(() => Read(GrainId.Create("under_score", "x")));
    }

    [Fact]
    public async Task Of_many_first_writers_of_two_such_grains_one_wins()
    {
        var grains = Enumerable.Range(0, 12).Select(i => GrainId.Create("raced", i % 2 == 0 ? "r/1" : "r_1")).ToArray();
        var fresh = await Task.WhenAll(grains.Select(g => Read(g)));
        var wins = await Task.WhenAll(grains.Select((grain, i) => Task.Run(async () =>
        {
            try
            {
                return await Wins(() => Write(grain, $"{i}", fresh[i]));
            }
            catch (SharedRowException)
            {
                return false;
            }
        })));
        var winner = Array.IndexOf(wins, true);
        Assert.Single(wins, w => w);
        Assert.Equal($"{winner}", (await Read(grains[winner])).State!.Text);
        await Assert.ThrowsAsync<SharedRowException>(() => Read(grains[(winner + 1) % 2]));
    }

    [Fact]
    public async Task A_clear_by_one_who_read_before_the_first_write_is_refused() => Assert.Equal((false, true), await ClearLate());

    [Theory]
    [InlineData(512, null)]
    [InlineData(513, "512")]
    [InlineData(1023, "512")]
    [InlineData(1024, "1,024")]
    public async Task A_key_that_is_too_long_is_refused_by_name(int characters, string? limit)
    {
        var grain = GrainId.Create("long", new string('k', characters - "twin_long/".Length));
        if (limit is null)
        {
            await Write(grain, "a");
            Assert.Equal("a", (await Read(grain)).State!.Text);
            return;
        }
        var refused = await Assert.ThrowsAsync<ArgumentException>(() => Write(grain, "a"));
        Assert.Contains("long/kkk", refused.Message, StringComparison.Ordinal);
        Assert.Contains(limit, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a\nb")]
    [InlineData("a\u0000b")]
    [InlineData("a\u0085b")]
    public async Task A_key_with_control_characters_is_refused_by_name(string key)
    {
        var refused = await Assert.ThrowsAsync<ArgumentException>(() => Read(GrainId.Create("controlled", key)));
        Assert.Contains("controlled/a", refused.Message, StringComparison.Ordinal);
        Assert.Contains("control characters", refused.Message, StringComparison.Ordinal);
    }

    private async Task<GrainState<Note>> Clear(GrainId grain, GrainState<Note> state)
    {
        await Storage.ClearStateAsync(Name, grain, state);
        return state;
    }
}
