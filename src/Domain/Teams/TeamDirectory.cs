using Twin.Domain.Network;

namespace Twin.Domain.Teams;

/// <summary>All teams, and who is meant by a side and an area or by a name in a policy. Immutable; every answer is the same for the same teams.</summary>
public sealed class TeamDirectory
{
    private static readonly DivisionCode Province = DivisionCode.Parse("320000");

    // Looked up, never walked: their order means nothing.
    private readonly Dictionary<(Side, DivisionCode), Team> _byArea = [];
    private readonly Dictionary<string, (Team, Person)> _byPerson = new(StringComparer.Ordinal);
    private readonly Team? _anyOfProvince;

    private TeamDirectory(IEnumerable<Team> teams)
    {
        Teams = [.. teams.OrderBy(t => t.Id, StringComparer.Ordinal)];
        foreach (var team in Teams)
        {
            // Whoever comes first in the order of the ids stays.
            foreach (var area in team.Areas) _byArea.TryAdd((team.Side, area), team);
            foreach (var person in team.People) _byPerson.TryAdd(person.Id, (team, person));
        }
        _anyOfProvince = Teams.FirstOrDefault(t => t.Side == Side.Province);
    }

    public static TeamDirectory Empty { get; } = new([]);

    public static TeamDirectory Of(IEnumerable<Team> teams) => new(teams);

    /// <summary>In the order of their ids.</summary>
    public IReadOnlyList<Team> Teams { get; }

    public Team? Team(string id) => Teams.FirstOrDefault(t => t.Id == id);

    /// <summary>
    /// The team that answers for an area: of that side the one for the county, else for its city, else for the province; among equals the lowest id. Where that
    /// side has none, the province's team, which hears what no other covers.
    /// </summary>
    public Team? For(Side side, DivisionCode area) => Covering(side, area) ?? Covering(Side.Province, area) ?? _anyOfProvince;

    /// <summary>The person of that id; in the team with the lowest id, should two name one.</summary>
    public (Team Team, Person Person)? Person(string id) => _byPerson.TryGetValue(id, out var found) ? found : null;

    /// <summary>
    /// Whom a policy's names mean at a time (UTC), each person once, in the order of the names and then of the team's document. A lead or duty manager whom no
    /// shift names can always be reached; an engineer is on shift or not asked. A role the team does not have, and a person nobody knows, is nobody.
    /// </summary>
    public IReadOnlyList<(Team Team, Person Person)> Resolve(IReadOnlyList<string> notify, Team? team, DateTime utc)
    {
        var found = new List<(Team Team, Person Person)>();
        foreach (var name in notify)
            foreach (var someone in Meant(name, team, utc))
                if (!found.Exists(f => f.Person.Id == someone.Person.Id))
                    found.Add(someone);
        return found;
    }

    private List<(Team Team, Person Person)> Meant(string name, Team? team, DateTime utc) => name switch
    {
        Recipients.OnShift => With(team, p => p.Role == Role.Engineer && team!.IsOnShift(p, utc)),
        Recipients.Lead => With(team, p => p.Role == Role.Lead && IsReachable(team!, p, utc)),
        Recipients.DutyManager => With(team, p => p.Role == Role.DutyManager && IsReachable(team!, p, utc)),
        _ => With(team, p => p.Id == name) is { Count: > 0 } own ? own : Person(name) is { } other ? [other] : [],
    };

    private static bool IsReachable(Team team, Person person, DateTime utc) => !team.HasShift(person.Id) || team.IsOnShift(person, utc);

    private static List<(Team Team, Person Person)> With(Team? team, Func<Person, bool> meant) =>
        team is null ? [] : [.. team.People.Where(meant).Select(p => (team, p))];

    private Team? Covering(Side side, DivisionCode area)
    {
        if (area == default) return _byArea.GetValueOrDefault((side, Province));
        return _byArea.GetValueOrDefault((side, area)) ?? _byArea.GetValueOrDefault((side, area.City)) ?? _byArea.GetValueOrDefault((side, Province));
    }
}
