using NodaTime;
using Twin.Domain.Documents;
using Twin.Domain.Network;
using Twin.Domain.Teams;
using Twin.Domain.Tests.Documents;
using static Twin.Domain.Tests.Documents.Doc;

namespace Twin.Domain.Tests.Teams;

public class TeamReaderTests
{
    [Fact]
    public void The_example_of_the_contract_is_read()
    {
        var team = Crew.Read("hongze-telecom", """
            {"side":"telecom","areas":["320813"],
             "people":[
               {"id":"li","name":"李工","role":"engineer","skills":["fibre","terminal"],"home":{"lon":118.87,"lat":33.29},"language":"zh",
                "channels":[{"type":"webhook","url":"http://127.0.0.1:9000/li","secret":"s3"},{"type":"email","to":"li@example.org"}]},
               {"id":"wang","name":"王主任","role":"lead","channels":[{"type":"webhook","url":"http://127.0.0.1:9000/wang"}]}],
             "shifts":[{"people":["li"],"days":"mon-sun","from":"00:00","to":"24:00"}]}
            """);
        Assert.Equal(("hongze-telecom", Side.Telecom, "Asia/Shanghai"), (team.Id, team.Side, team.TimeZone));
        Assert.Equal([DivisionCode.Parse("320813")], team.Areas);
        var li = team.People[0];
        Assert.Equal(("li", "李工", Role.Engineer, "zh"), (li.Id, li.Name, li.Role, li.Language));
        Assert.Equal(["fibre", "terminal"], li.Skills);
        Assert.Equal(new(118.87, 33.29), li.Home);
        Assert.Equal([new("webhook", ChannelType.Webhook, "http://127.0.0.1:9000/li", "s3"), new("email", ChannelType.Email, To: "li@example.org")], li.Channels);
        Assert.Equal((Role.Lead, "zh"), (team.People[1].Role, team.People[1].Language));
        var shift = Assert.Single(team.Shifts);
        Assert.Equal((TimeSpan.Zero, TimeSpan.FromDays(1), 7), (shift.From, shift.To, shift.Days.Count));
        Assert.Equal(IsoDayOfWeek.Monday, shift.Days[0]);
    }

    [Fact]
    public void Little_is_needed_and_the_rest_has_defaults()
    {
        var team = Crew.Read("p", """{"side":"province","people":[{"id":"zhao"}]}""");
        Assert.Equal((Side.Province, 0, 0), (team.Side, team.Areas.Count, team.Shifts.Count));
        var zhao = team.People[0];
        Assert.Equal(("zhao", Role.Engineer, "zh", 0, 0), (zhao.Name, zhao.Role, zhao.Language, zhao.Skills.Count, zhao.Channels.Count));
    }

    [Fact]
    public void Channels_of_one_type_are_numbered_from_the_second_on()
    {
        var team = Crew.Read("t", """
            {"side":"province","people":[{"id":"li","channels":[{"type":"webhook","url":"https://a.example/"},{"type":"log"},{"type":"webhook","url":"https://b.example/"},
              {"type":"wecom","url":"https://c.example/?key=1"},{"type":"dingtalk","url":"https://d.example/","secret":"SEC1"},{"type":"webhook","url":"https://e.example/"}]}]}
            """);
        Assert.Equal(["webhook", "log", "webhook-2", "wecom", "dingtalk", "webhook-3"], team.People[0].Channels.Select(c => c.Id));
    }

    [Fact]
    public void A_hand_over_may_be_at_midnight_or_after_it()
    {
        var team = Crew.Of("""[{"people":["a"],"days":"mon","from":"21:00","to":"09:00"},{"people":["b"],"days":["tue","thu"],"from":"09:00","to":"09:00"}]""");
        Assert.Equal((TimeSpan.FromHours(21), TimeSpan.FromHours(9)), (team.Shifts[0].From, team.Shifts[0].To));
        Assert.Equal((TimeSpan.FromHours(9), TimeSpan.FromHours(9)), (team.Shifts[1].From, team.Shifts[1].To));
    }

