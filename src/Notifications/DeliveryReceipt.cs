using Twin.Domain.Notifications;
using Twin.Domain.Teams;

namespace Twin.Notifications;

/// <summary>The end of a message: <c>Delivered</c> or <c>Failed</c>, when (UTC), after how many tries, and what the receiver or the network said last.</summary>
public sealed record DeliveryReceipt(string Key, NotificationOutcome Outcome, DateTime At, int Attempts, string? Detail);

/// <summary>What one receiver has not taken yet.</summary>
/// <param name="Receiver">The channel and, over HTTP, the host with a mark that tells apart addresses at one host; for email the address. No token, no secret.</param>
/// <param name="Waiting">Messages waiting for their turn, a free slot or their next try.</param>
/// <param name="Sending">Tries under way.</param>
/// <param name="OldestAt">When the oldest of them was decided, UTC.</param>
/// <param name="FailingSince">Since when no try was answered, UTC; null while the receiver answers.</param>
public sealed record ReceiverBacklog(ChannelType Type, string Receiver, int Waiting, int Sending, DateTime OldestAt, DateTime? FailingSince);
