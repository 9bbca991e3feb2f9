using Twin.Simulation.Calculators.Asking;
using Twin.Simulation.Mathematics;
using Twin.Simulation.Output;

namespace Twin.Simulation.Calculators.Samples;

/// <summary>What can be said of measured numbers.</summary>
internal static class SampleCalculators
{
    private static readonly Argument[] Sample =
    [
        Argument.File("file", "numbers with commas, blanks or line breaks between them"),
        Argument.Vector("values", "any", "the numbers themselves"),
    ];

    public static readonly Calculator[] All =
    [
        new("student-t", "Quantile of Student's t distribution")
        {
            Arguments = [Argument.Chance("p", "share below the quantile; a two-sided 95 % interval has p=0.975"), Argument.Number("df", "count", "degrees of freedom: numbers - 1") with { Min = 0, Inclusive = false, Max = 1e9 }],
            Results = [new("t", "the quantile")],
            Formula = "the root t of P(T <= t) = p, by the incomplete beta function",
            Source = "Student (W. S. Gosset), Biometrika 6 (1908) 1; M. Abramowitz, I. A. Stegun, Handbook of Mathematical Functions, 26.7",
            Example = "p=0.975 df=9",
            Compute = g => [Figure.Of("t", StudentT.Quantile(g.Number("p"), g.Number("df")))],
        },
        new("confidence", "Mean of measured numbers, and how far it may be off")
        {
            Arguments = [.. Sample, Argument.Chance("level", "confidence of the interval").Maybe("95%") with { Also = "confidence" }],
            Forms = [["file", "level"], ["values", "level"]],
            Results = [new("mean", "their mean"), new("halfWidth", "half of the interval's width"), new("n", "how many they are"), new("standardDeviation", "of the numbers themselves"), new("low", "mean - halfWidth"), new("high", "mean + halfWidth")],
            Formula = "halfWidth = t((1 + level) / 2, n - 1) s / sqrt n, for independent numbers such as the means of replications",
            Source = "A. M. Law, Simulation Modeling and Analysis, 5th ed., 4.5",
            Example = "values=1.2,1.5,1.68,1.89,0.95,1.49,1.58,1.55,0.5,1.09 level=90%",
            Compute = Confidence,
        },
        new("quantile", "Quantile of measured numbers by nearest rank")
        {
            Arguments = [.. Sample, Argument.Share("p", "share that does not exceed it")],
            Forms = [["file", "p"], ["values", "p"]],
            Results = [new("quantile", "the ceil(p n)-th smallest"), new("n", "how many they are")],
            Formula = "the order statistic x(ceil(p n)); for p = 0 the smallest",
            Source = "R. J. Hyndman, Y. Fan, The American Statistician 50 (1996) 361, definition 1",
            Example = "values=5,1,4,2,3 p=90%",
            Compute = g =>
            {
                var sorted = Numbers(g, 1).Order().ToArray();
                // p n is a whole number more often than its floating-point product is.
                var rank = (int)Math.Ceiling((g.Number("p") * sorted.Length) - 1e-9);
                return [Figure.Of("quantile", sorted[Math.Max(rank, 1) - 1]), Figure.Of("n", (long)sorted.Length)];
            },
        },
        new("mser", "Where the warm-up of a measured course ends")
        {
            Arguments = [.. Sample, Argument.Count("batch", "numbers averaged before looking: 5 for MSER-5").Maybe("1")],
            Forms = [["file", "batch"], ["values", "batch"]],
            Results = [new("d", "how many of the first (batches) to drop"), new("mean", "mean of what is left")],
            Formula = "the d <= n/2 that makes sum(i > d) (x - mean)^2 / (n-d)^2 least",
            Source = "K. P. White, Simulation 69 (1997) 323; K. P. White, M. J. Cobb, S. C. Spratt, WSC 2000",
            Example = "values=9,7,5,4,2,1,2,1,2,1,2,1,1,2,1,2,2,1,1,2",
            Compute = Truncation,
        },
        new("mrg32k3a", "Numbers of L'Ecuyer's generator, to check another implementation by; Twin itself does not draw from it")
        {
            Arguments = [Argument.Count("seed", "each of the six seeds", max: 4_294_944_442).Maybe("12345"), Argument.Count("n", "how many numbers", max: 100_000).Maybe("2")],
            Results = [new("u", "uniform on (0,1)")],
            Formula = "combined multiple recursive generator, components of order 3 modulo 2^32-209 and 2^32-22853",
            Source = "P. L'Ecuyer, Operations Research 47 (1999) 159",
            Example = "seed=12345 n=2",
            Compute = g => [Figure.Of("u", Mrg32k3a.First(g.Whole("seed"), (int)g.Whole("n")))],
        },
    ];

    private static double[] Numbers(Given g, int least)
    {
        var numbers = g.Has("values") ? g.Vector("values") : NumbersText.Read(g.Word("file"), g.Text("file"));
        return numbers.Length >= least ? numbers : throw new NoAnswerException($"{numbers.Length} numbers: at least {least} are needed");
    }

    private static Figure[] Confidence(Given g)
    {
        var numbers = Numbers(g, 2);
        var mean = numbers.Average();
        var deviation = Math.Sqrt(numbers.Sum(x => (x - mean) * (x - mean)) / (numbers.Length - 1));
        var half = StudentT.Quantile(0.5 + (g.Number("level") / 2), numbers.Length - 1) * deviation / Math.Sqrt(numbers.Length);
        return
        [
            Figure.Of("mean", mean), Figure.Of("halfWidth", half), Figure.Of("n", (long)numbers.Length), Figure.Of("standardDeviation", deviation), Figure.Of("low", mean - half), Figure.Of("high", mean + half),
        ];
    }

    private static Figure[] Truncation(Given g)
    {
        var numbers = Numbers(g, 2);
        var size = (int)g.Whole("batch");
        double[] batches = [.. numbers.Chunk(size).Where(b => b.Length == size).Select(b => b.Average())];
        if (batches.Length < 2) throw new NoAnswerException($"{numbers.Length} numbers make {batches.Length} batches of {size}: at least 2 are needed");
        var drop = Mser5.Best(batches);
        return [Figure.Of("d", (long)drop), Figure.Of("mean", batches.Skip(drop).Average())];
    }
}