    [Theory]
    [InlineData("""{}""", "side required", "people required")]
    [InlineData("""{"side":"carrier","areas":["320813"],"people":[]}""", "side invalidValue")]
    [InlineData("""{"side":"telecom","people":[]}""", "areas required")]
    [InlineData("""{"side":"telecom","areas":[],"people":[]}""", "areas required")]
    [InlineData("""{"side":"telecom","areas":["320813",320813,"3208","110101","320813"],"people":[]}""", "areas[1] wrongType", "areas[2] invalidValue", "areas[3] unknownDivision", "areas[4] duplicate")]
    [InlineData("""{"side":"province","people":[],"timeZone":"Asia/Nanjing"}""", "timeZone unknownZone")]
    [InlineData("""{"side":"province","people":[],"name":"x"}""", "name unknownField")]
    [InlineData("""{"side":"province","people":[{"name":"x"},{"id":"Li"},{"id":"li"},{"id":"li"},{"id":"lead"}]}""", "people[0].id required", "people[1].id invalidValue", "people[3].id duplicate", "people[4].id invalidValue")]
    [InlineData("""{"side":"province","people":[{"id":"li","role":"boss","language":"de","home":{"lon":200},"phone":"1"}]}""",
        "people[0].role invalidValue", "people[0].home.lon outOfRange", "people[0].home.lat required", "people[0].language invalidValue", "people[0].phone unknownField")]
    [InlineData("""{"side":"province","people":[{"id":"li","channels":[{"type":"sms"},{},{"type":"webhook"},{"type":"email"}]}]}""",
        "people[0].channels[0].type invalidValue", "people[0].channels[1].type required", "people[0].channels[2].url required", "people[0].channels[3].to required")]
    [InlineData("""{"side":"province","people":[{"id":"li","channels":[{"type":"webhook","url":"ftp://x/"},{"type":"wecom","url":"/robot"},{"type":"dingtalk","url":"https://"}]}]}""",
        "people[0].channels[0].url invalidValue", "people[0].channels[1].url invalidValue", "people[0].channels[2].url invalidValue")]
    [InlineData("""{"side":"province","people":[{"id":"li","channels":[{"type":"email","to":"li"},{"type":"email","to":"a@b\r\nBcc: c@d"},{"type":"email","to":"@b"},{"type":"email","to":"a@b@c"}]}]}""",
        "people[0].channels[0].to invalidValue", "people[0].channels[1].to invalidValue", "people[0].channels[2].to invalidValue", "people[0].channels[3].to invalidValue")]
    [InlineData("""{"side":"province","people":[{"id":"li","channels":[{"type":"log","url":"http://x/"},{"type":"wecom","url":"http://x/","secret":"s"}]}]}""",
        "people[0].channels[0].url unknownField", "people[0].channels[1].secret unknownField")] // would do nothing
    [InlineData("""{"side":"province","people":[{"id":"li"}],"shifts":[{"people":["li","wang"],"days":"mon-funday","from":"25:00","to":"24:01"},{"people":[],"days":"mon","from":"00:00","to":"24:00"},{}]}""",
        "shifts[0].people[1] unknownPerson", "shifts[0].from invalidValue", "shifts[0].to invalidValue",
        "shifts[1].people required", "shifts[2].people required", "shifts[2].days required", "shifts[2].from required", "shifts[2].to required",
        "shifts[0].days unknownDay")] // last, because it alone has a column here
    public void Every_fault_is_named(string json, params string[] expected)
    {
        var faults = new List<DocFault>();
        Assert.Null(TeamReader.Read("t", Of(json), faults));
        Assert.Equal(expected, faults.Said());
    }

    [Fact]
    public void A_secret_does_not_show_when_a_channel_is_printed() =>
        Assert.DoesNotContain("s3", new ContactChannel("webhook", ChannelType.Webhook, "http://x/", "s3").ToString(), StringComparison.Ordinal);
}
