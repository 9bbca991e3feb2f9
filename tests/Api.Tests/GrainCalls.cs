using System.Collections.Concurrent;
using System.Reflection;

namespace Twin.Api.Tests;

/// <summary>Tells of calls to grains that are over: what a test waits for when what it looks for comes with one.</summary>
public sealed class GrainCalls : IIncomingGrainCallFilter
{
    private readonly ConcurrentDictionary<(Type?, string), TaskCompletionSource> _next = new();

    /// <summary>Completes when a call of the method ends that had not ended before. Take it first, look second, await it third.</summary>
    public Task Next<TGrain>(string method) => _next.GetOrAdd((typeof(TGrain), method), _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public async Task Invoke(IIncomingGrainCallContext context)
    {
        try
        {
            await context.Invoke();
        }
        finally
        {
            if (context.InterfaceMethod is MethodInfo method && _next.TryRemove((method.DeclaringType, method.Name), out var ended)) ended.TrySetResult();
        }
    }
}
