using Twin.Domain.Escalation;
using Twin.Domain.FieldService;
using Twin.Domain.Network;
using Twin.Domain.Teams;
using Twin.Domain.Tests.Teams;
using static Twin.Domain.Tests.Documents.Doc;

namespace Twin.Domain.Tests.FieldService;

public class DispatchRulesTests
{
    private static readonly DateTime Noon = Utc("2026-11-23T04:00Z"); // 12:00 in Shanghai

    // One degree of latitude is 111.195 km: 4.82 hours on the road.
    private static readonly TeamDirectory Teams = TeamDirectory.Of(
    [
        Crew.Read("hongze", """
            {"side":"telecom","areas":["320813"],
             "people":[{"id":"far","home":{"lon":119,"lat":33.5}},{"id":"near","home":{"lon":119,"lat":33.1}},{"id":"nohome"},
                       {"id":"camera-only","skills":["camera"],"home":{"lon":119,"lat":33}},{"id":"off","home":{"lon":119,"lat":33}},{"id":"boss","role":"lead","home":{"lon":119,"lat":33}}],
             "shifts":[{"people":["far","near","nohome","camera-only"],"days":"mon-sun","from":"08:00","to":"20:00"}]}
            """),
        Crew.Read("huaian", """{"side":"telecom","areas":["320812"],"people":[{"id":"next-door","home":{"lon":119,"lat":33.05}}]}"""),
        Crew.Read("nanjing", """{"side":"telecom","areas":["320100"],"people":[{"id":"nanjing-man","home":{"lon":119,"lat":33.01}}]}"""),
        Crew.Read("shops", """{"side":"business","areas":["320813"],"people":[{"id":"seller","home":{"lon":119,"lat":33}}]}"""),
    ]);

    private static readonly DispatchJob Job = new()
    {
        Incident = "i1",
        Leg = Side.Telecom,
        Place = "3208130001",
        Location = new(119, 33),
        Area = DivisionCode.Parse("320813"),
        Skill = DispatchRules.FibreSkill,
        Severity = Severity.Major,
        Since = Noon,
    };

    private static Assignment Work(string person, string incident, string place, GeoPoint? at = null) => new(person, incident, Side.Telecom, place, at, Noon);

    private static string Order(DispatchPolicy policy, params Assignment[] work) =>
        string.Join(' ', DispatchRules.Suggest(Job, Teams, Roster.Of(work), policy, Noon).Select(s => s.PersonId));

    [Theory]
    [InlineData(DispatchPolicy.ZoneFirst, "near far nohome nanjing-man next-door camera-only off")] // own zone by travel, unknown last; then overflow
    [InlineData(DispatchPolicy.Priority, "near far nohome nanjing-man next-door camera-only off")]
    [InlineData(DispatchPolicy.NearestIdle, "nanjing-man next-door near far nohome camera-only off")] // zones mean nothing
    [InlineData(DispatchPolicy.Fcfs, "near far nohome nanjing-man next-door camera-only off")] // nobody has work yet
    public void People_who_can_be_sent_come_first_in_the_order_of_the_policy(DispatchPolicy policy, string expected) => Assert.Equal(expected, Order(policy));

    [Fact]
    public void First_come_first_served_shares_the_load()
    {
        // near works at the job's own place: free for it, but loaded.
        Assert.Equal("far nohome nanjing-man next-door near camera-only off", Order(DispatchPolicy.Fcfs, Work("near", "i9", Job.Place)));
        Assert.StartsWith("near far", Order(DispatchPolicy.ZoneFirst, Work("near", "i9", Job.Place)), StringComparison.Ordinal);
    }

    [Fact]
    public void Someone_busy_elsewhere_ranks_after_all_who_are_free_and_travels_from_there()
    {
        var suggestions = DispatchRules.Suggest(Job, Teams, Roster.Of([Work("near", "i9", "B", new(119, 34))]), DispatchPolicy.ZoneFirst, Noon);
        var near = suggestions.Single(s => s.PersonId == "near");
        Assert.False(near.Usable);
        Assert.Equal(("B", 1), (near.Assignment?.Place, near.Load));
        Assert.Equal(111.195, near.DistanceKm!.Value, 0.001);
        Assert.Equal(TimeSpan.FromSeconds(17346), near.Travel);
        Assert.True(near.Rank > suggestions.Single(s => s.PersonId == "next-door").Rank);
    }

    [Theory]
    [InlineData("near", "")]
    [InlineData("nohome", "NoHome")]
    [InlineData("camera-only", "LacksSkill")]
    [InlineData("off", "OffShift")]
    [InlineData("far", "Busy NoLocation")] // at a place nobody has on a map
    [InlineData("next-door", "Overflow")]
    public void What_speaks_against_someone_is_named(string person, string reasons)
    {
        var suggestion = DispatchRules.Suggest(Job, Teams, Roster.Of([Work("far", "i9", "B")]), DispatchPolicy.ZoneFirst, Noon).Single(s => s.PersonId == person);
        Assert.Equal(reasons, string.Join(' ', suggestion.Reasons));
    }

