using System.Text;
using Twin.Documents;
using Twin.Grains.Simulations;
using Twin.Simulation.Reports;
using Twin.Simulation.Scenarios;
using Twin.Simulation.Studies;

namespace Twin.Grains.Tests.Simulations;

public sealed class SimulationTests
{
    private static SimulationOrder Order(int replications, string horizon, string more = "") => new("queue", Text(replications, horizon, more), Json: false, "planner");

    private static string Text(int replications, string horizon, string more) => $$$"""
        name: queue
        seed: 7
        horizon: {{{horizon}}}
        replications: { min: {{{replications}}}, max: {{{replications}}} }
        queue: {arrivals: {exponential: 2m}, servers: 1, service: {exponential: 1m}}
        {{{more}}}
        """;

    private static Scenario Read(string text) => new ScenarioReader(ScenarioFiles.None).Read(DocumentText.Parse(text, DocumentFormat.Yaml, [])!, [])!;

    /// <summary>What one process makes of a scenario by itself.</summary>
    private static string Alone(SimulationOrder order) => Silos.Outcome(Encoding.UTF8.GetBytes(ResultJson.Write(new Study(Read(order.Text)) { Threads = 2 }.Run(default), new("0.1.0", 0))));

    [Fact]
    public async Task Three_silos_make_of_a_scenario_what_one_thread_does()
    {
        var order = Order(8, "200h", "compare: [{name: two, queue.servers: 2}]\nsolve: {vary: queue.servers, min: 1, max: 4, until: waitMean <= 5s}");
        await using var silos = await Silos.Start(3);
        var run = await silos.Simulations.Start(order);
        Assert.Equal(("sim-1", "queue", "planner"), (run!.Id, run.Name, run.By));
        var done = await silos.Ended(run.Id);
        Assert.Equal((SimulationStatus.Done, null), (done.Row.Status, done.Row.Why));
        Assert.Equal(Alone(order), Silos.Outcome(done.Result!));
        Assert.Equal(["scenario", "result", "report", "replications"], silos.Storage.Keys.Where(k => k.Contains("sim-1.", StringComparison.Ordinal)).Select(k => k.Split('.')[^1]).OrderDescending());
    }

    // That one which only works for it may be lost is tested with processes, in EndToEnd.Tests.
    [Fact]
    public async Task A_run_outlives_the_silo_that_leads_it()
    {
        var order = Order(36, "30000h");
        var alone = Alone(order);
        await using var silos = await Silos.Start(3);
        var run = await silos.Simulations.Start(order);
        // Past the first sixteen, which are stored by then.
        await silos.Until(run!.Id, row => row is { Progress: { Done: >= 18, Of: not "pilots" } } or { EndedAt: not null });
        Assert.Null((await silos.Simulations.Read(run.Id))!.Row.EndedAt);
        await silos.KillLeader();
        var done = await silos.Ended(run.Id);
        Assert.Equal((SimulationStatus.Done, null), (done.Row.Status, done.Row.Why));
        Assert.Equal(alone, Silos.Outcome(done.Result!));
    }

    [Fact]
    public async Task After_a_restart_of_all_what_was_done_is_not_done_again()
    {
        var order = Order(36, "20000h");
        var storage = new TestStorage();
        string id;
        await using (var before = await Silos.Start(1, storage: storage))
        {
            id = (await before.Simulations.Start(order))!.Id;
            await before.Until(id, row => row is { Progress: { Done: >= 20, Of: not "pilots" } });
        }
        Assert.Contains(storage.Keys, k => k.Contains("part-0", StringComparison.Ordinal));
        await using var after = await Silos.Start(1, storage: storage);
        // Nobody asks for it: the silo sees by itself that a run was interrupted.
        var done = await after.Ended(id);
        Assert.Equal(Alone(order), Silos.Outcome(done.Result!));
        // Five pilots, then 16 and 16 and 4: in however many lives, each once.
        Assert.Equal(4, storage.AllWrites($"{id}.part-"));
    }

    [Fact]
    public async Task Runs_take_turns_and_one_that_is_cancelled_makes_room_for_the_next()
    {
        await using var silos = await Silos.Start(1, o => o.QueuedMax = 2);
        var simulations = silos.Simulations;
        var (first, second, third) = (await simulations.Start(Order(9000, "100000h")), await simulations.Start(Order(2, "10h")), await simulations.Start(Order(2, "10h")));
        Assert.Equal([SimulationStatus.Running, SimulationStatus.Queued, SimulationStatus.Queued], new[] { first, second, third }.Select(r => r!.Status));
        Assert.Null(await simulations.Start(Order(2, "10h")));
        Assert.Equal(SimulationStatus.Cancelled, (await simulations.End(third!.Id))!.Status);
        Assert.Equal(SimulationStatus.Cancelled, (await simulations.End(first!.Id))!.Status);
        Assert.Equal(SimulationStatus.Done, (await silos.Ended(second!.Id)).Row.Status);
        Assert.Equal(["sim-3", "sim-2", "sim-1"], (await simulations.List()).Select(r => r.Id));
        Assert.Equal([SimulationStatus.Cancelled, SimulationStatus.Done, SimulationStatus.Cancelled], (await simulations.List()).Select(r => r.Status));
        // An ended one is removed with all that is stored of it.
        await simulations.End("sim-2");
        Assert.Null(await simulations.Read("sim-2"));
        Assert.DoesNotContain(silos.Storage.Keys, k => k.Contains("sim-2.", StringComparison.Ordinal));
        Assert.Null(await simulations.End("sim-2"));
        Assert.Equal("sim-4", (await simulations.Start(Order(2, "10h")))!.Id);
    }

    [Fact]
    public async Task Only_so_many_that_have_ended_are_kept()
    {
        await using var silos = await Silos.Start(1, o => o.Kept = 2);
        for (var i = 1; i <= 4; i++) await silos.Ended((await silos.Simulations.Start(Order(2, "10h")))!.Id);
        Assert.Equal(["sim-4", "sim-3"], (await silos.Simulations.List()).Select(r => r.Id));
        Assert.DoesNotContain(silos.Storage.Keys, k => k.Contains("sim-1.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_that_takes_too_long_is_given_up_and_says_so()
    {
        await using var silos = await Silos.Start(1, o => o.TimeMax = TimeSpan.FromSeconds(1));
        var ended = await silos.Ended((await silos.Simulations.Start(Order(9000, "100000h")))!.Id);
        Assert.Equal(SimulationStatus.Failed, ended.Row.Status);
        Assert.Contains("Twin:Simulation:TimeMax", ended.Row.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_refuses_for_a_moment_costs_no_run()
    {
        await using var silos = await Silos.Start(1);
        foreach (var row in (string[])["sim-1.part-0", "sim-1.result"]) silos.Storage.Refuse(row, 1);
        var order = Order(20, "10h");
        var ended = await silos.Ended((await silos.Simulations.Start(order))!.Id);
        Assert.Equal(SimulationStatus.Done, ended.Row.Status);
        Assert.Equal(Alone(order), Silos.Outcome(ended.Result!));
    }

    [Fact]
    public async Task A_scenario_that_cannot_be_read_any_more_fails_with_the_reason()
    {
        await using var silos = await Silos.Start(1);
        var ended = await silos.Ended((await silos.Simulations.Start(new("old", "name: old\nqueues: {}", Json: false, "planner")))!.Id);
        Assert.Equal(SimulationStatus.Failed, ended.Row.Status);
        Assert.Contains("unknown field 'queues'", ended.Row.Why, StringComparison.Ordinal);
    }
}
