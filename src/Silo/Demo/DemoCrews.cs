using Twin.Api.View;
using Twin.Domain.Access;
using Twin.Domain.Incidents;
using Twin.Domain.Teams;
using Twin.Grains.Hosting;
using Twin.Grains.Incidents;

namespace Twin.Silo.Demo;

/// <summary>
/// The people of the demo: who was paged acknowledges after a while, sends someone, who drives there, mends what is broken and says so. They use the same commands as everybody
/// else, and now and then nobody answers, so that the ladder can be seen at work. Minutes are shortened to seconds: a newcomer should see an incident end.
/// </summary>
internal sealed partial class DemoCrews(IGrainFactory grains, NetworkView view, NetworkWatch watch, DemoRepairs repairs, TimeProvider time, ILogger<DemoCrews> log) : BackgroundService
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);

    /// <summary>Of a hundred legs nobody looks at this many before the ladder has climbed.</summary>
    private const int UnansweredPercent = 8;

    private readonly Random _chance = new(2);
    private readonly PriorityQueue<(string Incident, Side Leg), DateTime> _due = new();
    private readonly HashSet<(string Incident, Side Leg, int Visit)> _known = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await view.FirstSync.WaitAsync(stoppingToken);
        await watch.AllKnown.WaitAsync(stoppingToken);
        await DemoTeams.Upload(grains);
        using var steps = new PeriodicTimer(Step, time);
        while (await steps.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await Work(time.GetUtcNow().UtcDateTime);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                LogNotWorked(log, failure);
            }
        }
    }

    private async Task Work(DateTime now)
    {
        foreach (var row in view.State.Incidents(DivisionLimit.Whole))
        {
            if (row.Phase >= IncidentPhase.Resolved || row.Paused is not null) continue;
            foreach (var leg in row.Legs)
                if (leg.Required && _known.Add((row.Id, leg.Side, row.Visits)))
                    _due.Enqueue((row.Id, leg.Side), now + (_chance.Next(100) < UnansweredPercent ? Between(330, 900) : Between(10, 90)));
        }
        while (_due.TryPeek(out var leg, out var due) && due <= now)
        {
            _due.Dequeue();
            if (await Act(leg.Incident, leg.Leg) is { } wait) _due.Enqueue(leg, now + wait);
        }
        if (_known.Count > 10_000) _known.RemoveWhere(k => view.State.FindIncident(k.Incident, DivisionLimit.Whole) is not { Phase: < IncidentPhase.Closed });
    }

    /// <summary>Does the next thing about a leg. Returns how long that takes; null: nothing more to do.</summary>
    private async Task<TimeSpan?> Act(string id, Side side)
    {
        if (view.State.FindIncident(id, DivisionLimit.Whole) is not { Phase: < IncidentPhase.Resolved } row || row.Legs.FirstOrDefault(l => l.Side == side && l.Required) is not { } leg) return null;
        var incident = grains.Incident(id);
        switch (leg.Phase)
        {
            case IncidentPhase.Open:
                await incident.Do(new(IncidentVerb.Acknowledge, side, leg.Team is { } team ? $"{team} dispatcher" : "dispatcher", null, null));
                return Between(5, 20);
            case IncidentPhase.Acknowledged:
                var best = (await incident.Suggest(side))?.FirstOrDefault(s => s.Usable);
                if (best is null) return Between(10, 30);
                var answer = await incident.Do(new(IncidentVerb.Assign, side, $"{best.TeamId} dispatcher", best.PersonId, null));
                // On the road: a minute of driving takes a second here.
                return answer?.Reason == IncidentReason.Busy ? Between(5, 10) : TimeSpan.FromSeconds(Math.Clamp(best.Travel?.TotalMinutes ?? 20, 5, 60));
            case IncidentPhase.Assigned:
                await incident.Do(new(IncidentVerb.Arrive, side, leg.Assignee ?? "", null, null));
                return Between(10, 40);
            case IncidentPhase.OnSite:
                // Mended; the next readings prove it. What is still bad a while later is said to be mended, and Twin looks whether that is so.
                if (!_known.Add((id, side, -row.Visits))) return await Resolve(incident, side, leg);
                Mend(row);
                return Between(60, 90);
            default:
                return null;
        }
    }

    private static async Task<TimeSpan?> Resolve(IIncidentGrain incident, Side side, LegRow leg)
    {
        await incident.Do(new(IncidentVerb.Resolve, side, leg.Assignee ?? "", null, null));
        return null;
    }

    private void Mend(IncidentRow row)
    {
        if (row.Device is { } device) repairs.Devices.Enqueue(device);
        else if (row.AccessNode is { } node) repairs.Nodes.Enqueue(node);
    }

    private TimeSpan Between(int least, int most) => TimeSpan.FromSeconds(_chance.Next(least, most));

    [LoggerMessage(Level = LogLevel.Warning, Message = "demo: the crews could not do everything; they go on")]
    private static partial void LogNotWorked(ILogger log, Exception failure);
}
