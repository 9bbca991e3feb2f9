namespace Twin.Simulation.Mathematics;

/// <summary>Student's t distribution, by the incomplete beta function (Lentz's continued fraction).</summary>
public static class StudentT
{
    /// <summary>The t below which a share p lies; p strictly between 0 and 1, any positive number of degrees of freedom.</summary>
    public static double Quantile(double p, double df)
    {
        if (p == 0.5) return 0;
        if (p < 0.5) return -Quantile(1 - p, df);
        var (low, high) = (0.0, 1.0);
        while (Below(high, df) < p) (low, high) = (high, high * 2);
        // Newton's method, kept between the ends by halving.
        var t = Math.Clamp(NormalQuantile.Of(p), low, high);
        for (var i = 0; i < 200; i++)
        {
            var error = Below(t, df) - p;
            if (error > 0) high = t;
            else low = t;
            var next = t - (error / Density(t, df));
            if (!(next > low && next < high)) next = (low + high) / 2;
            if (Math.Abs(next - t) <= 1e-15 * Math.Abs(t)) return next;
            t = next;
        }
        return t;
    }

    /// <summary>The share below t.</summary>
    public static double Below(double t, double df)
    {
        var tail = IncompleteBeta(df / (df + (t * t)), df / 2, 0.5) / 2;
        return t >= 0 ? 1 - tail : tail;
    }

    private static double Density(double t, double df) =>
        Math.Exp(GammaFunction.Log((df + 1) / 2) - GammaFunction.Log(df / 2) - ((df + 1) / 2 * Math.Log(1 + (t * t / df)))) / Math.Sqrt(df * Math.PI);

    /// <summary>The regularised incomplete beta function I_x(a, b).</summary>
    private static double IncompleteBeta(double x, double a, double b)
    {
        if (x <= 0) return 0;
        if (x >= 1) return 1;
        var front = Math.Exp(GammaFunction.Log(a + b) - GammaFunction.Log(a) - GammaFunction.Log(b) + (a * Math.Log(x)) + (b * Math.Log(1 - x)));
        return x < (a + 1) / (a + b + 2) ? front * Fraction(x, a, b) / a : 1 - (front * Fraction(1 - x, b, a) / b);
    }

    private static double Fraction(double x, double a, double b)
    {
        const double Tiny = 1e-300;
        var c = 1.0;
        var d = 1 / NotZero(1 - ((a + b) * x / (a + 1)));
        var h = d;
        for (var m = 1; m <= 10_000; m++)
        {
            var even = m * (b - m) * x / ((a + (2 * m) - 1) * (a + (2 * m)));
            d = 1 / NotZero(1 + (even * d));
            c = NotZero(1 + (even / c));
            h *= d * c;
            var odd = -(a + m) * (a + b + m) * x / ((a + (2 * m)) * (a + (2 * m) + 1));
            d = 1 / NotZero(1 + (odd * d));
            c = NotZero(1 + (odd / c));
            h *= d * c;
            if (Math.Abs((d * c) - 1) < 1e-16) break;
        }
        return h;

        static double NotZero(double value) => Math.Abs(value) < Tiny ? Tiny : value;
    }
}
