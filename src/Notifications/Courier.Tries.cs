using System.Globalization;
using Polly;
using Polly.Retry;
using Twin.Domain.Notifications;
using Twin.Notifications.Channels;

namespace Twin.Notifications;

/// <summary>One message: its tries and what becomes of it.</summary>
public sealed partial class Courier
{
    private RetryStrategyOptions<SendResult> Retrying() => new()
    {
        MaxRetryAttempts = int.MaxValue, // The time runs out, not the number.
        ShouldHandle = args => ValueTask.FromResult(args.Outcome.Result is SendResult.Retry && _time.GetUtcNow() < Of(args.Context).Until),
        DelayGenerator = args => ValueTask.FromResult<TimeSpan?>(RetryTimes.Wait(
            args.AttemptNumber, Random.Shared.NextDouble(), (args.Outcome.Result as SendResult.Retry)?.After, _options.RetryAfterMax, Of(args.Context).Until - _time.GetUtcNow())),
        OnRetry = args =>
        {
            _instruments.Retried(Of(args.Context).Receiver.Id.Type);
            return default;
        },
    };

    private static Delivery Of(ResilienceContext context) => context.Properties.TryGetValue(DeliveryKey, out var delivery)
        ? delivery : throw new InvalidOperationException("A try without its message.");

    /// <summary>Null when Twin stops before the end of it.</summary>
    private async Task<DeliveryReceipt?> DeliverAsync(Delivery delivery)
    {
        var context = ResilienceContextPool.Shared.Get(_stopping.Token);
        try
        {
            context.Properties.Set(DeliveryKey, delivery);
            var last = await _tries.ExecuteAsync(static (context, courier) => courier.TryAsync(Of(context), context.CancellationToken), context, this);
            return last is SendResult.Retry && _stopping.IsCancellationRequested ? null : Receipt(delivery, last);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            return null;
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private DeliveryReceipt Receipt(Delivery delivery, SendResult last)
    {
        var (outcome, detail) = last switch
        {
            SendResult.Refused refused => (NotificationOutcome.Failed, refused.Detail),
            SendResult.Retry retry => (NotificationOutcome.Failed, $"given up; last: {retry.Detail}"),
            _ => (NotificationOutcome.Delivered, (string?)null),
        };
        if (outcome == NotificationOutcome.Delivered)
        {
            _instruments.Delivered(delivery.Receiver.Id.Type);
        }
        else
        {
            _instruments.Failed(delivery.Receiver.Id.Type);
            LogFailed(delivery.Key, delivery.Attempts, delivery.Receiver.Name, detail);
        }
        return new(delivery.Key, outcome, _time.GetUtcNow().UtcDateTime, delivery.Attempts, detail);
    }

    private async ValueTask<SendResult> TryAsync(Delivery delivery, CancellationToken stopping)
    {
        if (!_senders.TryGetValue(delivery.Receiver.Id.Type, out var sender)) return new SendResult.Refused("there is no such channel");
        var receiver = delivery.Receiver;
        await receiver.Slots.WaitAsync(stopping);
        try
        {
            stopping.ThrowIfCancellationRequested();
            lock (_gate) receiver.Sending++;
            delivery.Attempts++;
            using var attempt = CourierTraces.Try(delivery);
            var result = await SendAsync(sender, delivery);
            CourierTraces.Ended(attempt, result);
            Heard(receiver, result);
            return result;
        }
        finally
        {
            receiver.Slots.Release();
        }
    }

    private async Task<SendResult> SendAsync(IChannelSender sender, Delivery delivery)
    {
        using var timeout = new CancellationTokenSource(_options.TimeoutPerTry, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, _abandon.Token);
        try
        {
            return await sender.SendAsync(delivery.Message, either.Token);
        }
        catch (Exception) when (_abandon.IsCancellationRequested)
        {
            throw new OperationCanceledException(_abandon.Token);
        }
        catch (Exception) when (timeout.IsCancellationRequested)
        {
            return new SendResult.Retry(string.Create(CultureInfo.InvariantCulture, $"no answer within {_options.TimeoutPerTry.TotalSeconds:0.#} s"));
        }
        catch (Exception fault) // The edge of a channel: whatever it did not foresee may go better next time. Its message may quote a secret.
        {
            LogBroken(fault, delivery.Receiver.Name);
            return new SendResult.Retry($"the try broke ({fault.GetType().Name})");
        }
        finally
        {
            lock (_gate) delivery.Receiver.Sending--;
        }
    }

    /// <summary>A refusal is an answer: the receiver lives.</summary>
    private void Heard(Receiver receiver, SendResult result)
    {
        bool was, now;
        lock (_gate)
        {
            was = receiver.FailingSince is not null;
            now = result is SendResult.Retry;
            receiver.FailingSince = now ? receiver.FailingSince ?? _time.GetUtcNow().UtcDateTime : null;
        }
        if (now && !was) LogFailing(receiver.Name, ((SendResult.Retry)result).Detail);
        if (was && !now) LogAnswersAgain(receiver.Name);
    }
}
