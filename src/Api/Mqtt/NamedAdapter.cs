using System.Net;
using System.Security.Cryptography.X509Certificates;
using MQTTnet.Adapter;
using MQTTnet.Formatter;
using MQTTnet.Packets;

namespace Twin.Api.Mqtt;

/// <summary>
/// Names a 3.1.1 client that connects without a name and wants no session kept, as the standard asks of a server [MQTT-3.1.3-6] and mosquitto's
/// clients rely on: the library refuses it whatever its event handler says. Version 5 has its own way, which the library does support. Every name is made one of its
/// user's own, see <see cref="SessionId"/>.
/// </summary>
internal sealed class NamedAdapter(MqttChannelAdapter inner, ConnectionShare share) : IMqttChannelAdapter
{
    public ConnectionShare Share => share;
    public long BytesReceived => inner.BytesReceived;
    public long BytesSent => inner.BytesSent;
    public X509Certificate2 ClientCertificate => inner.ClientCertificate;
    public EndPoint RemoteEndPoint => inner.RemoteEndPoint;
    public EndPoint LocalEndPoint => inner.LocalEndPoint;
    public bool IsSecureConnection => inner.IsSecureConnection;
    public MqttPacketFormatterAdapter PacketFormatterAdapter => inner.PacketFormatterAdapter;

    public Task ConnectAsync(CancellationToken cancellationToken) => inner.ConnectAsync(cancellationToken);
    public Task DisconnectAsync(CancellationToken cancellationToken) => inner.DisconnectAsync(cancellationToken);
    public void ResetStatistics() => inner.ResetStatistics();
    public Task SendPacketAsync(MqttPacket packet, CancellationToken cancellationToken) => inner.SendPacketAsync(packet, cancellationToken);

    public async Task<MqttPacket> ReceivePacketAsync(CancellationToken cancellationToken)
    {
        var packet = await inner.ReceivePacketAsync(cancellationToken);
        if (packet is MqttConnectPacket { ClientId: null or "", CleanSession: true } connect && PacketFormatterAdapter.ProtocolVersion != MqttProtocolVersion.V500)
            connect.ClientId = Guid.NewGuid().ToString("N");
        if (packet is MqttConnectPacket { ClientId: { Length: > 0 } client } named) named.ClientId = SessionId.Of(named.Username, client);
        return packet;
    }

    public void Dispose() => inner.Dispose();
}
