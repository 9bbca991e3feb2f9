namespace Twin.Api.Tests.History;

/// <summary>A server whose clock the tests put forward, so that what is to have lasted for a while need not be waited for.</summary>
public sealed class HistoryServer : IAsyncLifetime
{
    public ForwardClock Clock { get; } = new();

    public TwinServer Twins { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Twins = await TwinServer.Start(Clock);

    public ValueTask DisposeAsync() => Twins.DisposeAsync();
}

/// <summary>The system's clock, put forward.</summary>
public sealed class ForwardClock : TimeProvider
{
    private long _ahead;

    public DateTime Now => GetUtcNow().UtcDateTime;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(Volatile.Read(ref _ahead));

    public void Forward(TimeSpan by) => Interlocked.Add(ref _ahead, by.Ticks);
}
