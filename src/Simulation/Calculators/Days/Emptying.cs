namespace Twin.Simulation.Calculators.Days;

/// <summary>
/// Customers at c windows with exponential service and nobody arriving: how the number of them falls. By uniformisation, in steps short enough that no weight is lost; a Poisson number of
/// services, of which those of idle windows serve nobody.
/// </summary>
internal sealed class Emptying
{
    // A Poisson law of this mean has some three hundred terms down to the negligible. They are not left out where a number could not hold them beside 1: a wait that hardly ever occurs is made of nothing else.
    private const double StepMean = 100;
    private const double Negligible = 1e-60;

    private readonly int _windows;
    private readonly double _service;

    public Emptying(int windows, double service) => (_windows, _service) = (windows, service);

    /// <summary>The distribution of the number of customers after some time.</summary>
    public double[] After(double[] present, double time)
    {
        var stepTime = StepMean * _service / _windows;
        for (; time > 0; time -= stepTime)
        {
            if (present.AsSpan(1).IndexOfAnyExceptInRange(0, Negligible) < 0) return [1];
            present = Step(present, Math.Min(time, stepTime) * _windows / _service);
        }
        return present;
    }

    /// <summary>Mean time until the last one leaves.</summary>
    public double MeanTime(int customers)
    {
        var time = Math.Max(0, customers - _windows) * _service / _windows;
        for (var left = Math.Min(customers, _windows); left > 0; left--) time += _service / left;
        return time;
    }

    /// <summary>Mean wait of one who finds so many before them.</summary>
    public double MeanWait(int ahead) => ahead < _windows ? 0 : (ahead - _windows + 1) * _service / _windows;

    private double[] Step(double[] present, double mean)
    {
        var weights = Repair.Counts.Poisson(mean);
        var (after, at) = (new double[present.Length], (double[])present.Clone());
        for (var k = 0L; k < mean || weights[k] > Negligible; k++)
        {
            if (weights[k] is var weight && weight > Negligible)
                for (var n = 0; n < at.Length; n++) after[n] += weight * at[n];
            Serve(at);
        }
        var length = after.Length;
        while (length > 1 && after[length - 1] < Negligible) length--;
        return after[..length];
    }

    /// <summary>One service at the rate of all windows together.</summary>
    private void Serve(double[] at)
    {
        for (var n = 0; n < at.Length; n++)
        {
            var busy = (double)Math.Min(n, _windows) / _windows;
            var above = n + 1 < at.Length ? at[n + 1] * Math.Min(n + 1, _windows) / _windows : 0;
            at[n] = (at[n] * (1 - busy)) + above;
        }
    }
}
