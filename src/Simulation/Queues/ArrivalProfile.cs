using Twin.Simulation.Kernel;

namespace Twin.Simulation.Queues;

/// <summary>
/// How many times as fast as usual jobs come, over the hours of a week, in steps. The stream of an unchanging rate is drawn, and its time runs by the factor: what takes an hour at factor 1 takes half of one at factor 2. With
/// exponential times between arrivals that is the Poisson stream of the changing rate, by inversion; the n-th job is drawn the same whatever the profile.
/// </summary>
public sealed class ArrivalProfile
{
    private const long Week = 7 * VirtualTime.Day;

    // Steps of a week from Monday midnight: where each begins, and what the stream's clock shows then.
    private readonly long[] _fromUs;
    private readonly double[] _factors;
    private readonly long _offsetUs;
    private readonly double _workOfWeek;

    /// <param name="factorAt">The factor from each minute of the week on, Monday midnight first.</param>
    /// <param name="begins">When in the week the scenario begins.</param>
    public ArrivalProfile(IReadOnlyList<double> factorAt, TimeSpan begins)
    {
        var steps = Enumerable.Range(0, factorAt.Count).Where(minute => minute == 0 || factorAt[minute] != factorAt[minute - 1]).ToArray();
        _fromUs = [.. steps.Select(minute => minute * VirtualTime.Minute), Week];
        _factors = [.. steps.Select(minute => factorAt[minute])];
        _offsetUs = VirtualTime.From(begins) % Week;
        _workOfWeek = _factors.Select((factor, i) => factor * (_fromUs[i + 1] - _fromUs[i])).Sum();
        var day = factorAt.Count / 7;
        Period = Enumerable.Range(day, factorAt.Count - day).All(minute => factorAt[minute] == factorAt[minute - day]) ? TimeSpan.FromDays(1) : TimeSpan.FromDays(7);
    }

    /// <summary>The factor on the average of a week.</summary>
    public double Mean => _workOfWeek / Week;

    public double Max => _factors.Max();

    /// <summary>After which it repeats: a day when all days are alike, else a week.</summary>
    public TimeSpan Period { get; }

    /// <summary>The hour of the day, from 0 to 23.</summary>
    public int HourAt(long timeUs) => (int)((_offsetUs + timeUs) % VirtualTime.Day / VirtualTime.Hour);

    /// <summary>When the stream's clock has gone on by so much, seen from now.</summary>
    public long After(long nowUs, long workUs)
    {
        var weeks = Math.Floor(workUs / _workOfWeek);
        if (nowUs + (weeks * Week) > VirtualTime.Never / 4) return VirtualTime.Never;
        var (at, left) = (nowUs + ((long)weeks * Week), workUs - (weeks * _workOfWeek));
        var inWeek = (_offsetUs + at) % Week;
        var step = Array.BinarySearch(_fromUs, inWeek);
        for (step = step < 0 ? ~step - 1 : step; ; step = (step + 1) % _factors.Length)
        {
            var (until, factor) = (_fromUs[step + 1] - inWeek, _factors[step]);
            if (factor > 0 && left <= factor * until) return at + (long)Math.Ceiling(left / factor);
            left -= factor * until;
            (at, inWeek) = (at + until, (inWeek + until) % Week);
        }
    }
}
