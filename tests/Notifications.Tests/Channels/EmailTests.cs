using Twin.Domain.Notifications;
using Twin.Domain.Teams;
using Twin.Notifications.Tests.Receivers;

namespace Twin.Notifications.Tests.Channels;

public sealed class EmailTests
{
    private static readonly ContactChannel To = new("email", ChannelType.Email, To: "li@example.org");

    [Fact]
    public async Task A_mail_has_the_first_line_as_its_subject_and_the_whole_text_as_its_body()
    {
        await using var server = new MailServer();
        await using var house = Configured(server);
        var message = house.Message() with { Text = "【严重】线路中断 · 水渡口店\n.一行以点开头\n详情：https://twin.example/incidents/i-1" };

        var receipt = await house.Send(message, To);

        Assert.Equal((NotificationOutcome.Delivered, 1), (receipt.Outcome, receipt.Attempts));
        var mail = await server.NextAsync();
        Assert.Equal(("twin@example.org", "li@example.org"), (mail.From, mail.To));
        Assert.Equal("【严重】线路中断 · 水渡口店", mail.Message.Subject);
        Assert.Equal(message.Text, mail.Message.TextBody!.ReplaceLineEndings("\n").TrimEnd());
        Assert.Equal(message.Key, mail.Message.Headers["X-Twin-Key"]);
        Assert.Equal("auto-generated", mail.Message.Headers["Auto-Submitted"]);
        Assert.Equal(new DateTimeOffset(message.CreatedAt), mail.Message.Date);
    }

    [Fact]
    public async Task A_server_that_says_not_now_is_tried_again_with_the_same_message_id()
    {
        await using var server = new MailServer(n => n == 1 ? new(451, "try later") : MailReply.Ok);
        await using var house = Configured(server);
        var (receipt, waits) = await house.SeeThrough(house.Message(), To);
        Assert.Equal((NotificationOutcome.Delivered, 2), (receipt.Outcome, receipt.Attempts));
        Assert.Single(waits);
        var (first, second) = (await server.NextAsync(), await server.NextAsync());
        Assert.Equal(first.Message.MessageId, second.Message.MessageId);
        Assert.EndsWith("@example.org", first.Message.MessageId, StringComparison.Ordinal);

        await house.Send(house.Message(step: "1"), To);
        Assert.NotEqual(first.Message.MessageId, (await server.NextAsync()).Message.MessageId);
    }

    [Fact]
    public async Task A_server_that_says_never_is_tried_once()
    {
        await using var server = new MailServer(_ => new(550, "no such mailbox"));
        await using var house = Configured(server);
        var receipt = await house.Send(house.Message(), To);
        Assert.Equal((NotificationOutcome.Failed, 1, "the mail server answered 550 no such mailbox"), (receipt.Outcome, receipt.Attempts, receipt.Detail));
        Assert.Equal(1, server.Count);
    }

    [Theory]
    [InlineData("right", NotificationOutcome.Delivered, null)]
    [InlineData("wrong", NotificationOutcome.Failed, "the mail server does not accept the user name and password")]
    public async Task A_server_with_users_lets_in_the_right_one(string password, NotificationOutcome outcome, string? detail)
    {
        await using var server = new MailServer(user: ("twin", "right"));
        await using var house = Configured(server, ("Smtp:UserName", "twin"), ("Smtp:Password", password));
        var receipt = await house.Send(house.Message(), To);
        Assert.Equal((outcome, detail, 1), (receipt.Outcome, receipt.Detail, receipt.Attempts));
        Assert.DoesNotContain(house.Logged, line => line.Contains(password, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_that_wants_a_user_refuses_when_there_is_none()
    {
        await using var server = new MailServer(user: ("twin", "right"));
        await using var house = Configured(server);
        var receipt = await house.Send(house.Message(), To);
        Assert.Equal((NotificationOutcome.Failed, "the mail server wants a user name and password", 1), (receipt.Outcome, receipt.Detail, receipt.Attempts));
    }

    [Fact]
    public async Task A_server_without_the_security_that_is_configured_gets_nothing()
    {
        await using var server = new MailServer();
        await using var house = Configured(server, ("Smtp:Security", "startTls"));
        var receipt = await house.Send(house.Message(), To);
        Assert.Equal((NotificationOutcome.Failed, 0), (receipt.Outcome, server.Count));
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_tried_again_until_the_time_is_over()
    {
        var gone = new MailServer();
        await gone.DisposeAsync();
        await using var house = Configured(gone, ("RetryFor", "00:00:02"));
        var (receipt, _) = await house.SeeThrough(house.Message(), To);
        Assert.Equal((NotificationOutcome.Failed, "given up; last: the mail server cannot be reached or broke off"), (receipt.Outcome, receipt.Detail));
        Assert.True(receipt.Attempts > 1);
    }

    [Fact]
    public async Task Without_a_server_email_is_refused_so_that_the_next_channel_is_used()
    {
        await using var house = new House();
        var receipt = await house.Send(house.Message(), To);
        Assert.Equal((NotificationOutcome.Failed, 1, "email is not configured"), (receipt.Outcome, receipt.Attempts, receipt.Detail));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("not an address at all")]
    public async Task What_is_no_address_is_refused(string? to)
    {
        await using var server = new MailServer();
        await using var house = Configured(server);
        var receipt = await house.Send(house.Message(), To with { To = to });
        Assert.Equal((NotificationOutcome.Failed, "the address is not an email address", 0), (receipt.Outcome, receipt.Detail, server.Count));
    }

    private static House Configured(MailServer server, params (string, string)[] more) => new(
    [
        ("Smtp:Host", "127.0.0.1"), ("Smtp:Port", server.Port.ToString(null, null)), ("Smtp:From", "Twin <twin@example.org>"), ("Smtp:Security", "none"), .. more,
    ]);
}
