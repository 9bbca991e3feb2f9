using Twin.Domain.Escalation;
using Twin.Domain.Explanation;
using Twin.Domain.Network;
using Twin.Domain.Time;

namespace Twin.Domain.Tests.Explanation;

/// <summary>When it is rather we who have gone deaf.</summary>
public class NetworkSilenceTests
{
    private static readonly TelemetryLoss Loss = EscalationPolicy.Default.TelemetryLoss;

    /// <summary>So many devices heard, and outlets of five devices each that fell silent at a second, spread over some nodes; none: none is known.</summary>
    private static SilenceCensus[] Census(int heard, int outlets, int nodes = 2, double since = 0, int devices = 5) =>
    [
        new()
        {
            Heard = heard,
            Silent = [.. Enumerable.Range(0, outlets).Select(i => new SilentOutlet(OutletCode.Parse($"{3208000000 + i}"), nodes == 0 ? null : $"n{i % nodes}", devices, Branch.At(since)))],
        },
    ];

    private static (NetworkSilence Silence, DateTime? Next) Judge(NetworkSilence before, SilenceCensus[] census, double second) =>
        NetworkSilenceRules.Judge(before, census, Loss, Moment.At(Branch.At(second)));

    [Theory]
    [InlineData(49, 10, 2, 5, NetworkState.Lost)] // 50 of 99
    [InlineData(50, 10, 2, 5, NetworkState.Suspected)] // exactly half is not more than half
    [InlineData(0, 9, 2, 5, NetworkState.Clear)] // all, but only nine outlets
    [InlineData(0, 100, 1, 5, NetworkState.Clear)] // one access node is that node's outage
    [InlineData(49, 10, 0, 5, NetworkState.Lost)] // outlets without a node have nothing in common
    [InlineData(1000, 10, 2, 5, NetworkState.Suspected)] // 50 of 1,050 within 15 s
    [InlineData(2450, 10, 2, 5, NetworkState.Clear)] // 2 % happen
    public void More_than_half_of_what_is_watched_at_ten_outlets_of_two_nodes_is_lost_telemetry(int heard, int outlets, int nodes, double second, NetworkState expected)
    {
        var (silence, _) = Judge(NetworkSilence.None, Census(heard, outlets, nodes), second);
        Assert.Equal(expected, silence.State);
        Assert.Equal(expected == NetworkState.Lost, silence.Verdict.Incident is not null);
        Assert.Same(silence.Incident, Judge(silence, Census(heard, outlets, nodes), second).Silence.Incident);
    }

    [Fact]
    public void What_has_long_been_silent_proves_nothing() => Assert.Equal(NetworkState.Clear, Judge(NetworkSilence.None, Census(10, 100, since: 0), 301).Silence.State);

    [Fact]
    public void A_suspicion_that_is_not_fed_ends_by_itself()
    {
        var (suspected, next) = Judge(NetworkSilence.None, Census(1000, 20), 5);
        Assert.Equal((NetworkState.Suspected, Branch.At(30)), (suspected.State, next));
        Assert.Equal(NetworkState.Suspected, Judge(suspected, Census(1000, 20), 29).Silence.State);
        Assert.Equal((NetworkState.Clear, null), (Judge(suspected, Census(1000, 20), 30).Silence.State, Judge(suspected, Census(1000, 20), 30).Next));
    }

    [Fact]
    public void A_suspicion_lasts_from_the_silence_that_fed_it_however_often_it_is_looked_at()
    {
        var (suspected, _) = Judge(NetworkSilence.None, Census(1000, 20), 1);
        var (again, next) = Judge(suspected, Census(1000, 20), 14);
        Assert.Equal((suspected.SuspectedUntil, Branch.At(30)), (again.SuspectedUntil, next));
        Assert.Equal(Branch.At(42), Judge(again, Census(1000, 20, since: 12), 14).Next);
    }

    [Fact]
    public void It_is_over_when_most_are_heard_again_and_soon_after_it_is_the_same_incident()
    {
        var (lost, _) = Judge(NetworkSilence.None, Census(10, 100), 5);
        Assert.Equal((NetworkState.Lost, Branch.At(0)), (Judge(lost, Census(10, 100), 3600).Silence.State, lost.Began));
        var (back, _) = Judge(lost, Census(900, 10), 3700);
        Assert.Equal((NetworkState.Clear, null), (back.State, back.Verdict.Incident));
        Assert.Equal(lost.Incident, Judge(back with { ForgetAt = Branch.At(5000) }, Census(10, 100, since: 4999), 4999).Silence.Incident);
        Assert.NotEqual(lost.Incident, Judge(back with { ForgetAt = Branch.At(5000) }, Census(10, 100, since: 5000), 5000).Silence.Incident);
    }

    [Fact]
    public void After_a_restart_the_loss_stands_until_almost_all_have_been_counted_again()
    {
        var (lost, _) = Judge(NetworkSilence.None, Census(100, 100), 5);
        Assert.Equal(600, lost.Devices);
        var restored = lost.Restored(Moment.At(Branch.At(1000)));
        // The first district answers: some were heard before, none is silent yet.
        Assert.Equal((NetworkState.Lost, Branch.At(1300)), (Judge(restored, Census(100, 0), 1001).Silence.State, Judge(restored, Census(100, 0), 1001).Next));
        Assert.Equal((NetworkState.Lost, lost.Incident), (Judge(restored, Census(100, 100), 1001).Silence.State, Judge(restored, Census(100, 100), 1001).Silence.Incident));
        Assert.Equal(NetworkState.Clear, Judge(restored, Census(540, 0), 1001).Silence.State);
        Assert.Equal(NetworkState.Clear, Judge(restored, Census(100, 0), 1300).Silence.State);
        // Without a restart those who are not counted are gone.
        Assert.Equal(NetworkState.Clear, Judge(lost, Census(100, 0), 1001).Silence.State);
    }
}
