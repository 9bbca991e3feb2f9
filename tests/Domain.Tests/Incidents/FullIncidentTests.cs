using Twin.Domain.Incidents;

namespace Twin.Domain.Tests.Incidents;

public sealed class FullIncidentTests
{
    [Fact]
    public void Notes_come_to_an_end_and_the_incident_can_still_be_brought_to_its()
    {
        var world = new World(World.Step(0, "lead")).Open();
        for (var i = 0; i < 200; i++) Assert.Equal(IncidentReason.Noted, world.Do(IncidentVerb.Note, note: "again").Reason);
        var before = world.It;
        Assert.Equal(IncidentReason.TooMuch, world.Do(IncidentVerb.Note, note: "again", key: "k").Reason);
        Assert.Same(before, world.It);
        Assert.Equal(IncidentReason.Acknowledged, world.Do(IncidentVerb.Acknowledge).Reason);
        Assert.Equal(IncidentReason.ClosedByHand, world.Do(IncidentVerb.Close).Reason);
    }
}
