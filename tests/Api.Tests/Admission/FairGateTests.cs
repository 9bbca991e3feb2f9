using Microsoft.Extensions.Time.Testing;
using Twin.Api.Admission;

namespace Twin.Api.Tests.Admission;

public sealed class FairGateTests
{
    private static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(10);

    private readonly FakeTimeProvider _time = new();

    private FairGate Gate(int places = 8, int waiting = 100) => new(places, waiting, WaitMax, _time);

    private static Task<Turn> Enter(FairGate gate, string key, int cost = 1, bool patient = false, CancellationToken cancellation = default) =>
        gate.EnterAsync(key, cost, patient, cancellation).AsTask();

    private static List<Task<Turn>> Enter(FairGate gate, string key, int count, int cost) => [.. Enumerable.Range(0, count).Select(_ => Enter(gate, key, cost))];

    private static int In(IEnumerable<Task<Turn>> entries) => entries.Count(e => e is { IsCompletedSuccessfully: true, Result.Refusal: Refusal.None });

    /// <summary>What was said at once; null when it waits.</summary>
    private static Refusal? ToldOf(Task<Turn> entry) => entry is { IsCompletedSuccessfully: true, Result.Refusal: var refusal } ? refusal : null;

    /// <summary>Waits for a continuation that has been set off.</summary>
    private static async Task<Turn> Soon(Task<Turn> entry) => await entry.WaitAsync(TimeSpan.FromSeconds(30));

    [Fact]
    public void A_key_alone_has_half_of_the_places_and_two_a_third_each()
    {
        var gate = Gate(places: 12);
        Assert.Equal(6, In(Enter(gate, "a", 20, cost: 1)));
        Assert.Equal(3, In(Enter(gate, "b", 20, cost: 1)));
        Assert.Equal(2, In(Enter(gate, "c", 20, cost: 1)));
        Assert.Equal(1, In(Enter(gate, "d", 20, cost: 1)));
        Assert.Equal(12, gate.Taken);
    }

    [Fact]
    public async Task Who_has_had_little_goes_before_one_with_many_waiting()
    {
        var gate = Gate(places: 4);
        var flood = Enter(gate, "flood", 50, cost: 1);
        var others = (string[])["b", "c"];
        var holders = others.Select(k => Enter(gate, k)).ToList();
        Assert.Equal(2, In(flood));
        var late = Enter(gate, "late");
        Assert.False(late.IsCompleted);
        (await Soon(flood[0])).Leave();
        Assert.Equal(Refusal.None, (await Soon(late)).Refusal);
        Assert.Equal(2, In(flood));
        Assert.Equal(2, In(holders));
    }

    [Fact]
    public async Task Keys_that_all_wait_take_turns_by_what_they_cost()
    {
        // Three of one kind of work are as much as one of the other.
        var gate = Gate(places: 12);
        var holders = await Task.WhenAll(((string[])["x", "y", "z", "w"]).Select(k => Enter(gate, k, 3)));
        var (small, large) = (Enter(gate, "small", 30, cost: 1), Enter(gate, "large", 10, cost: 3));
        holders[0].Leave();
        var (smalls, larges) = (0, 0);
        while (smalls + larges < 24)
        {
            // What is in leaves at once; the gate's order is then that of who is next.
            var next = await Task.WhenAny(small[smalls], large[larges]).WaitAsync(TimeSpan.FromSeconds(30));
            if (next == small[smalls]) smalls++;
            else larges++;
            (await next).Leave();
        }
        Assert.InRange(smalls, 15, 21);
    }

    [Fact]
    public async Task One_key_cannot_take_all_places_to_wait_and_its_excess_is_told_at_once()
    {
        var gate = Gate(places: 8, waiting: 10);
        var flood = Enter(gate, "flood", 40, cost: 1);
        Assert.Equal(4, In(flood));
        Assert.Equal(5, gate.Waiting);
        Assert.All(flood.Skip(9), e => Assert.Equal(Refusal.KeyFull, ToldOf(e)));
        Assert.Equal(Refusal.None, (await Soon(Enter(gate, "other"))).Refusal);
    }

    [Fact]
    public void When_very_many_keys_wait_the_node_is_full()
    {
        var gate = Gate(places: 4, waiting: 3);
        var entries = Enumerable.Range(0, 8).Select(i => Enter(gate, $"k{i}")).ToList();
        Assert.Equal(4, In(entries));
        Assert.Equal(Refusal.NodeFull, ToldOf(entries[7]));
    }

    [Fact]
    public void Who_is_held_back_elsewhere_is_not_refused_for_want_of_a_place_to_wait()
    {
        var gate = Gate(places: 4, waiting: 2);
        var patient = Enumerable.Range(0, 50).Select(_ => Enter(gate, "a", patient: true)).ToList();
        Assert.All(patient.Skip(2), e => Assert.False(e.IsCompleted));
        Assert.Equal(0, gate.Waiting);
    }

    [Fact]
    public async Task Waiting_ends_with_the_caller_or_after_its_time_and_leaves_nothing_behind()
    {
        var gate = Gate(places: 4);
        var held = Enter(gate, "a", 2, cost: 1);
        using var gone = new CancellationTokenSource();
        var (leaves, waits) = (Enter(gate, "a", cancellation: gone.Token), Enter(gate, "a"));
        Assert.Equal(2, gate.Waiting);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaves);
        _time.Advance(WaitMax);
        Assert.Equal(Refusal.KeyFull, (await Soon(waits)).Refusal);
        foreach (var entry in held) (await entry).Leave();
        Assert.Equal((0, 0), (gate.Taken, gate.Waiting));
    }

    [Fact]
    public async Task Whatever_happens_to_thousands_nothing_is_lost_and_nothing_exceeded()
    {
        var gate = new FairGate(16, 40, WaitMax, TimeProvider.System);
        var (exceeded, refused) = (0, 0);
        await Task.WhenAll(Enumerable.Range(0, 64).Select(async worker =>
        {
            var random = new Random(worker);
            for (var i = 0; i < 200; i++)
            {
                using var impatient = new CancellationTokenSource();
                if (random.Next(8) == 0) impatient.Cancel();
                try
                {
                    var turn = await gate.EnterAsync($"k{random.Next(5)}", random.Next(1, 6), random.Next(2) == 0, impatient.Token);
                    if (turn.Refusal != Refusal.None)
                    {
                        Interlocked.Increment(ref refused);
                        continue;
                    }
                    if (gate.Taken > 16) Interlocked.Increment(ref exceeded);
                    await Task.Yield();
                    turn.Leave();
                }
                catch (OperationCanceledException)
                {
                }
            }
        }));
        Assert.Equal(0, exceeded);
        Assert.Equal((0, 0), (gate.Taken, gate.Waiting));
    }
}
