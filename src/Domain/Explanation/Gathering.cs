namespace Twin.Domain.Explanation;

/// <summary>What many say in their own time is gathered for a while and judged together: looking for another reason meanwhile changes nothing.</summary>
/// <param name="length">From the first that is told on.</param>
public sealed class Gathering(TimeSpan length)
{
    private DateTime? _until;

    /// <summary>Something was told; when it is judged (steady).</summary>
    public DateTime Told(DateTime steady) => _until ??= steady + length;

    /// <summary>When to judge (steady), if not yet; null: now, and what is told from then on is gathered anew.</summary>
    public DateTime? Awaited(DateTime steady)
    {
        if (!(steady < _until)) _until = null;
        return _until;
    }
}
