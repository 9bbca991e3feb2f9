using Twin.Domain.Documents;
using Twin.Domain.Escalation;
using Twin.Domain.Teams;
using Twin.Domain.Tests.Documents;
using static Twin.Domain.Tests.Documents.Doc;

namespace Twin.Domain.Tests.Escalation;

public class EscalationPolicyReaderTests
{
    private static EscalationPolicy Read(string json)
    {
        var faults = new List<DocFault>();
        var policy = EscalationPolicyReader.Read("default", 7, Of(json), faults);
        Assert.Empty(faults.Said());
        return policy!;
    }

    [Fact]
    public void The_example_of_the_contract_says_what_the_shipped_policy_says()
    {
        var policy = Read("""
            {"correlationHold":"10s","verifyFor":"5m","reopenWithin":"30m","ackTimeout":"30m","firstResponse":"15m",
             "sharedOutage":{"lines":3,"share":"30%","within":"60s"},"autoAssign":false,"dispatch":"zone-first",
             "steps":[{"after":"0s","notify":["on-shift"]},{"after":"5m","notify":["lead"],"unless":"acknowledged"},{"after":"10m","notify":["duty-manager"],"unless":"assigned"}],
             "repeat":{"every":"30m","times":3},"thenUnattended":["duty-manager"]}
            """);
        Assert.Equivalent(EscalationPolicy.Default with { Version = 7 }, policy, strict: true);
    }

    [Fact]
    public void What_is_left_out_is_as_shipped() => Assert.Equivalent(EscalationPolicy.Default with { Version = 7 }, Read("{}"), strict: true);

