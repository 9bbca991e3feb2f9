using CsCheck;
using Twin.Domain.Readings;
using Twin.Domain.Rules;
using Twin.Domain.Tests.Readings;

namespace Twin.Domain.Tests.Rules;

public sealed class SampleWindowTests
{
    private static readonly DateTime Start = new(2027, 1, 4, 10, 0, 0, DateTimeKind.Utc);

    /// <summary>Steps of no time, of some ticks, and of a minute or so.</summary>
    private static readonly Gen<long> AnyStep = Gen.OneOf(Gen.Const(0L), Gen.Long[0, 100], Gen.Long[0, 2 * TimeSpan.TicksPerMinute]);

    [Fact]
    public void It_gives_back_exactly_what_lies_in_it()
    {
        var windows = new[] { TimeSpan.TicksPerSecond, TimeSpan.TicksPerMinute, 20 * TimeSpan.TicksPerMinute };
        Gen.Select(Gen.Select(AnyStep, ValueSeriesTests.Values).Array[0, 200], Gen.Int[0, 2], Gen.Int[0, 2]).Sample((steps, keep, ask) =>
        {
            var (window, all, at, kept, asked) = (new SampleWindow(), new List<Sample>(), Start, windows[keep], windows[ask]);
            foreach (var (step, value) in steps)
            {
                at = at.AddTicks(step);
                all.Add(new(at, value));
                window.Add(all[^1], kept);
            }
            var inside = all.Where(s => s.At.Ticks > at.Ticks - kept).ToList();
            Assert.Equal(inside, All(window.Read()));
            Assert.Equal(inside.Count, window.Count);
            Assert.Equal(inside.Where(s => s.At.Ticks > at.Ticks - asked), All(window.Read(at.Ticks, asked)));
            Assert.Empty(All(window.Read(at.Ticks + kept, kept)));
        });
    }

    [Fact]
    public void One_that_all_samples_have_left_begins_again()
    {
        var window = new SampleWindow();
        foreach (var minute in (int[])[0, 10, 20])
        {
            window.Add(new(Start.AddMinutes(minute), Value.Of($"at {minute}")), TimeSpan.TicksPerMinute);
            Assert.Equal([new Sample(Start.AddMinutes(minute), Value.Of($"at {minute}"))], All(window.Read()));
        }
    }

    [Fact]
    public void A_flood_shortens_it_and_leaves_no_memory_behind()
    {
        var window = new SampleWindow();
        for (var i = 0; i < SampleWindow.CountMax + 5_000; i++) window.Add(new(Start.AddMilliseconds(i), Value.Of(i % 7)), TimeSpan.TicksPerMinute);
        Assert.Equal(SampleWindow.CountMax, window.Count);
        Assert.Equal(Start.AddMilliseconds(5_000), window.Read().Sample.At);
        Assert.InRange(window.HeapBytes, SampleWindow.CountMax, 5 * SampleWindow.CountMax);
        for (var i = 0; i < 100; i++) window.Add(new(Start.AddHours(1).AddSeconds(30 * i), Value.Of(i % 7)), 5 * TimeSpan.TicksPerMinute);
        Assert.Equal(10, window.Count);
        Assert.InRange(window.HeapBytes, 0, 200);
    }

    private static List<Sample> All(SampleReader reader)
    {
        var samples = new List<Sample>();
        for (; reader.Has; reader.Next()) samples.Add(reader.Sample);
        return samples;
    }
}
