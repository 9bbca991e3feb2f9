using System.Buffers.Binary;
using System.Text;

namespace Twin.EndToEnd.Tests.Operations;

/// <summary>A protobuf message as fields by number: enough to read what OpenTelemetry sends, and not made by the library under test.</summary>
internal sealed class ProtoMessage
{
    private readonly List<(int Field, byte[] Bytes)> _fields = [];

    public ProtoMessage(ReadOnlySpan<byte> data)
    {
        while (data.Length > 0)
        {
            var key = Varint(ref data);
            var (field, length) = ((int)(key >> 3), (key & 7) switch
            {
                0 => -1,
                1 => 8,
                2 => (int)Varint(ref data),
                5 => 4,
                var wire => throw new InvalidDataException($"Wire type {wire}."),
            });
            if (length >= 0)
            {
                _fields.Add((field, data[..length].ToArray()));
                data = data[length..];
            }
            else
            {
                var bytes = new byte[8];
                BinaryPrimitives.WriteUInt64LittleEndian(bytes, Varint(ref data));
                _fields.Add((field, bytes));
            }
        }
    }

    public IEnumerable<ProtoMessage> All(params int[] path) =>
        path is [var field, .. var rest] ? _fields.Where(f => f.Field == field).SelectMany(f => new ProtoMessage(f.Bytes).All(rest)) : [this];

    public byte[] Bytes(int field) => _fields.FirstOrDefault(f => f.Field == field).Bytes ?? [];

    public string Text(int field) => Encoding.UTF8.GetString(Bytes(field));

    public string Hex(int field) => Convert.ToHexStringLower(Bytes(field));

    private static ulong Varint(ref ReadOnlySpan<byte> data)
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var part = data[0];
            data = data[1..];
            value |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80) return value;
        }
    }
}
