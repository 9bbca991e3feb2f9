using CsCheck;
using Twin.Domain.FieldService;
using Twin.Domain.Teams;
using static Twin.Domain.Tests.Documents.Doc;

namespace Twin.Domain.Tests.FieldService;

public class RosterTests
{
    private static Assignment Job(string person, string incident, string place, Side leg = Side.Telecom) => new(person, incident, leg, place, null, Utc("2026-11-23T04:00Z"));

    private static Roster With(params Assignment[] assignments) => Roster.Of(assignments);

    [Fact]
    public void Nobody_is_sent_to_a_second_place()
    {
        var roster = With(Job("li", "i1", "A"));
        Assert.False(roster.TryAssign(Job("li", "i2", "B"), out var same));
        Assert.Same(roster, same);
        Assert.True(roster.TryAssign(Job("li", "i2", "A"), out var two)); // a second job at the same place
        Assert.Equal(2, two.Of("li").Length);
    }

    [Fact]
    public void Released_from_all_work_a_person_is_free_for_another_place()
    {
        var roster = With(Job("li", "i1", "A"), Job("li", "i2", "A"));
        Assert.False(roster.Release("i1").IsFree("li", "B"));
        Assert.True(roster.Release("i1").Release("i2").IsFree("li", "B"));
        Assert.Same(roster, roster.Release("unknown"));
    }

    [Fact]
    public void A_leg_has_one_assignee()
    {
        var roster = With(Job("li", "i1", "A"), Job("sun", "i1", "A"));
        Assert.Equal("sun", roster.On("i1", Side.Telecom)?.PersonId);
        Assert.Empty(roster.Of("li"));
        Assert.True(roster.IsFree("li", "B"));
    }

    [Fact]
    public void One_leg_is_released_without_the_other()
    {
        var roster = With(Job("li", "i1", "A"), Job("he", "i1", "A", Side.Business)).Release("i1", Side.Telecom);
        Assert.Null(roster.On("i1", Side.Telecom));
        Assert.Equal("he", roster.On("i1", Side.Business)?.PersonId);
    }

    [Fact]
    public void A_stored_roster_with_someone_at_two_places_is_refused_by_name() =>
        Assert.Contains("li", Assert.Throws<InvalidOperationException>(() => With(Job("li", "i1", "A"), Job("li", "i2", "B"))).Message, StringComparison.Ordinal);

    [Fact]
    public void Whatever_happens_nobody_is_at_two_places_and_no_leg_has_two_people() =>
        Gen.Select(Gen.Bool, Gen.Int[0, 3], Gen.Int[0, 5], Gen.Int[0, 2], Gen.Bool).Array[0, 60].Sample(script =>
        {
            var roster = Roster.Empty;
            foreach (var (assign, person, incident, place, telecom) in script)
            {
                var leg = telecom ? Side.Telecom : Side.Business;
                if (!assign)
                {
                    roster = roster.Release($"i{incident}", place == 0 ? null : leg);
                    Assert.Null(roster.On($"i{incident}", leg));
                    continue;
                }
                var before = roster;
                var done = roster.TryAssign(Job($"p{person}", $"i{incident}", $"place{place}", leg), out roster);
                if (done) Assert.Equal($"p{person}", roster.On($"i{incident}", leg)?.PersonId);
                else Assert.Same(before, roster);
                Assert.All(roster.Assignments.GroupBy(a => a.PersonId), g => Assert.Single(g.Select(a => a.Place).Distinct()));
                Assert.All(roster.Assignments.GroupBy(a => (a.Incident, a.Leg)), g => Assert.Single(g));
            }
            Assert.Equal(roster.Assignments, Roster.Of(roster.Assignments).Assignments);
        });
}
