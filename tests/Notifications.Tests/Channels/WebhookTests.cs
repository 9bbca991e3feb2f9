using System.Net.Mime;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Twin.Domain.Notifications;
using Twin.Notifications.Channels;
using Twin.Notifications.Tests.Receivers;

namespace Twin.Notifications.Tests.Channels;

public sealed class WebhookTests
{
    [Fact]
    public async Task A_page_is_a_CloudEvent()
    {
        await using var sink = await Sink.StartAsync(_ => new Answer(202));
        await using var house = new House();
        var message = house.Message() with { Step = "1", Round = 2, Late = true };
        await house.Send(message, House.Webhook(sink.Url("/li?team=a")));

        var request = await sink.NextAsync();
        Assert.Equal(("/li", "a"), (request.Path, request.Query["team"]));
        Assert.Equal("application/cloudevents+json", new ContentType(request.Headers["Content-Type"]).MediaType);
        Assert.False(request.Headers.ContainsKey("traceparent"));
        Assert.DoesNotContain(WebhookSender.SignatureHeader, request.Headers.Keys);
        using var json = JsonDocument.Parse(request.Body);
        var root = json.RootElement;
        Assert.Equal("1.0", root.GetProperty("specversion").GetString());
        Assert.Equal("twin.incident.page", root.GetProperty("type").GetString());
        Assert.Equal(message.Key, root.GetProperty("id").GetString());
        Assert.Equal("/twin", root.GetProperty("source").GetString());
        Assert.Equal("i-1", root.GetProperty("subject").GetString());
        Assert.Equal(message.CreatedAt, root.GetProperty("time").GetDateTime());
        var data = root.GetProperty("data");
        Assert.Equal(["incident", "leg", "step", "recipient", "round", "late", "reason", "text"], data.EnumerateObject().Select(p => p.Name));
        Assert.Equal(("i-1", "business", 1, "li"), (data.GetProperty("incident").GetString(), data.GetProperty("leg").GetString(), data.GetProperty("step").GetInt32(), data.GetProperty("recipient").GetString()));
        Assert.Equal((2, true, "stepDue", message.Text), (data.GetProperty("round").GetInt32(), data.GetProperty("late").GetBoolean(), data.GetProperty("reason").GetString(), data.GetProperty("text").GetString()));
    }

    [Theory]
    [InlineData(NotificationKind.Page, "twin.incident.page")]
    [InlineData(NotificationKind.Update, "twin.incident.update")]
    [InlineData(NotificationKind.Recovery, "twin.incident.recovery")]
    [InlineData(NotificationKind.Unattended, "twin.incident.unattended")]
    public async Task The_type_tells_the_kind_and_a_step_without_a_number_is_a_text(NotificationKind kind, string type)
    {
        await using var sink = await Sink.StartAsync(_ => Answer.Ok);
        await using var house = new House();
        await house.Send(house.Message(kind: kind, step: "recovery"), House.Webhook(sink.Url()));
        using var json = JsonDocument.Parse((await sink.NextAsync()).Body);
        Assert.Equal(type, json.RootElement.GetProperty("type").GetString());
        Assert.Equal("recovery", json.RootElement.GetProperty("data").GetProperty("step").GetString());
    }

    [Fact]
    public async Task The_signature_is_over_exactly_the_bytes_of_the_body()
    {
        await using var sink = await Sink.StartAsync(_ => Answer.Ok);
        await using var house = new House();
        await house.Send(house.Message(), House.Webhook(sink.Url(), "s3"));
        var request = await sink.NextAsync();
        Assert.Equal("sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData("s3"u8, request.Body)), request.Headers["X-Twin-Signature"]);
    }

    // printf '{"a":"线"}' | openssl dgst -sha256 -hmac '密s3'
    [Fact]
    public void The_signature_is_what_openssl_makes_of_it() =>
        Assert.Equal("sha256=2e272ce11e64df03cf5f3cd3ef48df62cf59404ea10f6287fd7f86360e3f80bb", WebhookSender.Sign(Encoding.UTF8.GetBytes("""{"a":"线"}"""), "密s3"));

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("file:///etc/passwd")]
    [InlineData("/relative")]
    public async Task What_is_no_http_address_is_refused(string url)
    {
        await using var house = new House();
        var receipt = await house.Send(house.Message(), House.Webhook(url));
        Assert.Equal((NotificationOutcome.Failed, "the webhook has no http address"), (receipt.Outcome, receipt.Detail));
    }

    [Fact]
    public async Task Secrets_and_addresses_reach_no_log_no_detail_and_no_backlog()
    {
        await using var sink = await Sink.StartAsync(r => r.Number == 1 ? new Answer(503) : new Answer(404));
        await using var house = new House();
        var receipt = house.Send(house.Message(), House.Webhook(sink.Url("/hooks/T0KEN-in-path?key=T0KEN-in-query"), "T0KEN-secret"));
        var wait = await house.Clock.Waits.ReadAsync().AsTask().Soon();
        Assert.DoesNotContain("T0KEN", string.Join('\n', house.Courier.Backlogs()), StringComparison.OrdinalIgnoreCase);
        Assert.Matches("^webhook 127\\.0\\.0\\.1:[0-9]+ #[0-9a-f]{6}$", Assert.Single(house.Courier.Backlogs()).Receiver);
        house.Clock.Advance(wait);
        Assert.DoesNotContain("T0KEN", (await receipt).Detail, StringComparison.OrdinalIgnoreCase);
        Assert.NotEmpty(house.Logged);
        Assert.DoesNotContain(house.Logged, line => line.Contains("T0KEN", StringComparison.OrdinalIgnoreCase));
    }
}
