using Orleans.Runtime;
using Orleans.Storage;
using Twin.Storage.Tests.Stores;

namespace Twin.Storage.Tests;

/// <summary>What is added for a store at the other end of a network: it can be away, slow, and silent about what it has done. (A store in the process cannot, and has no such tests.)</summary>
public abstract class RemoteStorageContract(Store store) : GrainStorageContract(store)
{
    [Fact]
    public async Task A_write_while_the_store_is_away_fails_and_can_be_done_again()
    {
        var grain = Store.NewGrain();
        var state = await Write(grain, "a");
        var tag = state.ETag;
        Store.Network!.Cut();
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => Write(grain, "b", state));
        Store.Network.Restore();
        // Nobody was faster, so nobody is told so; and what the grain holds is what it may write with.
        Assert.IsNotType<InconsistentStateException>(failure, exactMatch: false);
        Assert.Equal(tag, state.ETag);
        Assert.Equal("a", (await Reach(() => Read(grain))).State!.Text);
        await Write(grain, "b", state);
        Assert.Equal("b", (await Read(grain)).State!.Text);
    }

    [Fact]
    public async Task A_grain_is_never_taken_for_fresh_because_the_store_is_away()
    {
        var grain = Store.NewGrain();
        await Write(grain, "a");
        Store.Network!.Cut();
        await Assert.ThrowsAnyAsync<Exception>(() => Read(grain));
        Store.Network.Restore();
        Assert.True((await Reach(() => Read(grain))).RecordExists);
    }

    [Fact]
    public async Task When_the_answer_to_a_write_is_lost_it_is_done_or_not_and_whoever_reads_again_can_go_on()
    {
        var grain = Store.NewGrain();
        var state = await Write(grain, "a");
        Store.Network!.LoseAnswers(1);
        try
        {
            await Write(grain, "b", state);
        }
        catch (Exception)
        {
            // Done, and not known to be: the grain reads again, as after every failed write.
        }
        Store.Network.Restore();
        var read = await Reach(() => Read(grain));
        Assert.Contains(read.State!.Text, (string[])["a", "b"]);
        await Write(grain, "c", read);
        Assert.Equal("c", (await Read(grain)).State!.Text);
    }

    /// <summary>Connections that were lost are noticed by those who use them next.</summary>
    protected static async Task<T> Reach<T>(Func<Task<T>> read)
    {
        for (var i = 0; ; i++)
        {
            try
            {
                return await read();
            }
            catch (Exception) when (i < 50)
            {
                // A pool may hold some more of them.
            }
        }
    }
}
