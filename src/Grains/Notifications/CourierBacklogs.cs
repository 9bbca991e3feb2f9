using Twin.Notifications;

namespace Twin.Grains.Notifications;

internal sealed class CourierBacklogs(Courier courier) : IBacklogs
{
    public IReadOnlyList<Backlog> Read() => [.. courier.Backlogs().Select(b => new Backlog(b.Type, b.Receiver, b.Waiting, b.Sending, b.OldestAt, b.FailingSince))];
}
