using CsCheck;
using Twin.Simulation.Distributions;
using Twin.Simulation.Queues;
using Twin.Simulation.Runs;
using Twin.Simulation.Tests.Scenarios;

namespace Twin.Simulation.Tests.Queues;

public sealed class QueueTests
{
    /// <summary>Every run checks by itself that jobs are conserved and that Little's law holds to the microsecond; here over all sorts of queues, short and with ties.</summary>
    [Fact]
    public void Jobs_are_conserved_and_Littles_law_holds_in_any_queue() =>
        Gen.Select(Gen.Int[1, 4], Gen.Int[0, 2], Gen.Int[0, 3], Gen.Int[0, 7], Gen.Long[1, 1_000_000], Gen.Bool).Sample((servers, discipline, classes, kind, seed, ties) =>
        {
            Distribution Time(double mean) => ties ? new Mixture([(0.5, new Fixed(Math.Ceiling(mean))), (0.5, new Fixed(2 * Math.Ceiling(mean)))]) : new Exponential(mean);
            var finite = kind == 7;
            var scenario = new QueueScenario
            {
                Classes = [.. Enumerable.Range(0, finite ? 1 : classes + 1).Select(i => new JobClass($"{i}", Time(finite ? 20 : 4 + i), Time(3)) { Patience = !finite && (kind & 1) == 1 ? Time(5) : null })],
                Servers = kind == 6 ? null : servers,
                Discipline = (QueueDiscipline)discipline,
                Capacity = !finite && (kind & 2) == 2 ? servers + 3 : null,
                Population = finite ? 10 : null,
                Spares = finite ? 2 : 0,
                WaitOver = 2,
                Horizon = TimeSpan.FromSeconds(3000),
            };
            var model = new QueueModel(scenario);
            var result = model.Run(new(seed, 0, TimeSpan.FromSeconds(500), CancellationToken.None));
            Assert.Equal(model.Metrics.Select(m => m.Name), result.Metrics.Select(m => m.Name));
            Assert.True(result.Events > 100);
            Assert.Equal(result.Fingerprint, model.Run(new(seed, 0, TimeSpan.Zero, CancellationToken.None)).Fingerprint);
        }, iter: 200);

    [Fact]
    public void Figures_of_a_day_that_can_be_worked_out_by_hand()
    {
        // Arrivals at 2, 4, 6, 8 s …, service 3 s, one server, at most two in the system: who comes while two are there is turned away.
        var metrics = Run("horizon: 11s\nwarmup: 0s\nqueue: {arrivals: 2s, service: 3s, capacity: 2}");
        // 2: served 2-5. 4: waits 1, 5-8. 6: waits 2, 8-11. 8: a place is free, waits 3 and is not served within the horizon. 10: turned away.
        Assert.Equal(1.0 / 5, metrics["pBlock"], 1e-12);
        Assert.Equal(2.0 / 3, metrics["pWait"], 1e-12);
        Assert.Equal(1, metrics["waitMean"], 1e-12);
        Assert.Equal(9.0 / 11, metrics["utilisation"], 1e-12);
        Assert.Equal((1 + 2 + 3) / 11.0, metrics["queueLength"], 1e-12);
    }

    [Fact]
    public void Who_is_put_back_goes_on_where_it_was_broken_off()
    {
        // The low class begins at 4 and is broken off at 6 for 5 s; it ends at 4 + 10 + 5 = 19: waited 5.
        var metrics = Run("horizon: 20s\nwarmup: 0s\nqueue: {priority: preemptive, classes: [{name: high, arrivals: {empirical: [6s, 6s]}, service: 5s}, {name: low, arrivals: 4s, service: 10s}]}\n");
        Assert.Equal(0, metrics["waitMean.high"]);
        Assert.True(metrics["utilisation"] > 0.79);
    }

    [Fact]
    public void Patience_that_ends_when_a_server_is_free_is_not_lost()
    {
        // Served 2-4; the one of 4 … each waits nothing. With service 3: the one of 4 waits until 5 and has patience 1: served.
        var metrics = Run("horizon: 5500ms\nwarmup: 0s\nqueue: {arrivals: 2s, service: 3s, patience: 1s}");
        Assert.Equal(0, metrics["pAbandon"]);
        Assert.Equal(0.5, metrics["waitMean"]);
    }

    [Fact]
    public void The_same_jobs_come_whatever_the_staff()
    {
        static double Arrivals(int servers) => Run($"horizon: 1h\nwarmup: 0s\nseed: 7\nqueue: {{arrivals: {{exponential: 10s}}, service: {{exponential: 5s}}, servers: {servers}, capacity: 50}}")["utilisation"] * servers;
        Assert.Equal(Arrivals(2), Arrivals(4), 0.01);
    }

    [Fact]
    public void A_queue_that_grows_without_end_is_broken_off_with_the_reason()
    {
        var scenario = Yaml.Scenario("horizon: 1d\nwarmup: 0s\nqueue: {arrivals: 10ms, service: 100d}");
        Assert.Contains("grows without end", Assert.Throws<RunBrokenOffException>(() => scenario.Model.Run(new(1, 0, TimeSpan.Zero, CancellationToken.None))).Message, StringComparison.Ordinal);
    }

    private static Dictionary<string, double> Run(string yaml)
    {
        var scenario = Yaml.Scenario(yaml);
        return scenario.Model.Run(new(scenario.Seed, 0, scenario.Warmup.Fixed!.Value, CancellationToken.None)).Metrics.ToDictionary(m => m.Name, m => m.Value);
    }
}
