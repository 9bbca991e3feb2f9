using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Twin.Domain.Notifications;
using Twin.Domain.Teams;
using Twin.Notifications.Channels;
using Twin.Notifications.Tests.Receivers;

namespace Twin.Notifications.Tests.Channels;

public sealed class RobotTests
{
    private static readonly Answer Taken = new(200, """{"errcode":0,"errmsg":"ok"}""");

    [Theory]
    [InlineData(ChannelType.WeCom)]
    [InlineData(ChannelType.DingTalk)]
    public async Task A_robot_gets_a_text_message_at_its_own_address(ChannelType type)
    {
        await using var sink = await Sink.StartAsync(_ => Taken);
        await using var house = new House();
        var message = house.Message();
        var receipt = await house.Send(message, Robot(type, sink.Url("/send?access_token=abcdef")));
        Assert.Equal((NotificationOutcome.Delivered, 1), (receipt.Outcome, receipt.Attempts));
        var request = await sink.NextAsync();
        Assert.Equal(("/send", "abcdef"), (request.Path, request.Query["access_token"]));
        Assert.Single(request.Query);
        Assert.StartsWith("application/json", request.Headers["Content-Type"], StringComparison.Ordinal);
        using var json = JsonDocument.Parse(request.Body);
        Assert.Equal(["msgtype", "text"], json.RootElement.EnumerateObject().Select(p => p.Name));
        Assert.Equal("text", json.RootElement.GetProperty("msgtype").GetString());
        Assert.Equal(message.Text, json.RootElement.GetProperty("text").GetProperty("content").GetString());
    }

    [Fact]
    public async Task DingTalk_is_signed_with_the_time_of_the_try()
    {
        await using var sink = await Sink.StartAsync(r => r.Number == 1 ? new Answer(500) : Taken);
        await using var house = new House();
        await house.SeeThrough(house.Message(), Robot(ChannelType.DingTalk, sink.Url("/send?access_token=abcdef"), "SECabc"));
        var (first, second) = (await sink.NextAsync(), await sink.NextAsync());
        Assert.Equal(house.Clock.GetUtcNow().ToUnixTimeMilliseconds(), long.Parse(second.Query["timestamp"], null));
        Assert.NotEqual(first.Query["timestamp"], second.Query["timestamp"]);
        foreach (var request in new[] { first, second })
        {
            Assert.Equal("abcdef", request.Query["access_token"]);
            Assert.Equal(Convert.ToBase64String(HMACSHA256.HashData("SECabc"u8, Encoding.UTF8.GetBytes(request.Query["timestamp"] + "\nSECabc"))), request.Query["sign"]);
        }
    }

    // Made with the Python of DingTalk's documentation.
    [Fact]
    public void The_sign_is_what_DingTalks_own_example_makes_of_it() => Assert.Equal(
        "https://oapi.dingtalk.com/robot/send?access_token=x&timestamp=1600000000000&sign=ABcUcMOwyGGKmiNbHqEbhvKpuIGkMXqT1gAGfAAmnk8%3D",
        DingTalkSender.Signed(new("https://oapi.dingtalk.com/robot/send?access_token=x"), "SECabc", DateTimeOffset.FromUnixTimeMilliseconds(1_600_000_000_000)).AbsoluteUri);

    [Theory]
    [InlineData(ChannelType.WeCom, 45009)]
    [InlineData(ChannelType.DingTalk, 130101)]
    public async Task A_robot_that_counts_too_many_messages_is_tried_again_after_its_minute(ChannelType type, int code)
    {
        await using var sink = await Sink.StartAsync(r => r.Number == 1 ? new Answer(200, $$"""{"errcode":{{code}},"errmsg":"too fast"}""") : Taken);
        await using var house = new House();
        var (receipt, waits) = await house.SeeThrough(house.Message(), Robot(type, sink.Url()));
        Assert.Equal((NotificationOutcome.Delivered, 2), (receipt.Outcome, receipt.Attempts));
        Assert.Equal(TimeSpan.FromMinutes(1), Assert.Single(waits));
    }

    [Theory]
    [InlineData(ChannelType.WeCom, """{"errcode":93000,"errmsg":"invalid webhook url"}""", "WeCom answered 93000 invalid webhook url")]
    [InlineData(ChannelType.DingTalk, """{"errcode":310000,"errmsg":"sign not match"}""", "DingTalk answered 310000 sign not match")]
    [InlineData(ChannelType.WeCom, """{"errcode":93000,"errmsg":"unknown key abcdef"}""", "WeCom answered 93000")]
    [InlineData(ChannelType.DingTalk, """{"errcode":310000,"errmsg":"not SECabc"}""", "DingTalk answered 310000")]
    [InlineData(ChannelType.WeCom, "<html>welcome</html>", "{0} did not answer as WeCom does")]
    [InlineData(ChannelType.WeCom, "", "{0} did not answer as WeCom does")]
    [InlineData(ChannelType.DingTalk, """{"ok":true}""", "{0} did not answer as DingTalk does")]
    [InlineData(ChannelType.DingTalk, "[]", "{0} did not answer as DingTalk does")]
    public async Task A_robot_that_refuses_is_tried_once_and_its_words_are_kept_unless_they_hold_a_secret(ChannelType type, string answer, string detail)
    {
        await using var sink = await Sink.StartAsync(_ => new Answer(200, answer));
        await using var house = new House();
        var receipt = await house.Send(house.Message(), Robot(type, sink.Url("/send?key=abcdef"), "SECabc"));
        Assert.Equal((NotificationOutcome.Failed, 1), (receipt.Outcome, receipt.Attempts));
        Assert.Equal(string.Format(null, detail, new Uri(sink.Url()).Authority), receipt.Detail);
    }

    [Fact]
    public async Task An_endless_answer_is_read_up_to_a_bound()
    {
        await using var sink = await Sink.StartAsync(_ => new Answer(200, new string(' ', 1 << 20)));
        await using var house = new House();
        Assert.Equal(NotificationOutcome.Failed, (await house.Send(house.Message(), Robot(ChannelType.WeCom, sink.Url()))).Outcome);
    }

    [Theory]
    [InlineData("线路中断", 100)]
    [InlineData("线路中断", 683)]
    [InlineData("🔧a", 900)]
    public void A_text_fits_what_WeCom_takes_and_keeps_its_link(string words, int times)
    {
        const string Link = "\n详情：https://twin.example/incidents/i-1";
        var text = string.Concat(Enumerable.Repeat(words, times)) + Link;
        var fitted = WeComSender.Fit(text, WeComSender.TextBytesMax);
        Assert.InRange(Encoding.UTF8.GetByteCount(fitted), 1, WeComSender.TextBytesMax);
        Assert.EndsWith(Link, fitted, StringComparison.Ordinal);
        Assert.Equal(Encoding.UTF8.GetByteCount(text) <= WeComSender.TextBytesMax, fitted == text);
        Assert.DoesNotContain('\uFFFD', fitted);
    }

    private static ContactChannel Robot(ChannelType type, string url, string? secret = null) => new("robot", type, Url: url, Secret: secret);
}
