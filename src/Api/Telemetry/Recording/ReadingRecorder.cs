using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Twin.Api.Json;
using Twin.Api.Outlets.Lists;
using Twin.Domain.Readings;

namespace Twin.Api.Telemetry.Recording;

/// <summary>
/// Writes down what devices say, as it comes, in the form that <c>simulate --replay</c> reads. What is said is put into memory by whoever takes it in, and written once a second: a slow disk
/// holds no reading up. When that memory is full, or the disk is, readings are taken in all the same and are missing in the recording, which is logged.
/// </summary>
public sealed partial class ReadingRecorder : BackgroundService
{
    private const int PendingBytesMax = 32 << 20;
    private static readonly TimeSpan WriteEvery = TimeSpan.FromSeconds(1);
    private static readonly JsonWriterOptions Plain = new() { Encoder = ApiJson.Options.Encoder, SkipValidation = true };

    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly RecordingFiles? _files;
    private readonly Utf8JsonWriter _json = new(Stream.Null, Plain);
    private ArrayBufferWriter<byte> _pending = new();
    private ArrayBufferWriter<byte> _spare = new();
    private DateTime _marked;
    private DateTime _firstPending;
    private long _lost;

    public ReadingRecorder(IOptions<RecordingOptions> options, TimeProvider time, ILogger<ReadingRecorder> log)
    {
        (_time, _log) = (time, log);
        if (!string.IsNullOrWhiteSpace(options.Value.Folder)) _files = new(options.Value.Folder, options.Value.FileBytesMax, options.Value.BytesMax);
    }

    internal void Record(List<ParsedReading> readings)
    {
        if (_files is null || readings.Count == 0) return;
        lock (_gate)
        {
            if (_pending.WrittenCount > PendingBytesMax)
            {
                _lost += readings.Count;
                return;
            }
            var now = _time.GetUtcNow().UtcDateTime;
            if (_pending.WrittenCount == 0) _firstPending = now;
            if (now != _marked) Mark(_json, _pending, _marked = now);
            foreach (var reading in readings) Line(reading);
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (_files is not null) Write(_files);
    }

    public override void Dispose()
    {
        _files?.Dispose();
        _json.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (_files is null) return;
        using var ticks = new PeriodicTimer(WriteEvery, _time);
        try
        {
            while (await ticks.WaitForNextTickAsync(stoppingToken)) Write(_files);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What is left is written when it stops.
        }
    }

    private void Write(RecordingFiles files)
    {
        (ArrayBufferWriter<byte> Lines, DateTime First, long Lost) taken;
        lock (_gate)
        {
            taken = (_pending, _firstPending, _lost);
            (_pending, _spare, _lost) = (_spare, _pending, 0);
        }
        if (taken.Lost > 0) LogLost(_log, taken.Lost);
        if (taken.Lines.WrittenCount == 0) return;
        var head = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(head, Plain)) Mark(json, head, taken.First);
        try
        {
            files.Write(taken.First, head.WrittenSpan, taken.Lines.WrittenSpan);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            LogNotWritten(_log, failure, taken.Lines.WrittenCount);
        }
        taken.Lines.ResetWrittenCount();
    }

    private static void Mark(Utf8JsonWriter json, ArrayBufferWriter<byte> to, DateTime received)
    {
        json.Reset(to);
        json.WriteStartObject();
        json.WriteString("received"u8, received);
        json.WriteEndObject();
        End(json, to);
    }

    private void Line(ParsedReading parsed)
    {
        var reading = parsed.Reading;
        _json.Reset(_pending);
        _json.WriteStartObject();
        _json.WriteString("device"u8, parsed.Device.Ref.ToString());
        _json.WriteString("at"u8, reading.At);
        if (reading.Seq is { } seq) _json.WriteNumber("seq"u8, seq);
        if (reading.Type != ReadingType.Heartbeat) _json.WriteString("type"u8, Words.ReadingType[(int)reading.Type]);
        if (reading.Values.Length > 0)
        {
            _json.WriteStartObject("values"u8);
            foreach (var (name, value) in reading.Values)
            {
                _json.WritePropertyName(name);
                ValueJsonConverter.Write(_json, value);
            }
            _json.WriteEndObject();
        }
        _json.WriteEndObject();
        End(_json, _pending);
    }

    private static void End(Utf8JsonWriter json, ArrayBufferWriter<byte> to)
    {
        json.Flush();
        to.Write("\n"u8);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Readings} readings are missing in the recording: they came faster than the disk takes them")]
    private static partial void LogLost(ILogger log, long readings);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Bytes} bytes of readings could not be written to the recording and are missing in it")]
    private static partial void LogNotWritten(ILogger log, Exception failure, int bytes);
}
