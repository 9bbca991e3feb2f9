using System.Buffers;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using MQTTnet.Channel;
using MQTTnet.Exceptions;

namespace Twin.Api.Mqtt;

/// <summary>
/// Follows the packet frames on a connection and breaks it off at one that announces too many bytes: the library would set aside up to
/// 256 MB for it, before it knows who is calling.
/// </summary>
internal sealed class BoundedChannel(IMqttChannel inner, int packetBytesMax) : IMqttChannel
{
    private int _rest;      // bytes left of the packet body
    private int _length;    // the length read so far
    private int _shift = -1; // of the next length byte; -1 before the first byte of a packet

    public X509Certificate2 ClientCertificate => inner.ClientCertificate;
    public EndPoint RemoteEndPoint => inner.RemoteEndPoint;
    public EndPoint LocalEndPoint => inner.LocalEndPoint;
    public bool IsSecureConnection => inner.IsSecureConnection;

    public Task ConnectAsync(CancellationToken cancellationToken) => inner.ConnectAsync(cancellationToken);
    public Task DisconnectAsync(CancellationToken cancellationToken) => inner.DisconnectAsync(cancellationToken);

    public async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        var read = await inner.ReadAsync(buffer, offset, count, cancellationToken);
        Follow(buffer.AsSpan(offset, Math.Max(0, read)));
        return read;
    }

    public Task WriteAsync(ReadOnlySequence<byte> buffer, bool isEndOfPacket, CancellationToken cancellationToken) =>
        inner.WriteAsync(buffer, isEndOfPacket, cancellationToken);

    public void Dispose() => inner.Dispose();

    private void Follow(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            if (_rest > 0)
            {
                var skipped = Math.Min(_rest, bytes.Length);
                _rest -= skipped;
                bytes = bytes[skipped..];
                continue;
            }
            var b = bytes[0];
            bytes = bytes[1..];
            if (_shift < 0)
            {
                (_shift, _length) = (0, 0);
                continue;
            }
            _length |= (b & 0x7F) << _shift;
            _shift += 7;
            if (_length > packetBytesMax || (b >= 0x80 && _shift > 21)) throw new MqttProtocolViolationException($"A packet of more than {packetBytesMax} bytes.");
            if (b < 0x80) (_rest, _shift) = (_length, -1);
        }
    }
}
