using System.Text.Json.Nodes;
using Twin.EndToEnd.Tests.Running;

namespace Twin.EndToEnd.Tests.Incidents;

/// <summary>Receivers that hang, fail for a while, or refuse.</summary>
public sealed class ReceiverTests
{
    private const string Code = "3208120001";

    [Fact]
    public async Task One_that_hangs_delays_nobody_one_that_fails_gets_it_once_and_one_that_refuses_is_passed_over()
    {
        await using var duty = await Duty.Start("  - {after: 0s, notify: [xu, yan, fan, ren]}");
        await duty.Team("others", "business", ["320813"],
            duty.Person("xu", "engineer"), duty.Person("yan", "engineer"), duty.Person("fan", "engineer"), duty.Person("ren", "engineer", "/ren-1", "/ren-2"));
        duty.Pager.Hang("/xu");
        duty.Pager.Refuse("/fan", 503, 503, 503);
        duty.Pager.Refuse("/ren-1", 400);
        await duty.Outlet(Code);
        await duty.Api.Report($"{Code}/t1", """{"temperatureC":80}""");
        var incident = await duty.Incident(Code);

        await duty.Pager.Page("yan", incident);
        var fan = await duty.Pager.Page("fan", incident);
        var ren = await duty.Pager.Page("ren", incident);
        await TwinApi.Until(() => Task.FromResult(duty.Pager.Tries.Any(t => t.Path == "/xu")), "xu's receiver was tried");
        await TwinApi.Until(async () => (await Sent("fan")).Any(n => (string?)n["outcome"] == "delivered"), "it is recorded that fan has it");
        await TwinApi.Until(async () => (await Sent("ren")).Any(n => (string?)n["outcome"] == "delivered"), "it is recorded that ren has it");

        Assert.Equal([503, 503, 503, 200], duty.Pager.Tries.Where(t => t.Path == "/fan").Select(t => t.Status));
        Assert.All(duty.Pager.Tries.Where(t => t.Path == "/fan"), t => Assert.Equal(fan.Id, t.Id));
        Assert.Equal(4, (int)Assert.Single(await Sent("fan"))["attempts"]!);

        Assert.Equal([("/ren-1", 400), ("/ren-2", 200)], duty.Pager.Tries.Where(t => t.Recipient == "ren").Select(t => (t.Path, t.Status)));
        Assert.Equal($"{incident}:business:0:ren:webhook-2:0", ren.Id);
        Assert.Equal(["webhook failed", "webhook-2 delivered"], (await Sent("ren")).Select(n => $"{n["channel"]} {n["outcome"]}").Order(StringComparer.Ordinal));

        Assert.All(duty.Pager.Tries.Where(t => t.Path == "/xu"), t => Assert.Equal(0, t.Status));
        Assert.Equal("pending", (string?)Assert.Single(await Sent("xu"))["outcome"]);
        Assert.Single(duty.Pager.Tries, t => t.Path == "/yan");

        async Task<IReadOnlyList<JsonNode>> Sent(string person) =>
            [.. (await duty.Api.Get($"/v1/notifications?incident={incident}&recipient={person}"))["items"]!.AsArray().Select(n => n!)];
    }
}
