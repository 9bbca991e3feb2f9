using System.Buffers;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using MQTTnet.Channel;
using MQTTnet.Exceptions;

namespace Twin.Api.Mqtt;

/// <summary>
/// Follows the packet frames on a connection and breaks it off at one that announces too many bytes: the library would set aside up to
/// 256 MB for it, before it knows who is calling. Those of more than a few kilobytes also count against what all may have under way.
/// </summary>
internal sealed class BoundedChannel(IMqttChannel inner, int packetBytesMax, ConnectionShare share) : IMqttChannel
{
    /// <summary>A packet up to this size is not worth counting.</summary>
    private const int SmallBytes = 4 * 1024;

    /// <summary>Of the first packet, which says who is calling.</summary>
    private const int FirstBytesMax = 64 * 1024;

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
        // A client's packet is dealt with before the next is read.
        if (_rest == 0 && _shift < 0) share.EndPacket();
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
            var max = share.IsNamed ? packetBytesMax : Math.Min(packetBytesMax, FirstBytesMax);
            if (_length > max || (b >= 0x80 && _shift > 21)) throw new MqttProtocolViolationException($"A packet of more than {max} bytes.");
            if (b >= 0x80) continue;
            if (_length > SmallBytes && !share.TryBegin(_length)) throw new MqttProtocolViolationException("Too many bytes of packets under way.");
            (_rest, _shift) = (_length, -1);
        }
    }
}
