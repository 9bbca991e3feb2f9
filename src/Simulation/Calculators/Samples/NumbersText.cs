using System.Globalization;
using Twin.Domain.Documents;
using Twin.Simulation.Calculators.Asking;

namespace Twin.Simulation.Calculators.Samples;

/// <summary>Numbers in a file: with commas, semicolons, blanks or line breaks between them; a first line that names the column and lines that begin with # are passed over.</summary>
internal static class NumbersText
{
    private const int CountMax = 10_000_000;

    public static double[] Read(string path, string text)
    {
        var (numbers, faults, number) = (new List<double>(), new List<DocFault>(), 0);
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            number++;
            if (line.TrimStart() is ['#', ..]) continue;
            if (numbers.Count == 0 && faults.Count == 0 && IsHeading(line)) continue;
            foreach (var range in line.SplitAny(",; \t"))
                if (line[range].Trim() is { Length: > 0 } word)
                    if (double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)) numbers.Add(value);
                    else faults.Add(new("", "invalidValue", $"'{(word.Length > 40 ? word[..40] : word)}' is not a number", number, range.Start.GetOffset(line.Length) + 1));
            if (faults.Count >= 10) break;
            if (numbers.Count > CountMax) throw new NoAnswerException($"{path} holds more than {CountMax} numbers");
        }
        return faults.Count > 0 ? throw new DocumentFaultsException(path, faults) : [.. numbers];
    }

    private static bool IsHeading(ReadOnlySpan<char> line)
    {
        foreach (var range in line.SplitAny(",; \t"))
            if (double.TryParse(line[range], NumberStyles.Float, CultureInfo.InvariantCulture, out _)) return false;
        return true;
    }
}
