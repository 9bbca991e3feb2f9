namespace Twin.Simulation.Calculators.Samples;

internal static class Mrg32k3a
{
    private const long M1 = 4294967087;
    private const long M2 = 4294944443;

    public static double[] First(long seed, int count)
    {
        long[] one = [seed, seed, seed];
        long[] two = [seed, seed, seed];
        var numbers = new double[count];
        for (var i = 0; i < count; i++)
        {
            // The products stay below 2^53.
            var first = Modulo((1403580 * one[1]) - (810728 * one[0]), M1);
            var second = Modulo((527612 * two[2]) - (1370589 * two[0]), M2);
            (one, two) = ([one[1], one[2], first], [two[1], two[2], second]);
            numbers[i] = (first > second ? first - second : first - second + M1) / (M1 + 1.0);
        }
        return numbers;
    }

    private static long Modulo(long value, long modulus)
    {
        var rest = value % modulus;
        return rest < 0 ? rest + modulus : rest;
    }
}
