using System.Text.Json;
using CsCheck;
using Twin.Domain.Devices;
using Twin.Domain.Readings;
using Twin.Domain.Rules;
using Twin.Domain.Tests.Rules;

namespace Twin.Domain.Tests.Devices;

/// <summary>Random histories of one device under a book that uses everything.</summary>
public class DeviceTwinProperties
{
    /// <summary>A reading after a gap; x and b where given. Times are tenths of a second.</summary>
    private sealed record Beat(int Gap, int? X, bool? B, int Trading);

    private static readonly RuleBook Values = Books.Of(
        Books.Rule("plain", "x > 5"),
        Books.Rule("held", "x > 5", ("hold", "6s")),
        Books.Rule("band", "x > 7", ("hold", "2s"), ("clear", "x < 3"), ("clearHold", "4s")),
        Books.Rule("count", "count(b, 8s) >= 2", ("clearHold", "3s")),
        Books.Rule("age", "age(b) > 5s or b and x > 3", ("hold", "1s")),
        Books.Rule("window", "avg(x, 9s) > 5 and changes(x, 20s) >= 2 or rate(x, 12s) > 1"));

    private static readonly RuleBook Everything = Books.Of([
        .. Values.Rules.Select(r => Books.Rule(r.Id, r.When, ("hold", Twin.Domain.Time.DurationText.Format(r.Hold)), ("clear", r.Clear), ("clearHold", Twin.Domain.Time.DurationText.Format(r.ClearHold)))),
        Books.Rule("silent", "silent(7s) and open", ("clearHold", "2s")),
        Books.Rule("quiet", "silent(4s) and (x > 5 or closed)", ("hold", "3s")),
        Books.Rule("nobody", "not open and age(x) >= 3s")]);

    private static readonly Gen<Beat[]> Beats =
        Gen.Select(Gen.Int[1, 150], Gen.Int[0, 12].Select(x => x > 9 ? (int?)null : x), Gen.Int[0, 2].Select(b => b == 2 ? (bool?)null : b == 1), Gen.Int[0, 5], (gap, x, b, t) => new Beat(gap, x, b, t)).Array[1, 40];

    private static (string, object)[] ValuesOf(Beat beat)
    {
        var values = new List<(string, object)>();
        if (beat.X is { } x) values.Add(("x", x));
        if (beat.B is { } b) values.Add(("b", b));
        return [.. values];
    }

    private static void SetTrading(Bench bench, Beat beat) =>
        bench.Trading = beat.Trading switch { 0 => Bench.Closed, 1 => Bench.SalesStopped, 2 => null, _ => Bench.Open };

    [Fact]
    public void A_batch_of_the_past_plays_out_as_if_live() =>
        Beats.Sample(beats =>
        {
            var live = new Bench(Values);
            var batch = new Bench(Values, at: 100_000);
            double s = 0;
            foreach (var beat in beats)
            {
                s += beat.Gap / 10.0;
                live.RunTo(s - 0.01).Read(s, ValuesOf(beat));
                batch.ReadAt(100_000, s, ValuesOf(beat));
            }
            Assert.Equal(live.Story(), batch.Story());
        }, iter: 2_000);

    [Fact]
    public void Ticking_at_random_times_between_changes_nothing() =>
        Gen.Select(Beats, Gen.Int[1, 50]).Sample((beats, every) =>
        {
            var punctual = new Bench(Values);
            var random = new Bench(Values, at: 0);
            double s = 0;
            foreach (var beat in beats)
            {
                var from = s;
                s += beat.Gap / 10.0;
                punctual.RunTo(s - 0.01).Read(s, ValuesOf(beat));
                for (var t = from + (every / 10.0); t < s; t += every / 10.0) random.Tick(t);
                random.Read(s, ValuesOf(beat));
            }
            Assert.Equal(punctual.Story(), random.Story());
        }, iter: 1_000);

    [Fact]
    public void Deadlines_are_sound_and_complete() =>
        Beats.Sample(beats =>
        {
            var (lazy, eager) = (new Bench(Everything), new Bench(Everything));
            double s = 0;
            foreach (var beat in beats)
            {
                var from = s;
                s += beat.Gap / 10.0;
                lazy.RunTo(s - 0.01);
                for (var t = from + 0.1; t < s - 0.05; t += 0.1) eager.Tick(t);
                SetTrading(lazy, beat);
                SetTrading(eager, beat);
                lazy.Read(s, ValuesOf(beat));
                eager.Read(s, ValuesOf(beat));
            }
            lazy.RunTo(s + 2000);
            for (var t = s; t < s + 30; t += 0.1) eager.Tick(t);
            eager.Tick(s + 2000);
            Assert.Equal(lazy.Story(), eager.Story());
            Assert.Equal(lazy.Story("status"), eager.Story("status"));
            Assert.Equal(lazy.Twin.NextDeadline, eager.Twin.NextDeadline);
            Assert.Equal(JsonSerializer.Serialize(lazy.Snapshot.Rules), JsonSerializer.Serialize(eager.Snapshot.Rules));
        }, iter: 1_000);

