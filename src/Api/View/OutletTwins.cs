using System.Text;
using Twin.Domain.Network;
using Twin.Grains.Network;

namespace Twin.Api.View;

/// <summary>
/// The twins of an outlet and its devices, as far as this node has used them. A device is found by its id without allocating. An outlet has a handful, so a linear look is the fastest, at ids that lie side by side: in a network of this size every further object
/// looked at is one the processor has to wait for. Grain references are made when a device is first asked for, since most of 200,000 are never asked for on one node.
/// </summary>
internal sealed class OutletTwins
{
    private readonly OutletCode _outlet;
    private readonly IReadOnlyList<DeviceProfile> _devices;
    private readonly Place[] _places;
    private INearOutlet? _near;

    public OutletTwins(OutletCode outlet, IReadOnlyList<DeviceProfile> devices)
    {
        (_outlet, _devices, _places) = (outlet, devices, new Place[devices.Count]);
        for (var i = 0; i < _places.Length; i++) _places[i].Id = Packed(devices[i].Id.ToString());
    }

    private struct Place
    {
        /// <summary>The id's letters and its length; 0 for one too long.</summary>
        public ulong Id;
        public RegisteredDevice? Known;
    }

    /// <summary>The outlet's own, when that is awake in this process.</summary>
    public INearOutlet? Near(INearTwins twins, IGrainFactory grains) => _near is { Awake: true } near ? near : _near = twins.Outlet(grains.Outlet(_outlet).GetGrainId());

    public RegisteredDevice? Find(ReadOnlySpan<byte> id, IGrainFactory grains)
    {
        var packed = Packed(id);
        var places = _places;
        for (var i = 0; i < places.Length; i++)
            if (places[i].Id == packed && (packed != 0 || Ascii.Equals(id, _devices[i].Id.ToString())))
                return places[i].Known ?? At(i, grains);
        return null;
    }

    /// <summary>Whether these are the same devices, so that the references made so far can be kept.</summary>
    public bool Covers(IReadOnlyList<DeviceProfile> others) => ReferenceEquals(_devices, others) || _devices.SequenceEqual(others);

    // Two threads may make the same reference: either will do.
    private RegisteredDevice At(int i, IGrainFactory grains)
    {
        var device = new DeviceRef(_outlet, _devices[i].Id);
        return _places[i].Known = new(device, _devices[i].Kind, grains.Device(device, _devices[i].Kind));
    }

    private static ulong Packed(ReadOnlySpan<byte> id)
    {
        if (id.Length >= sizeof(ulong)) return 0;
        var packed = (ulong)id.Length;
        foreach (var letter in id) packed = packed << 8 | letter;
        return packed;
    }

    private static ulong Packed(string id)
    {
        Span<byte> letters = stackalloc byte[DeviceId.LengthMax];
        return Packed(letters[..Encoding.ASCII.GetBytes(id, letters)]);
    }
}
