using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Twin.Domain.Notifications;
using Twin.Domain.Teams;
using Twin.Notifications.Tests.Receivers;

namespace Twin.Notifications.Tests;

public sealed class CourierTests
{
    private static readonly Answer Busy = new(503);

    [Fact]
    public async Task Five_times_503_then_200_is_delivered_once_with_the_same_id_each_time()
    {
        await using var sink = await Sink.StartAsync(r => r.Number <= 5 ? Busy : Answer.Ok);
        await using var house = new House();
        var message = house.Message();

        var (receipt, waits) = await house.SeeThrough(message, House.Webhook(sink.Url()));

        Assert.Equal(new DeliveryReceipt(message.Key, NotificationOutcome.Delivered, house.Clock.GetUtcNow().UtcDateTime, 6, null), receipt);
        Assert.Equal(6, sink.Count);
        for (var i = 0; i < 6; i++) Assert.Equal(message.Key, Id(await sink.NextAsync()));
        Assert.Equal(5, waits.Count);
        Assert.All(waits, (wait, i) => Assert.InRange(wait.TotalSeconds, 0.5 * Math.Pow(1.5, i) * 0.75 - 0.001, 0.5 * Math.Pow(1.5, i) * 1.25 + 0.001));
    }

    [Fact]
    public async Task What_is_never_taken_fails_at_the_end_of_the_time_for_retries_and_never_waits_longer_than_a_minute()
    {
        await using var sink = await Sink.StartAsync(_ => Busy);
        await using var house = new House();
        var message = house.Message();

        var (receipt, waits) = await house.SeeThrough(message, House.Webhook(sink.Url()));

        Assert.Equal(NotificationOutcome.Failed, receipt.Outcome);
        Assert.Equal(message.CreatedAt.AddMinutes(30), receipt.At);
        Assert.Equal(sink.Count, receipt.Attempts);
        Assert.StartsWith("given up; last: ", receipt.Detail, StringComparison.Ordinal);
        Assert.EndsWith(" answered 503", receipt.Detail, StringComparison.Ordinal);
        Assert.All(waits, wait => Assert.InRange(wait, TimeSpan.Zero, TimeSpan.FromSeconds(60)));
        Assert.Contains(waits, wait => wait > TimeSpan.FromSeconds(45));
    }

    [Fact]
    public async Task A_message_whose_time_was_over_before_it_was_offered_is_tried_once()
    {
        await using var sink = await Sink.StartAsync(_ => Busy);
        await using var house = new House();
        var message = house.Message();
        var receipt = await house.Send(message with { CreatedAt = message.CreatedAt.AddHours(-2) }, House.Webhook(sink.Url()));
        Assert.Equal((NotificationOutcome.Failed, 1, 1), (receipt.Outcome, receipt.Attempts, sink.Count));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(410)]
    public async Task A_refusal_is_tried_once_and_recorded(int status)
    {
        await using var sink = await Sink.StartAsync(_ => new Answer(status, "no, and here is your secret back: s3cret"));
        await using var house = new House();
        var receipt = await house.Send(house.Message(), House.Webhook(sink.Url("/hook"), "s3cret"));
        Assert.Equal((NotificationOutcome.Failed, 1, 1), (receipt.Outcome, receipt.Attempts, sink.Count));
        Assert.Equal($"{new Uri(sink.Url()).Authority} answered {status}", receipt.Detail);
    }

    [Fact]
    public async Task After_a_refusal_the_next_channel_can_be_offered_from_the_receipt_itself()
    {
        await using var sink = await Sink.StartAsync(r => r.Path == "/first" ? new Answer(400) : Answer.Ok);
        await using var house = new House();
        var message = house.Message();
        var second = new TaskCompletionSource<Task<DeliveryReceipt>>();
        Assert.True(house.Courier.Offer(new(message, House.Webhook(sink.Url("/first"))), _ =>
        {
            second.SetResult(house.Send(message with { Key = message.Key + "-2", Channel = "webhook-2" }, House.Webhook(sink.Url("/second"))));
            return Task.CompletedTask;
        }));
        Assert.Equal(NotificationOutcome.Delivered, (await (await second.Task.Soon())).Outcome);
        Assert.Equal(("/first", "/second"), ((await sink.NextAsync()).Path, (await sink.NextAsync()).Path));
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var elsewhere = await Sink.StartAsync(_ => Answer.Ok);
        await using var sink = await Sink.StartAsync(_ => new Answer(307, Location: elsewhere.Url("/stolen")));
        await using var house = new House();
        var receipt = await house.Send(house.Message(), House.Webhook(sink.Url()));
        Assert.Equal((NotificationOutcome.Failed, 0), (receipt.Outcome, elsewhere.Count));
    }

