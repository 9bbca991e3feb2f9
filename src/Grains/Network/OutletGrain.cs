using Microsoft.Extensions.Logging;
using Twin.Domain.Calendars;
using Twin.Domain.Devices;
using Twin.Domain.Explanation;
using Twin.Domain.Network;
using Twin.Domain.Time;
using Twin.Grains.Cluster;
using Twin.Grains.Documents;
using Twin.Grains.Hosting;
using Twin.Grains.Time;
using Twin.Grains.Tracing;

namespace Twin.Grains.Network;

/// <summary>What an outlet stores. <see cref="Deleted"/> marks a deletion that has begun: it is finished at the next chance.</summary>
public sealed class OutletState
{
    private OutletProfileRecord? _read;

    /// <summary>The profile as it is written and read. In memory there is only <see cref="Known"/>, once it is known.</summary>
    public OutletProfileRecord? Profile
    {
        get => Known is null ? _read : OutletProfileRecord.Of(Known);
        set => (Known, _read) = (null, value);
    }

    [System.Text.Json.Serialization.JsonIgnore]
    public OutletProfile? Known
    {
        get;
        set => (field, _read) = (value, null);
    }

    public long Revision { get; set; }
    public OutletStatus Status { get; set; }
    public Severity Severity { get; set; }
    public DateTime Since { get; set; }
    public bool Deleted { get; set; }
    public OutletCauses? Causes { get; set; }

    /// <summary>Wall minus steady time when <see cref="Causes"/> was written.</summary>
    public TimeSpan ClockOffset { get; set; }
}

