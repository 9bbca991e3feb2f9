using Twin.Simulation.Runs;

namespace Twin.Simulation.Tests.Runs;

public sealed class FingerprintTests
{
    /// <summary>Fixed for ever: people compare fingerprints they kept.</summary>
    [Fact]
    public void It_is_the_same_on_every_machine()
    {
        var log = new Fingerprint();
        log.Add(1_000_000, 3, 42);
        log.Add("done");
        Assert.Equal("0000000000000000", default(Fingerprint).ToString());
        Assert.Equal("fb1462ef3f817865", log.ToString());
    }

    [Fact]
    public void Order_and_every_field_count()
    {
        var logs = new HashSet<string> { Of((1, 2, 3), (4, 5, 6)), Of((4, 5, 6), (1, 2, 3)), Of((1, 2, 3)), Of((1, 2, 3), (4, 5, 7)), Of((1, 2, 3), (4, 6, 6)), Of((1, 2, 3), (5, 5, 6)), Of((1, 2, 3), (4, 5, 6), (0, 0, 0)) };
        Assert.Equal(7, logs.Count);
    }

    private static string Of(params (long At, int Kind, long Entity)[] events)
    {
        var log = new Fingerprint();
        foreach (var (at, kind, entity) in events) log.Add(at, kind, entity);
        return log.ToString();
    }
}
