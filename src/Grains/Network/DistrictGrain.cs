using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Twin.Domain.Explanation;
using Twin.Domain.Network;
using Twin.Grains.Cluster;
using Twin.Grains.History;
using Twin.Grains.Hosting;
using Twin.Grains.Time;

namespace Twin.Grains.Network;

/// <summary>What a district stores: which outlets it has. Their rows come from the outlets themselves.</summary>
public sealed class DistrictState
{
    /// <summary>Codes. Immutable, since a store may write it down while the next outlet is already being added.</summary>
    public ImmutableSortedSet<string> Outlets { get; set; } = [];
}

/// <summary>
/// A county's index. Reentrant, because it holds nothing across an await that another call could break: registrations of an import run
/// together and their writes are coalesced by the runtime, and an outlet may register while the district is waiting for it to wake.
/// </summary>
[GrainType("district"), HomePlacement, KeepAlive, Reentrant]
public sealed partial class DistrictGrain(
    [PersistentState("district")] IPersistentState<DistrictState> storage, [PersistentState("incidents")] IPersistentState<DistrictIncidents> listed, TwinClock clock, SharedFacts shared,
    ILogger<DistrictGrain> log)
    : Grain, IDistrictGrain
{
    /// <summary>How long a change may wait for company before it is sent to the readers.</summary>
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(10);

    /// <summary>Every outlet is woken anew this often, so that a twin lost to a failed write or a crashed silo is watched again.</summary>
    private static readonly TimeSpan SweepEvery = TimeSpan.FromMinutes(2);

    /// <summary>Outlets being woken at one time: enough to keep the silo busy, since there are a hundred districts.</summary>
    private const int WakingMax = 16;

    private readonly Dictionary<OutletCode, Entry> _outlets = [];

    /// <summary>What changed since the readers were last told: most of the time that is a handful of many.</summary>
    private readonly HashSet<OutletCode> _untold = [];

    /// <summary>Outlets with a device that fell silent, and how many devices of all of them are heard.</summary>
    private readonly HashSet<OutletCode> _quiet = [];
    private int _heard;

    private readonly Dictionary<OutletCode, long> _removed = [];
    private readonly Dictionary<INetworkFeed, DateTime> _readers = [];
    private long _epoch;
    private long _version;
    private long _told;
    private IGrainTimer? _gather;
    private bool _sweeping;
    private DateTime _nextSweep;
    private long _cluster;

    /// <summary>The index as it is known to be stored: what is not, is not acknowledged, however often it is registered again.</summary>
    private ImmutableSortedSet<string>? _stored;

    private DivisionCode Code => GrainKeys.DistrictOf(this.GetPrimaryKeyString());

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var now = clock.Now();
        _epoch = now.Wall.Ticks;
        _nextSweep = now.Steady;
        _stored = storage.State.Outlets;
        foreach (var code in _stored) _outlets[OutletCode.Parse(code)] = new();
        RestoreIncidents();
        return Task.CompletedTask;
    }

    public async ValueTask Register(OutletRow row)
    {
        Take(row, listed: true);
        await Store(storage.State.Outlets.Add(row.Code.ToString()));
    }

    public async ValueTask Unregister(OutletCode code)
    {
        if (_outlets.Remove(code, out var entry))
        {
            _removed[code] = NextVersion();
            _quiet.Remove(code);
            _heard -= entry.Talk.Heard;
            // What it did not say is nobody's silence any more.
            CountSilenceSoon();
        }
        await Store(storage.State.Outlets.Remove(code.ToString()));
    }

    public Task Report(OutletRow row)
    {
        Take(row, listed: false);
        return Task.CompletedTask;
    }

    public async ValueTask<DistrictChanges> Subscribe(INetworkFeed reader, FeedPosition known)
    {
        Forget(clock.Now().Steady);
        await Tell();
        _readers[reader] = clock.Now().Steady + NetworkFeed.Lease;
        return ChangesSince(known);
    }

    public ValueTask<DistrictChanges> Changes(FeedPosition known) => new(ChangesSince(known));

    public ValueTask<OutletCode[]> Outlets() => new([.. _outlets.Keys]);

    public ValueTask Unsubscribe(INetworkFeed reader)
    {
        _readers.Remove(reader);
        return ValueTask.CompletedTask;
    }

    public ValueTask<DistrictWatch> Watch(bool devices, long cluster)
    {
        if (devices && cluster > _cluster) (_cluster, _nextSweep) = (cluster, clock.Now().Steady);
        var rowsMissing = _outlets.Values.Any(o => o.Row is null);
        if (!_sweeping && (rowsMissing || (devices && clock.Now().Steady >= _nextSweep)))
        {
            _sweeping = true;
            _ = Sweep(devices);
        }
        if (_outlets.Count > 0) _ = GrainFactory.History(Code).Watch(new(_epoch, _version));
        return new(new DistrictWatch(_outlets.Count, _outlets.Values.Count(o => o.Row is not null), _outlets.Values.Count(o => o.Watched)));
    }

    private async Task Sweep(bool devices)
    {
        var cluster = _cluster;
        try
        {
            await ForEach(_outlets.Where(o => o.Value.Row is null), (outlet, _) => outlet.Announce(Code));
            if (!devices) return;
            await ForEach(_outlets, async (outlet, entry) =>
            {
                await outlet.Watch(Code);
                entry.Watched = true;
            });
            AskOpenIncidents();
            // The network's grain may have moved, and knows nothing then.
            _census = null;
            CountSilenceSoon();
            if (_cluster == cluster) _nextSweep = clock.Now().Steady + (_outlets.Values.All(o => o.Watched) ? SweepEvery : TimeSpan.FromSeconds(1));
        }
        finally
        {
            _sweeping = false;
        }
    }

    private async Task ForEach(IEnumerable<KeyValuePair<OutletCode, Entry>> outlets, Func<IOutletGrain, Entry, ValueTask> wake)
    {
        var waiting = new Queue<KeyValuePair<OutletCode, Entry>>(outlets);
        await Task.WhenAll(Enumerable.Range(0, WakingMax).Select(_ => Work()));

        async Task Work()
        {
            while (waiting.TryDequeue(out var next))
            {
                try
                {
                    await wake(GrainFactory.Outlet(next.Key), next.Value);
                }
                catch (Exception failure)
                {
                    LogNotWoken(log, failure, next.Key);
                }
            }
        }
    }

    /// <summary>Takes a row unless it is older than the one held. A report of an outlet that is not in the index came after its removal.</summary>
    private void Take(OutletRow row, bool listed)
    {
        if (!_outlets.TryGetValue(row.Code, out var entry))
        {
            if (!listed) return;
            _outlets[row.Code] = entry = new() { Watched = true };
            _removed.Remove(row.Code);
        }
        if (entry.Row is { } held && held.RowRevision >= row.RowRevision) return;
        entry.Row = row;
        _untold.Add(row.Code);
        entry.Version = NextVersion();
        var talk = OutletTalk.Of(row.Devices.Select(d => (d.Profile.Kind, d.Summary)));
        _heard += talk.Heard - entry.Talk.Heard;
        entry.Talk = talk;
        if (talk.SilentSince.Length > 0) _quiet.Add(row.Code);
        else _quiet.Remove(row.Code);
        CountSilenceSoon();
    }

    private long NextVersion()
    {
        _gather ??= this.RegisterGrainTimer(static (self, _) => self.Tell(), this, new GrainTimerCreationOptions(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan) { Interleave = true });
        if (_told == _version) _gather.Change(Gather, Timeout.InfiniteTimeSpan);
        return ++_version;
    }

    /// <summary>Sends every reader what changed since it was last told.</summary>
    private Task Tell()
    {
        if (_told == _version) return Task.CompletedTask;
        var changes = ChangesSince(new(_epoch, _told), _untold.Select(code => _outlets.GetValueOrDefault(code)).OfType<Entry>());
        _untold.Clear();
        _told = _version;
        foreach (var reader in _readers.Keys) _ = reader.Changed(changes);
        _ = GrainFactory.History(Code).Changed(changes);
        return Task.CompletedTask;
    }

    private DistrictChanges ChangesSince(FeedPosition known) => ChangesSince(known, _outlets.Values);

    /// <param name="known">What the reader has.</param>
    /// <param name="outlets">Those that may have changed since.</param>
    private DistrictChanges ChangesSince(FeedPosition known, IEnumerable<Entry> outlets)
    {
        var whole = known.Epoch != _epoch || known.Version > _version;
        var since = whole ? 0 : known.Version;
        return new(
            Code,
            whole ? default : known,
            new(_epoch, _version),
            [.. outlets.Where(o => o.Row is not null && o.Version > since).OrderBy(o => o.Version).Select(o => o.Row!)],
            whole ? [] : [.. _removed.Where(r => r.Value > since).OrderBy(r => r.Value).Select(r => r.Key)],
            whole)
        {
            Incidents = IncidentsSince(since),
            Pending = whole ? [.. _outlets.Where(o => o.Value.Row is null).Select(o => o.Key)] : [],
        };
    }

    private void Forget(DateTime now)
    {
        foreach (var gone in _readers.Where(r => r.Value < now).Select(r => r.Key).ToArray()) _readers.Remove(gone);
    }

    private async Task Store(ImmutableSortedSet<string> outlets)
    {
        storage.State.Outlets = outlets;
        if (outlets == _stored) return;
        try
        {
            await storage.WriteStateAsync();
            _stored = outlets;
        }
        catch (Exception failure)
        {
            // What memory holds and storage does not is stored with the next write; the caller hears of it now.
            LogNotStored(log, failure, Code);
            throw;
        }
    }

    private sealed class Entry
    {
        public OutletRow? Row { get; set; }
        public long Version { get; set; }
        public bool Watched { get; set; }

        public OutletTalk Talk { get; set; } = OutletTalk.None;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Outlet {Outlet} could not be woken; it will be tried again")]
    private static partial void LogNotWoken(ILogger log, Exception failure, OutletCode outlet);

    [LoggerMessage(Level = LogLevel.Warning, Message = "District {District} could not store its index")]
    private static partial void LogNotStored(ILogger log, Exception failure, DivisionCode district);
}
