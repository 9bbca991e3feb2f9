using Twin.Domain.Escalation;
using Twin.Domain.Explanation;
using Twin.Domain.FieldService;
using Twin.Domain.Incidents;
using Twin.Domain.Network;
using Twin.Domain.Snapshots;
using Twin.Domain.Teams;

namespace Twin.Simulation.World;

/// <summary>The shell of <see cref="NodeOutageRules"/> in virtual time.</summary>
internal sealed class NodeShell : IShell, IIncidentOwner
{
    private readonly NetworkWorld _world;
    private readonly string _name;
    private readonly Deadline _deadline;
    private readonly Dictionary<string, OutletLines> _outlets = new(StringComparer.Ordinal);
    private readonly SortedSet<OutletCode> _untold = [];
    private readonly Gathering _gathering = new(NodeOutageRules.Gather);
    private NodeOutage _outage = NodeOutage.None;
    private CauseReport? _told;
    private DateTime? _lastFall;
    private NodeVerdict? _toldVerdict;
    private DateTime _tellMembersAt;

    public NodeShell(NetworkWorld world, string name)
    {
        (_world, _name) = (world, name);
        _deadline = new(world.Agenda, this, Turn.Shared);
    }

    /// <summary>An outlet whose lines are well, without being told.</summary>
    public void Know(OutletLines lines) => _outlets[lines.Outlet.ToString()] = lines;

    public void Restore(NodeSnapshot node)
    {
        foreach (var (code, lines) in node.Outage.Outlets) _outlets[code] = lines;
        (_outage, _told, _lastFall, _toldVerdict) = (node.Outage, node.Incident?.Report, node.LastFall, node.Outage.Verdict(_name));
    }

    /// <summary>Looks again soon, and tells those who have a line down what it thinks: some may not have heard.</summary>
    public void LookSoon()
    {
        foreach (var member in _outage.Members) _world.Agenda.Tell(() => _world.Find(member.Outlet)?.NodeJudged(_name, _toldVerdict));
        _deadline.Set(_world.Now.Steady + NodeOutageRules.Gather);
    }

    public OutletLines? LinesOf(OutletCode outlet) => _outlets.GetValueOrDefault(outlet.ToString());

    public void Report(OutletLines lines)
    {
        var now = _world.Now;
        var code = lines.Outlet.ToString();
        var known = _outlets.GetValueOrDefault(code);
        if (lines.Count == 0)
        {
            _outlets.Remove(code);
            _untold.Remove(lines.Outlet);
        }
        else
        {
            _outlets[code] = lines;
            if (lines.Down > 0 && _toldVerdict is { } verdict) _world.Agenda.Tell(() => _world.Find(lines.Outlet)?.NodeJudged(_name, verdict));
            else _untold.Add(lines.Outlet);
        }
        if (lines.Down > (known?.Down ?? 0)) _lastFall = now.Steady;
        if (known != lines || _outage.Down) _deadline.Set(_gathering.Told(now.Steady));
    }

    public void IncidentMoved(string incident, IncidentPhase phase, TimeSpan reopenWithin)
    {
        if (incident != _outage.Incident || phase != IncidentPhase.Closed || _outage.Down || _outage.ForgetAt is not null) return;
        _outage = _outage with { ForgetAt = _world.Now.Steady + reopenWithin };
        _deadline.Set(_world.Now.Steady);
    }

    public void Reconsider()
    {
        var (now, policy) = (_world.Now, _world.Setting.Policy);
        if (_gathering.Awaited(now.Steady) is { } judged)
        {
            _deadline.Set(judged);
            return;
        }
        Forget();
        var (next, deadline) = NodeOutageRules.Judge(_outage with { Outlets = _outlets }, _name, policy.SharedOutage, policy.CorrelationHold, _lastFall, now);
        var moved = next.Down != _outage.Down || next.Incident != _outage.Incident;
        if (_outage.Incident is { } old && old != next.Incident) _world.Release(old);
        _outage = next;
        TellOutlets(_outage.Verdict(_name));
        if (_outage.Incident is not null) TellIncident(moved, policy.ReopenWithin);
        _deadline.Set(deadline);
        _deadline.Set(_outage.ForgetAt);
    }

    /// <summary>The last outage cannot be reopened any more: the next one is an incident of its own.</summary>
    private void Forget()
    {
        if (_outage is not { Down: false, Incident: { } over, ForgetAt: { } at } || _world.Now.Steady < at) return;
        _world.Release(over);
        (_outage, _told) = (_outage with { Incident = null, ForgetAt = null }, null);
    }

