using Twin.Domain.Calendars;
using Twin.Domain.Devices;
using Twin.Domain.Network;
using Twin.Domain.Rules;
using Twin.Domain.Tests.Devices;

namespace Twin.Domain.Tests.Rules;

/// <summary>Every operator and function, judged on a device: a rule that is raised said true, one that cleared a known-raised fault said false.</summary>
public class ConditionTests
{
    /// <summary>True, false or unknown: the condition raises, its negation raises, or neither does.</summary>
    private static Tri Judge(string when, Action<Bench> script, TradingInterval? trading = null)
    {
        var book = Books.Of(Books.Rule("yes", when), Books.Rule("no", $"not ({when})"));
        var bench = new Bench(book) { Trading = trading };
        script(bench);
        var phases = bench.Snapshot.Rules.ToDictionary(r => r.Id, r => r.Phase);
        Assert.False(phases["yes"] == RulePhase.Raised && phases["no"] == RulePhase.Raised);
        return phases["yes"] == RulePhase.Raised ? Tri.True : phases["no"] == RulePhase.Raised ? Tri.False : Tri.Unknown;
    }

    [Theory]
    [InlineData("x > 5", Tri.False)]
    [InlineData("x >= 5", Tri.True)]
    [InlineData("x < 5", Tri.False)]
    [InlineData("x <= 5", Tri.True)]
    [InlineData("x == 5", Tri.True)]
    [InlineData("x != 5", Tri.False)]
    [InlineData("4 < x", Tri.True)]
    [InlineData("6 <= x", Tri.False)]
    [InlineData("x < y", Tri.True)]
    [InlineData("x == y", Tri.False)]
    [InlineData("s == \"out\"", Tri.True)]
    [InlineData("s != 'out'", Tri.False)]
    [InlineData("'x' == 'x'", Tri.True)]
    [InlineData("b", Tri.True)]
    [InlineData("not b", Tri.False)]
    [InlineData("b == true", Tri.True)]
    [InlineData("b != true", Tri.False)]
    [InlineData("(x > 1) == b", Tri.True)]
    [InlineData("1 < 2", Tri.True)]
    [InlineData("5m > 1h", Tri.False)]
    // never reported
    [InlineData("z > 5", Tri.Unknown)]
    [InlineData("z == 'a'", Tri.Unknown)]
    [InlineData("z", Tri.Unknown)]
    [InlineData("z == x", Tri.Unknown)]
    [InlineData("age(z) > 1s", Tri.Unknown)]
    [InlineData("count(z, 5m) == 0", Tri.Unknown)]
    // another type than compared with
    [InlineData("s > 5", Tri.Unknown)]
    [InlineData("x == 'five'", Tri.Unknown)]
    [InlineData("b == 1", Tri.Unknown)]
    [InlineData("x", Tri.Unknown)]
    [InlineData("s == x", Tri.Unknown)]
    // three-valued logic
    [InlineData("z > 5 and x > 9", Tri.False)]
    [InlineData("z > 5 and x > 1", Tri.Unknown)]
    [InlineData("z > 5 or x > 1", Tri.True)]
    [InlineData("z > 5 or x > 9", Tri.Unknown)]
    [InlineData("not (z > 5)", Tri.Unknown)]
    [InlineData("x > 9 or x > 1 and b", Tri.True)]
    [InlineData("not b or x > 1", Tri.True)]
    public void On_values(string when, Tri expected) =>
        Assert.Equal(expected, Judge(when, bench => bench.Read(0, ("x", 5), ("y", 6), ("s", "out"), ("b", true))));

    [Theory]
    [InlineData("open", TradingState.Open, Tri.True)]
    [InlineData("closed", TradingState.Open, Tri.False)]
    [InlineData("open", TradingState.SalesStopped, Tri.False)]
    [InlineData("closed", TradingState.SalesStopped, Tri.False)]
    [InlineData("closed", TradingState.Closed, Tri.True)]
    [InlineData("open", null, Tri.Unknown)]
    [InlineData("closed", null, Tri.Unknown)]
    public void On_trading(string when, TradingState? state, Tri expected) =>
        Assert.Equal(expected, Judge(when, bench => bench.Tick(0), state is { } s ? new(Bench.T0, DateTime.MaxValue, s) : null));

