using System.IO.Compression;
using System.Text.Json;
using Twin.Api.View;
using Twin.Domain.Access;
using Twin.Domain.Documents;
using Twin.Domain.Network;
using Twin.Simulation.Replay;

namespace Twin.Api.Telemetry;

/// <summary>One line of a recording: a reading, that of a device nobody knows, or a fault.</summary>
/// <param name="Unknown">The device as it is written, which is not in the network.</param>
/// <param name="File">Of several files, from 0.</param>
public readonly record struct RecordedLine(RecordedReading? Reading, string? Unknown, DocFault? Fault, int File = 0);

/// <summary>
/// Reads a recording: one reading a line in the form in which they are sent, read by the same parser; plain or gzip. A line <c>{"received":"2026-11-22T08:00:00Z"}</c> says when the readings after it
/// came. Lines are read one by one, however long the file is.
/// </summary>
public sealed class RecordedReadings
{
    private const int LineBytesMax = 1024 * 1024;

    private readonly TelemetryParser _parser;
    private readonly TelemetryBatch _batch = new();

    public RecordedReadings(IEnumerable<OutletProfile> outlets) => _parser = new(new Registered(outlets));

    /// <exception cref="InvalidDataException">It is gzip, and broken.</exception>
    public IEnumerable<RecordedLine> Read(Stream file)
    {
        DateTime? received = null;
        foreach (var (number, line) in Lines(file))
        {
            if (line.Length > LineBytesMax) yield return Refused(number, 0, "tooLarge", $"the line has more than {LineBytesMax} bytes: a recording has one reading a line");
            else if (line.Span.IndexOfAnyExcept(" \t\r"u8) < 0) continue;
            else if (Mark(line.Span, out var mark)) received = mark;
            else yield return One(number, line.Span, received);
        }
    }

    /// <summary>
    /// Several recordings as one, in the order in which their readings came: those of several processes, or the files of one. Where there is more than one, each must say when its readings came; what does not is a fault.
    /// </summary>
    /// <exception cref="InvalidDataException">One is gzip, and broken.</exception>
    public IEnumerable<RecordedLine> Read(IReadOnlyList<Stream> files)
    {
        if (files.Count == 1)
        {
            foreach (var line in Read(files[0])) yield return line;
            yield break;
        }
        var next = new PriorityQueue<Part, (DateTime Came, int File)>();
        try
        {
            for (var i = 0; i < files.Count; i++) Go(new(i, Read(files[i]).GetEnumerator()));
            while (next.TryDequeue(out var part, out _))
            {
                yield return part.Line;
                Go(part);
            }
        }
        finally
        {
            while (next.TryDequeue(out var part, out _)) part.Lines.Dispose();
        }

        void Go(Part part)
        {
            if (part.Move()) next.Enqueue(part, (part.Came, part.File));
            else part.Lines.Dispose();
        }
    }

    /// <summary>Its readings, without what else is in it.</summary>
    /// <exception cref="InvalidDataException">It is gzip, and broken.</exception>
    public IEnumerable<RecordedReading> Readings(Stream file) => Readings([file]);

    /// <summary>Those of several recordings, in the order in which they came.</summary>
    /// <exception cref="InvalidDataException">One is gzip, and broken.</exception>
    public IEnumerable<RecordedReading> Readings(IReadOnlyList<Stream> files) => Read(files).Where(line => line.Reading is not null).Select(line => line.Reading!.Value);

    /// <summary>One of several recordings, at a line.</summary>
    private sealed class Part(int file, IEnumerator<RecordedLine> lines)
    {
        public int File => file;
        public IEnumerator<RecordedLine> Lines => lines;
        public RecordedLine Line { get; private set; }

        /// <summary>When the line came, or the one before it: a clock that was set back takes nothing along.</summary>
        public DateTime Came { get; private set; }

        public bool Move()
        {
            if (!lines.MoveNext()) return false;
            Line = lines.Current with { File = file };
            if (Line.Reading is not { } reading) return true;
            if (reading.Received is not { } received) Line = Refused(reading.Line, 0, "required", "no line {\"received\":…} before it says when it came: of several recordings that are played together, each must") with { File = file };
            else if (received > Came) Came = received;
            return true;
        }
    }

