namespace Twin.Api.Live;

/// <summary>
/// Cancels <see cref="Token"/> when a time of day has come. Timers go by another clock and may fire some milliseconds early, so it looks again when one fires:
/// whoever comes again when its stream has ended must not find the key still good.
/// </summary>
internal sealed class Expiry : IAsyncDisposable
{
    // Timers take no more than 49 days.
    private static readonly TimeSpan DelayMax = TimeSpan.FromDays(40);

    private readonly CancellationTokenSource _over = new();
    private readonly TimeProvider _time;
    private readonly DateTime _at;
    private readonly ITimer? _timer;

    /// <param name="at">UTC; never, if null.</param>
    public Expiry(DateTime? at, TimeProvider time)
    {
        _time = time;
        if (at is not { } end) return;
        _at = end;
        _timer = time.CreateTimer(_ => Look(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Look();
    }

    public CancellationToken Token => _over.Token;

    public async ValueTask DisposeAsync()
    {
        // This waits for a look under way.
        if (_timer is not null) await _timer.DisposeAsync();
        _over.Dispose();
    }

    private void Look()
    {
        var left = _at - _time.GetUtcNow().UtcDateTime;
        if (left <= TimeSpan.Zero) _over.Cancel();
        else _timer!.Change(left < DelayMax ? left + TimeSpan.FromMilliseconds(1) : DelayMax, Timeout.InfiniteTimeSpan);
    }
}
