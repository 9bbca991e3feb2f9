using Twin.Simulation.Scenarios;

namespace Twin.Simulation.Tests.Scenarios;

public sealed class QuantityTextTests
{
    [Theory]
    [InlineData("15m", 900)]
    [InlineData("1.25m", 75)]
    [InlineData(".5h", 1800)]
    [InlineData("1h30m", 5400)]
    [InlineData("365d", 31_536_000)]
    [InlineData("1y", 31_536_000)]
    [InlineData("2w", 1_209_600)]
    [InlineData("250ms", 0.25)]
    [InlineData("5us", 5e-6)]
    [InlineData("5e-05h", 0.18)]
    [InlineData("1E2s", 100)]
    public void Durations_are_read(string text, double seconds)
    {
        Assert.True(QuantityText.TryDuration(text, out var read));
        Assert.Equal(seconds, read, seconds * 1e-12);
    }

    [Theory]
    [InlineData("")]
    [InlineData("15")]
    [InlineData("m")]
    [InlineData("-5m")]
    [InlineData("5 m")]
    [InlineData("30m1h")]
    [InlineData("5x")]
    [InlineData("1.2.3s")]
    [InlineData("1e400s")]
    [InlineData("5e")]
    [InlineData("NaNs")]
    public void What_is_no_duration_is_refused(string text) => Assert.False(QuantityText.TryDuration(text, out _));

    [Theory]
    [InlineData("0.35/y", 0.35 / 31_536_000)]
    [InlineData("2/h", 2.0 / 3600)]
    [InlineData("0/d", 0)]
    [InlineData("1e-3/s", 1e-3)]
    public void Rates_are_read(string text, double perSecond)
    {
        Assert.True(QuantityText.TryRate(text, out var read));
        Assert.Equal(perSecond, read, 1e-18);
    }

    [Theory]
    [InlineData("2")]
    [InlineData("2/")]
    [InlineData("2/hour")]
    [InlineData("/h")]
    [InlineData("2h")]
    public void What_is_no_rate_is_refused(string text) => Assert.False(QuantityText.TryRate(text, out _));
}
