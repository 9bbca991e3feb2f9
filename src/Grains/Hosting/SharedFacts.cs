using Microsoft.Extensions.Logging;
using Twin.Domain.Explanation;
using Twin.Domain.FieldService;
using Twin.Domain.Muting;
using Twin.Grains.Explanation;
using Twin.Grains.Incidents;
using Twin.Grains.Muting;
using Twin.Grains.Network;

namespace Twin.Grains.Hosting;

/// <summary>
/// What concerns the whole network and every twin may look at without a call: silences and maintenance windows, who is assigned where, and what is thought of our own ingest. Each
/// silo asks for it several times a second; a change has those look again whom it concerns.
/// </summary>
public sealed partial class SharedFacts(IGrainFactory grains, LocalTwins twins, TimeProvider time, ILogger<SharedFacts> log)
{
    private static readonly TimeSpan AskEvery = TimeSpan.FromMilliseconds(100);
    private static readonly GrainType Incident = GrainType.Create("incident");
    private static readonly GrainType Outlet = GrainType.Create("outlet");

    private readonly TaskCompletionSource _loaded = NewSignal();
    private TaskCompletionSource _mutesTaken = NewSignal();
    private long _mutesVersion = -1;
    private long _rosterVersion = -1;

    /// <summary>In force now or later.</summary>
    public IReadOnlyList<Mute> Mutes { get; private set; } = [];
    public Roster Roster { get; private set; } = Roster.Empty;
    public NetworkVerdict Network { get; private set; } = NetworkVerdict.Clear;

    /// <summary>Completes when all of it is here: without a silence that is in force nobody may be paged.</summary>
    public Task Loaded => _loaded.Task;

    public async Task Follow(CancellationToken stop)
    {
        using var ticks = new PeriodicTimer(AskEvery, time);
        do
        {
            try
            {
                await Refresh();
            }
            catch (Exception failure) when (!stop.IsCancellationRequested)
            {
                LogNotRefreshed(log, failure);
            }
        }
        while (await ticks.WaitForNextTickAsync(stop));
    }

    public async Task Refresh()
    {
        var mutes = await grains.MuteBook().Changes(_mutesVersion);
        if (mutes.Mutes is { } list)
        {
            (Mutes, _mutesVersion) = (list, mutes.Version);
            Interlocked.Exchange(ref _mutesTaken, NewSignal()).TrySetResult();
        }
        var roster = await grains.Roster().Since(_rosterVersion);
        if (roster.Assignments is { } assignments) (Roster, _rosterVersion) = (Roster.Of(assignments), roster.Version);
        var network = await grains.Network().Verdict();
        var networkMoved = network != Network;
        Network = network;
        _loaded.TrySetResult();
        if (mutes.Mutes is not null) await twins.Reconsider(id => id.Type == Incident);
        if (networkMoved) await twins.Reconsider(id => id.Type == Outlet);
    }

    /// <summary>Waits until this silo goes by a mute as the book gave it back; one that was ended, until it no longer does. False when the time is up.</summary>
    public async Task<bool> WaitFor(Mute mute, TimeSpan max, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            var taken = Volatile.Read(ref _mutesTaken).Task; // before the look, so that none is missed
            if (GoesBy(mute)) return true;
            var left = max - time.GetElapsedTime(started);
            if (left <= TimeSpan.Zero) return false;
            await taken.WaitAsync(left, time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellation.ThrowIfCancellationRequested();
        }
    }

    private bool GoesBy(Mute mute) => Mutes.Any(m => m.Id == mute.Id && m.EndedAt is null) == (mute.EndedAt is null);

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Silences, assignments or the state of the network could not be asked for; those known stay in force")]
    private static partial void LogNotRefreshed(ILogger log, Exception failure);
}