    private void TellIncident(bool moved, TimeSpan reopenWithin)
    {
        var now = _world.Now.Steady;
        if (!moved && now < _tellMembersAt)
        {
            _deadline.Set(_tellMembersAt);
            return;
        }
        if (SharedReports.Of(_outage, _name, _told) is not { } report || report.SaysTheSameAs(_told)) return;
        _tellMembersAt = now + NodeOutageRules.TellMembersEvery;
        var phase = _world.Incident(report.Incident, this).Observe(report);
        _told = report;
        IncidentMoved(report.Incident, phase, reopenWithin);
    }

    private void TellOutlets(NodeVerdict? verdict)
    {
        if (verdict != _toldVerdict) _untold.UnionWith(_outlets.Values.Where(o => o.Down > 0).Select(o => o.Outlet));
        _toldVerdict = verdict;
        foreach (var code in _untold)
        {
            var told = _outlets.GetValueOrDefault(code.ToString()) is { Down: > 0 } ? verdict : null;
            _world.Agenda.Tell(() => _world.Find(code)?.NodeJudged(_name, told));
        }
        _untold.Clear();
    }
}

/// <summary>The shell of <see cref="NetworkSilenceRules"/> in virtual time.</summary>
internal sealed class SilenceShell : IShell, IIncidentOwner
{
    private readonly NetworkWorld _world;
    private readonly Deadline _deadline;
    private readonly Dictionary<DivisionCode, int> _districts = [];
    private readonly List<SilenceCensus> _counts = [];
    private readonly Gathering _gathering = new(NetworkSilenceRules.Gather);
    private NetworkSilence _silence = NetworkSilence.None;
    private CauseReport? _told;

    public SilenceShell(NetworkWorld world)
    {
        _world = world;
        _deadline = new(world.Agenda, this, Turn.Shared);
    }

    public NetworkVerdict Verdict => _silence.Verdict;

    public void Restore(NetworkSilence silence, Incident? incident) => (_silence, _told) = (silence, incident?.Report);

    /// <summary>Looks again when the districts have counted, or when what is suspected would end.</summary>
    public void LookSoon()
    {
        if (_silence is { State: NetworkState.Clear, Incident: null }) return;
        _deadline.Set(_world.Now.Steady + SilenceCounter.CountAfter + NetworkSilenceRules.Gather);
    }

    /// <summary>What a district counts without being told of a change.</summary>
    public void Know(DivisionCode district, SilenceCensus census)
    {
        if (_districts.TryGetValue(district, out var at))
        {
            _counts[at] = census;
            return;
        }
        _districts[district] = _counts.Count;
        _counts.Add(census);
    }

    public void Report(DivisionCode district, SilenceCensus census)
    {
        Know(district, census);
        _deadline.Set(_gathering.Told(_world.Now.Steady));
    }

    public void IncidentMoved(string incident, IncidentPhase phase, TimeSpan reopenWithin)
    {
        if (incident != _silence.Incident || phase != IncidentPhase.Closed || _silence.State == NetworkState.Lost || _silence.ForgetAt is not null) return;
        _silence = _silence with { ForgetAt = _world.Now.Steady + reopenWithin };
        _deadline.Set(_world.Now.Steady);
    }

    public void Reconsider()
    {
        if (_gathering.Awaited(_world.Now.Steady) is { } judged)
        {
            _deadline.Set(judged);
            return;
        }
        var policy = _world.Setting.Policy;
        var before = _silence.Verdict;
        (_silence, var deadline) = NetworkSilenceRules.Judge(_silence, _counts, policy.TelemetryLoss, _world.Now);
        if (SharedReports.Of(_silence) is { } report && !report.SaysTheSameAs(_told))
        {
            var phase = _world.Incident(report.Incident, this).Observe(report);
            _told = report;
            IncidentMoved(report.Incident, phase, policy.ReopenWithin);
        }
        _deadline.Set(deadline);
        if (_silence.Verdict != before) _world.ShareSoon();
    }
}

/// <summary>The shell of <see cref="RosterRules"/> in virtual time: the one place where people are assigned.</summary>
internal sealed class RosterShell : IShell
{
    private readonly NetworkWorld _world;
    private readonly Deadline _deadline;
    private readonly WaitingJobs _waiting = new();

    /// <summary>The roster with which nobody was found when last looked, for the jobs that wait now.</summary>
    private Roster? _matched;
    private TeamDirectory? _matchedTeams;
    private DateTime _matchedUntil;

