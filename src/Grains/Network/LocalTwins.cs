using System.Collections.Concurrent;

namespace Twin.Grains.Network;

/// <summary>
/// The twins awake in this silo, so that a new rule book or calendar reaches every one of them at once. Each silo tells its own:
/// nothing has to walk the network.
/// </summary>
public sealed class LocalTwins
{
    private readonly ConcurrentDictionary<GrainId, IAddressable> _awake = new();

    public int Count => _awake.Count;

    public void Add(IAddressable twin, GrainId id) => _awake[id] = twin;

    public void Remove(GrainId id) => _awake.TryRemove(id, out _);

    /// <summary>Asks every twin to look again. One-way: returns when all have been asked, not when all have looked.</summary>
    public async Task ReconsiderAll()
    {
        var asked = 0;
        foreach (var twin in _awake.Values)
        {
            _ = twin switch
            {
                IDeviceGrain device => device.Reconsider(),
                IOutletGrain outlet => outlet.Reconsider(),
                _ => Task.CompletedTask,
            };
            if (++asked % 1000 == 0) await Task.Yield();
        }
    }
}
