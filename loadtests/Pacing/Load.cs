using System.Diagnostics;
using System.Threading.Channels;
using Twin.LoadTests.Measures;
using Twin.LoadTests.Servers;
using Twin.LoadTests.Wire;

namespace Twin.LoadTests.Pacing;

/// <summary>What a load came to.</summary>
/// <param name="Timeline">Throughput and latencies.</param>
/// <param name="ServerCpu">Processor time of the servers while it was measured.</param>
/// <param name="GeneratorCpu">Processor time of this process meanwhile.</param>
/// <param name="Others">Processors that others on the machine kept busy meanwhile: what it says is the less worth the more they are.</param>
/// <param name="Lag">Of an open loop: how late the generator itself was with requests.</param>
public sealed record LoadResult(Timeline Timeline, TimeSpan ServerCpu, TimeSpan GeneratorCpu, double Others, Latencies Lag)
{
    public double PerSecond => Timeline.PerSecond;
    public double ServerCpuPerMillion => PerMillion(ServerCpu);
    public double GeneratorCpuPerMillion => PerMillion(GeneratorCpu);

    private double PerMillion(TimeSpan cpu) => Timeline.Units == 0 ? double.NaN : cpu.TotalSeconds * 1e6 / Timeline.Units;
}

/// <summary>Loads of the two kinds: as much as can be taken, or at the times of a schedule.</summary>
public static class Load
{
    /// <summary>Closed loop: every connection asks again as soon as it is answered. For how much a server can take; its latencies say nothing about a given load.</summary>
    public static Task<LoadResult> Closed(IReadOnlyList<ServerProcess> servers, IReadOnlyList<ISender> senders, Timeline timeline, CancellationToken stop) => Measured(servers, timeline, new(), () => Task.WhenAll(
        senders.Select(sender => Task.Run(async () =>
        {
            while (!timeline.Over && !stop.IsCancellationRequested)
            {
                var began = Stopwatch.GetTimestamp();
                var outcome = await sender.SendAsync();
                timeline.Record(began, Stopwatch.GetTimestamp(), outcome);
            }
        }, CancellationToken.None))), stop);

    /// <summary>
    /// Open loop: requests are due at their times, whether those before are answered or not, and their latency counts from then, also when they had to wait for a free connection.
    /// </summary>
    public static Task<LoadResult> Open(IReadOnlyList<ServerProcess> servers, IReadOnlyList<ISender> senders, Timeline timeline, IEnumerable<double> schedule, CancellationToken stop)
    {
        var lag = new Latencies();
        var due = Channel.CreateUnbounded<long>(new() { SingleWriter = true, AllowSynchronousContinuations = true });
        return Measured(servers, timeline, lag, async () =>
        {
            var sending = Task.WhenAll(senders.Select(sender => Task.Run(async () =>
            {
                await foreach (var at in due.Reader.ReadAllAsync(CancellationToken.None))
                {
                    var outcome = await sender.SendAsync();
                    timeline.Record(at, Stopwatch.GetTimestamp(), outcome, byDue: true);
                }
            }, CancellationToken.None)));
            await Task.Factory.StartNew(() => Dispatch(schedule, timeline, due.Writer, lag, stop), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            await sending;
        }, stop);
    }

    // A thread of its own: a timer of the pool would be late whenever the pool is busy.
    private static void Dispatch(IEnumerable<double> schedule, Timeline timeline, ChannelWriter<long> due, Latencies lag, CancellationToken stop)
    {
        foreach (var second in schedule)
        {
            if (second >= timeline.End.TotalSeconds || stop.IsCancellationRequested) break;
            var at = timeline.Began + (long)(second * Stopwatch.Frequency);
            while (Stopwatch.GetTimestamp() < at) Thread.Sleep(1);
            lag.Record(Stopwatch.GetElapsedTime(at));
            due.TryWrite(at);
        }
        due.Complete();
    }

    private static async Task<LoadResult> Measured(IReadOnlyList<ServerProcess> servers, Timeline timeline, Latencies lag, Func<Task> load, CancellationToken stop)
    {
        TimeSpan OfServers() => TimeSpan.FromTicks(servers.Sum(s => s.Cpu().Ticks));
        timeline.Begin();
        var running = load();
        await Task.Delay(timeline.WarmUp, stop);
        var before = (Server: OfServers(), Generator: Environment.CpuUsage.TotalTime, Machine: Machine.Cpu());
        await Task.Delay(timeline.Length, stop);
        var (ofServer, ofGenerator, ofMachine) = (OfServers() - before.Server, Environment.CpuUsage.TotalTime - before.Generator, Machine.Cpu() - before.Machine);
        // A server on another machine is none of this one's processes.
        var others = servers.All(s => s.Url.IsLoopback) ? Math.Max(0, (ofMachine - ofServer - ofGenerator) / timeline.Length) : double.NaN;
        var result = new LoadResult(timeline, ofServer, ofGenerator, others, lag);
        await running;
        return result;
    }
}
