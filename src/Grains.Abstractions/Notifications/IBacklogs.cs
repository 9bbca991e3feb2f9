using Twin.Domain.Teams;

namespace Twin.Grains.Notifications;

/// <summary>What has not been delivered yet, over all silos.</summary>
public interface IBacklogs
{
    /// <summary>Every receiver that has not taken all of its messages, the one with the most first; each silo sends its own.</summary>
    ValueTask<IReadOnlyList<Backlog>> Read();
}

/// <summary>What one receiver has not taken yet.</summary>
/// <param name="Receiver">The channel and whom it reaches, without tokens and secrets.</param>
/// <param name="Waiting">Messages waiting for their turn, a free slot or their next try.</param>
/// <param name="Sending">Tries under way.</param>
/// <param name="OldestAt">When the oldest of them was decided, UTC.</param>
/// <param name="FailingSince">Since when no try was answered, UTC; null while the receiver answers.</param>
[GenerateSerializer, Immutable, Alias("twin.Backlog")]
public sealed record Backlog(
    [property: Id(0)] ChannelType Type, [property: Id(1)] string Receiver, [property: Id(2)] int Waiting, [property: Id(3)] int Sending, [property: Id(4)] DateTime OldestAt,
    [property: Id(5)] DateTime? FailingSince);
