namespace Twin.Domain.Documents;

/// <summary>What someone who mistyped a word meant.</summary>
internal static class Spelling
{
    /// <summary>The known word that is fewest letters away, none when more than a third of them would have to change: letters put in, left out, changed, or two of them swapped.</summary>
    public static string? Nearest(string word, IEnumerable<string> known)
    {
        var (nearest, fewest) = ((string?)null, 1 + Math.Max(1, word.Length / 3));
        foreach (var one in known)
            if (Math.Abs(one.Length - word.Length) < fewest && Distance(word.ToUpperInvariant(), one.ToUpperInvariant()) is var distance && distance < fewest) (nearest, fewest) = (one, distance);
        return nearest;
    }

    // Optimal string alignment.
    private static int Distance(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++) d[i, 0] = i;
        for (var j = 0; j <= b.Length; j++) d[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
            for (var j = 1; j <= b.Length; j++)
            {
                d[i, j] = Math.Min(Math.Min(d[i - 1, j] + 1, d[i, j - 1] + 1), d[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
            }
        return d[a.Length, b.Length];
    }
}
