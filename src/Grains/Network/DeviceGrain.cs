using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Orleans.Storage;
using Twin.Domain.Calendars;
using Twin.Domain.Devices;
using Twin.Domain.Network;
using Twin.Domain.Readings;
using Twin.Domain.Rules;
using Twin.Domain.Time;
using Twin.Grains.Cluster;
using Twin.Grains.Documents;
using Twin.Grains.Time;
using Twin.Grains.Tracing;

namespace Twin.Grains.Network;

/// <summary>What a device stores: its twin, at its last transition.</summary>
public sealed class DeviceState
{
    public DeviceRecord? Twin { get; set; }
    public string? Calendar { get; set; }
}

/// <summary>
/// The shell of a <see cref="DeviceTwin"/>: reads the clock, lets the twin decide, stores a transition before anyone hears of it, and asks to be
/// woken at the twin's next deadline. A plain heartbeat stores nothing, and needs no turn: whoever is in the same process applies it under the twin's lock (<see cref="INearDevice"/>).
/// </summary>
/// <remarks>
/// When a write fails, memory is ahead of storage and nobody has been told: the caller gets the failure, and every later turn
/// writes first, so a repeated reading is never acknowledged on the strength of memory alone. It goes to storage by itself, not through the runtime's facet for state, which would keep
/// some 300 bytes more for each of a million devices.
/// </remarks>
public abstract partial class DeviceGrain : Grain, IDeviceGrain, INearDevice, ITwin, IGrainMigrationParticipant
{
    private const string TransitionStep = "device.transition";

    private static readonly TimeSpan RetryWriteAfter = TimeSpan.FromSeconds(1);

    private readonly DeviceKind _kind;
    private readonly DeviceServices _services;
    private readonly Deadline _deadline;

    /// <summary>
    /// Read and changed under its lock, which guards the other fields too: its outlet looks at it from outside a turn (<see cref="Look"/>), and readings are applied there while it has nothing to store
    /// (<see cref="TryApply"/>). So from a change until it is stored there are only turns.
    /// </summary>
    private DeviceTwin _twin = null!;

    /// <summary>It is leaving: nothing is applied from outside any more.</summary>
    private volatile bool _closed;
    private string? _calendar;
    private DeviceSummary? _reported;

    /// <summary>What the stored row is known by; null: there is none.</summary>
    private string? _etag;

    /// <summary>What it brought from another silo, until it is awake here.</summary>
    private DeviceState? _brought;

    /// <summary>It came from another silo with a transition that could not be stored there.</summary>
    private bool _unsaved;

