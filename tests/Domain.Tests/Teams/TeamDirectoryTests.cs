using Twin.Domain.Network;
using Twin.Domain.Teams;
using static Twin.Domain.Tests.Documents.Doc;

namespace Twin.Domain.Tests.Teams;

public class TeamDirectoryTests
{
    private static readonly DateTime Monday = Utc("2026-11-23T04:00Z"); // 12:00 in Shanghai

    private static readonly TeamDirectory Teams = TeamDirectory.Of(
    [
        Crew.Of("z-county", "telecom", "320813", "z1"),
        Crew.Of("b-county", "telecom", "320813,320812", "b1"),
        Crew.Of("city", "telecom", "320800", "c1"),
        Crew.Of("whole", "telecom", "320000", "w1"),
        Crew.Of("shops", "business", "320812", "s1"),
        Crew.Of("province-b", "province", "", "p2"),
        Crew.Of("province-a", "province", "320500", "p1"),
    ]);

    [Theory]
    [InlineData(Side.Telecom, "320813", "b-county")] // two for the county: the lowest id
    [InlineData(Side.Telecom, "320830", "city")] // a county of the city without its own
    [InlineData(Side.Telecom, "320800", "city")]
    [InlineData(Side.Telecom, "320102", "whole")]
    [InlineData(Side.Business, "320812", "shops")]
    [InlineData(Side.Business, "320508", "province-a")] // nobody of that side: the province's for that city
    [InlineData(Side.Business, "320813", "province-a")] // none covers it: any of the province
    [InlineData(Side.Province, "320508", "province-a")]
    public void The_most_specific_team_of_the_side_answers(Side side, string area, string expected) =>
        Assert.Equal(expected, Teams.For(side, DivisionCode.Parse(area))?.Id);

    [Fact]
    public void Without_any_team_nobody_answers()
    {
        Assert.Null(TeamDirectory.Empty.For(Side.Business, DivisionCode.Parse("320813")));
        Assert.Null(TeamDirectory.Of([Crew.Of("a", "telecom", "320813", "x")]).For(Side.Business, DivisionCode.Parse("320813")));
    }

    [Fact]
    public void The_order_in_which_teams_are_given_means_nothing()
    {
        var back = TeamDirectory.Of(Teams.Teams.Reverse());
        Assert.Equal(Teams.Teams.Select(t => t.Id), back.Teams.Select(t => t.Id));
        Assert.Equal("b-county", back.For(Side.Telecom, DivisionCode.Parse("320813"))?.Id);
    }

    [Fact]
    public void A_person_two_teams_name_is_of_the_first()
    {
        var teams = TeamDirectory.Of([Crew.Of("b", "telecom", "320813", "li"), Crew.Of("a", "telecom", "320812", "li")]);
        Assert.Equal("a", teams.Person("li")?.Team.Id);
        Assert.Null(teams.Person("wang"));
    }

    private static readonly Team Hongze = Crew.Read("hongze", """
        {"side":"telecom","areas":["320813"],
         "people":[{"id":"li"},{"id":"sun"},{"id":"wang","role":"lead"},{"id":"night","role":"lead"},{"id":"zhao","role":"duty-manager"}],
         "shifts":[{"people":["li"],"days":"mon-sun","from":"08:00","to":"20:00"},{"people":["sun","night"],"days":"mon-sun","from":"20:00","to":"08:00"}]}
        """);

    private static readonly TeamDirectory WithHongze = TeamDirectory.Of([Hongze, Crew.Of("other", "business", "320812", "he", "li")]);

    [Theory]
    [InlineData("on-shift", "hongze/li")] // sun has the night
    [InlineData("lead", "hongze/wang")] // no shift names wang: always reachable; night is off
    [InlineData("duty-manager", "hongze/zhao")]
    [InlineData("sun", "hongze/sun")] // by name, on shift or not
    [InlineData("he", "other/he")] // of another team
    [InlineData("li", "hongze/li")] // the leg's team comes first
    [InlineData("nobody", "")]
    [InlineData("zhao on-shift zhao li", "hongze/zhao hongze/li")] // each once, in order
    public void A_name_means(string notify, string expected) =>
        Assert.Equal(expected, string.Join(' ', WithHongze.Resolve(notify.Split(' '), Hongze, Monday).Select(r => $"{r.Team.Id}/{r.Person.Id}")));

    [Fact]
    public void A_role_the_team_does_not_have_is_nobody()
    {
        var other = WithHongze.Team("other");
        Assert.Empty(WithHongze.Resolve(["lead", "duty-manager"], other, Monday));
        Assert.Empty(WithHongze.Resolve(["on-shift", "lead"], null, Monday));
        Assert.Equal(["he"], WithHongze.Resolve(["on-shift", "he"], null, Monday).Select(r => r.Person.Id));
    }
}