    public RosterShell(NetworkWorld world)
    {
        _world = world;
        _deadline = new(world.Agenda, this, Turn.Match);
    }

    public Roster Roster { get; private set; } = Roster.Empty;

    public int Waiting => _waiting.Count;

    /// <summary>
    /// Holds whom the incidents hold, since when they were given, and waits for whom they want, since when they asked: what the roster of the snapshot has beyond that was on its way to an incident, or came back. What it does not wait
    /// for, incidents ask for.
    /// </summary>
    public void Restore(LiveSnapshot snapshot)
    {
        var incidents = snapshot.Incidents.DistinctBy(i => i.Id).ToDictionary(i => i.Id, StringComparer.Ordinal);
        foreach (var waiting in snapshot.Waiting)
            if (incidents.GetValueOrDefault(waiting.Job.Incident) is { } incident && DispatchJobs.Wanting(incident).Any(l => l.Side == waiting.Job.Leg)) _waiting.Add(waiting);
        _deadline.Set(snapshot.RosterLooksAt);
        if (snapshot.RosterLooksAt is null) MatchWithin(RosterRules.Gather);
        var held = incidents.ToDictionary(i => i.Key, i => DispatchJobs.Held(i.Value, _world.Now), StringComparer.Ordinal);
        Roster = Roster.Of(snapshot.Roster.Where(a => held.GetValueOrDefault(a.Incident, []).Any(h => h.Leg == a.Leg && h.PersonId == a.PersonId)));
        foreach (var (incident, assignments) in held.OrderBy(h => h.Key, StringComparer.Ordinal)) Roster = RosterRules.Hold(Roster, incident, assignments);
    }

    /// <summary>When an incident for which it looks for someone asks again; null: it looks for nobody.</summary>
    public DateTime? AskAgainAt(string incident) => _waiting.AskedAt(incident) + DispatchJobs.AskAgainAfter;

    public Assignment? Assign(Assignment assignment)
    {
        _waiting.Remove(assignment);
        if (Roster.On(assignment.Incident, assignment.Leg) is { } held && held.PersonId == assignment.PersonId) return null;
        if (!Roster.TryAssign(assignment, out var roster)) return Roster.Of(assignment.PersonId)[0];
        Keep(roster);
        MatchWithin(RosterRules.Gather);
        return null;
    }

    public void Hold(string incident, IReadOnlyList<Assignment> assignments, bool over)
    {
        _waiting.Remove(incident, assignments, over);
        var roster = RosterRules.Hold(Roster, incident, assignments);
        if (ReferenceEquals(roster, Roster)) return;
        Keep(roster);
        MatchWithin(RosterRules.Gather);
    }

    public void Request(DispatchJob job, DispatchPolicy policy)
    {
        if (Roster.On(job.Incident, job.Leg) is { } held)
        {
            _world.Agenda.Tell(() => _world.Incident(job.Incident).Dispatched(job.Leg, held.PersonId));
            return;
        }
        if (_waiting.Add(new(job, policy, _world.Now.Steady))) _matched = null;
        MatchWithin(RosterRules.Gather);
    }

    public void Reconsider()
    {
        if (_waiting.Count == 0) return;
        if (!NobodyCanHaveCome()) Match();
        if (_waiting.Count > 0) MatchWithin(RosterRules.LookEvery);
    }

    /// <summary>Nobody was found for anyone when last looked, nobody was given or freed since, no other job waits, and no shift has begun: looking again would find the same.</summary>
    private bool NobodyCanHaveCome() => ReferenceEquals(_matched, Roster) && ReferenceEquals(_matchedTeams, _world.Setting.Teams) && _world.Now.Wall < _matchedUntil;

    private void Match()
    {
        var (teams, now) = (_world.Setting.Teams, _world.Now.Wall);
        var (roster, found) = RosterRules.Match(_waiting.All, teams, Roster, now);
        if (found.Count > 0) Keep(roster);
        else (_matched, _matchedTeams, _matchedUntil) = (Roster, teams, _world.Setting.NextShiftChange(now));
        foreach (var assignment in found)
        {
            _waiting.Remove(assignment);
            _world.Agenda.Tell(() => _world.Incident(assignment.Incident).Dispatched(assignment.Leg, assignment.PersonId));
        }
    }

    private void Keep(Roster roster)
    {
        Roster = roster;
        _world.ShareSoon();
    }

    private void MatchWithin(TimeSpan time)
    {
        if (_waiting.Count > 0) _deadline.Set(_world.Now.Steady + time);
    }
}
