using Twin.Documents;
using Twin.Domain.Calendars;
using Twin.Domain.Documents;

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
}
