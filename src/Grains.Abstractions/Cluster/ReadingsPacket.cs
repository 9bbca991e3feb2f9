using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Twin.Domain.Readings;
using Twin.Grains.Network;

namespace Twin.Grains.Cluster;

/// <summary>
/// Readings of several devices on their way to another silo, as one array of bytes. Two readings of three travel in a cluster of three silos, and a general serializer takes longer for one than its device
/// takes to apply it.
/// </summary>
/// <remarks>
/// A byte for the version of this form and how many readings there are (4 bytes); then for each device its grain's key (length and UTF-8), how many readings, and those: a byte of type and flags, ticks (UTC, 8 bytes), the sequence number if there is
/// one, how many values, and for each its name, kind and number (8 bytes), boolean (1) or text. Lengths, counts and places are 7-bit encoded. A name or text is its place among those of the packet; the
/// first time it comes it is one more than they are, and stands there.
/// </remarks>
public static class ReadingsPacket
{
    internal const byte Version = 1;
    internal const int HeadLength = 1 + sizeof(int);
    internal const byte HasSeq = 0x80;

    /// <summary>The outcome of a reading whose device could not be reached or could not store.</summary>
    public const byte Failed = byte.MaxValue;
}

/// <summary>Writes packets, one after another. Not to be shared.</summary>
public sealed class ReadingsPacketWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new(4096);
    private readonly Dictionary<string, int> _texts = new(StringComparer.Ordinal);
    private int _readings;

    public ReadingsPacketWriter() => Clear();

    /// <summary>The readings of this device follow.</summary>
    public void Device(IdSpan key, int readings)
    {
        var utf8 = key.AsSpan();
        Count(utf8.Length);
        _bytes.Write(utf8);
        Count(readings);
    }

    public void Add(Reading reading)
    {
        _readings++;
        Byte((byte)((byte)reading.Type | (reading.Seq is null ? 0 : ReadingsPacket.HasSeq)));
        BinaryPrimitives.WriteInt64LittleEndian(Span(sizeof(long)), reading.At.Ticks);
        if (reading.Seq is { } seq) BinaryPrimitives.WriteInt64LittleEndian(Span(sizeof(long)), seq);
        Count(reading.Values.Length);
        foreach (var (name, value) in reading.Values)
        {
            Text(name);
            Byte((byte)value.Kind);
            switch (value.Kind)
            {
                case ValueKind.Number: BinaryPrimitives.WriteDoubleLittleEndian(Span(sizeof(double)), value.Number); break;
                case ValueKind.Boolean: Byte(value.Boolean ? (byte)1 : (byte)0); break;
                case ValueKind.Text: Text(value.Text); break;
            }
        }
    }

    /// <summary>What was written; the next packet begins.</summary>
    public byte[] Take()
    {
        var packet = _bytes.WrittenSpan.ToArray();
        packet[0] = ReadingsPacket.Version;
        BinaryPrimitives.WriteInt32LittleEndian(packet.AsSpan(1), _readings);
        Clear();
        return packet;
    }

    private void Clear()
    {
        _bytes.ResetWrittenCount();
        _texts.Clear();
        _readings = 0;
        Span(ReadingsPacket.HeadLength);
    }

    private void Text(string text)
    {
        ref var place = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_texts, text, out var known);
        if (!known) place = _texts.Count - 1;
        Count(place);
        if (known) return;
        var length = Encoding.UTF8.GetByteCount(text);
        Count(length);
        Encoding.UTF8.GetBytes(text, Span(length));
    }

    private void Count(int count)
    {
        for (; count >= 0x80; count >>= 7) Byte((byte)(count | 0x80));
        Byte((byte)count);
    }

    private void Byte(byte value) => Span(1)[0] = value;

    private Span<byte> Span(int length)
    {
        var span = _bytes.GetSpan(length)[..length];
        _bytes.Advance(length);
        return span;
    }
}

/// <summary>Reads a packet through, once.</summary>
public sealed class ReadingsPacketReader
{
    private readonly byte[] _packet;
    private readonly TextCache _cache;
    private readonly List<string> _texts = [];
    private int _at;

    /// <param name="packet">As <see cref="ReadingsPacketWriter.Take"/> gave it.</param>
    /// <param name="cache">Where names and texts come from, so that devices do not each keep their own.</param>
    /// <exception cref="InvalidDataException">The packet is of another version, or no packet.</exception>
    public ReadingsPacketReader(byte[] packet, TextCache cache)
    {
        (_packet, _cache) = (packet, cache);
        if (Bytes(1)[0] is not ReadingsPacket.Version and var version)
            throw new InvalidDataException($"Readings in version {version} of their form between silos; this silo reads version {ReadingsPacket.Version}.");
        Readings = BinaryPrimitives.ReadInt32LittleEndian(Bytes(sizeof(int)));
    }

    /// <summary>How many readings there are, of all devices.</summary>
    public int Readings { get; }

    /// <summary>The next device and its readings, in order; false at the end.</summary>
    /// <exception cref="InvalidDataException">It is no packet.</exception>
    public bool Next(out GrainId device, out Reading[] readings)
    {
        (device, readings) = (default, []);
        if (_at == _packet.Length) return false;
        device = GrainKeys.DeviceIdOf(Bytes(Count()));
        readings = new Reading[Count()];
        for (var i = 0; i < readings.Length; i++) readings[i] = Reading();
        return true;
    }

    private Reading Reading()
    {
        var head = Bytes(1)[0];
        var at = new DateTime(BinaryPrimitives.ReadInt64LittleEndian(Bytes(sizeof(long))), DateTimeKind.Utc);
        long? seq = (head & ReadingsPacket.HasSeq) == 0 ? null : BinaryPrimitives.ReadInt64LittleEndian(Bytes(sizeof(long)));
        var count = Count();
        var values = count == 0 ? [] : new NamedValue[count];
        for (var i = 0; i < values.Length; i++) values[i] = new(Text(), Value());
        return new() { At = at, Seq = seq, Type = (ReadingType)(head & ~ReadingsPacket.HasSeq), Values = values };
    }

    private Value Value() => (ValueKind)Bytes(1)[0] switch
    {
        ValueKind.Number => Domain.Readings.Value.Of(BinaryPrimitives.ReadDoubleLittleEndian(Bytes(sizeof(double)))),
        ValueKind.Boolean => Domain.Readings.Value.Of(Bytes(1)[0] != 0),
        ValueKind.Text => Domain.Readings.Value.Of(Text()),
        _ => default,
    };

    private string Text()
    {
        var place = Count();
        if (place < _texts.Count) return _texts[place];
        var text = _cache.Get(Bytes(Count()));
        _texts.Add(text);
        return text;
    }

    private int Count()
    {
        for (int count = 0, shift = 0; ; shift += 7)
        {
            var part = Bytes(1)[0];
            count |= (part & 0x7F) << shift;
            if (part < 0x80) return count;
        }
    }

    private ReadOnlySpan<byte> Bytes(int length)
    {
        if (length < 0 || length > _packet.Length - _at) throw new InvalidDataException("Readings from another silo end in the middle.");
        var bytes = _packet.AsSpan(_at, length);
        _at += length;
        return bytes;
    }
}
