using Microsoft.Extensions.Logging;
using Twin.Domain.Escalation;
using Twin.Domain.Explanation;
using Twin.Domain.Incidents;
using Twin.Domain.Network;
using Twin.Domain.Snapshots;
using Twin.Domain.Time;
using Twin.Grains.Cluster;
using Twin.Grains.Documents;
using Twin.Grains.Incidents;
using Twin.Grains.Network;
using Twin.Grains.Time;

namespace Twin.Grains.Explanation;

/// <summary>What an access node stores. <see cref="ClockOffset"/> is wall minus steady time when it was written.</summary>
public sealed class AccessNodeState
{
    public NodeOutage? Outage { get; set; }
    public TimeSpan ClockOffset { get; set; }
}

/// <summary>
/// The shell of <see cref="NodeOutageRules"/>. Outlets report in their own time, thousands at once when a fibre is cut: reports are gathered for a moment and judged together. Which lines there
/// are is stored, lazily, so that after a restart the first three reports are not taken for the whole; which are down comes from the outlets again.
/// </summary>
[GrainType("accessnode"), HomePlacement, KeepAlive]
public sealed partial class AccessNodeGrain(
    [PersistentState("accessnode")] IPersistentState<AccessNodeState> storage, TwinClock clock, DeadlineWheel deadlines, ActiveDocuments documents, LocalTwins twins, ILogger<AccessNodeGrain> log)
    : Grain, IAccessNodeGrain, ITwin
{
    private static readonly TimeSpan StoreLinesAfter = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, OutletLines> _outlets = new(StringComparer.Ordinal);
    private readonly HashSet<OutletCode> _untold = [];
    private readonly Gathering _gathering = new(NodeOutageRules.Gather);
    private NodeOutage _outage = NodeOutage.None;
    private CauseReport? _told;
    private Deadline _deadline = null!;
    private DateTime? _storeLinesAt;
    private DateTime? _lastFall;
    private NodeVerdict? _toldVerdict;
    private DateTime _tellMembersAt;

    private string Name => ExplanationKeys.NodeOf(this.GetPrimaryKeyString());

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await documents.Loaded.WaitAsync(cancellationToken);
        _deadline = new(deadlines, this);
        twins.Add(this);
        if (storage.State.Outage is not { } stored) return;
        var now = clock.Now();
        _outage = stored.Rebased(storage.State.ClockOffset - now.Offset);
        foreach (var (code, lines) in stored.Outlets) _outlets[code] = lines;
        _deadline.Set(now.Steady + NodeOutageRules.Gather, now.Steady);
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        twins.Remove(this);
        _deadline.Cancel();
        return Task.CompletedTask;
    }

    public Task Report(OutletLines lines)
    {
        var now = clock.Now();
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
            // An outlet that has lost its line, or was just woken, must know what its node is: at once, since its own hold is running.
            if (lines.Down > 0 && _toldVerdict is { } verdict) _ = GrainFactory.Outlet(lines.Outlet).NodeJudged(Name, verdict);
            else _untold.Add(lines.Outlet);
        }
        if (lines.Down > (known?.Down ?? 0)) _lastFall = now.Steady;
        if ((known?.Count ?? 0) != lines.Count || (known is not null && (known.District != lines.District || known.TelecomArea != lines.TelecomArea))) _storeLinesAt ??= now.Steady + StoreLinesAfter;
        if (known != lines || _outage.Down) _deadline.Set(_gathering.Told(now.Steady), now.Steady);
        return Task.CompletedTask;
    }

    public Task IncidentMoved(string incident, IncidentPhase phase, TimeSpan reopenWithin)
    {
        if (incident != _outage.Incident) return Task.CompletedTask;
        var now = clock.Now();
        if (phase == IncidentPhase.Closed && !_outage.Down && _outage.ForgetAt is null)
        {
            _outage = _outage with { ForgetAt = now.Steady + reopenWithin };
            _storeLinesAt ??= now.Steady;
            _deadline.Set(now.Steady, now.Steady);
        }
        return Task.CompletedTask;
    }

    public async ValueTask<NodeSnapshot?> Fork()
    {
        // Whoever asks may name a node that nobody ever spoke of.
        if (_outlets.Count == 0 && _outage.Incident is null) DeactivateOnIdle();
        var offset = clock.Now().Offset;
        var node = new NodeSnapshot
        {
            Name = Name,
            Outage = _outage.Rebased(offset) with { Outlets = new Dictionary<string, OutletLines>(_outlets) },
            LastFall = _lastFall + offset,
        };
        if (node.IsAtRest) return null;
        return _outage.Incident is { } incident ? node with { Incident = await GrainFactory.Incident(incident).Fork() } : node;
    }

    public async Task Reconsider()
    {
        var now = clock.Now();
        if (_gathering.Awaited(now.Steady) is { } judged)
        {
            _deadline.Set(judged, now.Steady);
            return;
        }
        try
        {
            var policy = documents.Policy(EscalationPolicy.DefaultId);
            var (next, deadline) = NodeOutageRules.Judge(_outage with { Outlets = _outlets }, Name, policy.SharedOutage, policy.CorrelationHold, _lastFall, now);
            var moved = next.Down != _outage.Down || next.Incident != _outage.Incident;
            // The store may take its time when much is lost at once: who has a line down waits meanwhile.
            if (moved && next.Down) TellOutlets(new(Name, null, next.Began));
            if (moved || now.Steady >= _storeLinesAt) await Store(next, now);
            _outage = next;
            // The outlets first: they are waiting, and whether the incident can be told must not keep them from it.
            TellOutlets(_outage.Verdict(Name));
            if (_outage.Incident is not null) await TellIncident(moved, policy.ReopenWithin, now);
            _deadline.Set(deadline, now.Steady);
            _deadline.Set(_storeLinesAt, now.Steady);
        }
        catch (Exception failure) when (failure is not Orleans.Storage.InconsistentStateException)
        {
            LogNotStored(log, failure, Name);
            _deadline.Set(now.Steady + RetryAfter, now.Steady);
        }
    }

    public void AskToReconsider() => _ = this.AsReference<IAccessNodeGrain>().Reconsider();

    private async Task Store(NodeOutage next, Moment now)
    {
        storage.State.Outage = next with { Outlets = new SortedDictionary<string, OutletLines>(_outlets, StringComparer.Ordinal) };
        storage.State.ClockOffset = now.Offset;
        await storage.WriteStateAsync();
        _storeLinesAt = null;
    }

    private async Task TellIncident(bool moved, TimeSpan reopenWithin, Moment now)
    {
        if (!moved && now.Steady < _tellMembersAt)
        {
            _deadline.Set(_tellMembersAt, now.Steady);
            return;
        }
        if (SharedReports.Of(_outage, Name, _told) is not { } report) return;
        if (report.SaysTheSameAs(_told)) return;
        // From when something was told: having looked in vain delays nothing.
        _tellMembersAt = now.Steady + NodeOutageRules.TellMembersEvery;
        var phase = await GrainFactory.Incident(report.Incident).Observe(report);
        _told = report;
        await IncidentMoved(report.Incident, phase, reopenWithin);
    }

    private void TellOutlets(NodeVerdict? verdict)
    {
        // Only who has a line down need know, and goes by it only as long; the others are told when they say that they have.
        if (verdict != _toldVerdict) _untold.UnionWith(_outlets.Values.Where(o => o.Down > 0).Select(o => o.Outlet));
        _toldVerdict = verdict;
        foreach (var outlet in _untold) _ = GrainFactory.Outlet(outlet).NodeJudged(Name, _outlets.GetValueOrDefault(outlet.ToString()) is { Down: > 0 } ? verdict : null);
        _untold.Clear();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Access node {Node} could not store or tell its state; it will be tried again")]
    private static partial void LogNotStored(ILogger log, Exception failure, string node);
}
