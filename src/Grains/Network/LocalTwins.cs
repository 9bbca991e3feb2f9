using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Twin.Grains.Network;

/// <summary>
/// The twins awake in this silo, so that a new rule book or calendar reaches every one of them at once, and all of them can be sent elsewhere. Each silo tells its own:
/// nothing has to walk the network.
/// </summary>
/// <remarks>Sets in shards, each under its own lock: a concurrent dictionary would take four times the memory for each of a million twins.</remarks>
public sealed class LocalTwins : INearTwins
{
    private const int ShardsCount = 64;

    private readonly HashSet<ITwin>[] _shards = [.. Enumerable.Range(0, ShardsCount).Select(_ => new HashSet<ITwin>(ById.Instance))];
    private readonly ConcurrentDictionary<GrainType, Counter> _counts = new();

    public int Count => (int)CountByKind().Values.Sum();

    /// <summary>How many there are by type of grain.</summary>
    public IReadOnlyDictionary<string, long> CountByKind() => _counts.ToDictionary(c => c.Key.ToString()!, c => Interlocked.Read(ref c.Value.Value), StringComparer.Ordinal);

    public IEnumerable<string> Keys => Awake().Select(t => t.GrainContext.GrainId.Key.ToString()!).Order(StringComparer.Ordinal);

    /// <summary>Adds a twin; another activation of it gives way.</summary>
    public void Add(ITwin twin)
    {
        var shard = Shard(twin.GrainContext.GrainId);
        lock (shard)
        {
            if (!shard.Remove(twin)) Interlocked.Increment(ref CounterOf(twin).Value);
            shard.Add(twin);
        }
    }

    /// <summary>Takes out a twin, unless another activation of it has taken its place.</summary>
    public void Remove(ITwin twin)
    {
        var shard = Shard(twin.GrainContext.GrainId);
        lock (shard)
            if (shard.TryGetValue(twin, out var present) && ReferenceEquals(present, twin) && shard.Remove(twin)) Interlocked.Decrement(ref CounterOf(twin).Value);
    }

    public bool IsAwake(GrainId id) => Find(id) is not null;

    public IReadOnlyList<GrainId> Where(Func<GrainId, bool> wanted) => [.. Awake().Select(t => t.GrainContext.GrainId).Where(wanted)];

    /// <summary>Asks every twin to look again. Returns when all have been asked, not when all have looked.</summary>
    public Task ReconsiderAll() => Reconsider(_ => true);

    /// <summary>Asks every twin whose grain is as wanted.</summary>
    public async Task Reconsider(Func<GrainId, bool> wanted)
    {
        var asked = 0;
        foreach (var twin in Awake())
        {
            if (!wanted(twin.GrainContext.GrainId)) continue;
            twin.AskToReconsider();
            if (++asked % 1000 == 0) await Task.Yield();
        }
    }

    /// <summary>Has twins go where placement says as soon as they have finished what they are doing. Returns when all have been told.</summary>
    public void MoveAway(IEnumerable<GrainId> ids)
    {
        foreach (var id in ids) Find(id)?.GrainContext.Migrate(null);
    }

    /// <summary>All of them, as each shard is when its turn comes.</summary>
    private IEnumerable<ITwin> Awake()
    {
        foreach (var shard in _shards)
        {
            ITwin[] twins;
            lock (shard) twins = [.. shard];
            foreach (var twin in twins) yield return twin;
        }
    }

    /// <summary>The twin, if it is awake here.</summary>
    public ITwin? Find(GrainId id)
    {
        var shard = Shard(id);
        lock (shard) return shard.GetAlternateLookup<GrainId>().TryGetValue(id, out var twin) ? twin : null;
    }

    INearDevice? INearTwins.Device(GrainId id) => Find(id) as INearDevice;

    INearOutlet? INearTwins.Outlet(GrainId id) => Find(id) as INearOutlet;

    private HashSet<ITwin> Shard(GrainId id) => _shards[id.GetUniformHashCode() % ShardsCount];

    private Counter CounterOf(ITwin twin) => _counts.GetOrAdd(twin.GrainContext.GrainId.Type, static _ => new());

    private sealed class Counter
    {
        public long Value;
    }

    private sealed class ById : IEqualityComparer<ITwin>, IAlternateEqualityComparer<GrainId, ITwin>
    {
        public static readonly ById Instance = new();

        public bool Equals(ITwin? x, ITwin? y) => ReferenceEquals(x, y) || (x is not null && y is not null && x.GrainContext.GrainId == y.GrainContext.GrainId);
        public int GetHashCode([DisallowNull] ITwin obj) => obj.GrainContext.GrainId.GetHashCode();
        public bool Equals(GrainId alternate, ITwin other) => other.GrainContext.GrainId == alternate;
        public int GetHashCode(GrainId alternate) => alternate.GetHashCode();
        public ITwin Create(GrainId alternate) => throw new NotSupportedException("A twin is not made from its id.");
    }
}

/// <summary>An activation that can be asked, from any thread, to look again; it does so in a turn of its own.</summary>
public interface ITwin : IGrainBase
{
    void AskToReconsider();
}
