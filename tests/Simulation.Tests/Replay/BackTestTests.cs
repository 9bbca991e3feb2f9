using Twin.Domain.Readings;
using Twin.Simulation.Replay;
using Twin.Simulation.Reports;

namespace Twin.Simulation.Tests.Replay;

public sealed class BackTestTests
{
    private const string T1 = "3208000001/t1";
    private const string T2 = "3208000002/t1";
    private static readonly Twin.Domain.Network.OutletProfile[] Two = [Recorded.Outlet(1, "t1"), Recorded.Outlet(2, "t1")];

    /// <summary>Two terminals over an hour: the one hot for ten minutes, the other for 45 seconds.</summary>
    private static Recorded Hour() => new Recorded().Beats(T1, 0, 3600, Recorded.Hot(600, 1200)).Beats(T2, 7, 3600, Recorded.Hot(1800, 1845));

    private static string Hold(string hold) => Recorded.Book.Replace("hold: 60s", $"hold: {hold}", StringComparison.Ordinal);

    [Fact]
    public void The_same_book_makes_the_same_of_it()
    {
        var result = Hour().Play(Recorded.Book, outlets: Two);
        var pair = Assert.Single(result.Pairs);
        Assert.Equal((PairKind.Same, "3208000001", "t1", "hot"), (pair.Kind, pair.Either.Place, pair.Either.Device, pair.Either.Rule));
        Assert.Equal(result.Old.Fingerprint, result.New.Fingerprint);
        Assert.True(result.New.Pages > 0);
    }

    [Fact]
    public void A_shorter_hold_makes_more_incidents_and_makes_them_earlier()
    {
        var result = Hour().Play(Hold("20s"), outlets: Two);
        Assert.Equal([PairKind.Earlier, PairKind.OnlyNew], result.Pairs.Select(p => p.Kind));
        Assert.Equal(TimeSpan.FromSeconds(-40), result.Pairs[0].LaterBy);
        Assert.Equal("3208000002", result.Pairs[1].Either.Place);
        Assert.True(result.New.Pages > result.Old.Pages);
    }

    [Fact]
    public void A_longer_hold_makes_them_later_and_fewer()
    {
        Assert.Equal([(PairKind.Later, TimeSpan.FromMinutes(4))], Hour().Play(Hold("5m"), outlets: Two).Pairs.Select(p => (p.Kind, p.LaterBy)));
        Assert.Equal([PairKind.OnlyOld], Hour().Play(Hold("11m"), outlets: Two).Pairs.Select(p => p.Kind));
    }

    [Fact]
    public void A_rule_that_is_taken_out_pages_nobody()
    {
        var without = string.Join('\n', Recorded.Book.Split('\n').Where(l => !l.Contains("id: hot", StringComparison.Ordinal)));
        var result = Hour().Play(without, outlets: Two);
        Assert.Equal(0, result.New.Pages);
        Assert.All(result.ByPerson, p => Assert.Equal(0, p.New));
        Assert.Equal(["chen", "wang"], result.ByPerson.Select(p => p.Person));
    }

    [Fact]
    public void A_rule_by_another_name_is_the_same_incident()
    {
        var pair = Assert.Single(Hour().Play(Recorded.Book.Replace("id: hot", "id: too-hot", StringComparison.Ordinal), outlets: Two).Pairs);
        Assert.Equal(("too-hot", "hot"), (pair.New!.Rule, pair.Old!.Rule));
    }

    [Fact]
    public void A_policy_alone_moves_the_pages_and_no_incident()
    {
        var result = Hour().Play(Recorded.Book, newPolicy: "steps: [{after: 0s, notify: [on-shift]}]\nrepeat: {every: 30m, times: 0}\nthenUnattended: []", outlets: Two);
        Assert.Equal(1, result.Count(PairKind.Same));
        Assert.Equal((1, 0), (result.ByPerson.Single(p => p.Person == "wang").New - 1, result.ByPerson.Single(p => p.Person == "chen").New));
        Assert.True(result.ByTier.Single(t => t.Tier == "step 1").Old > 0);
    }

    [Fact]
    public void Whoever_answers_stops_the_ladder()
    {
        var nobody = Hour().Play(Recorded.Book, outlets: Two);
        var prompt = Hour().Play(Recorded.Book, answer: TimeSpan.FromMinutes(2), outlets: Two);
        Assert.Contains(nobody.ByTier, t => t is { Tier: "step 1", New: > 0 });
        Assert.DoesNotContain(prompt.ByTier, t => t is { Tier: "step 1", New: > 0 });
        Assert.Equal(nobody.New.Incidents.Select(i => i.OpenedAt), prompt.New.Incidents.Select(i => i.OpenedAt));
    }

