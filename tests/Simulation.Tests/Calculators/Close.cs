namespace Twin.Simulation.Tests.Calculators;

internal static class Close
{
    /// <summary>Equal but for a share of the expected value.</summary>
    public static void To(double expected, double actual, double relative, string what) =>
        Assert.True(Math.Abs(actual - expected) <= relative * Math.Abs(expected), $"{what}: {actual:R}, expected {expected:R}");
}
