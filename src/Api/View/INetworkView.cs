using System.Diagnostics.CodeAnalysis;
using Twin.Api.Telemetry;
using Twin.Domain.Network;
using Twin.Grains.Network;

namespace Twin.Api.View;

/// <summary>A registered device and the grain that is its twin.</summary>
public sealed record RegisteredDevice(DeviceRef Ref, DeviceKind Kind, IDeviceGrain Grain)
{
    internal DeviceCalls Calls { get; } = new(Grain);
}

/// <summary>Which devices exist, answered without asking a grain: an unknown id must not activate one.</summary>
public interface IDeviceDirectory
{
    /// <param name="device">UTF-8 of <c>3208008351/t1</c>.</param>
    bool TryFind(ReadOnlySpan<byte> device, [NotNullWhen(true)] out RegisteredDevice? found);
    bool TryFind(ReadOnlySpan<char> device, [NotNullWhen(true)] out RegisteredDevice? found);
}

/// <summary>The whole network as this API node knows it.</summary>
public interface INetworkView
{
    /// <summary>The outlet's present row, or null when it is not registered.</summary>
    OutletRow? Find(OutletCode code);

    /// <summary>Every outlet as of one moment, in no particular order.</summary>
    IReadOnlyList<OutletRow> Rows();

    /// <summary>The highest row revision the view has seen.</summary>
    long Revision { get; }

    /// <summary>Waits until the view holds the outlet at this revision or a later one; with 0, until it is gone. False after five seconds.</summary>
    Task<bool> WaitFor(OutletCode code, long revision, CancellationToken cancellation);
}
