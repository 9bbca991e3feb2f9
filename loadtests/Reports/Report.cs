using System.Text.Json.Nodes;
using Twin.LoadTests.Cli;
using Twin.LoadTests.Measures;
using Twin.LoadTests.Servers;

namespace Twin.LoadTests.Reports;

/// <summary>A line of a chart.</summary>
/// <param name="Chart">Lines of one chart share it.</param>
/// <param name="Line">Its name.</param>
/// <param name="Unit">Of what is up.</param>
/// <param name="Points">Across and up.</param>
/// <param name="Across">The unit of what is across.</param>
public sealed record Series(string Chart, string Line, string Unit, IReadOnlyList<(double X, double Y)> Points, string Across = "s");

/// <summary>All that a scenario found.</summary>
public sealed class Report(string scenario, LoadOptions options)
{
    private readonly Dictionary<(string, string), Measure> _measures = [];

    public string Scenario => scenario;
    public LoadOptions Options => options;
    public DateTime Started { get; } = DateTime.UtcNow;
    public Machine Machine { get; } = Machine.This();
    public List<Measure> Measures { get; } = [];
    public List<BarLine> Bars { get; } = [];
    public List<Series> Charts { get; } = [];
    public SortedDictionary<string, long> Failures { get; } = new(StringComparer.Ordinal);
    public List<string> Notes { get; } = [];

    /// <summary>Whether the floor was measured, and is to be described.</summary>
    public bool Floor { get; set; }

    /// <summary>A figure of one run.</summary>
    public Measure Add(string name, string unit, double value)
    {
        if (!_measures.TryGetValue((name, unit), out var measure))
        {
            _measures[(name, unit)] = measure = new(name, unit);
            Measures.Add(measure);
        }
        measure.Runs.Add(value);
        return measure;
    }

    /// <summary>Of one run, how long half of it took at the most, and all but one in a hundred.</summary>
    public void Percentiles(string name, Latencies took)
    {
        Add($"{name}, p50", "ms", took.Ms(50));
        Add($"{name}, p99", "ms", took.Ms(99));
    }

    private Measure Named(string name) => Measures.Single(m => m.Name == name);

    /// <summary>Sets a bar beside the median of the measure of that name.</summary>
    public void Judge(string bar, string measure) => Judge(bar, Named(measure));

    /// <summary>Sets a bar beside the median of a measure that is a share, and tells of what.</summary>
    public void JudgeShare(string bar, string share, string part, string whole)
    {
        var measure = Named(share);
        Judge(bar, measure, $"{Named(part).Median:N0} of {Named(whole).Median:N0} {Named(part).Unit}; {measure.Min:F1} to {measure.Max:F1} % in {measure.Runs.Count} runs");
    }

    /// <summary>Sets a bar beside the median of a measure.</summary>
    public void Judge(string bar, Measure measure, string? detail = null) =>
        Bars.Add(new(Bar.Of(bar), measure.Median, detail ?? (measure.Runs.Count > 1 ? $"{Text.Number(measure.Min)} to {Text.Number(measure.Max)} {measure.Unit} in {measure.Runs.Count} runs" : "")));

    public void Series(string chart, string line, string unit, IEnumerable<(double X, double Y)> points, string across = "s")
    {
        var all = points.Where(p => double.IsFinite(p.Y)).ToArray();
        if (all.Length > 0) Charts.Add(new(chart, line, unit, all, across));
    }

    public void Fail(string who, IReadOnlyDictionary<string, long> failures)
    {
        foreach (var (kind, count) in failures) Fail(who, kind, count);
    }

    public void Fail(string who, string kind, long count) => Failures[$"{who}: {kind}"] = Failures.GetValueOrDefault($"{who}: {kind}") + count;

    /// <summary>Takes in what another scenario found, from its report for programs, under its name.</summary>
    public void Take(JsonNode other)
    {
        var name = (string)other["scenario"]!;
        var outlets = (int)other["options"]!["outlets"]!;
        foreach (var bar in other["bars"]!.AsArray()) Bars.Add(new(Bar.Of((string)bar!["id"]!), Figure(bar["figure"]), $"{name}, {outlets:N0} outlets; {(string?)bar["detail"]}".TrimEnd(' ', ';')));
        foreach (var measure in other["measures"]!.AsArray())
        {
            var own = new Measure($"{name}: {(string?)measure!["name"]}", (string)measure["unit"]!);
            own.Runs.AddRange(measure["runs"]!.AsArray().Select(Figure));
            Measures.Add(own);
        }
        foreach (var (kind, count) in other["failures"]!.AsObject()) Failures[$"{name}: {kind}"] = (long)count!;
        foreach (var series in other["series"]!.AsArray())
            Series($"{name}: {(string?)series!["chart"]}", (string)series["line"]!, (string)series["unit"]!, series["points"]!.AsArray().Select(p => (Figure(p![0]), Figure(p[1]))), (string)series["across"]!);
    }

    private static double Figure(JsonNode? figure) => (double?)figure ?? double.NaN;

    public void Note(string note) => Notes.Add(note);
}
