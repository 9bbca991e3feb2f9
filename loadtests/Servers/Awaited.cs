using System.Collections.Concurrent;

namespace Twin.LoadTests.Servers;

/// <summary>Things that are waited for by name, each until it has come once.</summary>
public sealed class Awaited
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<long>> _all = new();

    /// <summary>Those that have not come yet.</summary>
    public IEnumerable<string> Names => _all.Where(a => !a.Value.Task.IsCompleted).Select(a => a.Key);

    /// <summary>The timestamp at which it came; null when it did not come in time.</summary>
    public async Task<long?> For(string name, TimeSpan within)
    {
        var coming = Of(name).Task;
        return await Task.WhenAny(coming, Task.Delay(within)) == coming ? await coming : null;
    }

    /// <summary>Says beforehand what will be waited for, so that it is not missed.</summary>
    public void Expect(string name) => Of(name);

    public void Came(string name, long at)
    {
        if (_all.TryGetValue(name, out var awaited)) awaited.TrySetResult(at);
    }

    private TaskCompletionSource<long> Of(string name) => _all.GetOrAdd(name, static _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
}
