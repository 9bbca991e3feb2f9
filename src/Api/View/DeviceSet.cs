using System.Text;
using Twin.Domain.Network;
using Twin.Grains.Network;

namespace Twin.Api.View;

/// <summary>
/// An outlet's devices, found by id without allocating. An outlet has a handful, so a linear look is the fastest; grain references are made when
/// a device is first asked for, since most of 200,000 are never asked for on one node.
/// </summary>
internal sealed class DeviceSet(OutletCode outlet, IReadOnlyList<DeviceProfile> devices)
{
    private RegisteredDevice?[]? _known;

    public RegisteredDevice? Find(ReadOnlySpan<byte> id, IGrainFactory grains)
    {
        for (var i = 0; i < devices.Count; i++)
            if (Ascii.Equals(id, devices[i].Id.ToString())) return At(i, grains);
        return null;
    }

    /// <summary>Whether these are the same devices, so that the references made so far can be kept.</summary>
    public bool Covers(IReadOnlyList<DeviceProfile> others) => ReferenceEquals(devices, others) || devices.SequenceEqual(others);

    // Two threads may make the same reference: either will do.
    private RegisteredDevice At(int i, IGrainFactory grains)
    {
        var known = _known ??= new RegisteredDevice?[devices.Count];
        if (known[i] is { } found) return found;
        var device = new DeviceRef(outlet, devices[i].Id);
        return known[i] = new(device, devices[i].Kind, grains.Device(device, devices[i].Kind));
    }
}
