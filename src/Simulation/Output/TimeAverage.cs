using System.Diagnostics;

namespace Twin.Simulation.Output;

/// <summary>A number that changes in steps, averaged over virtual time: people busy, jobs waiting.</summary>
public sealed class TimeAverage(long fromUs = 0)
{
    private long _sinceUs = fromUs;
    private long _lastUs = fromUs;
    private Int128 _area;

    public long Value { get; private set; }
    public long Max { get; private set; }

    public void Set(long value, long nowUs)
    {
        Debug.Assert(nowUs >= _lastUs, "the clock went back");
        _area += (Int128)Value * (nowUs - _lastUs);
        _lastUs = nowUs;
        Value = value;
        if (value > Max) Max = value;
    }

    public void Change(long by, long nowUs) => Set(Value + by, nowUs);

    /// <summary>Forgets what was before; the value stays.</summary>
    public void Restart(long nowUs)
    {
        Set(Value, nowUs);
        (_area, _sinceUs, Max) = (0, nowUs, Value);
    }

    /// <summary>Value times time so far, in microseconds.</summary>
    public double Area(long nowUs) => (double)(_area + ((Int128)Value * (nowUs - _lastUs)));

    public double Average(long nowUs) => nowUs == _sinceUs ? Value : Area(nowUs) / (nowUs - _sinceUs);
}
