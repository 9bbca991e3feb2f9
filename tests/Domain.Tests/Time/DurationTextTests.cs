using CsCheck;
using Twin.Domain.Time;

namespace Twin.Domain.Tests.Time;

public class DurationTextTests
{
    [Theory]
    [InlineData("500ms", 500)]
    [InlineData("90s", 90_000)]
    [InlineData("10m", 600_000)]
    [InlineData("2h", 7_200_000)]
    [InlineData("1d", 86_400_000)]
    [InlineData("1h30m", 5_400_000)]
    [InlineData("1d2h3m4s5ms", 93_784_005)]
    [InlineData("0s", 0)]
    [InlineData("366d", 366L * 86_400_000)]
    public void Reads(string text, long milliseconds)
    {
        Assert.True(DurationText.TryParse(text, out var duration));
        Assert.Equal(milliseconds, duration.Ticks / TimeSpan.TicksPerMillisecond);
    }

    [Theory]
    [InlineData("")]
    [InlineData("90")]
    [InlineData("s")]
    [InlineData("-1s")]
    [InlineData("+1s")]
    [InlineData(" 1s")]
    [InlineData("1 s")]
    [InlineData("1.5h")]
    [InlineData("30m1h")]
    [InlineData("1h1h")]
    [InlineData("1H")]
    [InlineData("5min")]
    [InlineData("367d")]
    [InlineData("999999999d")]
    [InlineData("99999999999999999999s")]
    [InlineData("１s")]
    public void Refuses(string text) => Assert.False(DurationText.TryParse(text, out _));

    [Fact]
    public void What_is_written_is_read_back() =>
        Gen.Long[0, 366L * 86_400_000].Sample(ms =>
        {
            var duration = new TimeSpan(ms * TimeSpan.TicksPerMillisecond);
            Assert.True(DurationText.TryParse(DurationText.Format(duration), out var back));
            Assert.Equal(duration, back);
        });

    [Fact]
    public void No_text_makes_it_throw() => Gen.String.Sample(text => { _ = DurationText.TryParse(text, out _); });
}
