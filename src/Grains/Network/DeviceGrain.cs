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
/// woken at the twin's next deadline. A plain heartbeat stores nothing.
/// </summary>
/// <remarks>
/// When a write fails, memory is ahead of storage and nobody has been told: the caller gets the failure, and every later turn
/// writes first, so a repeated reading is never acknowledged on the strength of memory alone. It goes to storage by itself, not through the runtime's facet for state, which would keep
/// some 300 bytes more for each of a million devices.
/// </remarks>
public abstract partial class DeviceGrain : Grain, IDeviceGrain, ITwin, IGrainMigrationParticipant
{
    private const string TransitionStep = "device.transition";

    private static readonly TimeSpan RetryWriteAfter = TimeSpan.FromSeconds(1);

    private readonly DeviceKind _kind;
    private readonly DeviceServices _services;
    private readonly Deadline _deadline;

    /// <summary>Changed only in turns of this grain, and under its lock: its outlet looks at it from outside (<see cref="Look"/>).</summary>
    private DeviceTwin _twin = null!;
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
        _services.Twins.Add(this);
        _deadline.Set(_unsaved ? now.Steady : _twin.NextDeadline, now.Steady);
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _services.Twins.Remove(this);
        _deadline.Cancel();
        return Task.CompletedTask;
    }

    /// <summary>It moves as it is, values since its last transition included. Its stored form is otherwise not held in memory.</summary>
    public void OnDehydrate(IDehydrationContext dehydrationContext)
    {
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
        var now = _services.Clock.Now();
        var outcome = ApplyOne(reading, now);
        if (!_twin.Changed && !_unsaved)
        {
            _deadline.Set(_twin.NextDeadline, now.Steady);
            return new(outcome);
        }
        return Stored(outcome, now);

        async ValueTask<IngestOutcome> Stored(IngestOutcome outcome, Moment now)
        {
            await Settle(now);
            return outcome;
        }
    }

    public async ValueTask<IngestOutcome[]> ApplyAll(Reading[] readings)
    {
        var now = _services.Clock.Now();
        var outcomes = new IngestOutcome[readings.Length];
        for (var i = 0; i < readings.Length; i++) outcomes[i] = ApplyOne(readings[i], now);
        await Settle(now);
        return outcomes;
    }

    public ValueTask<DeviceSnapshot> Read()
    {
        lock (_twin) return new(_twin.Snapshot(_services.Clock.Now()));
    }

    public ValueTask<DeviceSnapshot> ReadPresent()
    {
        lock (_twin) return new(_twin.Present(_services.Clock.Now()));
    }

    /// <summary>The device as it is now, from any thread; null while it holds something that is not stored yet, which is to be waited for by a call, or is not awake.</summary>
    internal DeviceSnapshot? Look()
    {
        if (_twin is not { } twin) return null;
        lock (twin) return twin.Changed || _unsaved ? null : twin.Present(_services.Clock.Now());
    }

    public async ValueTask<DeviceSummary> Watch(string calendar)
    {
        var now = _services.Clock.Now();
        lock (_twin)
        {
            _calendar = calendar;
            _twin.Tick(Trading(now), now);
        }
        await Settle(now);
        lock (_twin) return _reported = _twin.Summary();
    }

    /// <summary>What its outlet was told last, from any thread, when that still holds and it trades by this calendar; null: it is to be asked with <see cref="Watch"/>.</summary>
    internal DeviceSummary? LookIfWatched(string calendar)
    {
        if (_twin is not { } twin) return null;
        lock (twin) return !twin.Changed && !_unsaved && _calendar == calendar && _reported is { } told && ReferenceEquals(twin.Summary(), told) ? told : null;
    }

    public async ValueTask Forget()
    {
        await _services.Storage.ClearStateAsync(StateName, GrainContext.GrainId, Row(new()));
        DeactivateOnIdle();
    }

    public async Task Reconsider()
    {
        var now = _services.Clock.Now();
        try
        {
            // Under the rules it has, this is a tick.
            lock (_twin) _twin.UseRules(_services.Documents.RuleBook, Trading(now), now);
            await Settle(now, byItself: true);
        }
        catch (Exception failure) when (failure is not InconsistentStateException)
        {
            LogWriteFailed(_services.Log, failure, this.GetPrimaryKeyString());
            _deadline.Set(now.Steady + RetryWriteAfter, now.Steady);
        }
    }

    public void AskToReconsider() => _ = this.AsReference<IDeviceGrain>().Reconsider();

    private IngestOutcome ApplyOne(Reading reading, Moment now)
    {
        if (_twin.WouldExceedNames(reading)) return IngestOutcome.TooLarge;
        var flooded = _twin.Flood is not null;
        ReadingOutcome outcome;
        lock (_twin) outcome = _twin.Apply(reading, Trading(now), now);
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
    private async ValueTask Settle(Moment now, bool byItself = false)
    {
        if (_twin.Changed || _unsaved)
        {
            using var step = (byItself ? Traces.Begin(TransitionStep) : Traces.Step(TransitionStep))?.SetTag("twin.device", GrainKeys.DeviceOf(this.GetPrimaryKeyString()).ToString());
            await WriteRow(Stored(now));
            lock (_twin) _twin.AcceptChanges();
            _unsaved = false;
            _services.Instruments.Stored(_kind);
            Tell();
        }
        _deadline.Set(_twin.NextDeadline, now.Steady);
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

    private void Tell()
    {
        DeviceSummary summary;
        lock (_twin)
        {
            summary = _twin.Summary();
            if (ReferenceEquals(summary, _reported)) return;
            _reported = summary;
        }
        var device = GrainKeys.DeviceOf(this.GetPrimaryKeyString());
        _ = GrainFactory.Outlet(device.Outlet).Report(device.Id, summary);
    }

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
