using BenchmarkDotNet.Attributes;
using Twin.Simulation.Kernel;
using Twin.Simulation.Randomness;

namespace Twin.Bench;

/// <summary>The kernel's hold model: run the next event and schedule another, with so many pending. Operations per second are events per second on one core.</summary>
[MemoryDiagnoser]
public class EventQueueBench
{
    private const int Events = 1_000_000;

    private readonly EventQueue<(int Kind, int Entity)> _queue = new();
    private readonly RandomStream _random = new RandomStreams(1, 0).Stream("bench");

    [Params(100, 20_000, 200_000)]
    public int Pending { get; set; }

    [GlobalSetup]
    public void Fill()
    {
        for (var i = 0; i < Pending; i++) _queue.Schedule((long)_random.Exponential(1e6), (0, i));
    }

    [Benchmark(OperationsPerInvoke = Events)]
    public void RunAndSchedule()
    {
        for (var i = 0; i < Events; i++)
        {
            _queue.TryNext(VirtualTime.Never, out var next);
            _queue.Schedule(_queue.NowUs + (long)_random.Exponential(1e6), next);
        }
    }

    /// <summary>As it is with patience and time-outs: every second event is taken back before its time.</summary>
    [Benchmark(OperationsPerInvoke = Events)]
    public void RunScheduleAndCancel()
    {
        for (var i = 0; i < Events; i++)
        {
            _queue.TryNext(VirtualTime.Never, out var next);
            var patience = _queue.Schedule(_queue.NowUs + (long)_random.Exponential(1e6), next);
            _queue.Schedule(_queue.NowUs + (long)_random.Exponential(1e6), next);
            _queue.Cancel(patience);
        }
    }
}
