using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Twin.Documents;
using Twin.Domain.Devices;
using Twin.Domain.Documents;
using Twin.Domain.Network;
using Twin.Domain.Readings;
using Twin.Domain.Rules;
using Twin.Domain.Time;

namespace Twin.Bench;

/// <summary>
/// The judging of readings that change nothing, by the rule book Twin starts with. With one device everything lies in the processor's cache; with 100,000 in turn nothing does, as in a live network.
/// And what a transition costs to write down.
/// </summary>
[MemoryDiagnoser]
public class DeviceTwinBench
{
    private static readonly DateTime Start = new(2027, 1, 4, 10, 0, 0, DateTimeKind.Utc);
    private static readonly NamedValue[] Says = [new("temperatureC", Value.Of(41.5)), new("session", Value.Of(true))];

    private DeviceTwin[] _twins = [];
    private int _next;
    private long _round;

    [Params(1, 100_000)]
    public int Devices { get; set; }

    [GlobalSetup]
    public void Wake()
    {
        var faults = new List<DocFault>();
        var book = RuleBook.Read(DocumentText.Parse(Defaults.RuleBookYaml, DocumentFormat.Yaml, faults)!, faults)!;
        _twins = [.. Enumerable.Range(0, Devices).Select(_ => new DeviceTwin(DeviceKind.Terminal, book, new Moment(Start, Start)))];
        foreach (var twin in _twins) Heartbeat(twin, Start);
    }

    [Benchmark]
    public ReadingOutcome Heartbeat()
    {
        // A stride that is prime to the number: neighbours in memory are not neighbours in time.
        _next = (int)((_next + 7_919L) % Devices);
        if (_next == 0 || Devices == 1) _round++;
        return Heartbeat(_twins[_next], Start.AddSeconds(_round));
    }

    [Benchmark]
    public byte[] RecordAsStored() => JsonSerializer.SerializeToUtf8Bytes(_twins[0].ToRecord(new(Start, Start)));

    private static ReadingOutcome Heartbeat(DeviceTwin twin, DateTime at) => twin.Apply(new() { At = at, Values = Says }, null, new(at, at));
}
