using Twin.Api.Incidents.Statistics;
using Twin.Domain.Incidents;
using Twin.Grains.Incidents;

namespace Twin.Api.Tests.Incidents;

public sealed class RestoreTimesTests
{
    private static readonly DateTime Now = new(2027, 3, 1, 0, 0, 0, DateTimeKind.Utc);

    private static IncidentRow Row(int minutes, IncidentPhase phase = IncidentPhase.Closed, string? into = null) => new()
    {
        Id = $"3201050001-{minutes}",
        Rule = minutes % 2 == 0 ? "even" : "odd",
        Phase = phase,
        OpenedAt = Now.AddHours(-1),
        ResolvedAt = phase >= IncidentPhase.Resolved ? Now.AddHours(-1).AddMinutes(minutes) : null,
        MergedInto = into,
    };

    [Fact]
    public void Quantiles_are_by_nearest_rank_and_only_of_what_was_restored_and_not_merged()
    {
        var times = new RestoreTimes(TimeSpan.FromMinutes(5), Now);
        // 1 to 20 minutes, in an order that is none.
        foreach (var minutes in Enumerable.Range(1, 20).OrderBy(m => m * 7 % 20)) times.Add(Row(minutes));
        times.Add(Row(50, into: "another"));
        times.Add(Row(40, IncidentPhase.Assigned));
        Assert.Equal((22, 1, 1, 20, 5), (times.Incidents, times.Open, times.Merged, times.Restored, times.WithinTarget));
        Assert.Equal((10, 18, 19), (times.Quantile(0.5)!.Value.TotalMinutes, times.Quantile(0.9)!.Value.TotalMinutes, times.Quantile(0.95)!.Value.TotalMinutes));
        Assert.Equal(10.5, times.Mean!.Value.TotalMinutes);
        // 1 + … + 20, and the hour of the one that is still open.
        Assert.Equal(TimeSpan.FromMinutes(210 + 60), times.FaultTime);
        Assert.Equal([("even", 12), ("odd", 10)], times.Causes.Select(c => (c.Rule, c.Incidents)));
    }

    [Fact]
    public void Nothing_restored_has_no_quantile()
    {
        var times = new RestoreTimes(null, Now);
        Assert.Null(times.Quantile(0.5));
        times.Add(Row(3, IncidentPhase.Open));
        Assert.Null(times.Mean);
        Assert.Equal(0, times.WithinTarget);
    }
}
