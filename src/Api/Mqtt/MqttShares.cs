using Microsoft.Extensions.Options;
using Twin.Api.Admission;

namespace Twin.Api.Mqtt;

/// <summary>What MQTT clients hold of this node, by key.</summary>
public sealed class MqttShares
{
    /// <summary>Whoever has not yet said who they are.</summary>
    public const string Strangers = "";

    public MqttShares(IOptions<MqttOptions> options, AdmissionInstruments instruments)
    {
        var o = options.Value;
        (Connections, PacketBytes) = (new(o.ConnectionsMax, o.ConnectionsPerKeyMax), new(o.PacketBytesInFlightMax, o.PacketBytesInFlightMax / 2));
        instruments.Watch("mqttConnection", Connections);
        instruments.Watch("mqttPacket", PacketBytes);
    }

    public KeyShares Connections { get; }
    public KeyShares PacketBytes { get; }
}

/// <summary>What one connection holds of them, given back when it ends.</summary>
internal sealed class ConnectionShare(MqttShares shares) : IDisposable
{
    private string? _key;
    private int _bytes;
    private string _bytesOf = MqttShares.Strangers;

    /// <summary>It has said who it is; what it is allowed does not change any more.</summary>
    public Refusal Name(string key)
    {
        if (_key is not null) return Refusal.None;
        var refusal = shares.Connections.TryTake(key, 1);
        if (refusal == Refusal.None) _key = key;
        return refusal;
    }

    public bool IsNamed => _key is not null;

    /// <summary>A packet of so many bytes begins, and with it the one before it is dealt with.</summary>
    public bool TryBegin(int bytes)
    {
        EndPacket();
        var key = _key ?? MqttShares.Strangers;
        if (shares.PacketBytes.TryTake(key, bytes) != Refusal.None) return false;
        (_bytes, _bytesOf) = (bytes, key);
        return true;
    }

    /// <summary>The packet before is dealt with.</summary>
    public void EndPacket()
    {
        if (_bytes > 0) shares.PacketBytes.GiveBack(_bytesOf, _bytes);
        _bytes = 0;
    }

    public void Dispose()
    {
        EndPacket();
        if (_key is not null) shares.Connections.GiveBack(_key, 1);
        _key = null;
    }
}
