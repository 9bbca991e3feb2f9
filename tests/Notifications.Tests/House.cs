using System.Collections.Concurrent;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Twin.Domain.Notifications;
using Twin.Domain.Teams;
using Twin.Notifications.Channels;

namespace Twin.Notifications.Tests;

/// <summary>The courier as Twin sets it up, on a test's clock, with everything it logs.</summary>
internal sealed class House : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public House(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Reverse().DistinctBy(s => s.Key).Select(s => KeyValuePair.Create($"Twin:Notifications:{s.Key}", (string?)s.Value))).Build();
        _services = new ServiceCollection()
            .AddSingleton<IConfiguration>(configuration)
            .AddSingleton<TimeProvider>(Clock)
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(new LogBook(Logged)))
            .AddTwinNotifications()
            .BuildServiceProvider(validateScopes: true);
        Courier = _services.GetRequiredService<Courier>();
    }

    public TestClock Clock { get; } = new();
    public Courier Courier { get; }
    public IServiceProvider Services => _services;
    public ConcurrentQueue<string> Logged { get; } = new();

    public Notification Message(string incident = "i-1", string recipient = "li", NotificationKind kind = NotificationKind.Page, string step = "0") => new()
    {
        Key = $"{incident}:business:{step}:{recipient}:webhook:0",
        Incident = incident,
        Kind = kind,
        Leg = "business",
        Step = step,
        Recipient = recipient,
        Channel = "webhook",
        Reason = "stepDue",
        Text = "【严重】线路中断 · 水渡口店（3208008351）\n详情：https://twin.example/incidents/i-1",
        CreatedAt = Clock.GetUtcNow().UtcDateTime,
    };

    public static ContactChannel Webhook(string url, string? secret = null) => new("webhook", ChannelType.Webhook, Url: url, Secret: secret);

    /// <summary>The receipt, when it comes. The courier must take the message.</summary>
    public Task<DeliveryReceipt> Send(Notification message, ContactChannel channel)
    {
        var told = new TaskCompletionSource<DeliveryReceipt>(TaskCreationOptions.RunContinuationsAsynchronously);
        Assert.True(Courier.Offer(new(message, channel), receipt =>
        {
            told.SetResult(receipt);
            return Task.CompletedTask;
        }));
        return told.Task.Soon();
    }

    /// <summary>Until the receipt, with the clock moved on over every wait.</summary>
    public async Task<(DeliveryReceipt Receipt, IReadOnlyList<TimeSpan> Waits)> SeeThrough(Notification message, ContactChannel channel)
    {
        var receipt = Send(message, channel);
        var waits = await Clock.RunUntilAsync(receipt);
        return (await receipt, waits);
    }

    public async ValueTask DisposeAsync() => await _services.DisposeAsync();

    private sealed class LogBook(ConcurrentQueue<string> lines) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;
        public bool IsEnabled(LogLevel logLevel) => true;
        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"{logLevel} {formatter(state, exception)} {exception}");
        public void Dispose() { }
    }
}
