using CsCheck;
using Twin.Domain.Readings;

namespace Twin.Domain.Tests.Readings;

public class SeqWindowTests
{
    private static readonly Gen<long> Jumps = Gen.Frequency(
        (8, Gen.Const(1L)), (2, Gen.Long[-70, 70]), (1, Among(long.MaxValue, long.MinValue, -1000L, 1000L)));

    [Fact]
    public void Only_a_repeat_of_one_of_the_last_64_is_refused() =>
        Gen.Select(Gen.OneOf(Gen.Long[0, 100], Gen.Long, Among(0L, long.MaxValue - 3)), Jumps.Array[0, 400]).Sample((start, jumps) =>
        {
            var window = new SeqWindow();
            var model = new List<long>();
            var seq = start;
            foreach (var jump in jumps)
            {
                var isNew = !model.Contains(seq);
                if (isNew) model.Add(seq);
                if (model.Count > SeqWindow.Size) model.RemoveAt(0);
                if (window.TryAdd(seq) != isNew) return false;
                seq = unchecked(seq + jump);
            }
            return true;
        });

    [Fact]
    public void A_device_that_starts_again_at_zero_is_accepted()
    {
        var window = new SeqWindow();
        for (var i = 1000; i < 1100; i++) Assert.True(window.TryAdd(i));
        Assert.True(window.TryAdd(0));
        Assert.False(window.TryAdd(1099));
        Assert.True(window.TryAdd(1));
    }

    [Fact]
    public void Counting_by_one_takes_no_more_than_the_window_itself_even_after_gaps()
    {
        var window = new SeqWindow();
        var fresh = window.HeapBytes;
        window.TryAdd(7);
        for (var i = 100; i < 300; i++) window.TryAdd(i);
        Assert.Equal(fresh, window.HeapBytes);
    }

    private static Gen<T> Among<T>(params T[] all) => Gen.Int[0, all.Length - 1].Select(i => all[i]);
}