    [Fact]
    public void Between_deadlines_judging_again_finds_nothing_new()
    {
        // The same book compiled again keeps every state and makes the twin judge every rule: whatever that finds, a deadline missed.
        var again = Books.Of([.. Values.Rules.Select(r => Books.Rule(r.Id, r.When, ("hold", Twin.Domain.Time.DurationText.Format(r.Hold)), ("clear", r.Clear), ("clearHold", Twin.Domain.Time.DurationText.Format(r.ClearHold))))]);
        Beats.Sample(beats =>
        {
            var (lazy, eager) = (new Bench(Values), new Bench(Values));
            double s = 0;
            foreach (var beat in beats)
            {
                lazy.RunTo(s + (beat.Gap / 10.0) - 0.01);
                for (var i = 1; i < beat.Gap; i++) eager.Twin.UseRules(i % 2 == 0 ? Values : again, Bench.Open, eager.Now(s + (i / 10.0)));
                s += beat.Gap / 10.0;
                lazy.Read(s, ValuesOf(beat));
                eager.Read(s, ValuesOf(beat));
            }
            Assert.Equal(lazy.Story(), eager.Story());
        }, iter: 60);
    }

    [Fact]
    public void Two_twins_stored_in_the_same_state_go_on_alike() =>
        Gen.Select(Beats, Beats).Sample((before, after) =>
        {
            var bench = new Bench(Everything);
            double s = 0;
            foreach (var beat in before)
            {
                s += beat.Gap / 10.0;
                SetTrading(bench, beat);
                bench.RunTo(s).Read(s, ValuesOf(beat));
            }
            var stored = JsonSerializer.Serialize(bench.Twin.ToRecord(bench.Now(s)));
            string[] Continue()
            {
                var again = new Bench(Everything) { Trading = bench.Trading };
                again.Restart(s + 1, store: _ => JsonSerializer.Deserialize<DeviceRecord>(stored)!);
                var t = s + 1;
                foreach (var beat in after)
                {
                    t += beat.Gap / 10.0;
                    SetTrading(again, beat);
                    again.RunTo(t).Read(t, ValuesOf(beat));
                }
                return again.Story();
            }
            Assert.Equal(Continue(), Continue());
        }, iter: 300);

    [Fact]
    public void A_restart_under_value_rules_without_windows_is_not_noticed() =>
        Gen.Select(Beats, Gen.Int[0, 39]).Sample((beats, restartAfter) =>
        {
            var book = Books.Of(Books.Rule("plain", "x > 5"), Books.Rule("held", "x > 5", ("hold", "6s")), Books.Rule("band", "x > 7", ("hold", "2s"), ("clear", "x < 3"), ("clearHold", "4s")));
            var (whole, broken) = (new Bench(book), new Bench(book));
            double s = 0;
            for (var i = 0; i < beats.Length; i++)
            {
                s += beats[i].Gap / 10.0;
                whole.RunTo(s).Read(s, ValuesOf(beats[i]));
                broken.RunTo(s).Read(s, ValuesOf(beats[i]));
                if (i == restartAfter) broken.Restart(s, store: record => JsonSerializer.Deserialize<DeviceRecord>(JsonSerializer.Serialize(record))!);
            }
            whole.RunTo(s + 100);
            broken.RunTo(s + 100);
            Assert.Equal(whole.Story(), broken.Story());
            Assert.Equal(whole.Story("status"), broken.Story("status"));
        }, iter: 500);

    [Fact]
    public void No_order_of_times_breaks_a_twin() =>
        Gen.Select(Gen.Int[0, 400], Gen.Int[-100, 4000], Gen.Int[0, 9], Gen.Int[0, 4], Gen.Int[-2, 2]).Array[1, 60].Sample(calls =>
        {
            var bench = new Bench(Everything);
            double now = 0;
            long applied = 0;
            foreach (var (gap, stamp, x, what, step) in calls)
            {
                now += gap / 10.0;
                bench.WallStep += TimeSpan.FromHours(what == 4 ? step : 0);
                if (what == 0) bench.Tick(now - 5);
                else if (what == 1) bench.Restart(now);
                else applied += bench.ReadAt(now, stamp / 10.0, ("x", x), ("b", x > 5)) == ReadingOutcome.Accepted ? 1 : 0;
                bench.RunTo(now);
                Assert.True(bench.Twin.NextDeadline is not { } next || next > Bench.At(now));
            }
            Assert.Equal(applied, bench.Twin.AcceptedCount);
        }, iter: 1_000);
}
