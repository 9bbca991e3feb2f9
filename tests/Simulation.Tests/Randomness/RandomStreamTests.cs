using Twin.Simulation.Randomness;

namespace Twin.Simulation.Tests.Randomness;

public sealed class RandomStreamTests
{
    /// <summary>Vigna's splitmix64.c with the seed 1234567.</summary>
    [Fact]
    public void SplitMix64_gives_its_known_answers()
    {
        var generator = new SplitMix64(1234567);
        Assert.Equal([6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821], Enumerable.Range(0, 5).Select(_ => generator.Next()));
    }

    /// <summary>Blackman and Vigna's xoshiro256starstar.c from the state 1, 2, 3, 4.</summary>
    [Fact]
    public void Xoshiro256_star_star_gives_its_known_answers()
    {
        var stream = new RandomStream(1, 2, 3, 4);
        Assert.Equal(
            [11520, 0, 1509978240, 1215971899390074240, 1216172134540287360, 607988272756665600, 16172922978634559625, 8476171486693032832, 10595114339597558777, 2904607092377533576],
            Enumerable.Range(0, 10).Select(_ => stream.Next()));
    }

    /// <summary>Fixed for ever: results that people kept must be found again by their seed.</summary>
    [Fact]
    public void The_stream_of_a_key_never_changes()
    {
        Assert.Equal(3134010564814301460UL, FirstOf(new RandomStreams(1, 0).Stream("failure", 7)));
        Assert.Equal(2056256338222799043UL, FirstOf(new RandomStreams(-5, 199).Stream("repair", "3208008351/t1")));
    }

    [Fact]
    public void Keys_that_differ_anywhere_are_different_streams()
    {
        var firsts = new HashSet<ulong>();
        var keys = 0;
        foreach (var seed in (long[])[0, 1, 2, -1, long.MaxValue])
            for (var replication = -3; replication < 20; replication++)
            {
                var streams = new RandomStreams(seed, replication);
                foreach (var purpose in (string[])["failure", "repair", "eruliaf", ""])
                    for (var entity = -2; entity < 30; entity++, keys++)
                        firsts.Add(FirstOf(streams.Stream(purpose, entity)));
            }
        Assert.Equal(keys, firsts.Count);
    }

    [Fact]
    public void An_entity_is_known_by_its_name_whatever_else_there_is()
    {
        var streams = new RandomStreams(1, 0);
        Assert.Equal(FirstOf(streams.Stream("failure", "3208008351/t1")), FirstOf(new RandomStreams(1, 0).Stream("failure", "3208008351/t1")));
        Assert.NotEqual(FirstOf(streams.Stream("failure", "3208008351/t1")), FirstOf(streams.Stream("failure", "3208008351/t2")));
    }

    /// <summary>Neighbouring entities' first draws, over which a population's failures are spread, are as even as one stream's draws: chi-square over 64 cells, 99.9 % bound.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(20261127)]
    public void First_draws_over_neighbouring_entities_are_uniform(long seed)
    {
        var cells = new int[64];
        var streams = new RandomStreams(seed, 3);
        for (var entity = 0; entity < 64_000; entity++) cells[(int)(streams.Stream("failure", entity).Uniform() * 64)]++;
        Assert.InRange(cells.Sum(n => (n - 1000.0) * (n - 1000.0) / 1000), 30, 103.4);
    }

    [Fact]
    public void Numbers_below_a_bound_cover_it_evenly()
    {
        var stream = new RandomStream(5);
        var counts = new int[7];
        for (var i = 0; i < 70_000; i++) counts[stream.Below(7)]++;
        Assert.All(counts, n => Assert.InRange(n, 9_600, 10_400));
        Assert.Throws<ArgumentOutOfRangeException>(() => stream.Below(0));
    }

    private static ulong FirstOf(RandomStream stream) => stream.Next();
}
