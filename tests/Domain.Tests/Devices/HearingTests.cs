using CsCheck;
using Twin.Domain.Rules;
using Twin.Domain.Tests.Rules;
using Twin.Domain.Time;

namespace Twin.Domain.Tests.Devices;

/// <summary>A device that goes on saying the same: telling its twin only that it was heard comes to the same as giving it every reading.</summary>
public class HearingTests
{
    /// <summary>For so many seconds it says this, a reading a second; then it is silent for so many.</summary>
    private sealed record Stretch(int Speaks, int Silent, int X, bool B, int Trading);

    private static readonly RuleBook Book = Books.Of(
        Books.Rule("plain", "x > 5", ("flapping", false)),
        Books.Rule("held", "x > 5", ("hold", "6s"), ("flapping", false)),
        Books.Rule("band", "x > 7", ("hold", "2s"), ("clear", "x < 3"), ("clearHold", "4s"), ("flapping", false)),
        Books.Rule("silent", "silent(7s) and open", ("clearHold", "2s"), ("flapping", false)),
        Books.Rule("quiet", "silent(4s) and (x > 5 or closed)", ("hold", "3s"), ("flapping", false)),
        Books.Rule("either", "silent(5s) or b and x > 3", ("hold", "8s"), ("clearHold", "3s"), ("flapping", false)));

    private static readonly Gen<Stretch[]> Stretches =
        Gen.Select(Gen.Int[1, 40], Gen.Int[0, 12], Gen.Int[0, 9], Gen.Bool, Gen.Int[0, 3], (speaks, silent, x, b, t) => new Stretch(speaks, silent, x, b, t)).Array[1, 12];

    /// <summary>A bench's trading goes on for ever, whatever the time.</summary>
    private static DateTime? Next(Bench bench) => bench.Twin.NextDeadlineWhileHeard(bench.Trading, bench.Now(0));

    [Fact]
    public void Every_reading_or_only_that_it_was_heard_comes_to_the_same() =>
        Stretches.Sample(stretches =>
        {
            var (each, told, s) = (new Bench(Book), new Bench(Book), 0);
            foreach (var it in stretches)
            {
                var trading = it.Trading switch { 0 => Bench.Closed, 1 => Bench.SalesStopped, _ => Bench.Open };
                each.RunTo(s).Trading = trading;
                told.RunTo(s).Trading = trading;
                for (var second = 0; second < it.Speaks; second++) each.RunTo(s + second).Read(s + second, ("x", it.X), ("b", it.B));
                var last = s + it.Speaks - 1;
                told.Read(s, ("x", it.X), ("b", it.B));
                for (var calls = 0; Next(told) is { } next && next <= Bench.At(last); calls++)
                {
                    Assert.True(calls < 1000, $"the deadline {next:O} never goes away");
                    var now = (next - Bench.T0).TotalSeconds;
                    told.Twin.KeepHearing(told.Now(Math.Floor(now)));
                    told.Tick(now);
                }
                told.Twin.KeepHearing(told.Now(last));
                told.Tick(last);
                s = last + it.Silent + 1;
                each.RunTo(s - 0.5);
                told.RunTo(s - 0.5);
                Assert.Equal(each.Story(), told.Story());
                Assert.Equal(each.Twin.Status, told.Twin.Status);
            }
        }, iter: 1_000);

    [Fact]
    public void Being_heard_leaves_nothing_to_wait_for()
    {
        var bench = new Bench(Book).Read(0, ("x", 1));
        Assert.NotNull(bench.Twin.NextDeadline);
        Assert.Null(Next(bench));
    }

    [Theory]
    [InlineData("x", false)]
    [InlineData("counted", true)]
    [InlineData("aged", true)]
    [InlineData("unknown", false)]
    public void Readings_that_rules_count_may_not_be_left_out(string name, bool each)
    {
        var bench = new Bench(Books.Of(Books.Rule("plain", "x > 5"), Books.Rule("counts", "count(counted, 10s) > 2"), Books.Rule("ages", "age(aged) > 5s")));
        bench.Read(0, (name, 1));
        Assert.Equal(each, bench.Twin.MustHearEach(Bench.Reading(0, (name, 1)).Values));
    }

    [Fact]
    public void Nor_any_while_a_rule_flaps()
    {
        var bench = new Bench(Books.Of(Books.Rule("plain", "x > 5")));
        for (var s = 0; s < 20; s++) bench.Read(s, ("x", s % 2 == 0 ? 9 : 1));
        Assert.True(bench.Twin.MustHearEach(Bench.Reading(0, ("x", 1)).Values));
    }
}
