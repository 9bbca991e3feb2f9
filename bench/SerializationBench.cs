using System.Buffers;
using System.Text;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Twin.Api.Outlets.Lists;
using Twin.Api.Telemetry;
using Twin.Api.View;
using Twin.Documents;
using Twin.Domain.Access;
using Twin.Domain.Devices;
using Twin.Domain.Documents;
using Twin.Domain.Network;
using Twin.Domain.Readings;
using Twin.Grains.Cluster;
using Twin.Grains.Network;

namespace Twin.Bench;

/// <summary>
/// What crosses a border, a hundred at a time but for the outlet: readings as JSON in and as a message to another silo, rows of a district's feed as a message to an API node, an outlet as JSON in and out.
/// </summary>
[MemoryDiagnoser]
public class SerializationBench
{
    private const int Hundred = 100;
    private static readonly DateTime Noon = new(2027, 1, 4, 12, 0, 0, DateTimeKind.Utc);

    private readonly TelemetryBatch _batch = new();
    private Serializer _orleans = null!;
    private TelemetryParser _parser = null!;
    private byte[] _readingsJson = [], _readingsMessage = [], _rowsMessage = [], _outletJson = [];
    private (IdSpan Device, Reading Reading)[] _readings = [];
    private readonly ReadingsPacketWriter _packets = new();
    private readonly TextCache _texts = new();
    private DistrictChanges _rows = null!;
    private readonly ArrayBufferWriter<byte> _json = new();
    private OutletPresent _outlet = null!;
    private OutletCode _code;

    [GlobalSetup]
    public void Prepare()
    {
        var services = new ServiceCollection();
        services.AddSerializer(s => s.AddAssembly(typeof(DistrictChanges).Assembly).AddAssembly(typeof(Reading).Assembly));
        _orleans = services.BuildServiceProvider().GetRequiredService<Serializer>();

        var devices = Enumerable.Range(0, Hundred).Select(n => DeviceRef.Parse($"3208{n:D6}/t1")).ToArray();
        _parser = new(new Registered(devices));
        _readingsJson = Encoding.UTF8.GetBytes($"[{string.Join(',', devices.Select((d, n) => $$$"""{"device":"{{{d}}}","at":"2027-01-04T12:00:00.250Z","seq":{{{n}}},"type":"heartbeat","values":{"temperatureC":41.5,"session":true}}"""))}]");
        if (ReadingsFromJson() != Hundred) throw new InvalidOperationException("Not every reading was read.");
        _readings = [.. devices.Select((d, n) => (GrainKeys.IdOf(d, DeviceKind.Terminal).Key, new Reading { At = Noon, Seq = n, Values = [new("temperatureC", Value.Of(41.5)), new("session", Value.Of(true))] }))];
        _readingsMessage = ReadingsToSilo();

        var district = DivisionCode.Parse("320812");
        _rows = new(district, new(1, 1), new(1, 1 + Hundred), [.. Enumerable.Range(0, Hundred).Select(n => SampleRow.Of(district, n))], [], Whole: false);
        _rowsMessage = RowsToNode();
        _outlet = new(_rows.Rows[0], [.. _rows.Rows[0].Devices.Select(d => new DeviceSnapshot { Kind = d.Profile.Kind, Status = d.Status, Since = Noon, Severity = Severity.None, LastSeen = Noon, Values = [new("temperatureC", Value.Of(41.5), Noon), new("session", Value.Of(true), Noon)] })]);
        _code = _rows.Rows[0].Profile.Code;
        _outletJson = OutletToJson();
        if (OutletFromJson() is null) throw new InvalidOperationException("What was written could not be read.");
    }

    [Benchmark]
    public int ReadingsFromJson()
    {
        _batch.Clear();
        _parser.Parse(_readingsJson, TelemetryFormat.Array, Noon, _batch, DivisionLimit.Whole);
        return _batch.Readings.Count;
    }

    [Benchmark]
    public byte[] ReadingsToSilo()
    {
        foreach (var (device, reading) in _readings)
        {
            _packets.Device(device, 1);
            _packets.Add(reading);
        }
        return _packets.Take();
    }

    [Benchmark]
    public int ReadingsFromSilo()
    {
        var read = 0;
        for (var reader = new ReadingsPacketReader(_readingsMessage, _texts); reader.Next(out _, out var readings);) read += readings.Length;
        return read;
    }

    [Benchmark]
    public byte[] RowsToNode() => _orleans.SerializeToArray(_rows);

    [Benchmark]
    public DistrictChanges RowsFromSilo() => _orleans.Deserialize<DistrictChanges>(_rowsMessage)!;

    [Benchmark]
    public byte[] OutletToJson()
    {
        _json.ResetWrittenCount();
        using (var writer = new Utf8JsonWriter(_json, OutletJson.Options)) OutletJson.Write(writer, _outlet, OutletFields.All);
        return _json.WrittenSpan.ToArray();
    }

    [Benchmark]
    public OutletProfile? OutletFromJson()
    {
        var faults = new List<DocFault>();
        return OutletProfileFormat.Read(DocumentText.Parse(Encoding.UTF8.GetString(_outletJson), DocumentFormat.Json, faults)!, _code, ReadOnlyFields.Ignore, faults);
    }

    /// <summary>Finds devices as the API's view does: by the bytes of their names.</summary>
    private sealed class Registered(IEnumerable<DeviceRef> devices) : IDeviceDirectory
    {
        private readonly Dictionary<string, RegisteredDevice>.AlternateLookup<ReadOnlySpan<char>> _byName =
            devices.ToDictionary(d => d.ToString(), d => new RegisteredDevice(d, DeviceKind.Terminal, null!)).GetAlternateLookup<ReadOnlySpan<char>>();

        public Reach Find(ReadOnlySpan<byte> device, DivisionLimit within, out RegisteredDevice? found)
        {
            Span<char> name = stackalloc char[64];
            return Find(name[..Encoding.ASCII.GetChars(device, name)], within, out found);
        }

        public Reach Find(ReadOnlySpan<char> device, DivisionLimit within, out RegisteredDevice? found) => _byName.TryGetValue(device, out found) ? Reach.Inside : Reach.Unknown;
    }
}