    [Fact]
    public void Silence_is_judged_by_when_readings_came()
    {
        var result = new Recorded().Beats(T1, 0, 600).Beats(T1, 1200, 1800).Beats(T2, 7, 1800).Play(Recorded.Book, outlets: Two);
        var incident = Assert.Single(result.New.Incidents);
        Assert.Equal(("offline", "3208000001"), (incident.Rule, incident.Place));
        // Last heard at 570 s, silent for 90 s, and a correlation hold of 10 s.
        Assert.Equal(Recorded.Start.AddSeconds(670), incident.OpenedAt, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void A_clock_that_jumps_carries_nobody_else_along()
    {
        // One reading of a day ahead, and a device that is always a day ahead: neither makes the others silent.
        var recorded = Hour().Say(T1, 900.5, [], at: 86_400).Beats("3208000003/t1", 11, 3600, ahead: 86_400);
        var result = recorded.Play(Recorded.Book, outlets: [.. Two, Recorded.Outlet(3, "t1")]);
        Assert.DoesNotContain(result.New.Incidents, i => i.Rule == "offline");
        Assert.Contains(result.New.Incidents, i => i.Rule == "hot");
        Assert.Equal(1 + 120, result.Disbelieved);
        Assert.True(result.Until < Recorded.Start.AddHours(1));
    }

    [Fact]
    public void A_pause_of_the_whole_recording_is_time_that_passed()
    {
        var result = new Recorded().Beats(T1, 0, 600).Beats(T2, 7, 600).Beats(T1, 4200, 4800).Beats(T2, 4207, 4800).Play(Recorded.Book, outlets: Two);
        Assert.Equal(0, result.Disbelieved);
        Assert.Equal(2, result.New.Incidents.Count(i => i.Rule == "offline"));
    }

    [Fact]
    public void Late_and_repeated_readings_change_nothing_and_are_counted()
    {
        var clean = Hour().Play(Recorded.Book, outlets: Two);
        var result = Hour().Say(T1, 1500.1, [new("temperatureC", Value.Of(90.0))], at: 300).Say(T2, 2000.1, [], seq: 5).Say(T2, 2000.2, [new("temperatureC", Value.Of(90.0))], seq: 5).Play(Recorded.Book, outlets: Two);
        Assert.Equal((1, 1), (result.Late, result.Duplicates));
        Assert.Equal(clean.New.Incidents.Select(i => (i.Id, i.OpenedAt, i.ClosedAt)), result.New.Incidents.Select(i => (i.Id, i.OpenedAt, i.ClosedAt)));
    }

    [Fact]
    public void What_the_recording_has_nothing_of_is_not_judged()
    {
        var result = Hour().Play(Recorded.Book, outlets: [Recorded.Outlet(1, "t1", "t2"), Recorded.Outlet(2, "t1"), Recorded.Outlet(9, "t1")]);
        Assert.DoesNotContain(result.New.Incidents, i => i.Rule == "offline");
        Assert.Equal(2, result.Unheard);
    }

    [Fact]
    public void Playing_it_again_gives_the_same_fingerprint()
    {
        Assert.Equal(Hour().Play(Hold("20s"), outlets: Two).Fingerprint, Hour().Play(Hold("20s"), outlets: Two).Fingerprint);
        Assert.NotEqual(Hour().Play(Hold("20s"), outlets: Two).Fingerprint, Hour().Play(Recorded.Book, outlets: Two).Fingerprint);
    }

    [Fact]
    public void Reports_tell_what_differs_and_fetch_nothing()
    {
        var result = Hour().Play(Hold("20s"), outlets: Two);
        var context = new ResultContext("1.0", 0.1);
        var html = BackTestHtml.Write(result, context);
        Assert.Contains("1 only with the new", html, StringComparison.Ordinal);
        Assert.Contains("<svg", html, StringComparison.Ordinal);
        foreach (var fetched in (string[])["<script", "src=", "href=", "url("]) Assert.DoesNotContain(fetched, html, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("3208000002/t1", BackTestText.Write(result, context), StringComparison.Ordinal);
        Assert.Equal(3, BackTestCsv.Write(result).TrimEnd('\n').Split('\n').Length);
    }
}