    private RecordedLine One(int number, ReadOnlySpan<byte> line, DateTime? received)
    {
        _batch.Clear();
        if (_parser.Parse(line, TelemetryFormat.Lines, received ?? default, _batch, DivisionLimit.Whole) is { } fault) return Refused(number, fault.Column, "syntax", fault.Message);
        if (_batch.Readings is [var parsed]) return new(new RecordedReading(number, parsed.Device.Ref, parsed.Reading, received), null, null);
        var rejected = _batch.Rejected[0];
        return rejected.Reason == RejectionReason.UnknownDevice ? new(null, rejected.Device ?? "", null) : Refused(number, 0, JsonNamingPolicy.CamelCase.ConvertName($"{rejected.Reason}"), rejected.Detail);
    }

    private static RecordedLine Refused(int line, int column, string code, string message) => new(null, null, new("", code, message, line, column));

    /// <summary>Whether a line tells when the following were received, and nothing else.</summary>
    private static bool Mark(ReadOnlySpan<byte> line, out DateTime received)
    {
        received = default;
        if (line.IndexOf("received"u8) < 0) return false;
        try
        {
            var reader = new Utf8JsonReader(line);
            return reader.Read() && reader.TokenType == JsonTokenType.StartObject
                && reader.Read() && reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("received"u8)
                && reader.Read() && reader.TokenType == JsonTokenType.String && !reader.ValueIsEscaped && DeviceTime.TryParse(reader.ValueSpan, out received)
                && reader.Read() && reader.TokenType == JsonTokenType.EndObject && !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Lines and their numbers, from 1. One that is too long comes as its beginning.</summary>
    private static IEnumerable<(int Number, ReadOnlyMemory<byte> Line)> Lines(Stream file)
    {
        using var text = Plain(file);
        var (buffer, from, to, number, cut) = (new byte[64 * 1024], 0, 0, 0, false);
        while (true)
        {
            var end = buffer.AsSpan(from, to - from).IndexOf((byte)'\n');
            if (end >= 0)
            {
                number++;
                if (!cut) yield return (number, WithoutMark(buffer.AsMemory(from, end), number));
                (from, cut) = (from + end + 1, false);
                continue;
            }
            if (to - from > LineBytesMax)
            {
                if (!cut) yield return (number + 1, buffer.AsMemory(from, to - from));
                (from, to, cut) = (0, 0, true);
            }
            buffer.AsSpan(from, to - from).CopyTo(buffer);
            (to, from) = (to - from, 0);
            if (to == buffer.Length) Array.Resize(ref buffer, buffer.Length * 2);
            var read = text.Read(buffer.AsSpan(to));
            if (read == 0) break;
            to += read;
        }
        if (to > 0 && !cut) yield return (number + 1, WithoutMark(buffer.AsMemory(0, to), number + 1));
    }

    private static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> line, int number) => number == 1 ? Requests.RequestBody.WithoutMark(line) : line;

    /// <summary>What is packed says so in its first two bytes.</summary>
    private static Stream Plain(Stream file)
    {
        Span<byte> magic = stackalloc byte[2];
        var read = file.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false);
        file.Position = 0;
        return read == 2 && magic is [0x1F, 0x8B] ? new GZipStream(file, CompressionMode.Decompress) : file;
    }

    /// <summary>The devices of a network that no grains stand behind.</summary>
    private sealed class Registered : IDeviceDirectory
    {
        private readonly Dictionary<string, RegisteredDevice> _devices = new(StringComparer.Ordinal);
        private readonly Dictionary<string, RegisteredDevice>.AlternateLookup<ReadOnlySpan<char>> _byText;

        public Registered(IEnumerable<OutletProfile> outlets)
        {
            foreach (var outlet in outlets)
                foreach (var device in outlet.Devices)
                {
                    var it = new DeviceRef(outlet.Code, device.Id);
                    // Nobody calls it: readings are only read here.
                    _devices[it.ToString()] = new(it, device.Kind, null!);
                }
            _byText = _devices.GetAlternateLookup<ReadOnlySpan<char>>();
        }

        public Reach Find(ReadOnlySpan<byte> device, DivisionLimit within, out RegisteredDevice? found)
        {
            found = null;
            Span<char> text = stackalloc char[OutletCode.Length + 1 + DeviceId.LengthMax];
            // What is longer than a device can be is none.
            return System.Text.Encoding.UTF8.TryGetChars(device, text, out var length) ? Find((ReadOnlySpan<char>)text[..length], within, out found) : Reach.Unknown;
        }

        public Reach Find(ReadOnlySpan<char> device, DivisionLimit within, out RegisteredDevice? found) => _byText.TryGetValue(device, out found) ? Reach.Inside : Reach.Unknown;
    }
}
