namespace Twin.Simulation.Mathematics;

/// <summary>Student's t distribution, through the continued fraction of the incomplete beta function (Numerical Recipes 6.4, Lentz's method).</summary>
public static class StudentT
{
    private const int TermsMax = 1_000_000;

    /// <summary>The t below which a share p lies; p strictly between 0 and 1, degrees of freedom above 0.</summary>
    public static double Quantile(double p, double degrees)
    {
        if (p == 0.5) return 0;
        // By the tail: 1 - p is exact for p above a half.
        return p < 0.5 ? -Upper(p, degrees) : Upper(1 - p, degrees);
    }

    /// <summary>P(T > t) for t >= 0.</summary>
    public static double Tail(double t, double degrees)
    {
        var half = degrees / 2;
        var squared = t * t;
        // The fraction converges fast on one side of the mean of the beta distribution, and its complement on the other.
        return squared * (half + 1.5) > degrees * 1.5
            ? Part(half, 0.5, degrees / (degrees + squared), squared / (degrees + squared)) / 2
            : 0.5 - (Part(0.5, half, squared / (degrees + squared), degrees / (degrees + squared)) / 2);
    }

    private static double Upper(double tail, double degrees)
    {
        var (low, high) = (0.0, 1.0);
        while (Tail(high, degrees) > tail && high < 1e300) (low, high) = (high, high * 2);
        for (var i = 0; i < 200; i++)
        {
            var middle = low + ((high - low) / 2);
            if (middle <= low || middle >= high) break;
            if (Tail(middle, degrees) > tail) low = middle;
            else high = middle;
        }
        return low + ((high - low) / 2);
    }

    /// <summary>The regularised incomplete beta function, one of whose parameters is a half; x and its complement are given apart so that neither loses digits.</summary>
    private static double Part(double a, double b, double x, double complement)
    {
        var other = a == 0.5 ? b : a;
        // 1 / B(a, 1/2) = Γ(a + 1/2) / (Γ(a) sqrt(pi))
        var front = HalfStep(other) / Math.Sqrt(Math.PI) * Math.Exp((a * Math.Log(x)) + (b * Log(complement, x)));
        return x == 0 ? 0 : front * Fraction(a, b, x) / a;
    }

    private static double Log(double complement, double x) => x < 1e-5 ? -x * (1 + (x / 2) + (x * x / 3)) : Math.Log(complement);

    /// <summary>Γ(a + 1/2) / Γ(a): by the recurrence up to where its asymptotic series is exact to 16 digits.</summary>
    private static double HalfStep(double a)
    {
        var ratio = 1.0;
        for (; a < 30; a++) ratio *= a / (a + 0.5);
        var (inverse, square) = (1 / a, 1 / (a * a));
        return ratio * Math.Sqrt(a) * Math.Exp(inverse * (-1.0 / 8 + (square * (1.0 / 192 + (square * (-1.0 / 640 + (square * 17 / 14336)))))));
    }

    private static double Fraction(double a, double b, double x)
    {
        const double Tiny = 1e-300;
        static double Kept(double value) => Math.Abs(value) < Tiny ? Tiny : value;
        var c = 1.0;
        var d = 1 / Kept(1 - ((a + b) * x / (a + 1)));
        var h = d;
        for (var m = 1; m < TermsMax; m++)
        {
            var even = m * (b - m) * x / ((a + (2.0 * m) - 1) * (a + (2.0 * m)));
            d = 1 / Kept(1 + (even * d));
            c = Kept(1 + (even / c));
            h *= d * c;
            var odd = -(a + m) * (a + b + m) * x / ((a + (2.0 * m)) * (a + (2.0 * m) + 1));
            d = 1 / Kept(1 + (odd * d));
            c = Kept(1 + (odd / c));
            h *= d * c;
            if (Math.Abs((d * c) - 1) < 1e-16) break;
        }
        return h;
    }
}
