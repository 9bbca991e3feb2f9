using Twin.Simulation.Kernel;
using Twin.Simulation.Randomness;

namespace Twin.Simulation.Distributions;

/// <summary>A distribution of durations, in seconds, never negative, with its moments known.</summary>
public abstract class Distribution
{
    public abstract double Mean { get; }

    public abstract double Variance { get; }

    /// <summary>The squared coefficient of variation: 0 when fixed, 1 when exponential.</summary>
    public double Cv2 => Mean == 0 ? 0 : Variance / (Mean * Mean);

    public abstract double Sample(RandomStream random);

    /// <summary>A sample in whole microseconds of virtual time.</summary>
    public long SampleUs(RandomStream random) => VirtualTime.FromSeconds(Sample(random));
}
