using CsCheck;
using Twin.Domain.Readings;

namespace Twin.Domain.Tests.Readings;

public class ValueSeriesTests
{
    private static readonly DateTime Start = new(2026, 11, 22, 8, 0, 0, DateTimeKind.Utc);

    private static readonly Gen<double> Numbers = Gen.OneOf(
        Gen.Int[-2000, 2000].Select(i => i / 10.0),
        Gen.Int[-5, 5].Select(i => (double)i),
        Gen.Long.Select(l => (double)l),
        Gen.Double.Where(double.IsFinite),
        Among(-0.0, 0.0, double.MaxValue, double.MinValue, double.Epsilon, 0.1 + 0.2, 1.0 / 3, 9007199254740993.0, -9007199254740992.0, 1e-6, 1.5e-7, 123456.789));

    internal static readonly Gen<Value> Values = Gen.OneOf(
        Numbers.Select(Value.Of),
        Gen.Bool.Select(Value.Of),
        Among("idle", "busy", "", "终端").Select(t => Value.Of(new string(t))),
        Gen.Const(default(Value)));

    private static readonly Gen<long> Steps = Gen.OneOf(
        Gen.Const(TimeSpan.TicksPerMinute),
        Gen.Int[-1000, 1000].Select(ms => TimeSpan.TicksPerMinute + ms * TimeSpan.TicksPerMillisecond),
        Gen.Long[0, 1L << 40],
        Gen.Const(0L),
        Gen.Const(TimeSpan.TicksPerDay * 30),
        Gen.Int[0, 2_000_000].Select(us => us * TimeSpan.TicksPerMicrosecond));

    [Fact]
    public void What_comes_out_is_bit_for_bit_what_the_last_sixty_of_a_list_would_be() =>
        Gen.Select(Steps, Values, Gen.Int[0, 9]).Array[0, 200].Sample(script =>
        {
            var series = new ValueSeries();
            var model = new List<Sample>();
            var now = Start;
            foreach (var (step, value, choice) in script)
            {
                if (choice == 0 && model.Count > 0)
                {
                    var late = new Sample(now.AddTicks(-step), value);
                    var index = model.FindIndex(s => s.At > late.At);
                    model.Insert(index < 0 ? model.Count : index, late);
                    series.Insert(late);
                }
                else
                {
                    now = now.AddTicks(step);
                    model.Add(new(now, value));
                    series.Add(new(now, value));
                }
                if (model.Count > ValueSeries.Capacity) model.RemoveAt(0);
                if (series.Count != model.Count) return false;
            }
            return Same(model, series.ToArray());
        });

    [Fact]
    public void The_first_and_the_last_moment_there_are_fit_in_one_series()
    {
        var series = new ValueSeries();
        series.Add(new(DateTime.MinValue, Value.Of(1)));
        series.Add(new(DateTime.MaxValue, Value.Of(2)));
        series.Add(new(DateTime.MinValue, Value.Of(3)));
        Assert.Equal([DateTime.MinValue.Ticks, DateTime.MaxValue.Ticks, DateTime.MinValue.Ticks], series.ToArray().Select(s => s.At.Ticks));
    }

    [Fact]
    public void A_late_sample_older_than_a_full_series_is_dropped()
    {
        var series = new ValueSeries();
        for (var i = 0; i < ValueSeries.Capacity; i++) series.Add(new(Start.AddSeconds(i), Value.Of(i)));
        series.Insert(new(Start.AddSeconds(-1), Value.Of(-1)));
        Assert.Equal(0, series.ToArray()[0].Value.Number);
        Assert.Equal(ValueSeries.Capacity, series.Count);
    }

    [Fact]
    public void A_steady_stream_allocates_nothing_once_the_buffer_has_its_size()
    {
        var series = new ValueSeries();
        var now = Start;
        var random = new Random(1);
        var steps = Enumerable.Range(0, 500).Select(_ => 60_000 + random.Next(-500, 500)).ToArray();
        void Run()
        {
            for (var i = 0; i < steps.Length; i++) series.Add(new(now = now.AddMilliseconds(steps[i]), Value.Of((400 + i % 20) / 10.0)));
        }
        Run();
        Run();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Run();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_text_is_let_go_with_the_last_sample_that_shows_it()
    {
        var series = new ValueSeries();
        var gone = Fill(series);
        for (var i = 0; i < ValueSeries.Capacity; i++) series.Add(new(Start.AddSeconds(i + 2), Value.Of(i)));
        GC.Collect();
        Assert.False(gone.IsAlive);
        Assert.Equal(ValueSeries.Capacity, series.Count);

        static WeakReference Fill(ValueSeries series)
        {
            var text = new string('x', 20);
            series.Add(new(Start, Value.Of(text)));
            series.Add(new(Start.AddSeconds(1), Value.Of(text)));
            return new(text);
        }
    }

    [Theory]
    [InlineData("temperature, one decimal, every 60 s within half a second", 5.7)]
    [InlineData("boolean, mostly constant", 4.7)]
    [InlineData("counter", 6.5)]
    [InlineData("raw double", 15)]
    public void An_ordinary_sample_takes_a_few_bytes(string what, double bytesMax)
    {
        var series = new ValueSeries();
        var random = new Random(1);
        var (now, number) = (Start, 40.0);
        for (var i = 0; i < 1000; i++)
        {
            now = now.AddMilliseconds(60_000 + random.Next(-500, 500));
            series.Add(new(now, what[0] switch
            {
                't' => Value.Of(Math.Round(number += random.Next(-3, 4) / 10.0, 1)),
                'b' => Value.Of(i % 100 != 0),
                'c' => Value.Of(number += random.Next(0, 500)),
                _ => Value.Of(random.NextDouble()),
            }));
        }
        var perSample = series.HeapBytes / (double)ValueSeries.Capacity;
        TestContext.Current.TestOutputHelper?.WriteLine($"{what}: {series.HeapBytes} bytes, {perSample:0.00} a sample");
        Assert.InRange(perSample, 1, bytesMax);
    }

    private static bool Same(List<Sample> expected, Sample[] actual) =>
        expected.Count == actual.Length && expected.Zip(actual).All(p => p.First.At == p.Second.At && p.Second.At.Kind == DateTimeKind.Utc
            && p.First.Value.Kind == p.Second.Value.Kind && p.First.Value.Text == p.Second.Value.Text
            && BitConverter.DoubleToInt64Bits(p.First.Value.Number) == BitConverter.DoubleToInt64Bits(p.Second.Value.Number));

    private static Gen<T> Among<T>(params T[] all) => Gen.Int[0, all.Length - 1].Select(i => all[i]);
}