    protected DeviceGrain(DeviceKind kind, DeviceServices services)
    {
        _kind = kind;
        _services = services;
        _deadline = new(services.Deadlines, this);
    }

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var stored = _brought ?? await ReadRow();
        _brought = null;
        // With the wrong rule book, the state of rules it does not have would be lost.
        await _services.Documents.Loaded.WaitAsync(cancellationToken);
        var now = _services.Clock.Now();
        var book = _services.Documents.RuleBook;
        _calendar = stored.Calendar;
        _twin = stored.Twin is { } record
            ? DeviceTwin.Restore(_kind, record, book, now)
            : new(_kind, book, now);
        _deadline.Set(_unsaved ? now.Steady : _twin.NextDeadline, now.Steady);
        _services.Twins.Add(this);
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _services.Twins.Remove(this);
        Close();
        _deadline.Cancel();
        return Task.CompletedTask;
    }

    /// <summary>It moves as it is, values since its last transition included. Its stored form is otherwise not held in memory.</summary>
    public void OnDehydrate(IDehydrationContext dehydrationContext)
    {
        Close();
        dehydrationContext.TryAddValue(nameof(_brought), Stored(_services.Clock.Now()));
        dehydrationContext.TryAddValue(nameof(_etag), _etag);
        if (_twin.Changed || _unsaved) dehydrationContext.TryAddValue(nameof(_unsaved), true);
    }

    public void OnRehydrate(IRehydrationContext rehydrationContext)
    {
        if (!rehydrationContext.TryGetValue(nameof(_brought), out _brought)) return;
        rehydrationContext.TryGetValue(nameof(_etag), out _etag);
        rehydrationContext.TryGetValue(nameof(_unsaved), out _unsaved);
    }

    public ValueTask<IngestOutcome> Apply(Reading reading)
    {
        IngestOutcome outcome;
        lock (_twin)
        {
            var now = _services.Clock.Now();
            outcome = ApplyOne(reading, now);
            if (!Unsettled)
            {
                _deadline.Set(_twin.NextDeadline, now.Steady);
                return new(outcome);
            }
        }
        return Settled(outcome);

        async ValueTask<IngestOutcome> Settled(IngestOutcome outcome)
        {
            await Settle();
            return outcome;
        }
    }

    public async ValueTask<IngestOutcome[]> ApplyAll(Reading[] readings)
    {
        var outcomes = new IngestOutcome[readings.Length];
        lock (_twin)
        {
            var now = _services.Clock.Now();
            for (var i = 0; i < readings.Length; i++) outcomes[i] = ApplyOne(readings[i], now);
        }
        await Settle();
        return outcomes;
    }

    public NearApply TryApply(ReadOnlySpan<Reading> readings, Span<IngestOutcome> outcomes)
    {
        if (_twin is not { } twin) return NearApply.Busy;
        lock (twin)
        {
            if (_closed || Unsettled) return NearApply.Busy;
            var now = _services.Clock.Now();
            for (var i = 0; i < readings.Length; i++) outcomes[i] = ApplyOne(readings[i], now);
            if (twin.Changed) return NearApply.Unsettled;
            _deadline.Set(twin.NextDeadline, now.Steady);
            return NearApply.Applied;
        }
    }

    public bool Awake => !_closed;

    public ActivationId Activation => GrainContext.ActivationId;

    public async ValueTask<bool> Settle(ActivationId activation)
    {
        await Settle();
        return activation == Activation;
    }

    public async ValueTask<DeviceSnapshot> Read()
    {
        await SettleIfPossible();
        lock (_twin) return _twin.Snapshot(_services.Clock.Now());
    }

    public async ValueTask<DeviceSnapshot> ReadPresent()
    {
        await SettleIfPossible();
        lock (_twin) return _twin.Present(_services.Clock.Now());
    }

    /// <summary>The device as it is now, from any thread; null while it holds something that is not stored yet, which is to be waited for by a call, or is not awake.</summary>
    internal DeviceSnapshot? Look()
    {
        if (_twin is not { } twin) return null;
        lock (twin) return Unsettled ? null : twin.Present(_services.Clock.Now());
    }

    public async ValueTask<DeviceFork?> Fork(bool evenAtRest)
    {
        await SettleIfPossible();
        lock (_twin) return ForkOf(evenAtRest);
    }

    /// <summary>As <see cref="Fork"/>, from any thread; false while it holds something that is not stored yet, or is not awake.</summary>
    internal bool TryFork(bool evenAtRest, out DeviceFork? fork)
    {
        fork = null;
        if (_twin is not { } twin) return false;
        lock (twin)
        {
            if (Unsettled) return false;
            fork = ForkOf(evenAtRest);
            return true;
        }
    }

    /// <summary>Under the lock.</summary>
    private DeviceFork? ForkOf(bool evenAtRest) =>
        evenAtRest || !_twin.IsAtRest ? _twin.Fork(GrainKeys.DeviceOf(this.GetPrimaryKeyString()).Id, _services.Clock.Now()) : null;

    public async ValueTask<DeviceSummary> Watch(string calendar)
    {
        lock (_twin)
        {
            _calendar = calendar;
            var now = _services.Clock.Now();
            _twin.Tick(Trading(now), now);
        }
        while (true)
        {
            await Settle();
            lock (_twin)
                if (!Unsettled) return _reported = _twin.Summary();
        }
    }

    /// <summary>Has the processor fetch what <see cref="Look()"/> is about to look at.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal long Fetch() => _twin is { } twin ? twin.AcceptedCount : 0;

    /// <summary>As <see cref="Look()"/>, where its outlet has heard of all that changed.</summary>
    /// <param name="told">What the outlet heard last.</param>
    internal DeviceSnapshot? Look(DeviceSummary? told)
    {
        if (_twin is not { } twin) return null;
        lock (twin) return _closed || Unsettled || !twin.Summary().Equals(told) ? null : twin.Present(_services.Clock.Now());
    }

    /// <summary>What its outlet was told last, from any thread, when that still holds and it trades by this calendar; null: it is to be asked with <see cref="Watch"/>.</summary>
    internal DeviceSummary? LookIfWatched(string calendar)
    {
        if (_twin is not { } twin) return null;
        lock (twin) return !Unsettled && _calendar == calendar && _reported is { } told && ReferenceEquals(twin.Summary(), told) ? told : null;
    }

    public async ValueTask Forget()
    {
        Close();
        await _services.Storage.ClearStateAsync(StateName, GrainContext.GrainId, Row(new()));
        DeactivateOnIdle();
    }

    public async Task Reconsider()
    {
        try
        {
            lock (_twin)
            {
                var now = _services.Clock.Now();
                // Under the rules it has, this is a tick.
                _twin.UseRules(_services.Documents.RuleBook, Trading(now), now);
            }
            await Settle(byItself: true);
        }
        catch (Exception failure) when (failure is not InconsistentStateException)
        {
            LogWriteFailed(_services.Log, failure, this.GetPrimaryKeyString());
            var now = _services.Clock.Now();
            lock (_twin) _deadline.Set(now.Steady + RetryWriteAfter, now.Steady);
        }
    }

    public void AskToReconsider() => _ = this.AsReference<IDeviceGrain>().Reconsider();

    /// <summary>Under the lock: something happened that is not stored yet.</summary>
    private bool Unsettled => _twin.Changed || _unsaved;

    private void Close()
    {
        // It may leave without ever having been awake.
        if (_twin is { } twin)
            lock (twin) _closed = true;
    }

    /// <summary>Under the lock.</summary>
    private IngestOutcome ApplyOne(Reading reading, Moment now)
    {
        if (_twin.WouldExceedNames(reading)) return IngestOutcome.TooLarge;
        var flooded = _twin.Flood is not null;
        var outcome = _twin.Apply(reading, Trading(now), now);
        if (_twin.Flood is not null != flooded) LogFlood();
        return outcome switch
        {
            ReadingOutcome.Accepted => IngestOutcome.Accepted,
            ReadingOutcome.Duplicate => IngestOutcome.Duplicate,
            _ => IngestOutcome.Late,
        };
    }

    private void LogFlood()
    {
        var device = this.GetPrimaryKeyString();
        if (_twin.Flood is { } flood) LogFloods(_services.Log, device, flood.Rate);
        else LogFloodsNoMore(_services.Log, device);
    }

    /// <summary>Stores what changed, then tells the outlet, then waits for the next deadline.</summary>
    /// <param name="byItself">Nobody's reading: time, or new rules.</param>
    private ValueTask Settle(bool byItself = false)
    {
        DeviceState state;
        lock (_twin)
        {
            var now = _services.Clock.Now();
            if (!Unsettled)
            {
                _deadline.Set(_twin.NextDeadline, now.Steady);
                return ValueTask.CompletedTask;
            }
            state = Stored(now);
        }
        return Store(state, byItself);
    }

    /// <summary>While the store is down, a device is still shown as it is.</summary>
    private async ValueTask SettleIfPossible()
    {
        try
        {
            await Settle();
        }
        catch (Exception failure) when (failure is not InconsistentStateException)
        {
            LogWriteFailed(_services.Log, failure, this.GetPrimaryKeyString());
        }
    }

    private async ValueTask Store(DeviceState state, bool byItself)
    {
        using var step = (byItself ? Traces.Begin(TransitionStep) : Traces.Step(TransitionStep))?.SetTag("twin.device", GrainKeys.DeviceOf(this.GetPrimaryKeyString()).ToString());
        await WriteRow(state);
        DeviceSummary? news = null;
        lock (_twin)
        {
            _twin.AcceptChanges();
            _unsaved = false;
            // What is told is what was stored: from now on, others may apply readings again.
            if (_twin.Summary() is var summary && !ReferenceEquals(summary, _reported)) news = _reported = summary;
            _deadline.Set(_twin.NextDeadline, _services.Clock.Now().Steady);
        }
        _services.Instruments.Stored(_kind);
        if (news is null) return;
        var device = GrainKeys.DeviceOf(this.GetPrimaryKeyString());
        _ = GrainFactory.Outlet(device.Outlet).Report(device.Id, news);
    }

    private DeviceState Stored(Moment now)
    {
        lock (_twin) return new() { Twin = _twin.ToRecord(now), Calendar = _calendar };
    }

    // One state name per class: the ADO.NET provider does not look at the grain type.
    private string StateName => _kind switch { DeviceKind.Terminal => "terminal", DeviceKind.Camera => "camera", _ => "line" };

    private GrainState<DeviceState> Row(DeviceState state) => new(state) { ETag = _etag, RecordExists = _etag is not null };

    private async Task<DeviceState> ReadRow()
    {
        var row = Row(new());
        await _services.Storage.ReadStateAsync(StateName, GrainContext.GrainId, row);
        Know(row);
        return row.State ?? new();
    }

    private async Task WriteRow(DeviceState state)
    {
        var row = Row(state);
        try
        {
            await _services.Storage.WriteStateAsync(StateName, GrainContext.GrainId, row);
        }
        catch (Exception failure) when (failure is not (OrleansException or OperationCanceledException))
        {
            // Callers elsewhere need not know what a store throws.
            throw new OrleansException($"The state of {GrainContext.GrainId} could not be written: {failure.Message}", failure);
        }
        Know(row);
    }

    // Stores that count versions give the same few to nearly every device.
    private void Know(GrainState<DeviceState> row) => _etag = row.ETag is { Length: <= 3 } etag ? string.Intern(etag) : row.ETag;

    private TradingInterval? Trading(Moment now) => _services.Documents.Trading(_calendar, now.Wall);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Device {Device} could not store a transition; it will be tried again")]
    private static partial void LogWriteFailed(ILogger log, Exception failure, string device);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Device {Device} floods: {Rate} readings a second")]
    private static partial void LogFloods(ILogger log, string device, double rate);

    [LoggerMessage(Level = LogLevel.Information, Message = "Device {Device} floods no more")]
    private static partial void LogFloodsNoMore(ILogger log, string device);
}

/// <summary>What every device grain needs, in one argument.</summary>
public sealed class DeviceServices(
    TwinClock clock, DeadlineWheel deadlines, ActiveDocuments documents, LocalTwins twins, IGrainStorage storage, DeviceInstruments instruments, ILogger<DeviceGrain> log)
{
    public TwinClock Clock => clock;
    public DeadlineWheel Deadlines => deadlines;
    public ActiveDocuments Documents => documents;
    public LocalTwins Twins => twins;
    public IGrainStorage Storage => storage;
    public DeviceInstruments Instruments => instruments;
    public ILogger Log => log;
}

[GrainType("terminal"), HomePlacement, KeepAlive]
public sealed class TerminalGrain(DeviceServices services) : DeviceGrain(DeviceKind.Terminal, services), ITerminalGrain;

[GrainType("camera"), HomePlacement, KeepAlive]
public sealed class CameraGrain(DeviceServices services) : DeviceGrain(DeviceKind.Camera, services), ICameraGrain;

[GrainType("line"), HomePlacement, KeepAlive]
public sealed class LineGrain(DeviceServices services) : DeviceGrain(DeviceKind.Line, services), ILineGrain;
