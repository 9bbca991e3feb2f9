namespace Twin.LoadTests.Measures;

public enum TrendVerdict
{
    /// <summary>Whatever it gains or loses is less than would matter, for sure.</summary>
    Flat,

    /// <summary>It grows by more than that, for sure.</summary>
    Grows,

    /// <summary>It shrinks by more than that, for sure.</summary>
    Shrinks,

    /// <summary>It was not looked at for long enough to tell.</summary>
    Unsure,
}

/// <summary>
/// Whether something grows: the slope of the least-squares line with its 95 % interval. One second is much like the one before it, so the line goes through the means of <see cref="Blocks"/> equal stretches, which are
/// nearly independent of one another; through single seconds the interval would be far too narrow.
/// </summary>
/// <param name="Level">Its mean.</param>
/// <param name="PerHour">The slope.</param>
/// <param name="Low">The interval's lower end.</param>
/// <param name="High">Its upper end.</param>
public readonly record struct Trend(double Level, double PerHour, double Low, double High)
{
    public const int Blocks = 10;

    /// <summary>What would matter: such a share of its level gained in an hour.</summary>
    public const double ShareMax = 0.05;

    /// <summary>Of Student's distribution with eight degrees of freedom, two-sided.</summary>
    private const double T95 = 2.306;

    public TrendVerdict Verdict
    {
        get
        {
            var most = Math.Abs(Level) * ShareMax;
            if (Low >= -most && High <= most) return TrendVerdict.Flat;
            return Low > most ? TrendVerdict.Grows : High < -most ? TrendVerdict.Shrinks : TrendVerdict.Unsure;
        }
    }

    /// <param name="points">Seconds and values; at least two for each block, else null.</param>
    public static Trend? Of(IEnumerable<(double X, double Y)> points)
    {
        var all = points.Where(p => double.IsFinite(p.Y)).ToArray();
        if (all.Length < 2 * Blocks) return null;
        var means = Enumerable.Range(0, Blocks).Select(b => all[(b * all.Length / Blocks)..((b + 1) * all.Length / Blocks)]).Select(block => (X: block.Average(p => p.X) / 3_600, Y: block.Average(p => p.Y))).ToArray();
        var (x, y) = (means.Average(m => m.X), means.Average(m => m.Y));
        var spread = means.Sum(m => (m.X - x) * (m.X - x));
        var slope = means.Sum(m => (m.X - x) * (m.Y - y)) / spread;
        var error = Math.Sqrt(means.Sum(m => Math.Pow(m.Y - y - slope * (m.X - x), 2)) / (Blocks - 2) / spread);
        return new(y, slope, slope - T95 * error, slope + T95 * error);
    }
}
