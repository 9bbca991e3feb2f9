using System.Net;
using System.Text;
using Twin.EndToEnd.Tests.Incidents;

namespace Twin.EndToEnd.Tests.Operations;

/// <summary>What a collector is told of a reading's way to a page.</summary>
public sealed class JourneyTests
{
    private const string Code = "3208120001";
    private const string Ladder = """
          - {after: 0s, notify: [on-shift]}
          - {after: 3s, notify: [lead], unless: acknowledged}
        """;

    [Fact]
    public async Task A_reading_and_the_pages_it_leads_to_are_one_trace_also_after_a_power_cut()
    {
        await using var collector = await Collector.Start();
        await using var duty = await Duty.Start(null, Ladder, environment: collector.Environment);
        await duty.Outlet(Code);

        var (quiet, quietSpan) = await Send(duty, "temperatureC", 21);
        await collector.Until(quiet, "POST /v1/telemetry", "the request that changed nothing is told");
        var (trace, ours) = await Send(duty, "temperatureC", 80);
        await duty.Pager.Page("li");
        await collector.Until(trace, "notification.send", "the page is told");

        var spans = collector.Of(trace);
        var send = spans.First(s => s.Name == "notification.send");
        var way = new List<string>();
        for (var span = send; ; span = Assert.Single(spans, s => s.Id == span.Parent))
        {
            way.Add(span.Name);
            if (span.Parent == ours) break;
        }
        Assert.Equal(["notification.send", "incident.observe", "outlet.explain", "outlet.report", "device.transition", "POST /v1/telemetry"], way);
        Assert.Equal(await duty.Incident(Code), send.Tags["twin.incident"]);
        Assert.Equal($"{Code}/t1", spans.First(s => s.Name == "device.transition").Tags["twin.device"]);
        Assert.DoesNotContain(collector.Spans, s => s.Tags.Values.Any(v => v.Contains(Duty.Secret, StringComparison.Ordinal) || v.Contains("/li", StringComparison.Ordinal)));

        await duty.Restart();
        await duty.Pager.Page("lan");
        await collector.Until(trace, "notification.send", "the page after the power cut is told");
        await Twin.EndToEnd.Tests.Running.TwinApi.Until(() => Task.FromResult(collector.Of(trace).Any(s => s.Name == "notification.send" && s.Tags["twin.notification"].Contains(":lan:", StringComparison.Ordinal))), "the lead's page belongs to the trace");

        // All else had its time by now: a reading that changed nothing is its request and no more.
        Assert.Equal(quietSpan, Assert.Single(collector.Of(quiet)).Parent);
        Assert.Contains("twin", collector.Services);
        await Twin.EndToEnd.Tests.Running.TwinApi.Until(() => Task.FromResult(collector.Metrics.Contains("twin.outlets")), "metrics are told");
        Assert.Contains(collector.Logs, l => l.Text.Contains("MQTT listens on", StringComparison.Ordinal));
    }

    /// <summary>A reading, sent by somebody who traces what they do; the ids of their trace and span.</summary>
    private static async Task<(string Trace, string Span)> Send(Duty duty, string name, int value)
    {
        var (trace, span) = (Guid.NewGuid().ToString("N"), Guid.NewGuid().ToString("N")[..16]);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/telemetry")
        {
            Content = new StringContent($$$"""[{"device":"{{{Code}}}/t1","at":"{{{DateTime.UtcNow:O}}}","values":{"{{{name}}}":{{{value}}}}}]""", Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("traceparent", $"00-{trace}-{span}-01");
        using var answer = await duty.Api.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        return (trace, span);
    }
}