    [Fact]
    public void Every_field_is_read()
    {
        var policy = Read("""
            {"correlationHold":"0s","verifyFor":"1m","reopenWithin":"2m","ackTimeout":"3m","firstResponse":"4m","arriveWithin":"1h30m","openingGrace":"6m",
             "sharedOutage":{"lines":5,"share":0.5,"within":"7s"},"telemetryLoss":{"share":"12.5%","outlets":20,"within":"8s"},
             "autoAssign":true,"dispatch":"nearest-idle",
             "steps":[{"after":"90s","notify":["li","lead"],"channels":["wecom","log"],"unless":"onSite","side":"telecom"},{"after":"90s","notify":["wang"],"side":"business"}],
             "repeat":{"every":"9m","times":0},"thenUnattended":["zhao"]}
            """);
        Assert.Equal((TimeSpan.Zero, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2)), (policy.CorrelationHold, policy.VerifyFor, policy.ReopenWithin));
        Assert.Equal((TimeSpan.FromMinutes(3), TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(90)), (policy.AckTimeout, policy.FirstResponse, policy.ArriveWithin));
        Assert.Equal(TimeSpan.FromMinutes(6), policy.OpeningGrace);
        Assert.Equal(new(5, 0.5, TimeSpan.FromSeconds(7)), policy.SharedOutage);
        Assert.Equal(new(0.125, 20, TimeSpan.FromSeconds(8)), policy.TelemetryLoss);
        Assert.Equal((true, DispatchPolicy.NearestIdle), (policy.AutoAssign, policy.Dispatch));
        Assert.Equal((TimeSpan.FromMinutes(9), 0), (policy.RepeatEvery, policy.RepeatTimes));
        Assert.Equal(["zhao"], policy.ThenUnattended);
        var step = policy.Steps[0];
        Assert.Equal((TimeSpan.FromSeconds(90), Unless.OnSite, Side.Telecom), (step.After, step.Unless, step.Side));
        Assert.Equal(["li", "lead"], step.Notify);
        Assert.Equal([ChannelType.WeCom, ChannelType.Log], step.Channels);
        Assert.Equal(Side.Business, policy.Steps[1].Side);
    }

    [Theory]
    [InlineData("""[]""", " wrongType")]
    [InlineData("""{"ackTimeOut":"1m"}""", "ackTimeOut unknownField")]
    [InlineData("""{"verifyFor":"5 minutes"}""", "verifyFor invalidValue")]
    [InlineData("""{"verifyFor":300}""", "verifyFor invalidValue")] // of what?
    [InlineData("""{"verifyFor":true}""", "verifyFor wrongType")]
    [InlineData("""{"ackTimeout":"0s"}""", "ackTimeout outOfRange")] // would expire as it is given
    [InlineData("""{"autoAssign":"yes"}""", "autoAssign wrongType")]
    [InlineData("""{"dispatch":"nearest"}""", "dispatch invalidValue")]
    [InlineData("""{"sharedOutage":{"lines":0}}""", "sharedOutage.lines outOfRange")]
    [InlineData("""{"sharedOutage":{"lines":2.5}}""", "sharedOutage.lines outOfRange")]
    [InlineData("""{"sharedOutage":{"share":"0%"}}""", "sharedOutage.share outOfRange")]
    [InlineData("""{"sharedOutage":{"share":"101%"}}""", "sharedOutage.share outOfRange")]
    [InlineData("""{"sharedOutage":{"share":30}}""", "sharedOutage.share outOfRange")] // 30 for 30 %
    [InlineData("""{"sharedOutage":{"share":"-5%"}}""", "sharedOutage.share invalidValue")]
    [InlineData("""{"sharedOutage":{"share":"a third"}}""", "sharedOutage.share invalidValue")]
    [InlineData("""{"sharedOutage":{"share":true}}""", "sharedOutage.share wrongType")]
    [InlineData("""{"sharedOutage":{"within":"0s","span":1}}""", "sharedOutage.within outOfRange", "sharedOutage.span unknownField")]
    [InlineData("""{"telemetryLoss":{"outlets":0,"share":2}}""", "telemetryLoss.share outOfRange", "telemetryLoss.outlets outOfRange")]
    [InlineData("""{"repeat":{"times":1001}}""", "repeat.times outOfRange")]
    [InlineData("""{"repeat":{"times":-1}}""", "repeat.times outOfRange")]
    [InlineData("""{"repeat":{"every":"0s"}}""", "repeat.every outOfRange")]
    [InlineData("""{"steps":[]}""", "steps required")]
    [InlineData("""{"steps":{}}""", "steps wrongType")]
    [InlineData("""{"steps":[{}]}""", "steps[0].after required", "steps[0].notify required")]
    [InlineData("""{"steps":[{"after":"0s","notify":[]}]}""", "steps[0].notify required")]
    [InlineData("""{"steps":[{"after":"0s","notify":"lead"}]}""", "steps[0].notify wrongType")]
    [InlineData("""{"steps":[{"after":"0s","notify":["Li Wei", 7, "lead", "lead"]}]}""", "steps[0].notify[0] invalidValue", "steps[0].notify[1] wrongType", "steps[0].notify[3] duplicate")]
    [InlineData("""{"steps":[{"after":"0s","notify":["lead"],"unless":"onsite"}]}""", "steps[0].unless invalidValue")]
    [InlineData("""{"steps":[{"after":"0s","notify":["lead"],"side":"province"}]}""", "steps[0].side invalidValue")] // no leg is the province's
    [InlineData("""{"steps":[{"after":"0s","notify":["lead"],"channels":["sms","log","log"]}]}""", "steps[0].channels[0] invalidValue", "steps[0].channels[2] duplicate")]
    [InlineData("""{"steps":[{"after":"5m","notify":["lead"]},{"after":"1m","notify":["li"]},{"after":"2m","notify":["li"]}]}""", "steps[1].after outOfOrder", "steps[2].after outOfOrder")]
    [InlineData("""{"thenUnattended":["Nobody!"]}""", "thenUnattended[0] invalidValue")]
    public void Every_fault_is_named(string json, params string[] expected)
    {
        var faults = new List<DocFault>();
        Assert.Null(EscalationPolicyReader.Read("default", 1, Of(json), faults));
        Assert.Equal(expected, faults.Said());
    }
}
