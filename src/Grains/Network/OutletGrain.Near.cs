using Twin.Domain.Devices;
using Twin.Domain.Network;

namespace Twin.Grains.Network;

/// <summary>The outlet as others in its process look at it, outside its turns.</summary>
public sealed partial class OutletGrain
{
    /// <summary>In the low half, how many calls are under way, here or waiting for others; in the high half, how many have begun.</summary>
    private const long CallBegins = (1L << 32) + 1, CallEnds = -1;

    private long _calls;
    private volatile bool _awake;

    /// <summary>Found at the first look, since most outlets of a network are not looked at for hours.</summary>
    private NearDevices? _near;

    public bool Awake => _awake;

    public OutletPresent? Look()
    {
        // Half of what a turn changes may be there already. Whoever looks in between asks by a call, and comes after it.
        var calls = Volatile.Read(ref _calls);
        if ((uint)calls != 0 || !_awake || Volatile.Read(ref _row) is not { } row) return null;
        if (_near is not { } near || !ReferenceEquals(near.Of, row.Profile)) _near = near = new(row.Profile, new DeviceGrain?[row.Devices.Count]);
        // The memory of one device after another would be waited for; of all of them at once it takes as long as of one.
        foreach (var device in near.Devices) device?.Fetch();
        var devices = new DeviceSnapshot[row.Devices.Count];
        for (var i = 0; i < devices.Length; i++)
        {
            if (near.Devices[i] is not { Awake: true } device)
            {
                if (Near(row.Code, row.Devices[i].Profile) is not { } found) return null;
                near.Devices[i] = device = found;
            }
            if (device.Look(row.Devices[i].Summary) is not { } present) return null;
            devices[i] = present;
        }
        return Volatile.Read(ref _calls) == calls ? new(row, devices) : null;
    }

    async Task IIncomingGrainCallFilter.Invoke(IIncomingGrainCallContext context)
    {
        Interlocked.Add(ref _calls, CallBegins);
        try
        {
            await context.Invoke();
        }
        finally
        {
            Interlocked.Add(ref _calls, CallEnds);
        }
    }

    /// <summary>The twins of a profile's devices, as far as they have been found, in its order.</summary>
    private sealed record NearDevices(OutletProfile Of, DeviceGrain?[] Devices);
}
