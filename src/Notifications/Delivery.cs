using Twin.Notifications.Channels;

namespace Twin.Notifications;

/// <summary>A message on its way, until its receipt is told.</summary>
internal sealed class Delivery(Outgoing message, Receiver receiver, DateTimeOffset until, Func<DeliveryReceipt, Task> receipt)
{
    public Outgoing Message { get; } = message;
    public Receiver Receiver { get; } = receiver;

    /// <summary>No try starts later, other than the first.</summary>
    public DateTimeOffset Until { get; } = until;
    public Func<DeliveryReceipt, Task> Receipt { get; } = receipt;
    public int Attempts { get; set; }
    public string Key => Message.Notification.Key;
}

/// <summary>The messages of one incident to one person, in the order offered; the first is on its way. Forgotten when empty.</summary>
internal sealed class Lane
{
    public Queue<Delivery> Deliveries { get; } = new();
    public Task Running { get; set; } = Task.CompletedTask;
}
