using Twin.Domain.Muting;

namespace Twin.Grains.Muting;

/// <summary>The silences and maintenance windows that the twins of every silo go by: a few hundred milliseconds behind the book.</summary>
public interface IMutesInForce
{
    /// <summary>Waits until they go by a mute as the book gave it back; one that was ended, until they no longer do. False when the time is up.</summary>
    Task<bool> WaitFor(Mute mute, TimeSpan max, CancellationToken cancellation);
}
