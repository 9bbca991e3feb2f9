namespace Twin.Api.Tests;

/// <summary>Waits for what comes of itself.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>What is looked for: at once, and again whenever something has happened that may have brought it.</summary>
    /// <param name="look">Null: it is not there.</param>
    /// <param name="next">Completes when such a thing happens after this call.</param>
    /// <param name="what">Said when it does not come.</param>
    /// <param name="patience">20 seconds unless said otherwise.</param>
    public static async Task<T> Find<T>(Func<Task<T?>> look, Func<Task> next, string what, TimeSpan? patience = null) where T : class
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        over.CancelAfter(patience ?? Patience);
        while (true)
        {
            var happens = next();
            if (await look() is { } seen) return seen;
            try
            {
                await happens.WaitAsync(over.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException(what);
            }
        }
    }
}
