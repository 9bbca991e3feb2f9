using Twin.Documents;
using Twin.Domain.Documents;
using Twin.Domain.Escalation;
using Twin.Domain.Network;
using Twin.Domain.Readings;
using Twin.Domain.Rules;
using Twin.Domain.Teams;
using Twin.Simulation.Replay;

namespace Twin.Simulation.Tests.Replay;

/// <summary>A small network and what its devices said, to be played to rule books.</summary>
internal sealed class Recorded
{
    public static readonly DateTime Start = new(2026, 11, 23, 2, 0, 0, DateTimeKind.Utc);

    public const string Book =
        """
        version: 1
        rules:
          - {id: offline, device: terminal, when: silent(90s), severity: major}
          - {id: hot, device: terminal, when: temperatureC > 70, hold: 60s, severity: minor}
          - {id: line-down, device: line, when: los == true, hold: 5s, severity: critical}
        """;

    private static readonly Team Office = Read(
        """
        side: business
        areas: ["320812"]
        people:
          - {id: wang, role: engineer, channels: [{type: log}]}
          - {id: chen, role: lead, channels: [{type: log}]}
        """, (node, faults) => TeamReader.Read("office", node, faults));

    private readonly List<(double Second, int Order, RecordedReading Reading)> _readings = [];

    public static OutletProfile Outlet(int number, params string[] devices) => new()
    {
        Code = OutletCode.Parse($"3208{number:000000}"),
        Name = $"网点{number}",
        District = DivisionCode.Parse("320812"),
        Calendar = "always",
        Devices = [.. devices.Select(d => new DeviceProfile(DeviceId.Parse(d), d[0] switch { 't' => DeviceKind.Terminal, 'c' => DeviceKind.Camera, _ => DeviceKind.Line }))],
    };

    public static RuleBook Rules(string yaml) => Read(yaml, RuleBook.Read);

    public static EscalationPolicy Policy(string yaml) => Read(yaml, (node, faults) => EscalationPolicyReader.Read(EscalationPolicy.DefaultId, 1, node, faults));

    /// <summary>A device speaks twice a minute from a second on, with a temperature or another value that may change over time.</summary>
    public Recorded Beats(string device, int from, int to, Func<int, NamedValue[]>? values = null, double ahead = 0)
    {
        for (var at = from; at < to; at += 30) Say(device, at, values?.Invoke(at) ?? [], at + ahead);
        return this;
    }

    /// <param name="second">When it came.</param>
    /// <param name="at">What its clock said; null: the right time.</param>
    public Recorded Say(string device, double second, NamedValue[] values, double? at = null, long? seq = null)
    {
        _readings.Add((second, _readings.Count, new(0, DeviceRef.Parse(device), new() { At = Start.AddSeconds(at ?? second), Seq = seq, Values = values }, null)));
        return this;
    }

    public static Func<int, NamedValue[]> Hot(int from, int to) => at => [new("temperatureC", Value.Of(at >= from && at < to ? 75.0 : 40.0))];

    /// <summary>In the order in which they came.</summary>
    public IReadOnlyList<RecordedReading> Readings => [.. _readings.OrderBy(r => r.Second).ThenBy(r => r.Order).Select((r, i) => r.Reading with { Line = i + 1 })];

    public BackTestResult Play(string newBook, string oldBook = Book, string? newPolicy = null, string? oldPolicy = null, TimeSpan? answer = null, params OutletProfile[] outlets)
    {
        var readings = Readings;
        var setting = new BackTestSetting
        {
            Recording = "test",
            Outlets = outlets,
            Teams = [Office],
            New = new("new", Rules(newBook), "new", newPolicy is null ? EscalationPolicy.Default : Policy(newPolicy)),
            Old = new("old", Rules(oldBook), "old", oldPolicy is null ? EscalationPolicy.Default : Policy(oldPolicy)),
            Answer = answer,
        };
        return new BackTest(setting, new() { Readings = readings.Count, Heard = readings.Select(r => r.Device).ToHashSet() }).Run(readings, default);
    }

    private static T Read<T>(string yaml, Func<DocNode, List<DocFault>, T?> read) where T : class
    {
        var faults = new List<DocFault>();
        var document = DocumentText.Parse(yaml, DocumentFormat.Yaml, faults) is { } node ? read(node, faults) : null;
        return document ?? throw new ArgumentException(string.Join("; ", faults.Select(f => f.Message)));
    }
}
