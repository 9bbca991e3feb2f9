using Twin.Domain.Incidents;
using Twin.Domain.Network;
using Twin.Domain.Teams;

namespace Twin.Domain.Tests.Incidents;

/// <summary>Responsibility follows the cause.</summary>
public class LegRulesTests
{
    private const string Business = "Business 320812", Telecom = "Telecom 320813", BusinessInformed = "Business 320812 informed", TelecomInformed = "Telecom 320812 informed";

    public static TheoryData<string, string[]> Cases => new()
    {
        { "terminal", [Business] },
        { "camera", [Business] },
        { "camera, link bad", [Business, Telecom] },
        { "terminal, link bad", [Business] },
        { "line", [Telecom, BusinessInformed] },
        { "line, no telecom area", ["Telecom 320812", BusinessInformed] },
        { "node", [Telecom, BusinessInformed] },
        { "network", [Business, Telecom] },
        { "terminal, business telecom", [Business, Telecom] }, // joint dispatch
        { "terminal, business telecom, same area", [Business, TelecomInformed] },
        { "terminal, business telecom, no telecom area", [Business, TelecomInformed] },
        { "terminal, telecom", [Telecom, BusinessInformed] },
        { "line, business", [Business] },
    };

    [Theory, MemberData(nameof(Cases))]
    public void The_cause_says_who_must_see_to_it_and_who_is_told(string cause, string[] expected)
    {
        var words = cause.Split(", ");
        var report = World.ReportOf(words[0] switch { "camera" => DeviceKind.Camera, "terminal" => DeviceKind.Terminal, _ => DeviceKind.Line });
        report = words[0] switch
        {
            "node" => report with { Scope = IncidentScope.AccessNode, Cause = new() { Rule = IncidentCause.SharedOutage } },
            "network" => report with { Scope = IncidentScope.Network, Cause = new() { Rule = IncidentCause.TelemetryLost } },
            _ => report,
        };
        if (words.Contains("no telecom area")) report = report with { Place = report.Place with { TelecomArea = null } };
        if (words.Contains("same area")) report = report with { Place = report.Place with { TelecomArea = report.Place.District } };
        report = report with
        {
            Cause = report.Cause with
            {
                LinkBad = words.Contains("link bad"),
                Legs = [.. words.Where(w => w.StartsWith("business", StringComparison.Ordinal) || w == "telecom").SelectMany(w => w.Split(' ')).Select(w => Enum.Parse<Side>(w, true))],
            },
        };
        Assert.Equal(expected, LegRules.For(report).Select(s => $"{s.Side} {s.Area}{(s.Required ? "" : " informed")}"));
    }
}
