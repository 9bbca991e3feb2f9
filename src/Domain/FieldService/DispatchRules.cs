using Twin.Domain.Escalation;
using Twin.Domain.Network;
using Twin.Domain.Teams;

namespace Twin.Domain.FieldService;

/// <summary>Who is sent where: pure functions over a snapshot, the same for the live network and for a simulated one.</summary>
public static class DispatchRules
{
    /// <summary>As many suggestions as anyone reads.</summary>
    public const int SuggestionsMax = 20;

    public const string TerminalSkill = "terminal";
    public const string CameraSkill = "camera";
    public const string FibreSkill = "fibre";

    /// <summary>The skill a faulty device needs; null stands for an access node.</summary>
    public static string SkillFor(DeviceKind? device) => device switch
    {
        DeviceKind.Terminal => TerminalSkill,
        DeviceKind.Camera => CameraSkill,
        _ => FibreSkill,
    };

    /// <summary>
    /// The engineers of the job's side, best first, at most <see cref="SuggestionsMax"/>. Those who can be sent now come before all others; among them the policy
    /// decides, and the id where it does not. Unknown travel counts as the longest.
    /// </summary>
    public static IReadOnlyList<Suggestion> Suggest(DispatchJob job, TeamDirectory teams, Roster roster, DispatchPolicy policy, DateTime utc)
    {
        var ranked = Ranked(Candidates(job, teams, roster, utc), policy);
        return [.. ranked.Take(SuggestionsMax).Select((s, i) => s with { Rank = i + 1 })];
    }

    /// <summary>The best of those who can be sent now, the first of what <see cref="Suggest"/> would say; null: nobody can.</summary>
    public static Suggestion? Best(DispatchJob job, TeamDirectory teams, Roster roster, DispatchPolicy policy, DateTime utc) =>
        Ranked(Usable(job, teams, roster, utc), policy).FirstOrDefault();

    /// <summary>Whether anyone can be sent now.</summary>
    public static bool AnyoneCan(DispatchJob job, TeamDirectory teams, Roster roster, DateTime utc) => Usable(job, teams, roster, utc).Any();

    private static IOrderedEnumerable<Suggestion> Ranked(IEnumerable<Suggestion> candidates, DispatchPolicy policy)
    {
        var usableFirst = candidates.OrderByDescending(s => s.Usable);
        var ranked = policy switch
        {
            DispatchPolicy.NearestIdle => usableFirst.ThenBy(Travelling).ThenBy(s => s.Load),
            DispatchPolicy.Fcfs => usableFirst.ThenBy(s => s.Load).ThenByDescending(s => s.OwnZone).ThenBy(Travelling),
            // For one job, the gravest first is the own zone first; which job that is, Next says.
            _ => usableFirst.ThenByDescending(s => s.OwnZone).ThenBy(Travelling).ThenBy(s => s.Load),
        };
        return ranked.ThenBy(s => s.PersonId, StringComparer.Ordinal);
    }

    /// <summary>Waiting jobs in the order in which they get a person: the longest waiting first, by <see cref="DispatchPolicy.Priority"/> the gravest before.</summary>
    public static IReadOnlyList<DispatchJob> Next(IEnumerable<DispatchJob> waiting, DispatchPolicy policy) =>
    [
        .. waiting
            .OrderByDescending(j => policy == DispatchPolicy.Priority ? j.Severity : Severity.None)
            .ThenBy(j => j.Since)
            .ThenBy(j => j.Incident, StringComparer.Ordinal)
            .ThenBy(j => j.Leg),
    ];

    /// <summary>
    /// Whether someone who can be sent now would be there within a time: of the own zone, where unknown travel is trusted to be short, or of another team in the
    /// same city, where it is not.
    /// </summary>
    public static bool CanArriveWithin(DispatchJob job, TeamDirectory teams, Roster roster, TimeSpan target, DateTime utc) =>
        Usable(job, teams, roster, utc).Any(s => s.Travel is { } travel ? travel <= target && (s.OwnZone || IsNear(teams.Team(s.TeamId)!, job.Area)) : s.OwnZone);

    private static IEnumerable<Suggestion> Candidates(DispatchJob job, TeamDirectory teams, Roster roster, DateTime utc) =>
        Engineers(job, teams).Select(c => Judge(job, c.Team, c.Person, c.OwnZone, roster, utc));

    /// <summary>Those of the candidates who can be sent now. Most cannot, and of those no more need be known.</summary>
    private static IEnumerable<Suggestion> Usable(DispatchJob job, TeamDirectory teams, Roster roster, DateTime utc) =>
        Engineers(job, teams).Where(c => HasSkill(c.Person, job) && roster.IsFree(c.Person.Id, job.Place) && c.Team.IsOnShift(c.Person, utc))
            .Select(c => Judge(job, c.Team, c.Person, c.OwnZone, roster, utc));

    private static bool HasSkill(Person person, DispatchJob job) => job.Skill is null || person.Skills.Count == 0 || person.Skills.Contains(job.Skill);

    private static IEnumerable<(Team Team, Person Person, bool OwnZone)> Engineers(DispatchJob job, TeamDirectory teams)
    {
        var own = teams.For(job.Leg, job.Area);
        IEnumerable<Team> asked = teams.Teams.Where(t => t.Side == job.Leg && t != own);
        if (own is not null) asked = asked.Prepend(own);
        // Someone two teams name is one person, of the zone's own team if that is one of them.
        return asked.SelectMany(team => team.People, (team, person) => (Team: team, Person: person))
            .Where(c => c.Person.Role == Role.Engineer)
            .DistinctBy(c => c.Person.Id)
            .Select(c => (c.Team, c.Person, c.Team == own));
    }

    private static Suggestion Judge(DispatchJob job, Team team, Person person, bool ownZone, Roster roster, DateTime utc)
    {
        var work = roster.Of(person.Id);
        var present = work.IsEmpty ? null : work[^1];
        var from = present is null ? person.Home : present.Place == job.Place ? job.Location : present.Location;
        double? distance = from is { } start && job.Location is { } end ? Travel.DistanceKm(start, end) : null;
        var suggestion = new Suggestion
        {
            PersonId = person.Id,
            Name = person.Name,
            TeamId = team.Id,
            OnShift = team.IsOnShift(person, utc),
            HasSkill = HasSkill(person, job),
            OwnZone = ownZone,
            Free = roster.IsFree(person.Id, job.Place),
            Assignment = present,
            DistanceKm = distance,
            // Already there, wherever that is.
            Travel = present?.Place == job.Place ? TimeSpan.Zero : distance is { } km ? Travel.Time(km) : null,
            Load = work.Length,
        };
        return suggestion with { Reasons = Reasons(suggestion, job, person) };
    }

    private static List<DispatchReason> Reasons(Suggestion of, DispatchJob job, Person person)
    {
        var reasons = new List<DispatchReason>();
        if (!of.OnShift) reasons.Add(DispatchReason.OffShift);
        if (!of.HasSkill) reasons.Add(DispatchReason.LacksSkill);
        if (!of.Free) reasons.Add(DispatchReason.Busy);
        if (!of.OwnZone) reasons.Add(DispatchReason.Overflow);
        if (of.Travel is null) reasons.Add(job.Location is not null && of.Assignment is null && person.Home is null ? DispatchReason.NoHome : DispatchReason.NoLocation);
        return reasons;
    }

    private static TimeSpan Travelling(Suggestion suggestion) => suggestion.Travel ?? TimeSpan.MaxValue;

    private static bool IsNear(Team team, DivisionCode area) => area != default && team.Areas.Any(a => a.IsProvince || a.City == area.City);
}
