using System.Collections.Concurrent;

namespace Twin.Grains.Network;

/// <summary>
/// The twins awake in this silo, so that a new rule book or calendar reaches every one of them at once, and all of them can be sent elsewhere. Each silo tells its own:
/// nothing has to walk the network.
/// </summary>
public sealed class LocalTwins
{
    private readonly ConcurrentDictionary<GrainId, ITwin> _awake = new();

    public int Count => _awake.Count;

    /// <summary>How many there are by type of grain. It walks them all, without holding anybody up.</summary>
    public IReadOnlyDictionary<string, long> CountByKind()
    {
        var counts = new Dictionary<GrainType, long>();
        foreach (var (id, _) in _awake) counts[id.Type] = counts.GetValueOrDefault(id.Type) + 1;
        return counts.ToDictionary(c => c.Key.ToString()!, c => c.Value, StringComparer.Ordinal);
    }

    public IEnumerable<string> Keys => _awake.Keys.Select(id => id.Key.ToString()!).Order(StringComparer.Ordinal);

    public void Add(GrainId id, ITwin twin) => _awake[id] = twin;

    /// <summary>Takes out a twin, unless another activation of it has taken its place.</summary>
    public void Remove(GrainId id, ITwin twin) => _awake.TryRemove(new(id, twin));

    public bool IsAwake(GrainId id) => _awake.ContainsKey(id);

    public IReadOnlyList<GrainId> Where(Func<GrainId, bool> wanted) => [.. _awake.Keys.Where(wanted)];

    /// <summary>Asks every twin to look again. Returns when all have been asked, not when all have looked.</summary>
    public Task ReconsiderAll() => Reconsider(_ => true);

    /// <summary>Asks every twin whose grain is as wanted.</summary>
    public async Task Reconsider(Func<GrainId, bool> wanted)
    {
        var asked = 0;
        foreach (var (id, twin) in _awake)
        {
            if (!wanted(id)) continue;
            twin.AskToReconsider();
            if (++asked % 1000 == 0) await Task.Yield();
        }
    }

    /// <summary>Has twins go where placement says as soon as they have finished what they are doing. Returns when all have been told.</summary>
    public void MoveAway(IEnumerable<GrainId> ids)
    {
        foreach (var id in ids)
            if (_awake.TryGetValue(id, out var twin)) twin.GrainContext.Migrate(null);
    }
}

/// <summary>An activation that can be asked, from any thread, to look again; it does so in a turn of its own.</summary>
public interface ITwin : IGrainBase
{
    void AskToReconsider();
}
