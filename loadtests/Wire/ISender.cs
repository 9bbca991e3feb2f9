using Twin.LoadTests.Measures;

namespace Twin.LoadTests.Wire;

/// <summary>Sends requests of one kind over one connection, one after the other.</summary>
public interface ISender : IDisposable
{
    ValueTask<Outcome> SendAsync();
}

/// <summary>Waits longer after each failure in a row, up to a second, as a device that reconnects does.</summary>
internal struct Backoff
{
    private int _failures;

    public Task Wait() => Task.Delay(Math.Min(1_000, 10 << Math.Min(7, _failures++)));

    public void Reset() => _failures = 0;
}
