using Twin.Domain.Teams;

namespace Twin.Grains.Notifications;

/// <summary>What this process has not delivered yet.</summary>
public interface IBacklogs
{
    /// <summary>Every receiver that has not taken all of its messages, the one with the most first.</summary>
    IReadOnlyList<Backlog> Read();
}

/// <summary>What one receiver has not taken yet.</summary>
/// <param name="Receiver">The channel and whom it reaches, without tokens and secrets.</param>
/// <param name="Waiting">Messages waiting for their turn, a free slot or their next try.</param>
/// <param name="Sending">Tries under way.</param>
/// <param name="OldestAt">When the oldest of them was decided, UTC.</param>
/// <param name="FailingSince">Since when no try was answered, UTC; null while the receiver answers.</param>
public sealed record Backlog(ChannelType Type, string Receiver, int Waiting, int Sending, DateTime OldestAt, DateTime? FailingSince);