    [Theory]
    [InlineData("7", 7)]
    [InlineData("3600", 300)]
    [InlineData("in 20 s", 20)]
    public async Task A_receiver_that_asks_for_time_gets_it_up_to_five_minutes(string retryAfter, int seconds)
    {
        await using var house = new House();
        if (retryAfter == "in 20 s") retryAfter = house.Clock.GetUtcNow().AddSeconds(20).ToString("R", CultureInfo.InvariantCulture);
        await using var sink = await Sink.StartAsync(r => r.Number == 1 ? new Answer(429, RetryAfter: retryAfter) : Answer.Ok);

        var (receipt, waits) = await house.SeeThrough(house.Message(), House.Webhook(sink.Url()));

        Assert.Equal((NotificationOutcome.Delivered, 2), (receipt.Outcome, receipt.Attempts));
        Assert.Equal(TimeSpan.FromSeconds(seconds), Assert.Single(waits));
    }

    [Fact]
    public async Task A_receiver_that_is_not_there_is_tried_again()
    {
        await using var house = new House(("RetryFor", "00:00:02"));
        var (receipt, _) = await house.SeeThrough(house.Message(), House.Webhook($"http://127.0.0.1:{FreePort()}/"));
        Assert.Equal(NotificationOutcome.Failed, receipt.Outcome);
        Assert.True(receipt.Attempts > 1);
        Assert.EndsWith(": no connection", receipt.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_try_that_hangs_ends_after_ten_seconds_and_is_made_again()
    {
        await using var sink = await Sink.StartAsync(r => r.Number == 1 ? new TaskCompletionSource<Answer>().Task : Task.FromResult(Answer.Ok));
        await using var house = new House();
        var receipt = house.Send(house.Message(), House.Webhook(sink.Url()));
        await sink.NextAsync();
        house.Clock.Advance(TestClock.Timeout);
        await house.Clock.RunUntilAsync(receipt);
        Assert.Equal((NotificationOutcome.Delivered, 2), ((await receipt).Outcome, (await receipt).Attempts));
        Assert.Contains(house.Logged, line => line.Contains("takes no notifications: no answer within 10 s", StringComparison.Ordinal));
        Assert.Contains(house.Logged, line => line.Contains("answers again", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_receiver_that_hangs_delays_no_other_however_much_waits_for_it()
    {
        await using var hanging = await Sink.StartHangingAsync();
        await using var sound = await Sink.StartAsync(_ => Answer.Ok);
        await using var house = new House();
        for (var i = 0; i < 40; i++) _ = house.Send(house.Message($"i-{i}"), House.Webhook(hanging.Url()));
        for (var i = 0; i < 8; i++) await hanging.NextAsync();

        // The clock does not move: no try at the one that hangs has ended.
        for (var i = 0; i < 40; i++) Assert.Equal(NotificationOutcome.Delivered, (await house.Send(house.Message($"i-{i}", "wang"), House.Webhook(sound.Url()))).Outcome);

        Assert.Equal(8, hanging.Count);
        var backlog = Assert.Single(house.Courier.Backlogs());
        Assert.Equal((ChannelType.Webhook, 32, 8), (backlog.Type, backlog.Waiting, backlog.Sending));
    }

    [Fact]
    public async Task Two_addresses_at_one_host_are_two_receivers()
    {
        await using var sink = await Sink.StartAsync(r => r.Path == "/hangs" ? new TaskCompletionSource<Answer>().Task : Task.FromResult(Answer.Ok));
        await using var house = new House();
        for (var i = 0; i < 8; i++) _ = house.Send(house.Message($"i-{i}"), House.Webhook(sink.Url("/hangs")));
        for (var i = 0; i < 8; i++) await sink.NextAsync();
        Assert.Equal(NotificationOutcome.Delivered, (await house.Send(house.Message("i-9", "wang"), House.Webhook(sink.Url("/sound")))).Outcome);
    }

    [Fact]
    public async Task Those_who_wait_for_a_next_try_keep_nobody_from_a_first_one()
    {
        await using var sink = await Sink.StartAsync(r => Id(r).StartsWith("bad", StringComparison.Ordinal) ? Busy : Answer.Ok);
        await using var house = new House();
        for (var i = 0; i < 8; i++) _ = house.Send(house.Message($"bad-{i}"), House.Webhook(sink.Url()));
        for (var i = 0; i < 8; i++) await house.Clock.Waits.ReadAsync().AsTask().Soon();
        Assert.Equal(NotificationOutcome.Delivered, (await house.Send(house.Message("good"), House.Webhook(sink.Url()))).Outcome);
    }

    [Fact]
    public async Task The_recovery_never_overtakes_the_page_that_fails_at_first()
    {
        await using var sink = await Sink.StartAsync(r => r.Number <= 3 ? Busy : Answer.Ok);
        await using var house = new House();
        var channel = House.Webhook(sink.Url());
        var (page, recovery) = (house.Message(), house.Message(kind: NotificationKind.Recovery, step: "recovery"));
        var first = house.Send(page, channel);
        var second = house.Send(recovery, channel);

        await house.Clock.RunUntilAsync(Task.WhenAll(first, second));

        List<string> ids = [];
        while (ids.Count < sink.Count) ids.Add(Id(await sink.NextAsync()));
        Assert.Equal([page.Key, page.Key, page.Key, page.Key, recovery.Key], ids);
    }

    [Fact]
    public async Task Order_holds_across_the_channels_of_a_person_and_the_receipt_comes_before_the_next_try()
    {
        ConcurrentQueue<string> story = new();
        await using var sink = await Sink.StartAsync(r =>
        {
            story.Enqueue($"try {r.Path}");
            return r.Path == "/page" ? new Answer(400) : Answer.Ok;
        });
        await using var house = new House();
        var message = house.Message();
        Assert.True(house.Courier.Offer(new(message, House.Webhook(sink.Url("/page"))), async _ =>
        {
            await Task.Yield();
            story.Enqueue("receipt");
        }));
        await house.Send(message with { Key = "k2" }, House.Webhook(sink.Url("/recovery")));
        Assert.Equal(["try /page", "receipt", "try /recovery"], story);
    }

    [Fact]
    public async Task A_full_backlog_turns_messages_away_until_there_is_room_and_shows()
    {
        var release = new TaskCompletionSource<Answer>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var sink = await Sink.StartAsync(r => r.Path == "/slow" ? release.Task : Task.FromResult(Answer.Ok));
        await using var house = new House(("BacklogMax", "3"), ("ConcurrencyPerReceiver", "1"));
        var (slow, other) = (House.Webhook(sink.Url("/slow")), House.Webhook(sink.Url("/other")));
        var since = house.Clock.GetUtcNow().UtcDateTime;
        var taken = Enumerable.Range(0, 3).Select(i => house.Send(house.Message($"i-{i}"), slow)).ToArray();
        await sink.NextAsync();
        house.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.False(house.Courier.Offer(new(house.Message("i-4"), slow), _ => Task.CompletedTask));
        Assert.True(house.Courier.Offer(new(house.Message("i-1"), slow), _ => Task.CompletedTask)); // On its way already.
        Assert.Equal(NotificationOutcome.Delivered, (await house.Send(house.Message("i-4"), other)).Outcome);
        var backlog = Assert.Single(house.Courier.Backlogs());
        Assert.Equal((2, 1, since, null), (backlog.Waiting, backlog.Sending, backlog.OldestAt, backlog.FailingSince));

        release.SetResult(Answer.Ok);
        await Task.WhenAll(taken);
        Assert.Empty(house.Courier.Backlogs());
        Assert.Equal(NotificationOutcome.Delivered, (await house.Send(house.Message("i-5"), slow)).Outcome);
    }

    [Fact]
    public async Task A_backlog_says_since_when_its_receiver_fails()
    {
        await using var sink = await Sink.StartAsync(_ => Busy);
        await using var house = new House();
        var began = house.Clock.GetUtcNow().UtcDateTime;
        _ = house.Send(house.Message(), House.Webhook(sink.Url()));
        house.Clock.Advance(await house.Clock.Waits.ReadAsync().AsTask().Soon());
        await house.Clock.Waits.ReadAsync().AsTask().Soon();
        var backlog = Assert.Single(house.Courier.Backlogs());
        Assert.Equal((began, 1, 0), (backlog.FailingSince, backlog.Waiting, backlog.Sending));
    }

    [Fact]
    public async Task A_key_that_is_on_its_way_is_taken_and_ignored()
    {
        var release = new TaskCompletionSource<Answer>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var sink = await Sink.StartAsync(_ => release.Task);
        await using var house = new House();
        var (one, two, three) = (house.Message(), house.Message(step: "1"), house.Message(step: "2"));
        var channel = House.Webhook(sink.Url());
        var first = house.Send(one, channel);
        _ = house.Send(two, channel);
        await sink.NextAsync();
        foreach (var again in new[] { one, two, one, two })
            Assert.True(house.Courier.Offer(new(again, channel), _ => throw new InvalidOperationException("told twice")));
        var last = house.Send(three, channel);

        release.SetResult(Answer.Ok);
        await Task.WhenAll(first, last);

        Assert.Equal(3, sink.Count);
        Assert.Equal((two.Key, three.Key), (Id(await sink.NextAsync()), Id(await sink.NextAsync())));
    }

    [Fact]
    public async Task A_receipt_that_throws_is_tried_again_and_holds_nothing_up_for_good()
    {
        await using var sink = await Sink.StartAsync(_ => Answer.Ok);
        await using var house = new House();
        var (calls, heard) = (0, new TaskCompletionSource());
        Assert.True(house.Courier.Offer(new(house.Message(), House.Webhook(sink.Url())), _ =>
        {
            if (++calls < 3) throw new TimeoutException("the grain is busy");
            heard.SetResult();
            return Task.CompletedTask;
        }));
        await house.Clock.RunUntilAsync(heard.Task);
        Assert.Equal(1, sink.Count);

        Assert.True(house.Courier.Offer(new(house.Message(step: "1"), House.Webhook(sink.Url())), _ => throw new TimeoutException("the grain is gone")));
        await house.Clock.RunUntilAsync(house.Send(house.Message(step: "2"), House.Webhook(sink.Url())));
        Assert.Contains(house.Logged, line => line.Contains("could not be handed over", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_is_held_for_what_is_done()
    {
        await using var sink = await Sink.StartAsync(_ => Answer.Ok);
        await using var house = new House();
        await Task.WhenAll(Enumerable.Range(0, 50).Select(i => house.Send(house.Message($"i-{i % 20}", $"p-{i}"), House.Webhook(sink.Url($"/{i % 5}")))));
        await house.Courier.StopAsync(CancellationToken.None).Soon();
        Assert.Equal((0, 0, 0), house.Courier.Held);
    }

    [Fact]
    public async Task Stopping_lets_a_try_under_way_end_and_starts_no_other()
    {
        var release = new TaskCompletionSource<Answer>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var sink = await Sink.StartAsync(_ => release.Task);
        await using var house = new House();
        var underWay = house.Send(house.Message(), House.Webhook(sink.Url()));
        var behind = house.Send(house.Message(step: "1"), House.Webhook(sink.Url()));
        await sink.NextAsync();

        var stopped = house.Courier.StopAsync(CancellationToken.None);
        await house.Clock.Stops.ReadAsync().AsTask().Soon();
        Assert.False(house.Courier.Offer(new(house.Message("i-2"), House.Webhook(sink.Url())), _ => Task.CompletedTask));
        release.SetResult(Answer.Ok);
        await stopped.Soon();

        Assert.Equal(NotificationOutcome.Delivered, (await underWay).Outcome);
        Assert.False(behind.IsCompleted);
        Assert.Equal(1, sink.Count);
    }

    [Fact]
    public async Task Stopping_waits_five_seconds_and_no_longer_and_tells_no_receipt_for_what_it_broke_off()
    {
        await using var hanging = await Sink.StartHangingAsync();
        await using var house = new House();
        var receipt = house.Send(house.Message(), House.Webhook(hanging.Url()));
        await hanging.NextAsync();
        var stopped = house.Courier.StopAsync(CancellationToken.None);
        house.Clock.Advance(await house.Clock.Stops.ReadAsync().AsTask().Soon());
        await stopped.Soon();
        Assert.False(receipt.IsCompleted);
    }

    [Fact]
    public async Task Stopping_while_a_message_waits_for_its_next_try_ends_at_once()
    {
        await using var sink = await Sink.StartAsync(_ => Busy);
        await using var house = new House();
        var receipt = house.Send(house.Message(), House.Webhook(sink.Url()));
        await house.Clock.Waits.ReadAsync().AsTask().Soon();
        await house.Courier.StopAsync(CancellationToken.None).Soon();
        Assert.False(receipt.IsCompleted);
    }

    [Fact]
    public async Task Counts_are_by_channel_and_hold_no_ids()
    {
        await using var sink = await Sink.StartAsync(r => r.Number == 1 ? Busy : r.Path == "/bad" ? new Answer(400) : Answer.Ok);
        await using var house = new House();
        ConcurrentQueue<string> counted = new();
        var factory = house.Services.GetRequiredService<IMeterFactory>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, it) =>
            {
                if (instrument.Meter.Name == CourierInstruments.MeterName && ReferenceEquals(instrument.Meter.Scope, factory)) it.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
            counted.Enqueue($"{instrument.Name} {value} {string.Join(',', tags.ToArray().Select(t => $"{t.Key}={t.Value}"))}"));
        listener.Start();

        await house.SeeThrough(house.Message(), House.Webhook(sink.Url("/good")));
        await house.Send(house.Message("i-2"), House.Webhook(sink.Url("/bad")));

        Assert.Equal(
        [
            "twin.notifications.backlog 1 channel=webhook", "twin.notifications.retries 1 channel=webhook", "twin.notifications.delivered 1 channel=webhook",
            "twin.notifications.backlog -1 channel=webhook", "twin.notifications.backlog 1 channel=webhook", "twin.notifications.failed 1 channel=webhook",
            "twin.notifications.backlog -1 channel=webhook",
        ], counted);
    }

    private static string Id(Received request)
    {
        using var json = JsonDocument.Parse(request.Body);
        return json.RootElement.GetProperty("id").GetString()!;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
