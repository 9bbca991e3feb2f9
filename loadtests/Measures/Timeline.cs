using System.Collections.Concurrent;
using System.Diagnostics;

namespace Twin.LoadTests.Measures;

/// <summary>What a load came to, second by second. The warm-up is not counted, nor is what comes after the end.</summary>
public sealed class Timeline(TimeSpan warmUp, TimeSpan length)
{
    private readonly long[] _units = new long[Math.Max(1, (int)Math.Ceiling(length.TotalSeconds))];
    private readonly ConcurrentDictionary<int, Latencies> _bySecond = new();
    private readonly ConcurrentDictionary<string, long> _failures = new();
    private long _began = Stopwatch.GetTimestamp();

    public TimeSpan WarmUp => warmUp;
    public TimeSpan Length => length;
    public Latencies All { get; } = new();
    public IReadOnlyDictionary<string, long> Failures => _failures;
    public long Units => _units.Sum();
    public double PerSecond => Units / length.TotalSeconds;
    public bool Over => Stopwatch.GetElapsedTime(Began) >= End;
    public long Began => Volatile.Read(ref _began);
    public TimeSpan End => warmUp + length;

    public void Begin() => Volatile.Write(ref _began, Stopwatch.GetTimestamp());

    /// <param name="due">When it should have begun (a <see cref="Stopwatch"/> timestamp): what it waited for its turn is in its latency.</param>
    /// <param name="done">When its answer was there.</param>
    /// <param name="outcome">What came of it.</param>
    /// <param name="byDue">Whether it belongs to the second it was due in, however late it was answered; else to the one in which it was answered.</param>
    public void Record(long due, long done, Outcome outcome, bool byDue = false)
    {
        if (Second(byDue ? due : done) is not { } second) return;
        if (outcome.Failure is { } kind) _failures.AddOrUpdate(kind, Math.Max(1, outcome.Failed), (_, n) => n + Math.Max(1, outcome.Failed));
        if (outcome.Units == 0) return;
        Interlocked.Add(ref _units[second], outcome.Units);
        var took = Stopwatch.GetElapsedTime(due, done);
        All.Record(took);
        _bySecond.GetOrAdd(second, static _ => new(digits: 2)).Record(took);
    }

    public IEnumerable<(double Second, double Value)> Throughput() => _units.Select((n, second) => (second + 0.5, (double)n));

    public IEnumerable<(double Second, double Value)> PercentileMs(double percent) =>
        Enumerable.Range(0, _units.Length).Where(_bySecond.ContainsKey).Select(second => (second + 0.5, _bySecond[second].Ms(percent)));

    private int? Second(long timestamp)
    {
        var at = Stopwatch.GetElapsedTime(Began, timestamp) - warmUp;
        return at < TimeSpan.Zero || at >= length ? null : Math.Min(_units.Length - 1, (int)at.TotalSeconds);
    }
}

/// <summary>What came of one request.</summary>
/// <param name="Units">Readings or requests that were taken.</param>
/// <param name="Failure">What went wrong with the rest, in a word; null: nothing.</param>
/// <param name="Failed">How many that were.</param>
public readonly record struct Outcome(int Units, string? Failure = null, int Failed = 0);
