using Twin.Domain.Escalation;
using Twin.Domain.Incidents;
using Twin.Domain.Network;
using Twin.Simulation.Replay;

namespace Twin.Simulation.Tests.Replay;

public sealed class IncidentPairsTests
{
    private static readonly DateTime Start = Recorded.Start;

    private static IncidentCourse Course(string device, string rule, int from, int? to)
    {
        var it = DeviceRef.Parse(device);
        var report = new CauseReport
        {
            Incident = $"{it.Outlet}-{from}",
            Scope = IncidentScope.Outlet,
            Place = new() { Outlet = it.Outlet },
            Cause = new() { Device = it, Rule = rule },
            Severity = Severity.Major,
            Bad = true,
            Since = Start,
        };
        return new(new Incident
        {
            Id = report.Incident,
            Report = report,
            Policy = EscalationPolicy.Default,
            OpenedAt = Start.AddSeconds(from),
            Phase = to is null ? IncidentPhase.Open : IncidentPhase.Closed,
            ClosedAt = to is { } end ? Start.AddSeconds(end) : null,
        });
    }

    private static string Match(IncidentCourse[] made, IncidentCourse[] old) =>
        string.Join(' ', IncidentPairs.Match(made, old, Start.AddHours(1)).Select(p => $"{p.Kind}:{p.New?.OpenedAt.Subtract(Start).TotalSeconds}/{p.Old?.OpenedAt.Subtract(Start).TotalSeconds}"));

    private const string A = "3208000001/t1";
    private const string B = "3208000001/t2";

    [Fact]
    public void Only_what_overlaps_on_one_device_is_the_same()
    {
        Assert.Equal("Same:10/10", Match([Course(A, "hot", 10, 20)], [Course(A, "hot", 10, 30)]));
        Assert.Equal("OnlyNew:10/ OnlyOld:/10", Match([Course(A, "hot", 10, 20)], [Course(B, "hot", 10, 20)]));
        Assert.Equal("OnlyNew:10/ OnlyOld:/40", Match([Course(A, "hot", 10, 20)], [Course(A, "hot", 40, 60)]));
        Assert.Equal("Earlier:10/40", Match([Course(A, "hot", 10, null)], [Course(A, "hot", 40, 60)]));
    }

    [Fact]
    public void The_same_rule_comes_before_a_longer_overlap_and_nothing_is_paired_twice()
    {
        Assert.Equal("Same:10/10 OnlyOld:/12", Match([Course(A, "hot", 10, 20)], [Course(A, "offline", 12, 20), Course(A, "hot", 10, 11)]));
        Assert.Equal("Later:10/5 OnlyNew:40/ OnlyNew:70/", Match([Course(A, "hot", 10, 35), Course(A, "hot", 40, 45), Course(A, "hot", 70, 75)], [Course(A, "hot", 5, 100)]));
    }

    [Fact]
    public void One_that_ended_long_ago_does_not_hide_a_long_one_behind_it()
    {
        Assert.Equal("OnlyOld:/0 Later:500/10 OnlyOld:/20", Match([Course(A, "hot", 500, 510)], [Course(A, "hot", 0, 5), Course(A, "hot", 10, 900), Course(A, "hot", 20, 30)]));
    }
}
