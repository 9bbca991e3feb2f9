using Microsoft.Extensions.Logging;
using Twin.Domain.Escalation;
using Twin.Domain.Explanation;
using Twin.Domain.Incidents;
using Twin.Domain.Network;
using Twin.Domain.Time;
using Twin.Grains.Documents;
using Twin.Grains.Incidents;
using Twin.Grains.Network;
using Twin.Grains.Time;

namespace Twin.Grains.Explanation;

/// <summary>What the network as a whole stores. <see cref="ClockOffset"/> is wall minus steady time when it was written.</summary>
public sealed class NetworkSilenceState
{
    public NetworkSilence? Silence { get; set; }
    public TimeSpan ClockOffset { get; set; }
}

/// <summary>The shell of <see cref="NetworkSilenceRules"/>: one for the network, told by a hundred districts, a few times a second at most.</summary>
[GrainType("network"), KeepAlive]
public sealed partial class NetworkGrain(
    [PersistentState("network")] IPersistentState<NetworkSilenceState> storage, TwinClock clock, DeadlineWheel deadlines, ActiveDocuments documents, LocalTwins twins, ILogger<NetworkGrain> log)
    : Grain, INetworkGrain, ITwin
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private readonly SortedDictionary<DivisionCode, SilenceCensus> _districts = [];
    private readonly Gathering _gathering = new(NetworkSilenceRules.Gather);
    private NetworkSilence _silence = NetworkSilence.None;
    private NetworkSilence _stored = NetworkSilence.None;
    private CauseReport? _told;
    private Deadline _deadline = null!;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _deadline = new(deadlines, this);
        twins.Add(this);
        if (storage.State.Silence is { } stored)
        {
            var now = clock.Now();
            _silence = _stored = stored.Rebased(storage.State.ClockOffset - now.Offset).Restored(now);
            // Whatever was thought before the restart must be found again.
            if (_silence.State != NetworkState.Clear) _deadline.Set(now.Steady + TimeSpan.FromSeconds(30), now.Steady);
        }
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        twins.Remove(this);
        _deadline.Cancel();
        return Task.CompletedTask;
    }

    public Task Report(DivisionCode district, SilenceCensus census)
    {
        _districts[district] = census;
        var now = clock.Now();
        _deadline.Set(_gathering.Told(now.Steady), now.Steady);
        return Task.CompletedTask;
    }

    public ValueTask<NetworkVerdict> Verdict() => new(_silence.Verdict);

    public async ValueTask<NetworkFork> Fork()
    {
        var silence = _silence.Rebased(clock.Now().Offset);
        return new(silence, silence.Incident is { } incident ? await GrainFactory.Incident(incident).Fork() : null);
    }

    public Task IncidentMoved(string incident, IncidentPhase phase, TimeSpan reopenWithin)
    {
        if (incident == _silence.Incident && phase == IncidentPhase.Closed && _silence.State != NetworkState.Lost && _silence.ForgetAt is null)
        {
            var now = clock.Now();
            _silence = _silence with { ForgetAt = now.Steady + reopenWithin };
            _deadline.Set(now.Steady, now.Steady);
        }
        return Task.CompletedTask;
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
            var (next, deadline) = NetworkSilenceRules.Judge(_silence, _districts.Values, policy.TelemetryLoss, now);
            // A suspicion holds pages back and says nothing that must outlive a restart. It holds at once, also while the store takes its time, as it does in the very storm that this is about.
            if (next.State != NetworkState.Clear) _silence = next with { State = NetworkState.Suspected };
            if ((next.State == NetworkState.Lost) != (_stored.State == NetworkState.Lost) || next.Incident != _stored.Incident || next.ForgetAt != _stored.ForgetAt) await Store(next, now);
            _silence = next;
            if (_silence.Incident is not null) await TellIncident(policy.ReopenWithin);
            _deadline.Set(deadline, now.Steady);
        }
        catch (Exception failure) when (failure is not Orleans.Storage.InconsistentStateException)
        {
            LogNotStored(log, failure);
            _deadline.Set(now.Steady + RetryAfter, now.Steady);
        }
    }

    public void AskToReconsider() => _ = this.AsReference<INetworkGrain>().Reconsider();

    private async Task Store(NetworkSilence next, Moment now)
    {
        storage.State.Silence = next;
        storage.State.ClockOffset = now.Offset;
        await storage.WriteStateAsync();
        _stored = next;
    }

    private async Task TellIncident(TimeSpan reopenWithin)
    {
        if (SharedReports.Of(_silence) is not { } report) return;
        if (report.SaysTheSameAs(_told)) return;
        var phase = await GrainFactory.Incident(report.Incident).Observe(report);
        _told = report;
        await IncidentMoved(report.Incident, phase, reopenWithin);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What is thought of our ingest could not be stored or told; it will be tried again")]
    private static partial void LogNotStored(ILogger log, Exception failure);
}