    // Samples of n: 10 at 0, 20 at 60, 5 at 120, 25 at 180; of b: true, false, true, true. Judged at 180.
    [Theory]
    [InlineData("count(n, 10m) == 4", Tri.True)]
    [InlineData("count(n, 2m) == 2", Tri.True)] // (60, 180]: the sample at 60 is outside
    [InlineData("count(n, 121s) == 3", Tri.True)]
    [InlineData("count(b, 10m) == 3", Tri.True)]
    [InlineData("changes(b, 10m) == 2", Tri.True)]
    [InlineData("changes(b, 2m) == 0", Tri.True)] // only the two last are inside, and equal
    [InlineData("changes(n, 10m) == 3", Tri.True)]
    [InlineData("avg(n, 10m) == 15", Tri.True)]
    [InlineData("avg(b, 10m) == 0.75", Tri.True)]
    [InlineData("min(n, 10m) == 5", Tri.True)]
    [InlineData("max(n, 2m) == 25", Tri.True)]
    [InlineData("min(n, 10m) < max(n, 10m)", Tri.True)]
    [InlineData("rate(n, 10m) > 0.19 and rate(n, 10m) < 0.20", Tri.True)] // 10 up, a reset to 5, 20 up: 35 in 180 s
    [InlineData("rate(n, 60s) > 0", Tri.Unknown)] // one sample
    [InlineData("age(n) == 0s", Tri.True)]
    [InlineData("age(n) < age(once)", Tri.True)]
    [InlineData("age(once) >= 3m", Tri.True)]
    [InlineData("age(once) > 3m", Tri.False)]
    [InlineData("count(once, 1m) == 0", Tri.True)] // reported before, none in the window
    [InlineData("changes(once, 1m) == 0", Tri.True)]
    public void On_windows(string when, Tri expected) =>
        Assert.Equal(expected, Judge(when, bench => bench
            .Read(0, ("n", 10), ("b", true), ("once", 1)).Read(60, ("n", 20), ("b", false)).Read(120, ("n", 5), ("b", true)).Read(180, ("n", 25), ("b", true))));

    [Theory]
    [InlineData("avg(once, 1m) > 0", RulePhase.Clear)]
    [InlineData("max(once, 3m) > 0", RulePhase.Clear)] // exactly three minutes old: outside
    [InlineData("max(once, 181s) > 0", RulePhase.Raised)]
    [InlineData("avg(n, 4m) == 15", RulePhase.Raised)]
    public void A_rule_that_comes_later_sees_the_history(string when, RulePhase phase)
    {
        var bench = new Bench(RuleBook.Empty).Read(0, ("n", 10), ("once", 1)).Read(180, ("n", 20));
        bench.Twin.UseRules(Books.One(when), null, bench.Now(180));
        Assert.Equal(phase, bench.Phase);
    }

    [Fact]
    public void Texts_have_changes_but_no_mean()
    {
        Assert.Equal(Tri.True, Judge("changes(s, 1m) == 1", bench => bench.Read(0, ("s", "a")).Read(1, ("s", "a")).Read(2, ("s", "b"))));
        Assert.Equal(Tri.Unknown, Judge("avg(s, 1m) > 0", bench => bench.Read(0, ("s", "a"))));
    }

    [Fact]
    public void Silence_is_unknown_until_heard_or_a_window_has_passed()
    {
        Assert.Equal(Tri.Unknown, Judge("silent(90s)", bench => bench.Tick(89)));
        Assert.Equal(Tri.True, Judge("silent(90s)", bench => bench.Tick(90)));
        Assert.Equal(Tri.False, Judge("silent(90s)", bench => bench.Read(10).Tick(99)));
    }

    [Theory]
    [InlineData("age(x) > 60s", "60.0000001 r raised ConditionHeld")]
    [InlineData("age(x) >= 60s", "60 r raised ConditionHeld")]
    [InlineData("age(x) == 60s", "60 r raised ConditionHeld")]
    [InlineData("silent(60s)", "60 r raised ConditionHeld")]
    [InlineData("count(x, 60s) == 0", "60 r raised ConditionHeld")]
    [InlineData("not (count(x, 60s) > 0)", "60 r raised ConditionHeld")]
    public void Time_alone_raises_at_the_very_instant(string when, string expected)
    {
        var bench = new Bench(Books.One(when, ("clear", "x > 1"))).Read(0, ("x", 1)).RunTo(1000);
        Assert.Equal(expected, bench.Story()[0]);
    }

    [Fact]
    public void The_end_of_trading_is_a_deadline()
    {
        var closing = new TradingInterval(Bench.T0, Bench.At(100), TradingState.Open);
        var bench = new Bench(Books.One("closed")) { Trading = closing }.Tick(0);
        Assert.Equal(Bench.At(100), bench.Twin.NextDeadline);
        bench.Trading = new(Bench.At(100), Bench.At(200), TradingState.Closed);
        bench.Tick(100);
        Assert.Equal(["100 r raised ConditionHeld"], bench.Story());
    }

    [Fact]
    public void A_window_keeps_at_most_ten_thousand_samples()
    {
        var bench = new Bench(Books.One("count(x, 7d) > 10000"));
        for (var i = 0; i < 11_000; i++) bench.Read(i / 1000.0, ("x", 1));
        Assert.Empty(bench.Story());
    }

    [Fact]
    public void One_name_serves_windows_of_different_length()
    {
        var bench = new Bench(Books.Of(Books.Rule("short", "count(x, 10s) >= 2"), Books.Rule("long", "count(x, 60s) >= 3")));
        bench.Read(0, ("x", 1)).Read(20, ("x", 1)).Read(25, ("x", 1)).RunTo(300);
        Assert.Equal(["25 short raised ConditionHeld", "25 long raised ConditionHeld", "30 short clear ClearHeld", "60 long clear ClearHeld"], bench.Story());
    }
}
