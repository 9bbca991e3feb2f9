using System.Threading.RateLimiting;

namespace Twin.Api.Admission;

/// <summary>A bound on what a key may do in a second, where an operator has set one. A key that paused may make up for one second.</summary>
internal sealed class KeyRates(int perSecond) : IDisposable
{
    private readonly PartitionedRateLimiter<string> _keys = PartitionedRateLimiter.Create<string, string>(key => RateLimitPartition.GetTokenBucketLimiter(key, _ => new()
    {
        TokenLimit = perSecond,
        TokensPerPeriod = Math.Max(1, perSecond / 10),
        ReplenishmentPeriod = perSecond < 10 ? TimeSpan.FromSeconds(1.0 / perSecond) : TimeSpan.FromMilliseconds(100),
        QueueLimit = 0,
    }));

    /// <summary>Null when there is no bound.</summary>
    public static KeyRates? Of(int perSecond) => perSecond == 0 ? null : new(perSecond);

    /// <summary>Null when it may, and has then used up so much of its second; otherwise how many seconds later it may. What is more than a second's worth counts as that.</summary>
    public int? Wait(string key, int count)
    {
        using var lease = _keys.AttemptAcquire(key, Math.Min(count, perSecond));
        if (lease.IsAcquired) return null;
        return lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? Math.Max(1, (int)Math.Ceiling(after.TotalSeconds)) : 1;
    }

    public void Dispose() => _keys.Dispose();
}
