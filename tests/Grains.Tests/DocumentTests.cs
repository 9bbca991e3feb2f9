using Twin.Domain.Escalation;
using Twin.Domain.Network;
using Twin.Domain.Teams;
using Twin.Grains.Documents;

namespace Twin.Grains.Tests;

public sealed class DocumentTests : IAsyncLifetime
{
    private Network _network = null!;

    private ActiveDocuments Documents => _network.Documents;

    public async ValueTask InitializeAsync() => _network = await Network.Build();

    public ValueTask DisposeAsync() => _network.DisposeAsync();

    private static DocumentUpload Team(string person) => new($"side: telecom\nareas: [\"320813\"]\npeople: [{{id: {person}}}]\n", false, "test");

    [Fact]
    public async Task A_policy_is_in_force_with_its_version_and_the_default_stands_in_for_others()
    {
        Assert.Equal(1, Documents.Policy("default").Version);
        Assert.Equal(2, (await _network.Grains.PolicyDocument("default").Put(new("verifyFor: 1m", false, "test"))).Version);
        Assert.Equal(1, (await _network.Grains.PolicyDocument("special").Put(new("verifyFor: 2m", false, "test"))).Version);
        await Documents.Refresh();
        Assert.Equal((2, TimeSpan.FromMinutes(1)), (Documents.Policy("default").Version, Documents.Policy("default").VerifyFor));
        Assert.Equal((1, TimeSpan.FromMinutes(2)), (Documents.Policy("special").Version, Documents.Policy("special").VerifyFor));
        Assert.Same(Documents.Policy("default"), Documents.Policy("unheard-of"));
        Assert.Equal(EscalationPolicy.Default.Steps, Documents.Policy("special").Steps);
    }

    [Fact]
    public async Task A_team_is_in_the_directory_until_it_is_removed_also_over_a_crash()
    {
        var team = _network.Grains.TeamDocument("hongze");
        var area = DivisionCode.Parse("320813");
        Assert.True((await team.Put(Team("li"))).Created);
        await Documents.Refresh();
        Assert.Equal("hongze", Documents.Teams.For(Side.Telecom, area)?.Id);
        Assert.Equal("hongze", Documents.Teams.Person("li")?.Team.Id);

        Assert.Equal(DocumentOutcome.PreconditionFailed, (await team.Remove("test", 7)).Outcome);
        Assert.Equal(DocumentOutcome.Accepted, (await team.Remove("test", 1)).Outcome);
        await _network.Crash(team);
        await Documents.Refresh();
        Assert.Empty(Documents.Teams.Teams);
        Assert.Null(await team.Current());
        Assert.Equal(DocumentOutcome.NotFound, (await team.Remove("test", null)).Outcome);

        var again = await team.Put(Team("sun") with { IfVersion = 0 });
        Assert.Equal((DocumentOutcome.Accepted, 3, true), (again.Outcome, again.Version, again.Created));
        await Documents.Refresh();
        Assert.NotNull(Documents.Teams.Person("sun"));
        Assert.Null(Documents.Teams.Person("li"));
    }

    [Fact]
    public async Task A_removal_that_cannot_be_stored_leaves_the_team_as_it_was()
    {
        var team = _network.Grains.TeamDocument("hongze");
        await team.Put(Team("li"));
        _network.Storage.Refuse("team-hongze", 1);
        await Assert.ThrowsAnyAsync<Exception>(async () => await team.Remove("test", null));
        Assert.Equal(1, (await team.Current())?.Version);
    }
}
