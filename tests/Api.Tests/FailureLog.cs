using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Twin.Api.Tests;

/// <summary>What the server logged as failed while it answered, the newest few.</summary>
public sealed class FailureLog : ILoggerProvider, ILogger
{
    private const int Kept = 100;

    private readonly ConcurrentQueue<string> _failures = new();

    public IEnumerable<string> Failures => _failures;

    public ILogger CreateLogger(string categoryName) => this;
    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;
    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel)) return;
        _failures.Enqueue($"{formatter(state, exception)}: {exception}");
        while (_failures.Count > Kept) _failures.TryDequeue(out _);
    }

    public void Dispose()
    {
    }
}
