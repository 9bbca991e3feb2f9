using System.Collections.Immutable;
using Twin.Domain.Network;
using Twin.Domain.Teams;

namespace Twin.Domain.FieldService;

/// <summary>A person is on the way to, or at, <see cref="Place"/> for one leg of an incident. <see cref="Place"/> is an outlet's code or an access node's name.</summary>
[GenerateSerializer, Immutable, Alias("twin.Assignment")]
public sealed record Assignment(
    [property: Id(0)] string PersonId,
    [property: Id(1)] string Incident,
    [property: Id(2)] Side Leg,
    [property: Id(3)] string Place,
    [property: Id(4)] GeoPoint? Location,
    [property: Id(5)] DateTime Since);

/// <summary>Who is assigned where. Immutable. Nobody is ever at two places; several jobs at one place are fine, and a leg has one assignee.</summary>
public sealed class Roster
{
    private readonly ImmutableSortedDictionary<string, ImmutableArray<Assignment>> _byPerson;

    private Roster(ImmutableSortedDictionary<string, ImmutableArray<Assignment>> byPerson) => _byPerson = byPerson;

    public static Roster Empty { get; } = new(ImmutableSortedDictionary.Create<string, ImmutableArray<Assignment>>(StringComparer.Ordinal));

    /// <summary>The roster that was stored as a list.</summary>
    /// <exception cref="InvalidOperationException">The list has someone at two places.</exception>
    public static Roster Of(IEnumerable<Assignment> assignments)
    {
        var roster = Empty;
        foreach (var a in assignments)
            if (!roster.TryAssign(a, out roster))
                throw new InvalidOperationException($"{a.PersonId} is assigned to {roster.Of(a.PersonId)[0].Place} and to {a.Place} (incident {a.Incident}) at once.");
        return roster;
    }

    /// <summary>All of them, by person and then as they came.</summary>
    public IEnumerable<Assignment> Assignments => _byPerson.Values.SelectMany(a => a);

    /// <summary>A person's, as they came; all at one place.</summary>
    public ImmutableArray<Assignment> Of(string personId) => _byPerson.GetValueOrDefault(personId, []);

    /// <summary>Who is assigned to a leg.</summary>
    public Assignment? On(string incident, Side leg) => Assignments.FirstOrDefault(a => a.Incident == incident && a.Leg == leg);

    /// <summary>Whether a person could be assigned to a place now.</summary>
    public bool IsFree(string personId, string place) => Of(personId).All(a => a.Place == place);

    /// <summary>
    /// Assigns a person to a leg, in place of whoever had it. False, and the roster as it was, when the person has work at another place.
    /// </summary>
    public bool TryAssign(Assignment assignment, out Roster roster)
    {
        var released = Release(assignment.Incident, assignment.Leg);
        var possible = released.IsFree(assignment.PersonId, assignment.Place);
        roster = possible ? new(released._byPerson.SetItem(assignment.PersonId, released.Of(assignment.PersonId).Add(assignment))) : this;
        return possible;
    }

    /// <summary>Frees whoever is assigned to an incident, or to one leg of it.</summary>
    public Roster Release(string incident, Side? leg = null)
    {
        var left = _byPerson;
        foreach (var (person, assignments) in _byPerson)
        {
            var kept = assignments.RemoveAll(a => a.Incident == incident && (leg is null || a.Leg == leg));
            if (kept.Length == assignments.Length) continue;
            left = kept.IsEmpty ? left.Remove(person) : left.SetItem(person, kept);
        }
        return left == _byPerson ? this : new(left);
    }
}
