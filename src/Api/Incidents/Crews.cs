using Twin.Api.Documents;
using Twin.Domain.Access;
using Twin.Domain.Incidents;
using Twin.Domain.Teams;

namespace Twin.Api.Incidents;

/// <summary>The teams that whoever works on an incident sees: its own, and those with an area in the divisions they are limited to.</summary>
internal sealed class Crews(IReadOnlyList<Team>? hidden)
{
    public static async Task<Crews> SeenAsync(DivisionLimit within, IGrainFactory grains, Incident incident) => within.IsWhole
        ? new(null)
        : new([.. (await TeamDocuments.AllAsync(grains)).Where(t => !TeamDocuments.Touches(t, within) && incident.Legs.All(l => l.Team != t.Id))]);

    public bool Has(string team) => hidden is null || hidden.All(t => t.Id != team);

    /// <summary>Whether a person, team or side is none that is hidden. One that nobody knows is the twin's to refuse.</summary>
    public bool MayBeGiven(string to) => hidden is null || hidden.All(t => t.Id != to && t.People.All(p => p.Id != to));
}
