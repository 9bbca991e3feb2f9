using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Polly;
using Polly.Retry;
using Twin.Domain.Notifications;
using Twin.Domain.Teams;
using Twin.Notifications.Channels;

namespace Twin.Notifications;

/// <summary>
/// Carries messages to their receivers: in order per incident and recipient, again and again until taken, refused or out of time, and no
/// receiver held up by another. Holds what it was offered in memory only: who offers keeps a message until its receipt, and offers it again
/// after a restart.
/// </summary>
public sealed partial class Courier : IHostedService, IDisposable
{
    private static readonly ResiliencePropertyKey<Delivery> DeliveryKey = new("delivery");

    private readonly Dictionary<ChannelType, IChannelSender> _senders = [];
    private readonly NotificationOptions _options;
    private readonly TimeProvider _time;
    private readonly CourierInstruments _instruments;
    private readonly ILogger<Courier> _logger;
    private readonly ResiliencePipeline<SendResult> _tries;
    private readonly ResiliencePipeline _tellings;

    private readonly Lock _gate = new();
    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Incident, string Recipient), Lane> _lanes = [];
    private readonly Dictionary<ReceiverId, Receiver> _receivers = [];
    private bool _closed;

    /// <summary>No new tries; and, later, an end to those under way.</summary>
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _abandon = new();

    public Courier(IEnumerable<IChannelSender> senders, IOptions<NotificationOptions> options, TimeProvider time, CourierInstruments instruments, ILogger<Courier> logger)
    {
        foreach (var sender in senders) _senders[sender.Type] = sender;
        (_options, _time, _instruments, _logger) = (options.Value, time, instruments, logger);
        _tries = new ResiliencePipelineBuilder<SendResult> { TimeProvider = time }.AddRetry(Retrying()).Build();
        _tellings = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions { MaxRetryAttempts = 4, Delay = TimeSpan.FromSeconds(1), BackoffType = DelayBackoffType.Exponential }).Build();
    }

    /// <summary>
    /// Takes a message, or false when its receiver's backlog is full or Twin is stopping: keep it and offer it again. A key that is on its way
    /// already is accepted and ignored; the receipt goes to whoever offered it first. The next message of the same incident and recipient is
    /// tried after the receipt is handed over. A receipt that throws is tried again a few times; called on the thread pool.
    /// </summary>
    public bool Offer(Outgoing message, Func<DeliveryReceipt, Task> receipt)
    {
        var it = message.Notification;
        var id = ReceiverId.Of(message.Channel);
        lock (_gate)
        {
            if (_closed) return false;
            if (_keys.Contains(it.Key)) return true;
            if (!_receivers.TryGetValue(id, out var receiver)) receiver = new Receiver(id, _options.ConcurrencyPerReceiver);
            if (receiver.Backlog.Count >= _options.BacklogMax)
            {
                _instruments.NotTaken(id.Type);
                return false;
            }
            var delivery = new Delivery(message, receiver, Until(it.CreatedAt), receipt);
            _keys.Add(it.Key);
            _receivers[id] = receiver;
            receiver.Backlog.Add(delivery);
            _instruments.Backlog(id.Type, 1);
            Enqueue((it.Incident, it.Recipient), delivery);
            return true;
        }
    }

    /// <summary>Every receiver that has not taken all of its messages yet, the one with the most first.</summary>
    public IReadOnlyList<ReceiverBacklog> Backlogs()
    {
        lock (_gate) return [.. _receivers.Values.Select(r => r.Show()).OrderByDescending(b => b.Waiting + b.Sending).ThenBy(b => b.Receiver, StringComparer.Ordinal)];
    }

    /// <summary>What memory is held for.</summary>
    internal (int Lanes, int Receivers, int Keys) Held
    {
        get { lock (_gate) return (_lanes.Count, _receivers.Count, _keys.Count); }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>No new tries; those under way get <see cref="NotificationOptions.StopWithin"/>. What was not delivered has no receipt.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        Task running;
        lock (_gate)
        {
            _closed = true;
            running = Task.WhenAll(_lanes.Values.Select(l => l.Running));
        }
        await _stopping.CancelAsync();
        try
        {
            await running.WaitAsync(_options.StopWithin, _time, cancellationToken);
        }
        catch (Exception fault) when (fault is TimeoutException or OperationCanceledException)
        {
            await _abandon.CancelAsync();
        }
    }

    public void Dispose()
    {
        // The sources are not disposed of: a try that ends late still looks at them, and without timers they hold nothing.
        lock (_gate) _closed = true;
        _stopping.Cancel();
        _abandon.Cancel();
    }

    /// <summary>A decision dated in the future, by a clock that was set back since, counts from now.</summary>
    private DateTimeOffset Until(DateTime createdAt)
    {
        var (created, now) = (new DateTimeOffset(DateTime.SpecifyKind(createdAt, DateTimeKind.Utc)), _time.GetUtcNow());
        return (created < now ? created : now) + _options.RetryFor;
    }

    private void Enqueue((string, string) id, Delivery delivery)
    {
        if (_lanes.TryGetValue(id, out var lane))
        {
            lane.Deliveries.Enqueue(delivery);
            return;
        }
        _lanes[id] = lane = new Lane();
        lane.Deliveries.Enqueue(delivery);
        // Neither on the scheduler of the grain that offers, nor with its request's context: the lane outlives both.
        using (ExecutionContext.SuppressFlow()) lane.Running = Task.Run(() => RunAsync(id, lane));
    }

    private async Task RunAsync((string, string) id, Lane lane)
    {
        while (Next(id, lane) is { } delivery)
        {
            var receipt = await DeliverAsync(delivery);
            if (receipt is null) return; // Stopping.
            Forget(delivery);
            await TellAsync(delivery, receipt);
            lock (_gate)
            {
                lane.Deliveries.Dequeue();
                _keys.Remove(delivery.Key);
            }
        }
    }

    private Delivery? Next((string, string) id, Lane lane)
    {
        lock (_gate)
        {
            if (!_closed && lane.Deliveries.TryPeek(out var delivery)) return delivery;
            _lanes.Remove(id);
            return null;
        }
    }

    private void Forget(Delivery delivery)
    {
        var receiver = delivery.Receiver;
        lock (_gate)
        {
            receiver.Backlog.Remove(delivery);
            if (receiver.Backlog.Count == 0) _receivers.Remove(receiver.Id);
        }
        _instruments.Backlog(receiver.Id.Type, -1);
    }

    private async Task TellAsync(Delivery delivery, DeliveryReceipt receipt)
    {
        try
        {
            await _tellings.ExecuteAsync(static async (it, _) => await it.Delivery.Receipt(it.Receipt), (Delivery: delivery, Receipt: receipt), _abandon.Token);
        }
        catch (Exception fault) // The edge of the loop: a lane goes on whatever a receipt does.
        {
            LogReceiptLost(fault, receipt.Key, receipt.Outcome);
        }
    }
}
