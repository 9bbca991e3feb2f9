using CsCheck;
using Twin.Simulation.Kernel;

namespace Twin.Simulation.Tests.Kernel;

public sealed class EventQueueTests
{
    [Fact]
    public void Events_of_one_moment_run_by_class_and_then_in_the_order_in_which_they_were_scheduled()
    {
        var queue = new EventQueue<int>();
        queue.Schedule(10, 1, eventClass: 2);
        queue.Schedule(10, 2, eventClass: 1);
        queue.Schedule(10, 3, eventClass: 2);
        queue.Schedule(5, 4, eventClass: 9);
        queue.Schedule(10, 5, eventClass: 1);
        Assert.Equal([4, 2, 5, 1, 3], Drain(queue));
    }

    [Fact]
    public void The_end_is_not_part_of_a_run_and_the_clock_stands_at_it()
    {
        var queue = new EventQueue<int>();
        queue.Schedule(99, 1);
        queue.Schedule(100, 2);
        Assert.True(queue.TryNext(100, out var first));
        Assert.Equal((1, 99L), (first, queue.NowUs));
        Assert.False(queue.TryNext(100, out _));
        Assert.Equal((100L, 1, 100L), (queue.NowUs, queue.Pending, queue.NextUs()));
        Assert.True(queue.TryNext(101, out _));
    }

    [Fact]
    public void The_past_is_refused()
    {
        var queue = new EventQueue<int>();
        queue.Schedule(10, 1);
        queue.TryNext(VirtualTime.Never, out _);
        Assert.Throws<ArgumentOutOfRangeException>(() => queue.Schedule(9, 2));
        queue.Schedule(10, 3);
        Assert.Equal([3], Drain(queue));
    }

    [Fact]
    public void A_handle_is_stale_once_its_event_ran_was_cancelled_or_its_slot_is_used_again()
    {
        var queue = new EventQueue<int>();
        var first = queue.Schedule(1, 1);
        Assert.True(queue.Cancel(first));
        Assert.False(queue.Cancel(first));
        var second = queue.Schedule(2, 2);
        Assert.False(queue.Cancel(first));
        Assert.True(queue.IsPending(second));
        Assert.Equal([2], Drain(queue));
        Assert.False(queue.Cancel(second));
        Assert.False(queue.Cancel(default));
    }

    /// <summary>Random scripts against a plain sorted list: the same order, nothing lost, nothing run twice, the clock never back, also after the stale ones were dropped.</summary>
    [Fact]
    public void Any_script_runs_in_the_order_of_a_sorted_list() =>
        Gen.Select(Gen.Int[0, 50], Gen.Int[0, 3], Gen.Int[0, 9]).Array[0, 6000].Sample(script =>
        {
            var queue = new EventQueue<int>();
            var model = new List<(long At, int Class, int Id)>();
            var handles = new List<(EventHandle Handle, int Id)>();
            var (ran, expected) = (new List<int>(), new List<int>());
            for (var i = 0; i < script.Length; i++)
            {
                var (delay, turn, act) = script[i];
                if (act < 7)
                {
                    handles.Add((queue.Schedule(queue.NowUs + delay, i, (byte)turn), i));
                    model.Add((queue.NowUs + delay, turn, i));
                }
                else if (act < 9 && handles.Count > 0)
                {
                    var (handle, id) = handles[(delay * 7919) % handles.Count];
                    Assert.Equal(model.RemoveAll(e => e.Id == id) == 1, queue.Cancel(handle));
                }
                else if (model.Count > 0)
                {
                    var next = model.MinBy(e => (e.At, e.Class, e.Id));
                    model.Remove(next);
                    Assert.True(queue.TryNext(VirtualTime.Never, out var id));
                    Assert.Equal((next.Id, next.At), (id, queue.NowUs));
                }
                Assert.Equal(model.Count, queue.Pending);
            }
            expected.AddRange(model.OrderBy(e => (e.At, e.Class, e.Id)).Select(e => e.Id));
            ran.AddRange(Drain(queue));
            Assert.Equal(expected, ran);
        }, iter: 30);

    [Fact]
    public void Cancelling_nearly_everything_keeps_the_heap_small()
    {
        var queue = new EventQueue<int>();
        var kept = queue.Schedule(1_000_000, -1);
        for (var i = 0; i < 100_000; i++) queue.Cancel(queue.Schedule(500_000 + i, i));
        Assert.Equal(1, queue.Pending);
        Assert.True(queue.IsPending(kept));
        Assert.Equal([-1], Drain(queue));
    }

    [Fact]
    public void A_running_queue_allocates_nothing()
    {
        var queue = new EventQueue<(int Kind, int Entity)>();
        for (var i = 0; i < 1000; i++) queue.Schedule(i, (0, i));
        Churn(queue, 10_000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Churn(queue, 10_000);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static void Churn(EventQueue<(int Kind, int Entity)> queue, int events)
    {
        for (var i = 0; i < events; i++)
        {
            queue.TryNext(VirtualTime.Never, out var next);
            queue.Schedule(queue.NowUs + 1 + (next.Entity * 31 % 97), next);
        }
    }

    private static List<int> Drain(EventQueue<int> queue)
    {
        var ran = new List<int>();
        while (queue.TryNext(VirtualTime.Never, out var next)) ran.Add(next);
        return ran;
    }
}
