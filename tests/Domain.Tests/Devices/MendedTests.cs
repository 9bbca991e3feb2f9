using CsCheck;
using Twin.Domain.Devices;
using Twin.Domain.Documents;
using Twin.Domain.Readings;
using Twin.Domain.Rules;
using Twin.Domain.Tests.Rules;

namespace Twin.Domain.Tests.Devices;

/// <summary>What a mended device says clears its faults, whatever its rules compare.</summary>
public class MendedTests
{
    private const int Pace = 30;

    public static TheoryData<string, string?, string, string> Faults() => new()
    {
        // when, clear, what it says while broken, what it says mended
        { "t > 70", null, "t=80", "t=0" },
        { "t > 70", "t < 65", "t=80", "t=0" },
        { "t < 5", null, "t=-3", "t=6" },
        { "t <= 5", "t > 8", "t=5", "t=9" },
        { "t < 5", "t >= 5", "t=1", "t=6" },
        { "5 > t", null, "t=1", "t=6" },
        { "t != 3", null, "t=7", "t=3" },
        { "t == 0", null, "t=0", "t=1" },
        { "mode == 'off'", null, "mode=off", "mode=ok" },
        { "mode != 'run'", null, "mode=off", "mode=run" },
        { "mode != 'run'", "mode == 'run'", "mode=off", "mode=run" },
        { "not door", null, "door=false", "door=true" },
        { "door == true", null, "door=true", "door=false" },
        { "a < 5 and b > 3", null, "a=1 b=9", "a=0 b=0" },
        { "a < 5 and b > 3", "a > 7", "a=1 b=9", "a=8 b=0" },
        { "a < 5 or b > 3", null, "a=1", "a=6 b=0" },
        { "a <= b", null, "a=2 b=4", "a=0 b=-1" },
        { "avg(loss, 5m) > 5 or avg(rtt, 5m) > 250", "avg(loss, 5m) < 2 and avg(rtt, 5m) < 150", "loss=20", "loss=0 rtt=0" },
        { "min(t, 10m) < 5", null, "t=1", "t=6" },
        { "max(t, 10m) > 70", null, "t=80", "t=0" },
        { "count(beat, 10m) < 3", null, "beat=false", "beat=true" },
        { "count(person, 10m) > 3", null, "person=true", "person=false" },
        { "open and t < 5", null, "t=1", "t=6" },
        { "t < 5 or closed and t < 20", null, "t=1", "t=21" },
        { "silent(90s) or t < 5", null, "t=1", "t=6" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Every_comparison_is_cleared(string when, string? clear, string broken, string mended)
    {
        var bench = new Bench(Books.Of(clear is null ? Books.Rule("it", when) : Books.Rule("it", when, ("clear", clear))));
        var second = Broken(bench, broken);
        Assert.Equal(RulePhase.Raised, bench.Phase);
        var values = bench.Twin.Mended(Said(broken), TimeSpan.FromSeconds(Pace));
        Assert.Equal(mended, string.Join(' ', values.Select(v => $"{v.Name}={v.Value}")));
        GoesOnSaying(bench, values, second);
        Assert.Empty(bench.Snapshot.Faults);
    }

    [Fact]
    public void What_clears_one_rule_does_not_raise_another()
    {
        var bench = new Bench(Books.Of(Books.Rule("cold", "t < 5", ("clear", "t > 8")), Books.Rule("hot", "t > 70"), Books.Rule("cool", "t < 12", ("severity", "info"))));
        var second = Broken(bench, "t=1");
        var values = bench.Twin.Mended(Said("t=1"), TimeSpan.FromSeconds(Pace));
        GoesOnSaying(bench, values, second);
        Assert.Empty(bench.Snapshot.Faults);
    }

    [Fact]
    public void What_fell_silent_with_a_fault_takes_that_back_too()
    {
        var bench = new Bench(Books.Of(Books.Rule("cold", "t < 5"), Books.Rule("offline", "silent(90s)")));
        var second = Broken(bench, "t=1");
        bench.RunTo(second += 600);
        Assert.Equal(2, bench.Snapshot.Faults.Count);
        GoesOnSaying(bench, bench.Twin.Mended([], TimeSpan.FromSeconds(Pace)), second);
        Assert.Empty(bench.Snapshot.Faults);
    }

    /// <summary>Nothing that is said can end it: then what it says is plain.</summary>
    [Fact]
    public void What_no_value_clears_is_taken_back_plainly()
    {
        var bench = new Bench(Books.Of(Books.Rule("idle", "rate(sales, 10m) < 1")));
        Broken(bench, "sales=5");
        Assert.Equal([new("sales", Value.Of(0.0))], bench.Twin.Mended(Said("sales=5"), TimeSpan.FromSeconds(Pace)));
    }

    [Fact]
    public void Bands_of_any_kind_are_left() =>
        Gen.Select(Gen.Int[-50, 50], Gen.Int[0, 20], Gen.Bool, Gen.Int[0, 3], Gen.Int[1, 40]).Sample((limit, band, low, shape, beyond) =>
        {
            var of = shape switch { 0 => "t", 1 => "avg(t, 5m)", 2 => low ? "min(t, 5m)" : "max(t, 5m)", _ => "t" };
            var (when, clear) = low ? ($"{of} < {limit}", $"{of} > {limit + band}") : ($"{of} > {limit}", $"{of} < {limit - band}");
            var bench = new Bench(Books.Of(Books.Rule("it", shape == 3 ? $"x or {when}" : when, ("clear", shape == 3 ? $"not x and {clear}" : clear))));
            var broken = $"t={(low ? limit - beyond : limit + beyond)}{(shape == 3 ? " x=true" : "")}";
            var second = Broken(bench, broken);
            Assert.Equal(RulePhase.Raised, bench.Phase);
            GoesOnSaying(bench, bench.Twin.Mended(Said(broken), TimeSpan.FromSeconds(Pace)), second);
            return bench.Snapshot.Faults.Count == 0;
        });

    private static NamedValue[] Said(string values) => [.. values.Split(' ').Select(v => v.Split('=')).Select(v => new NamedValue(v[0], v[1] switch
    {
        "true" => Value.Of(true),
        "false" => Value.Of(false),
        var number when double.TryParse(number, System.Globalization.CultureInfo.InvariantCulture, out var x) => Value.Of(x),
        var text => Value.Of(text),
    }))];

    /// <summary>Says so for a quarter of an hour; the second after which it is mended.</summary>
    private static int Broken(Bench bench, string values) => GoesOnSaying(bench, Said(values), 0, 900);

    private static int GoesOnSaying(Bench bench, NamedValue[] values, int from, int seconds = 3600)
    {
        for (var at = from; at < from + seconds; at += Pace)
            Assert.Equal(ReadingOutcome.Accepted, bench.RunTo(at).Twin.Apply(new() { At = Bench.At(at), Values = values }, bench.Trading, bench.Now(at)));
        return from + seconds;
    }
}