/// <summary>
/// An outlet: its registered profile, and the status that follows from its devices by <see cref="OutletRollUp"/>. The profile is stored before a write is
/// acknowledged; the status, which can be had again from the devices, is stored soon after it changes.
/// </summary>
[GrainType("outlet"), HomePlacement, KeepAlive]
public sealed partial class OutletGrain(
    [PersistentState("outlet")] IPersistentState<OutletState> storage, TwinClock clock, DeadlineWheel deadlines, ActiveDocuments documents, SharedFacts shared, LocalTwins twins, ILogger<OutletGrain> log)
    : Grain, IOutletGrain, INearOutlet, ITwin, IIncomingGrainCallFilter, IGrainMigrationParticipant
{
    private static readonly TimeSpan StoreStatusAfter = TimeSpan.FromSeconds(2);

    private readonly Dictionary<DeviceId, DeviceSummary> _summaries = [];

    /// <summary>What the last report of a device followed from, where that was recorded: its incident may be told only after a hold.</summary>
    private readonly Dictionary<DeviceId, string> _traces = [];
    private Deadline _deadline = null!;
    private OutletProfile? _profile;
    private OutletRow? _row;
    private DateTime? _storeStatusAt;
    private bool _watching;
    private bool _moved;

    private OutletState State => storage.State;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await documents.Loaded.WaitAsync(cancellationToken);
        await shared.Loaded.WaitAsync(cancellationToken);
        _deadline = new(deadlines, this);
        twins.Add(this);
        _awake = true;
        RestoreCauses(clock.Now());
        if (State.Deleted || State.Profile is not { } stored) return;
        State.Known = _profile = stored.ToProfile(GrainKeys.OutletOf(this.GetPrimaryKeyString()));
        _row = RowOf(_profile, State.Status, State.Severity, State.Since, State.Revision, State.Revision, State.Since);
        // One that was woken is told to watch; one that has moved watched already and goes on by itself.
        if (_moved) _deadline.Set(clock.Now().Steady, clock.Now().Steady);
    }

    public void OnDehydrate(IDehydrationContext dehydrationContext)
    {
        // What is stored moves by itself; what the devices say is asked of them again.
    }

    public void OnRehydrate(IRehydrationContext rehydrationContext) => _moved = true;

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _awake = false;
        twins.Remove(this);
        _deadline.Cancel();
        if (_storeStatusAt is not null) await StoreStatus(clock.Now());
    }

    public async ValueTask<OutletWrite> Put(OutletProfile profile, WriteCondition condition)
    {
        if (State.Deleted) await FinishDeletion();
        var exists = _profile is not null;
        if (!Met(condition))
        {
            // A crash may have come between storing the outlet and indexing it: whoever is told it exists must be able to find it.
            if (_row is not null) await District(_profile!.District).Register(_row);
            else DeactivateOnIdle();
            return new(OutletWriteOutcome.PreconditionFailed, exists ? State.Revision : 0);
        }
        if (!await documents.HasCalendar(profile.Calendar))
        {
            if (!exists) DeactivateOnIdle();
            return new(OutletWriteOutcome.UnknownCalendar, exists ? State.Revision : 0);
        }

        var before = _profile;
        var same = before is not null && before.SaysTheSameAs(profile);
        if (!same) await Store(profile);
        await Adopt(before, profile);
        LeaveNode(before, profile);
        await Explain(clock.Now());
        await District(profile.District).Register(_row!);
        if (before is not null && before.District != profile.District) await District(before.District).Unregister(profile.Code);
        return new(same ? OutletWriteOutcome.Unchanged : exists ? OutletWriteOutcome.Replaced : OutletWriteOutcome.Created, State.Revision);
    }

    public async ValueTask<OutletWrite> Delete(WriteCondition condition)
    {
        if (State.Deleted) await FinishDeletion();
        if (_profile is null)
        {
            DeactivateOnIdle();
            return new(OutletWriteOutcome.NotFound, 0);
        }
        if (!Met(condition)) return new(OutletWriteOutcome.PreconditionFailed, State.Revision);
        await MarkDeleted();
        await FinishDeletion();
        DeactivateOnIdle();
        return new(OutletWriteOutcome.Deleted, 0);
    }

    public ValueTask<OutletRow?> Read()
    {
        if (_row is null) DeactivateOnIdle();
        return new(_row);
    }

    public async ValueTask<OutletPresent?> ReadPresent()
    {
        if (_row is not { } row)
        {
            DeactivateOnIdle();
            return null;
        }
        // Devices live with their outlet, unless they are moving just now, and a look at them is far cheaper than a call of each.
        var devices = new DeviceSnapshot[row.Devices.Count];
        for (var i = 0; i < devices.Length; i++)
        {
            var device = row.Devices[i].Profile;
            devices[i] = Near(row.Code, device)?.Look() ?? await GrainFactory.Device(new(row.Code, device.Id), device.Kind).ReadPresent();
        }
        return new(row, devices);
    }

    public async ValueTask Announce(DivisionCode district)
    {
        if (await IsOf(district)) Tell(_row!);
    }

    public async ValueTask Watch(DivisionCode district)
    {
        if (!await IsOf(district)) return;
        await Adopt(_profile!, _profile!);
        TellAgain();
        await Explain(clock.Now());
        Tell(_row!);
    }

    public async Task Report(DeviceId device, DeviceSummary summary)
    {
        // Whoever has only just asked its devices knows more than an old message.
        var watched = _watching;
        if (!await IsWatching() || !_profile!.Devices.Any(d => d.Id == device)) return;
        if (watched) _summaries[device] = summary;
        using var step = Traces.Step("outlet.report")?.SetTag("twin.device", new DeviceRef(_profile.Code, device).ToString());
        if (Traces.Carried is { } trace) _traces[device] = trace;
        else _traces.Remove(device);
        var now = clock.Now();
        RollUp(now);
        await Explain(now);
    }

    public async Task Reconsider()
    {
        if (!await IsWatching()) return;
        var now = clock.Now();
        RollUp(now);
        await Explain(now);
        if (_storeStatusAt is { } due && now.Steady >= due) await StoreStatus(now);
        _deadline.Set(_storeStatusAt, now.Steady);
    }

    public void AskToReconsider() => _ = this.AsReference<IOutletGrain>().Reconsider();

    /// <summary>
    /// Whether the outlet exists and its devices are watched. One that was lost to a crash begins to watch with the first thing it hears, and does not wait for its district; one that
    /// does not exist stays in no memory.
    /// </summary>
    private async ValueTask<bool> IsWatching()
    {
        if (_profile is null)
        {
            if (!State.Deleted) DeactivateOnIdle();
            return false;
        }
        if (_watching) return true;
        try
        {
            await Adopt(_profile, _profile);
            return true;
        }
        catch (Exception failure) when (failure is not Orleans.Storage.InconsistentStateException)
        {
            LogNotWatching(log, failure, this.GetPrimaryKeyString());
            var now = clock.Now();
            _deadline.Set(now.Steady + SayAgainAfter, now.Steady);
            return false;
        }
    }

    /// <summary>Whether a district rightly has this outlet in its index; if not, a crash came in the middle of a deletion or a move, and it is taken out.</summary>
    private async Task<bool> IsOf(DivisionCode district)
    {
        if (State.Deleted) await FinishDeletion();
        if (_profile?.District == district) return true;
        await District(district).Unregister(GrainKeys.OutletOf(this.GetPrimaryKeyString()));
        if (_profile is null) DeactivateOnIdle();
        return false;
    }

    private bool Met(WriteCondition condition) =>
        (condition.Exists is not { } exists || exists == _profile is not null) && (condition.Revision is not { } revision || revision == State.Revision);

    private async Task Store(OutletProfile profile)
    {
        var now = clock.Now();
        var first = _profile is null;
        var (before, revision, since) = (State.Known, State.Revision, State.Since);
        State.Known = profile;
        State.Revision = NextRevision(now, Math.Max(State.Revision, _row?.RowRevision ?? 0));
        if (first) (State.Since, State.Status) = (now.Wall, OutletStatus.Unknown);
        try
        {
            await storage.WriteStateAsync();
        }
        catch
        {
            (State.Known, State.Revision, State.Since) = (before, revision, since);
            throw;
        }
        _profile = profile;
        var row = _row;
        _row = RowOf(profile, _row?.Status ?? State.Status, _row?.Severity ?? Severity.None, _row?.Since ?? State.Since, State.Revision, State.Revision, now.Wall) with
        {
            Trading = _row?.Trading,
            Cause = _row?.Cause,
            Observed = _row?.Observed ?? false,
            HoldsFrom = now.Wall,
            Cases = row?.Cases ?? [],
            Incidents = row?.Incidents ?? [],
        };
    }

    /// <summary>Wakes the devices of the profile, forgets those it no longer has, and rolls their status up.</summary>
    private async Task Adopt(OutletProfile? before, OutletProfile profile)
    {
        foreach (var gone in before?.Devices.Where(old => !profile.Devices.Any(d => d.Id == old.Id && d.Kind == old.Kind)) ?? [])
        {
            await GrainFactory.Device(new(profile.Code, gone.Id), gone.Kind).Forget();
            _summaries.Remove(gone.Id);
        }
        List<(DeviceId Id, Task<DeviceSummary> Summary)>? woken = null;
        foreach (var device in profile.Devices)
        {
            // Most are awake beside it: a sweep over a million devices does not call those.
            if (Near(profile.Code, device)?.LookIfWatched(profile.Calendar) is { } summary) _summaries[device.Id] = summary;
            else (woken ??= []).Add((device.Id, GrainFactory.Device(new(profile.Code, device.Id), device.Kind).Watch(profile.Calendar).AsTask()));
        }
        if (woken is not null)
        {
            await Task.WhenAll(woken.Select(w => w.Summary));
            foreach (var (id, summary) in woken) _summaries[id] = await summary;
        }
        _watching = true;
        RollUp(clock.Now(), tell: false);
    }

    private void RollUp(Moment now, bool tell = true)
    {
        var (profile, row) = (_profile!, _row!);
        var trading = documents.Trading(profile.Calendar, now.Wall);
        var devices = DeviceRows(profile, row.Devices);
        (DeviceProfile Profile, DeviceSummary? Summary)[] told = [.. devices.Select(d => (d.Profile, d.Summary))];
        var (status, severity) = OutletRollUp.Of(told, trading);
        var cause = OutletCause.Of(told, status);
        if (trading is { } interval && interval.End < DateTime.MaxValue) _deadline.Set(now.ToSteady(interval.End), now.Steady);

        var moved = status != row.Status;
        if (moved || severity != row.Severity || trading?.State != row.Trading || cause != row.Cause || !row.Observed || !devices.SequenceEqual(row.Devices))
        {
            var from = !row.Observed && moved ? OutletCause.BeganAt(told, status, cause, trading, row.Since, now.Wall)
                : OutletCause.ChangedAt(trading, row.Trading, row.Since, now.Wall);
            _row = row with
            {
                Status = status,
                Severity = severity,
                Since = moved ? from : row.Since,
                Trading = trading?.State,
                Cause = cause,
                Observed = true,
                HoldsFrom = from,
                Devices = devices,
                RowRevision = NextRevision(now, row.RowRevision),
                UpdatedAt = now.Wall,
            };
            if (tell) Tell(_row);
        }
        if ((moved || severity != row.Severity) && _storeStatusAt is null) _deadline.Set(_storeStatusAt = now.Steady + StoreStatusAfter, now.Steady);
    }

    /// <summary>A device of which nothing changed keeps its row: old and new rows of an outlet are often alive together, and share it.</summary>
    private DeviceRow[] DeviceRows(OutletProfile profile, IReadOnlyList<DeviceRow> before)
    {
        var devices = new DeviceRow[profile.Devices.Count];
        for (var i = 0; i < devices.Length; i++)
        {
            var (device, summary) = (profile.Devices[i], _summaries.GetValueOrDefault(profile.Devices[i].Id));
            devices[i] = i < before.Count && ReferenceEquals(before[i].Profile, device) && ReferenceEquals(before[i].Summary, summary) ? before[i] : new(device, summary);
        }
        return devices;
    }

    private async Task StoreStatus(Moment now)
    {
        try
        {
            await Write(now);
        }
        catch (Exception failure) when (failure is not Orleans.Storage.InconsistentStateException)
        {
            LogStatusNotStored(log, failure, this.GetPrimaryKeyString());
            _storeStatusAt = now.Steady + StoreStatusAfter;
        }
    }

    /// <summary>Whatever is stored, the present status and causes go with it.</summary>
    private async Task Write(Moment now)
    {
        if (_row is { Observed: true } row) (State.Status, State.Severity, State.Since) = (row.Status, row.Severity, row.Since);
        State.ClockOffset = now.Offset;
        await storage.WriteStateAsync();
        _storeStatusAt = null;
    }

    /// <summary>Its district forgets it last: until then it is woken again and again, and whatever a crash cut short is finished.</summary>
    private async Task FinishDeletion()
    {
        var code = GrainKeys.OutletOf(this.GetPrimaryKeyString());
        var profile = _profile ?? State.Profile?.ToProfile(code);
        await CloseIncidents(profile);
        if (profile is not null)
        {
            foreach (var device in profile.Devices) await GrainFactory.Device(new(code, device.Id), device.Kind).Forget();
            await District(profile.District).Unregister(code);
        }
        await storage.ClearStateAsync();
        (_profile, _row, _watching, _storeStatusAt) = (null, null, false, null);
        _summaries.Clear();
    }

    private async Task MarkDeleted()
    {
        State.Deleted = true;
        try
        {
            await storage.WriteStateAsync();
        }
        catch
        {
            State.Deleted = false;
            throw;
        }
    }

    private void Tell(OutletRow row) => _ = District(row.Profile.District).Report(row);

    /// <summary>A device's twin, when it is awake beside its outlet.</summary>
    private DeviceGrain? Near(OutletCode outlet, DeviceProfile device) => twins.Find(GrainKeys.IdOf(new(outlet, device.Id), device.Kind)) as DeviceGrain;

    private IDistrictGrain District(DivisionCode code) => GrainFactory.District(code);

    /// <summary>Microseconds since 1970, but always more than the last: comparable over the network without asking anyone.</summary>
    private static long NextRevision(Moment now, long last) => Math.Max(last + 1, (now.Wall - DateTime.UnixEpoch).Ticks / 10);

    private OutletRow RowOf(OutletProfile profile, OutletStatus status, Severity severity, DateTime since, long revision, long rowRevision, DateTime updatedAt) => new()
    {
        Profile = profile,
        Status = status,
        Severity = severity,
        Since = since,
        Devices = DeviceRows(profile, []),
        Revision = revision,
        RowRevision = rowRevision,
        UpdatedAt = updatedAt,
    };

    [LoggerMessage(Level = LogLevel.Warning, Message = "Outlet {Outlet} could not wake its devices; it will be tried again")]
    private static partial void LogNotWatching(ILogger log, Exception failure, string outlet);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Outlet {Outlet} could not store its status; it will be tried again")]
    private static partial void LogStatusNotStored(ILogger log, Exception failure, string outlet);
}
