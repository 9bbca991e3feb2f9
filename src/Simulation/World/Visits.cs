using Twin.Domain.FieldService;
using Twin.Domain.Incidents;
using Twin.Domain.Network;
using Twin.Domain.Teams;

namespace Twin.Simulation.World;

/// <summary>
/// Those who are sent: whom the dispatch rules have assigned acknowledges, drives there, and works when everyone the job needs is there. Whom the roster releases meanwhile turns back.
/// </summary>
internal sealed class Visits(NetworkWorld world, NetworkRegistry registry, FaultyDevices faults, SparesDepots spares, NetworkFigures figures)
{
    /// <summary>Somebody who finds nothing broken looks this long.</summary>
    private static readonly TimeSpan LookFor = TimeSpan.FromMinutes(10);

    private readonly Dictionary<(string Incident, Side Leg), Visit> _visits = [];
    private readonly Dictionary<string, (GeoPoint? Place, DateTime Since)> _last = new(StringComparer.Ordinal);

    private sealed class Visit(string incident, Side leg, string person, string place, GeoPoint? location, DateTime since)
    {
        public string Incident => incident;
        public Side Leg => leg;
        public string Person => person;
        public string Place => place;
        public GeoPoint? Location => location;
        public DateTime Since => since;
        public bool Arrived { get; set; }
        public bool Over { get; set; }
    }

    /// <summary>What is broken where an incident is.</summary>
    public Fault? FaultOf(Incident incident)
    {
        var (report, place) = (incident.Report, incident.Report.Place);
        if (report.Cause.Device is { } device && faults.Of(device) is { } own) return own;
        return place.AccessNode is { } node ? faults.Of(node) : null;
    }

    public void Follow(Incident? before, Incident after)
    {
        var over = after.Phase >= IncidentPhase.Resolved;
        foreach (var leg in after.Legs)
        {
            var key = (after.Id, leg.Side);
            var visit = _visits.GetValueOrDefault(key);
            if (visit is not null && (over || !leg.Active || leg.Assignee != visit.Person)) End(key, visit);
            if (over || !leg.Active || leg.Assignee is not { } person || visit?.Person == person || before?.Leg(leg.Side)?.Assignee == person) continue;
            var begun = Begun(after, leg.Side, person, world.Now.Wall);
            if (figures.Counts(after.OpenedAt) && after.Visits == 1) figures.Add("wait", (begun.Since - after.OpenedAt).TotalSeconds);
            world.Agenda.At(begun.Since.AddSeconds(registry.Scenario.Crews.AcknowledgeSeconds), () => Depart(begun));
        }
    }

    /// <summary>Someone who was sent before the beginning goes on with the job.</summary>
    public void Resume(Incident incident, Leg leg, DateTime since)
    {
        var visit = Begun(incident, leg.Side, leg.Assignee!, since);
        if (leg.Phase == IncidentPhase.OnSite)
        {
            visit.Arrived = true;
            world.Agenda.At(world.Now.Wall, () => Work(visit));
        }
        else if (leg.Attended)
        {
            world.Agenda.At(NotBefore(since + Travel(visit.Person, visit.Location)), () => Arrive(visit));
        }
        else
        {
            world.Agenda.At(NotBefore(since.AddSeconds(registry.Scenario.Crews.AcknowledgeSeconds)), () => Depart(visit));
        }

        DateTime NotBefore(DateTime time) => time > world.Now.Wall ? time : world.Now.Wall;
    }

    private Visit Begun(Incident incident, Side leg, string person, DateTime since)
    {
        var place = incident.Report.Place;
        return _visits[(incident.Id, leg)] = new Visit(incident.Id, leg, person, place.Key, place.Location ?? (place.AccessNode is { } node ? registry.Middle(node) : null), since);
    }

    /// <summary>Nobody comes home before the end.</summary>
    public void Finish(DateTime end)
    {
        foreach (var visit in _visits.Values.OrderBy(v => v.Incident, StringComparer.Ordinal).ThenBy(v => v.Leg)) figures.Busy(visit.Since, end);
    }

    /// <summary>How long a person needs to a place, from wherever they are.</summary>
    public TimeSpan Travel(string person, GeoPoint? to)
    {
        var (crews, now) = (registry.Scenario.Crews, world.Now.Wall);
        if (crews.SpeedKmPerHour is not { } speed || to is not { } place) return TimeSpan.Zero;
        var home = world.Setting.Teams.Person(person)?.Person.Home;
        var from = _last.TryGetValue(person, out var last) && last.Place is { } there && (home is null || now - last.Since < Time(there, home.Value)) ? there : home;
        return from is { } start ? Time(start, place) : TimeSpan.Zero;

        TimeSpan Time(GeoPoint a, GeoPoint b) => TimeSpan.FromSeconds(Math.Round(Domain.FieldService.Travel.DistanceKm(a, b) * crews.Detour / speed * 3600));
    }

    public void At(string person, GeoPoint? place) => _last[person] = (place, world.Now.Wall);

    public void Mend(Fault fault)
    {
        if (fault.Restored is not null) return;
        faults.End(fault);
        figures.Restored(fault);
    }

    private void Depart(Visit visit)
    {
        if (visit.Over) return;
        world.Do(visit.Incident, new(IncidentVerb.Acknowledge, visit.Leg, visit.Person, null, null));
        if (visit.Over) return;
        var travel = Travel(visit.Person, visit.Location);
        if (figures.Counts(visit.Since))
        {
            figures.TruckRolls++;
            figures.Add("travel", travel.TotalSeconds);
        }
        world.Agenda.At(world.Now.Wall + travel, () => Arrive(visit));
    }

    private void Arrive(Visit visit)
    {
        if (visit.Over) return;
        visit.Arrived = true;
        world.Do(visit.Incident, new(IncidentVerb.Arrive, visit.Leg, visit.Person, null, null));
        Work(visit);
    }

    private void Work(Visit visit)
    {
        if (visit.Over || world.Read(visit.Incident) is not { } incident) return;
        // Joint work begins when the last of them is there.
        foreach (var leg in incident.Legs)
            if (leg.Active && !(_visits.TryGetValue((incident.Id, leg.Side), out var other) && other.Arrived)) return;
        var fault = FaultOf(incident);
        var work = fault is null || fault.AwaitsPart ? LookFor : fault.Repair;
        if (fault is not null && figures.Counts(fault.Began)) figures.Add("repair", work.TotalSeconds);
        world.Agenda.At(world.Now.Wall + work, () => Finish(visit, fault));
    }

    private void Finish(Visit visit, Fault? fault)
    {
        if (visit.Over) return;
        if (fault is null || fault.Restored is not null)
        {
            world.Do(visit.Incident, new(IncidentVerb.Resolve, null, visit.Person, null, "nothing found"));
            return;
        }
        if (fault.AwaitsPart || (fault.TakesSpare && !spares.Take(fault, () => Mend(fault))))
        {
            // The job goes on without them until the part is there.
            world.Leave(visit.Incident);
            foreach (var leg in Enum.GetValues<Side>())
                if (_visits.TryGetValue((visit.Incident, leg), out var other)) End((visit.Incident, leg), other);
            return;
        }
        Mend(fault);
    }

    private void End((string, Side) key, Visit visit)
    {
        visit.Over = true;
        _visits.Remove(key);
        figures.Busy(visit.Since, world.Now.Wall);
        if (visit.Arrived) At(visit.Person, visit.Location);
    }
}
