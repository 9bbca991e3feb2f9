using System.Buffers;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Twin.LoadTests.Fleet;
using Twin.LoadTests.Measures;
using Twin.LoadTests.Wire;

namespace Twin.LoadTests.Field;

/// <summary>
/// The connection that some outlets share. What they say is kept until it is acknowledged; when the server is away it connects again, waiting longer after each failure, and sends what was kept in order, each reading
/// with the time at which it was observed.
/// </summary>
public sealed class FieldConnection(FieldFleet fleet, FieldRun run, Uri server, string key) : IDisposable
{
    private const int ReadingsMax = 500;

    private readonly HttpLink _link = new(server);
    private readonly ArrayBufferWriter<byte> _body = new(64 * 1024);
    private Backoff _backoff;

    public FieldBuffer Buffer { get; } = new();

    public async Task Run(CancellationToken stop)
    {
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!stop.IsCancellationRequested)
        {
            if (Buffer.Next(ReadingsMax) is { Length: > 0 } next)
            {
                if (await Send(next))
                {
                    Buffer.Done(next.Length);
                    _backoff.Reset();
                }
                else
                {
                    run.Failed();
                    await _backoff.Wait();
                    Buffer.NewestFirst(n => fleet.Devices[n].LiveFirst);
                }
                continue;
            }
            // Only once nothing is left is it heeded that it is over.
            if (run.Over) return;
            await tick.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    public void Dispose() => _link.Dispose();

    /// <returns>Whether they were acknowledged.</returns>
    private async Task<bool> Send(FieldReading[] readings)
    {
        if (run.Cut)
        {
            _link.Dispose();
            return false;
        }
        var sent = run.Now;
        try
        {
            await _link.SendAsync(Request(readings));
        }
        catch (IOException)
        {
            if (_link.Reached)
                foreach (var reading in readings) reading.FirstSent ??= sent;
            return false;
        }
        if (_link.Status is 429 or 503) return false;
        if (_link.Status != 202) throw new Servers.ServerException($"readings were not taken: {_link.Status} {Encoding.UTF8.GetString(_link.Body.Span)}");
        run.Answered(readings, sent, run.Now, JsonDocument.Parse(_link.Body));
        return true;
    }

    private ReadOnlyMemory<byte> Request(FieldReading[] readings)
    {
        _body.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(_body))
        {
            json.WriteStartArray();
            foreach (var reading in readings)
            {
                json.WriteStartObject();
                json.WriteString("device"u8, fleet.Devices[reading.Device].Device.Name);
                json.WriteString("at"u8, reading.At);
                json.WriteNumber("seq"u8, reading.Seq);
                json.WriteString("type"u8, "heartbeat"u8);
                json.WriteStartObject("values"u8);
                json.WriteBoolean("fieldFault"u8, reading.Faulty);
                json.WriteEndObject();
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        return (byte[])[.. Encoding.ASCII.GetBytes(HttpLink.Head("POST /v1/telemetry", key, _body.WrittenCount)), .. _body.WrittenSpan];
    }
}

/// <summary>What all connections share: the time, whether the line is cut, and what the server has answered.</summary>
public sealed class FieldRun(FieldFleet fleet)
{
    private readonly Lock _lock = new();
    private readonly DeviceLedger[] _ledgers = [.. fleet.Devices.Select(_ => new DeviceLedger(fleet.Times))];
    private readonly long _began = Stopwatch.GetTimestamp();
    private volatile bool _over, _cut;

    public DateTime Began { get; } = DateTime.UtcNow;
    public TimeSpan Now => Stopwatch.GetElapsedTime(_began);

    /// <summary>Nothing more is said; what is kept is still to be sent.</summary>
    public bool Over { get => _over; set => _over = value; }

    /// <summary>The way to the server is cut.</summary>
    public bool Cut { get => _cut; set => _cut = value; }

    public IReadOnlyList<DeviceLedger> Ledgers => _ledgers;
    public long Sent { get; private set; }
    public long Accepted { get; private set; }
    public long Late { get; private set; }
    public long Duplicates { get; private set; }
    public long Replayed { get; private set; }

    /// <summary>By reason.</summary>
    public Dictionary<string, long> Refused { get; } = [];

    /// <summary>Tries that failed while the server was away.</summary>
    public long Failures { get; private set; }

    /// <summary>From when it happened until it was acknowledged: what was sent at once, and what had to wait for the server.</summary>
    public Latencies Live { get; } = new();
    public Latencies Kept { get; } = new();

    public void Failed()
    {
        lock (_lock) Failures++;
    }

    public void Down()
    {
        lock (_lock)
            foreach (var ledger in _ledgers) ledger.Down(Now);
    }

    public void Up(TimeSpan started)
    {
        lock (_lock)
            foreach (var ledger in _ledgers) ledger.Up(started, Now);
    }

    public void Answered(FieldReading[] readings, TimeSpan sent, TimeSpan now, JsonDocument answer)
    {
        using (answer)
        {
            var root = answer.RootElement;
            lock (_lock)
            {
                var refused = new HashSet<int>();
                foreach (var rejected in root.GetProperty("rejected").EnumerateArray())
                {
                    refused.Add(rejected.GetProperty("index").GetInt32());
                    var reason = rejected.GetProperty("reason").GetString()!;
                    Refused[reason] = Refused.GetValueOrDefault(reason) + 1;
                }
                Sent += readings.Length;
                Accepted += root.GetProperty("accepted").GetInt32();
                Late += root.GetProperty("late").GetInt32();
                Duplicates += root.GetProperty("duplicates").GetInt32();
                for (var i = 0; i < readings.Length; i++)
                {
                    var reading = readings[i];
                    var waited = now - reading.Observed;
                    // More than a beat old: it was kept while the server was away.
                    if (waited > fleet.Times.Beat) Replayed++;
                    (reading.Again || waited > fleet.Times.Beat ? Kept : Live).Record(waited);
                    if (!refused.Contains(i)) _ledgers[reading.Device].Heard(reading, sent, now, fleet.Devices[reading.Device].Clock.Kind == ClockKind.FarAhead);
                }
            }
        }
    }
}
