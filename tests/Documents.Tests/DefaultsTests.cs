using Twin.Documents;
using Twin.Domain.Calendars;
using Twin.Domain.Documents;
using Twin.Domain.Escalation;
using Twin.Domain.Teams;

namespace Twin.Documents.Tests;

public class DefaultsTests
{
    private static readonly DateTime From = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private static TradingCalendar Calendar(string yaml)
    {
        var faults = new List<DocFault>();
        var calendar = TradingCalendar.Read("standard", DocumentText.Parse(yaml, DocumentFormat.Yaml, faults)!, faults);
        Assert.Empty(faults);
        return calendar!;
    }

    [Fact]
    public void The_shipped_calendar_does_what_the_standard_one_does()
    {
        var shipped = Calendar(Defaults.StandardCalendarYaml);
        Assert.Equal((TradingCalendar.Standard.Id, TradingCalendar.Standard.TimeZone), (shipped.Id, shipped.TimeZone));
        for (var at = From; at < From.AddYears(3); at = TradingCalendar.Standard.At(at).End)
            Assert.Equal(TradingCalendar.Standard.At(at), shipped.At(at));
    }

    [Fact]
    public void The_example_of_the_contract_is_read_with_its_exceptions()
    {
        var calendar = Calendar("""
            # PUT /v1/calendars/standard
            timeZone: Asia/Shanghai
            weekly: {mon-fri: ["08:30-21:30"], sat-sun: ["08:00-22:00"]}
            salesStops: [{days: [mon, wed, sat], from: "21:00", to: "21:10"}]
            exceptions: [{date: 2027-02-17, closed: true}, {date: 2027-02-14, hours: ["10:00-18:00"]}]
            """);
        Assert.Equal(TradingState.Closed, calendar.At(new(2027, 2, 17, 4, 0, 0, DateTimeKind.Utc)).State);
        Assert.Equal(new(2027, 2, 14, 2, 0, 0, DateTimeKind.Utc), calendar.At(new(2027, 2, 14, 4, 0, 0, DateTimeKind.Utc)).Start);
        Assert.Equal(TradingState.Closed, calendar.At(new(2027, 2, 14, 10, 0, 0, DateTimeKind.Utc)).State);
    }

    [Fact]
    public void Faults_of_a_calendar_point_into_its_text()
    {
        var faults = new List<DocFault>();
        TradingCalendar.Read("x", DocumentText.Parse("weekly:\n  mon: [\"08:00-25:00\"]\n  mon-tue: []\nsalesStops: [{days: [mon, fun], from: 21:00, to: \"21:1\"}]\n", DocumentFormat.Yaml, faults)!, faults);
        Assert.Equal(
            ["2:16 weekly.mon[0] invalidValue", "3:3 weekly.mon-tue duplicate", "4:27 salesStops[0].days[1] unknownDay", "4:51 salesStops[0].to invalidValue"],
            faults.Select(f => $"{f.Line}:{f.Column} {f.Path} {f.Code}"));
    }

    [Fact]
    public void The_shipped_rule_book_is_a_document() =>
        Assert.Contains(((DocMap)DocumentText.Parse(Defaults.RuleBookYaml, DocumentFormat.Yaml, [])!).Entries, e => e is { Key: "version", Value: DocNumber { Value: 1 } });

    [Fact]
    public void The_shipped_policy_says_what_the_default_one_says()
    {
        var faults = new List<DocFault>();
        var shipped = EscalationPolicyReader.Read(EscalationPolicy.DefaultId, 1, DocumentText.Parse(Defaults.PolicyDefaultYaml, DocumentFormat.Yaml, faults)!, faults);
        Assert.Empty(faults);
        Assert.Equivalent(EscalationPolicy.Default, shipped, strict: true);
    }

    [Fact]
    public void The_policy_and_the_team_of_the_contract_are_read()
    {
        var faults = new List<DocFault>();
        var policy = EscalationPolicyReader.Read("default", 1, DocumentText.Parse("""
            correlationHold: 10s
            verifyFor: 5m
            reopenWithin: 30m
            ackTimeout: 30m
            firstResponse: 15m
            sharedOutage: {lines: 3, share: 30%, within: 60s}
            autoAssign: false
            dispatch: zone-first
            steps:                          # each leg climbs its own ladder; `side` limits a step to one
              - {after: 0s, notify: [on-shift]}
              - {after: 5m, notify: [lead], unless: acknowledged}
              - {after: 10m, notify: [duty-manager], unless: assigned}
            repeat: {every: 30m, times: 3}
            thenUnattended: [duty-manager]
            """, DocumentFormat.Yaml, faults)!, faults);
        var team = TeamReader.Read("hongze-telecom", DocumentText.Parse("""
            # PUT /v1/teams/hongze-telecom
            side: telecom                   # business | telecom | province (province hears what no area's team covers)
            areas: ["320813"]
            people:
              - {id: li, name: 李工, role: engineer, skills: [fibre, terminal], home: {lon: 118.87, lat: 33.29}, language: zh,
                 channels: [{type: webhook, url: "http://127.0.0.1:9000/li", secret: s3}, {type: email, to: li@example.org}]}
              - {id: wang, name: 王主任, role: lead, channels: [{type: webhook, url: "http://127.0.0.1:9000/wang"}]}
            shifts: [{people: [li], days: mon-sun, from: "00:00", to: "24:00"}]      # no shifts: everyone, always
            """, DocumentFormat.Yaml, faults)!, faults);
        Assert.Empty(faults);
        Assert.Equivalent(EscalationPolicy.Default, policy, strict: true);
        Assert.Equal(["li", "wang"], team!.People.Select(p => p.Id));
    }

    [Fact]
    public void Faults_of_policies_and_teams_point_into_their_texts()
    {
        var faults = new List<DocFault>();
        EscalationPolicyReader.Read("x", 1, DocumentText.Parse("verifyFor: 5 min\nsteps:\n  - {after: 0s, notify: [Li], until: acknowledged}\n", DocumentFormat.Yaml, faults)!, faults);
        TeamReader.Read("x", DocumentText.Parse("side: telecom\nareas: [320813]\npeople:\n  - id: li\nshifts: [{people: [sun], days: mon, from: 00:00, to: 24:01}]\n", DocumentFormat.Yaml, faults)!, faults);
        Assert.Equal(
            ["1:12 verifyFor invalidValue", "3:26 steps[0].notify[0] invalidValue", "3:31 steps[0].until unknownField",
             "2:9 areas[0] wrongType", "5:20 shifts[0].people[0] unknownPerson", "5:54 shifts[0].to invalidValue"],
            faults.Select(f => $"{f.Line}:{f.Column} {f.Path} {f.Code}"));
    }
}
