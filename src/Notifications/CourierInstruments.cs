using System.Diagnostics.Metrics;
using Twin.Domain.Teams;

namespace Twin.Notifications;

/// <summary>Counts by channel type. Meter <c>Twin.Notifications</c>; never an id or an address as a tag.</summary>
public sealed class CourierInstruments
{
    public const string MeterName = "Twin.Notifications";

    private readonly Counter<long> _delivered;
    private readonly Counter<long> _failed;
    private readonly Counter<long> _retries;
    private readonly Counter<long> _notTaken;
    private readonly UpDownCounter<long> _backlog;

    public CourierInstruments(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _delivered = meter.CreateCounter<long>("twin.notifications.delivered", "{message}", "Messages receivers took.");
        _failed = meter.CreateCounter<long>("twin.notifications.failed", "{message}", "Messages refused, or not taken in time.");
        _retries = meter.CreateCounter<long>("twin.notifications.retries", "{try}", "Tries that went wrong and are made again.");
        _notTaken = meter.CreateCounter<long>("twin.notifications.not_taken", "{message}", "Offers turned down because the receiver's backlog is full.");
        _backlog = meter.CreateUpDownCounter<long>("twin.notifications.backlog", "{message}", "Messages waiting or being sent.");
        // Told at 0 from the start: what an alarm looks at must be there before it happens.
        foreach (var type in Enum.GetValues<ChannelType>())
        {
            foreach (var counter in (Counter<long>[])[_delivered, _failed, _retries, _notTaken]) counter.Add(0, Channel(type));
            _backlog.Add(0, Channel(type));
        }
    }

    internal void Delivered(ChannelType type) => _delivered.Add(1, Channel(type));
    internal void Failed(ChannelType type) => _failed.Add(1, Channel(type));
    internal void Retried(ChannelType type) => _retries.Add(1, Channel(type));
    internal void NotTaken(ChannelType type) => _notTaken.Add(1, Channel(type));
    internal void Backlog(ChannelType type, int change) => _backlog.Add(change, Channel(type));

    private static KeyValuePair<string, object?> Channel(ChannelType type) => new("channel", ReceiverId.Word(type));
}