    [Fact]
    public void Leads_and_the_other_side_are_not_suggested_and_ranks_count_from_one()
    {
        var suggestions = DispatchRules.Suggest(Job, Teams, Roster.Empty, DispatchPolicy.ZoneFirst, Noon);
        Assert.DoesNotContain(suggestions, s => s.PersonId is "boss" or "seller");
        Assert.Equal(Enumerable.Range(1, 7), suggestions.Select(s => s.Rank));
        Assert.True(suggestions[0].OwnZone);
        Assert.Equal(("hongze", 1), (suggestions[0].TeamId, suggestions[0].Rank));
    }

    [Fact]
    public void An_area_of_no_team_is_served_by_the_province_and_then_by_the_rest()
    {
        var teams = TeamDirectory.Of([.. Teams.Teams, Crew.Of("province", "province", "", "p1")]);
        var suggestions = DispatchRules.Suggest(Job with { Area = DivisionCode.Parse("320508") }, teams, Roster.Empty, DispatchPolicy.ZoneFirst, Noon);
        Assert.Equal(("p1", true), (suggestions[0].PersonId, suggestions[0].OwnZone));
        Assert.Contains(suggestions, s => s.PersonId == "nanjing-man");
    }

    [Fact]
    public void No_more_are_suggested_than_anyone_reads()
    {
        var teams = TeamDirectory.Of([Crew.Of("many", "telecom", "320813", [.. Enumerable.Range(10, 50).Select(i => $"p{i}")])]);
        var suggestions = DispatchRules.Suggest(Job, teams, Roster.Empty, DispatchPolicy.ZoneFirst, Noon);
        Assert.Equal(Enumerable.Range(10, DispatchRules.SuggestionsMax).Select(i => $"p{i}"), suggestions.Select(s => s.PersonId));
    }

    [Theory]
    [InlineData(DispatchPolicy.Fcfs, "old grave new")]
    [InlineData(DispatchPolicy.ZoneFirst, "old grave new")]
    [InlineData(DispatchPolicy.NearestIdle, "old grave new")]
    [InlineData(DispatchPolicy.Priority, "grave old new")]
    public void Jobs_are_taken_in_the_order_of_the_policy(DispatchPolicy policy, string expected)
    {
        DispatchJob[] waiting =
        [
            Job with { Incident = "new", Since = Noon.AddMinutes(2) },
            Job with { Incident = "grave", Since = Noon.AddMinutes(1), Severity = Severity.Critical },
            Job with { Incident = "old" },
        ];
        Assert.Equal(expected, string.Join(' ', DispatchRules.Next(waiting, policy).Select(j => j.Incident)));
        Assert.Equal(expected, string.Join(' ', DispatchRules.Next(waiting.Reverse(), policy).Select(j => j.Incident)));
    }

    [Theory]
    [InlineData("", 29, true)] // near needs 28 min 55 s
    [InlineData("near nohome", 29, true)] // next-door, of the same city, 14 min 27 s
    [InlineData("near nohome", 10, false)] // nanjing-man could be there in 3 minutes, but is of another city
    [InlineData("near", 1, true)] // nohome: of the own zone, wherever they live
    [InlineData("near nohome next-door", 240, true)] // far, in 2 h 25 min
    [InlineData("near nohome next-door far", 240, false)] // those left lack the skill or are off
    public void Someone_can_arrive_in_time(string busy, int minutes, bool expected)
    {
        var roster = Roster.Of(busy.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select((p, i) => Work(p, $"x{i}", "elsewhere")));
        Assert.Equal(expected, DispatchRules.CanArriveWithin(Job, Teams, roster, TimeSpan.FromMinutes(minutes), Noon));
    }

    [Fact]
    public void Nobody_arrives_where_no_engineer_is_known() =>
        Assert.False(DispatchRules.CanArriveWithin(Job, TeamDirectory.Of([Crew.Of("a", "telecom", "320813", "b:lead")]), Roster.Empty, TimeSpan.FromDays(1), Noon));

    [Theory]
    [InlineData(DeviceKind.Terminal, "terminal")]
    [InlineData(DeviceKind.Camera, "camera")]
    [InlineData(DeviceKind.Line, "fibre")]
    [InlineData(null, "fibre")] // an access node
    public void A_device_needs_a_skill(DeviceKind? kind, string skill) => Assert.Equal(skill, DispatchRules.SkillFor(kind));
}
