using Twin.Api.Telemetry;
using Twin.Domain.Access;
using Twin.Domain.Network;
using Twin.Grains.Network;

namespace Twin.Api.View;

/// <summary>A registered device and the grain that is its twin.</summary>
public sealed class RegisteredDevice(DeviceRef device, DeviceKind kind, IDeviceGrain grain) : DeviceCalls(grain)
{
    public DeviceRef Ref => device;
    public DeviceKind Kind => kind;

    /// <summary>Known beforehand: working it out anew for every reading would touch both texts of the reference.</summary>
    internal int Hash { get; } = HashOf(device);

    // Only registered devices get here, so nobody can choose colliding ones at will.
    private static int HashOf(DeviceRef device)
    {
        var hash = 17u;
        foreach (var c in device.Outlet.ToString()) hash = hash * 31 + c;
        foreach (var c in device.Id.ToString()) hash = hash * 31 + c;
        return (int)(hash * 0x9E3779B1);
    }
}

/// <summary>How what a caller names stands to the divisions it is limited to. <c>Outside</c> says that there is such an outlet, and no more of it.</summary>
public enum Reach : byte { Unknown, Outside, Inside }

/// <summary>Which devices exist, answered without asking a grain: an unknown id must not activate one.</summary>
public interface IDeviceDirectory
{
    /// <param name="device">UTF-8 of <c>3208008351/t1</c>.</param>
    /// <param name="within">Where the caller may look.</param>
    /// <param name="found">The device when it is <see cref="Reach.Inside"/>, else null.</param>
    Reach Find(ReadOnlySpan<byte> device, DivisionLimit within, out RegisteredDevice? found);
    Reach Find(ReadOnlySpan<char> device, DivisionLimit within, out RegisteredDevice? found);
}

/// <summary>
/// The network as this API node knows it. Whoever asks says within which divisions: nothing of an outlet outside is ever handed out, and forgetting to say it does not compile.
/// </summary>
public interface INetworkView
{
    /// <summary>The outlet's present row, or null when it is not registered there.</summary>
    OutletRow? Find(OutletCode code, DivisionLimit within);

    Reach ReachOf(OutletCode code, DivisionLimit within);

    /// <summary>An outlet with its devices as they are now.</summary>
    /// <param name="code">The outlet.</param>
    /// <param name="within">Where the caller may look.</param>
    /// <param name="present">Null where its twin has to be asked by a call.</param>
    Reach Look(OutletCode code, DivisionLimit within, out OutletPresent? present);

    /// <summary>Every outlet as of one moment, in no particular order.</summary>
    IReadOnlyList<OutletRow> Rows(DivisionLimit within);

    /// <summary>The highest row revision the view has seen.</summary>
    long Revision { get; }

    /// <summary>Waits until the view holds the outlet at this revision or a later one; with 0, until it is gone. False after five seconds.</summary>
    Task<bool> WaitFor(OutletCode code, long revision, CancellationToken cancellation);
}
