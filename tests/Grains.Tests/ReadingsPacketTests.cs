using Twin.Domain.Network;
using Twin.Domain.Readings;
using Twin.Grains.Cluster;
using Twin.Grains.Network;

namespace Twin.Grains.Tests;

public sealed class ReadingsPacketTests
{
    private static readonly DateTime Noon = new(2027, 1, 4, 12, 0, 0, 123, DateTimeKind.Utc);

    private readonly ReadingsPacketWriter _writer = new();
    private readonly TextCache _cache = new();

    public static TheoryData<Reading> Readings =>
    [
        new Reading { At = Noon },
        new Reading { At = DateTime.MinValue.ToUniversalTime(), Seq = long.MinValue, Type = ReadingType.Detection },
        new Reading { At = Noon, Seq = 0, Type = ReadingType.Measurement, Values = [new("a", Value.Of(-0.1)), new("b", Value.Of(double.MaxValue)), new("c", Value.Of(true)), new("d", Value.Of(false))] },
        new Reading { At = Noon, Seq = long.MaxValue, Type = ReadingType.Status, Values = [new("状态", Value.Of("断线")), new("empty", Value.Of("")), new("again", Value.Of("断线"))] },
        new Reading { At = Noon, Values = [new("long", Value.Of(new string('长', ReadingLimits.TextLengthMax)))] },
        new Reading { At = Noon, Values = [.. Enumerable.Range(0, ReadingLimits.ValuesMax).Select(n => new NamedValue($"name{n}", Value.Of(n)))] },
    ];

    [Theory, MemberData(nameof(Readings))]
    public void A_reading_comes_out_as_it_went_in(Reading reading)
    {
        var device = Device("3208008351/t1", DeviceKind.Terminal);
        Write(device, reading);
        var (to, readings) = Assert.Single(Read(_writer.Take()));
        Assert.Equal(device, to);
        AssertSame([reading], readings);
        Assert.Equal(DateTimeKind.Utc, readings[0].At.Kind);
    }

    [Fact]
    public void Many_devices_of_every_kind_share_a_packet_and_packets_share_nothing()
    {
        var random = new Random(7);
        for (var packet = 0; packet < 3; packet++)
        {
            var sent = Enumerable.Range(0, 300).Select(n => (
                Device: Device($"3208{random.Next(1_000_000):D6}/d{n}", (DeviceKind)(1 + (n % 3))),
                Readings: Enumerable.Range(0, n == 17 ? 200 : 1 + random.Next(3)).Select(_ => Made(random)).ToArray())).ToArray();
            foreach (var (device, readings) in sent) Write(device, readings);
            var bytes = _writer.Take();
            Assert.Equal(sent.Sum(s => s.Readings.Length), new ReadingsPacketReader(bytes, _cache).Readings);
            var got = Read(bytes);
            Assert.Equal(sent.Select(s => s.Device), got.Select(g => g.Device));
            foreach (var (was, now) in sent.Zip(got)) AssertSame(was.Readings, now.Readings);
        }
        Assert.Empty(Read(_writer.Take()));
    }

    [Fact]
    public void A_packet_of_another_version_or_half_a_packet_is_refused()
    {
        Write(Device("3208008351/t1", DeviceKind.Terminal), Made(new(1)));
        var packet = _writer.Take();
        for (var length = 0; length < packet.Length; length++)
            if (length != 5) Assert.Throws<InvalidDataException>(() => Read(packet[..length]));
        packet[0]++;
        Assert.Contains("version 2", Assert.Throws<InvalidDataException>(() => Read(packet)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_that_is_no_devices_is_refused()
    {
        _writer.Device(IdSpan.Create("o-3208008351"), 0);
        Assert.Contains("o-3208008351", Assert.Throws<InvalidDataException>(() => Read(_writer.Take())).Message, StringComparison.Ordinal);
    }

    private static Reading Made(Random random) => new()
    {
        At = Noon.AddMilliseconds(random.Next()),
        Seq = random.Next(2) == 0 ? null : random.NextInt64(),
        Type = (ReadingType)random.Next(4),
        Values = [.. Enumerable.Range(0, random.Next(4)).Select(n => new NamedValue($"name{n + random.Next(200)}", random.Next(3) switch { 0 => Value.Of(random.NextDouble()), 1 => Value.Of(random.Next(2) == 0), _ => Value.Of($"text{random.Next(400)}") }))],
    };

    private static GrainId Device(string name, DeviceKind kind) => GrainKeys.IdOf(DeviceRef.Parse(name), kind);

    private void Write(GrainId device, params Reading[] readings)
    {
        _writer.Device(device.Key, readings.Length);
        foreach (var reading in readings) _writer.Add(reading);
    }

    private List<(GrainId Device, Reading[] Readings)> Read(byte[] packet)
    {
        var all = new List<(GrainId, Reading[])>();
        for (var reader = new ReadingsPacketReader(packet, _cache); reader.Next(out var device, out var readings);) all.Add((device, readings));
        return all;
    }

    private static void AssertSame(Reading[] expected, Reading[] actual)
    {
        Assert.Equal(expected.Select(r => (r.At, r.Seq, r.Type)), actual.Select(r => (r.At, r.Seq, r.Type)));
        foreach (var (was, now) in expected.Zip(actual)) Assert.Equal(was.Values, now.Values);
    }
}
