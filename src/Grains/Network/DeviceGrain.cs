using Microsoft.Extensions.Logging;
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
/// writes first, so a repeated reading is never acknowledged on the strength of memory alone.
/// </remarks>
public abstract partial class DeviceGrain : Grain, IDeviceGrain, ITwin, IGrainMigrationParticipant
{
    private const string TransitionStep = "device.transition";

    private static readonly TimeSpan RetryWriteAfter = TimeSpan.FromSeconds(1);

    private readonly DeviceKind _kind;
    private readonly IPersistentState<DeviceState> _storage;
    private readonly TwinClock _clock;
    private readonly ActiveDocuments _documents;
    private readonly LocalTwins _twins;
    private readonly DeviceInstruments _instruments;
    private readonly ILogger _log;
    private readonly Deadline _deadline;

    private DeviceTwin _twin = null!;
    private RuleBook _book = RuleBook.Empty;
    private string? _calendar;
    private DeviceSummary? _reported;

    /// <summary>It came from another silo with a transition that could not be stored there.</summary>
    private bool _unsaved;

    protected DeviceGrain(DeviceKind kind, IPersistentState<DeviceState> storage, DeviceServices services)
    {
        _kind = kind;
        _storage = storage;
        _clock = services.Clock;
        _documents = services.Documents;
        _twins = services.Twins;
        _instruments = services.Instruments;
        _log = services.Log;
        _deadline = new(services.Deadlines, this);
    }

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        // With the wrong rule book, the state of rules it does not have would be lost.
        await _documents.Loaded.WaitAsync(cancellationToken);
        var now = _clock.Now();
        var stored = _storage.State;
        _book = _documents.RuleBook;
        _calendar = stored.Calendar;
        _twin = stored.Twin is { } record
            ? DeviceTwin.Restore(_kind, record, _book, now)
            : new(_kind, _book, now);
        stored.Twin = null;
        _twins.Add(GrainContext.GrainId, this);
        _deadline.Set(_unsaved ? now.Steady : _twin.NextDeadline, now.Steady);
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _twins.Remove(GrainContext.GrainId, this);
        _deadline.Cancel();
        return Task.CompletedTask;
    }

    /// <summary>It moves as it is, values since its last transition included. Its stored form is otherwise not held in memory.</summary>
    public void OnDehydrate(IDehydrationContext dehydrationContext)
    {
        _storage.State.Twin = _twin.ToRecord(_clock.Now());
        _storage.State.Calendar = _calendar;
        if (_twin.Changed || _unsaved) dehydrationContext.TryAddValue(nameof(_unsaved), true);
    }

    public void OnRehydrate(IRehydrationContext rehydrationContext) => rehydrationContext.TryGetValue(nameof(_unsaved), out _unsaved);

    public ValueTask<IngestOutcome> Apply(Reading reading)
    {
        var now = _clock.Now();
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
        var now = _clock.Now();
        var outcomes = new IngestOutcome[readings.Length];
        for (var i = 0; i < readings.Length; i++) outcomes[i] = ApplyOne(readings[i], now);
        await Settle(now);
        return outcomes;
    }

    public ValueTask<DeviceSnapshot> Read() => new(_twin.Snapshot(_clock.Now()));

    public async ValueTask<DeviceSummary> Watch(string calendar)
    {
        var now = _clock.Now();
        _calendar = calendar;
        _twin.Tick(Trading(now), now);
        await Settle(now);
        return _reported = _twin.Summary();
    }

    public async ValueTask Forget()
    {
        await _storage.ClearStateAsync();
        DeactivateOnIdle();
    }

    public async Task Reconsider()
    {
        var now = _clock.Now();
        try
        {
            if (_book != _documents.RuleBook) _twin.UseRules(_book = _documents.RuleBook, Trading(now), now);
            else _twin.Tick(Trading(now), now);
            await Settle(now, byItself: true);
        }
        catch (Exception failure) when (failure is not Orleans.Storage.InconsistentStateException)
        {
            LogWriteFailed(failure, this.GetPrimaryKeyString());
            _deadline.Set(now.Steady + RetryWriteAfter, now.Steady);
        }
    }

    public void AskToReconsider() => _ = this.AsReference<IDeviceGrain>().Reconsider();

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
        if (_twin.Flood is { } flood) LogFloods(device, flood.Rate);
        else LogFloodsNoMore(device);
    }

    /// <summary>Stores what changed, then tells the outlet, then waits for the next deadline.</summary>
    /// <param name="byItself">Nobody's reading: time, or new rules.</param>
    private async ValueTask Settle(Moment now, bool byItself = false)
    {
        if (_twin.Changed || _unsaved)
        {
            using var step = (byItself ? Traces.Begin(TransitionStep) : Traces.Step(TransitionStep))?.SetTag("twin.device", GrainKeys.DeviceOf(this.GetPrimaryKeyString()).ToString());
            _storage.State.Twin = _twin.ToRecord(now);
            _storage.State.Calendar = _calendar;
            await _storage.WriteStateAsync();
            _storage.State.Twin = null;
            _twin.AcceptChanges();
            _unsaved = false;
            _instruments.Stored(_kind);
            Tell();
        }
        _deadline.Set(_twin.NextDeadline, now.Steady);
    }

    private void Tell()
    {
        var summary = _twin.Summary();
        if (ReferenceEquals(summary, _reported)) return;
        _reported = summary;
        var device = GrainKeys.DeviceOf(this.GetPrimaryKeyString());
        _ = GrainFactory.Outlet(device.Outlet).Report(device.Id, summary);
    }

    private TradingInterval? Trading(Moment now) => _documents.Trading(_calendar, now.Wall);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Device {Device} could not store a transition; it will be tried again")]
    private partial void LogWriteFailed(Exception failure, string device);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Device {Device} floods: {Rate} readings a second")]
    private partial void LogFloods(string device, double rate);

    [LoggerMessage(Level = LogLevel.Information, Message = "Device {Device} floods no more")]
    private partial void LogFloodsNoMore(string device);
}

/// <summary>What every device grain needs, in one argument.</summary>
public sealed class DeviceServices(TwinClock clock, DeadlineWheel deadlines, ActiveDocuments documents, LocalTwins twins, DeviceInstruments instruments, ILogger<DeviceGrain> log)
{
    public TwinClock Clock => clock;
    public DeadlineWheel Deadlines => deadlines;
    public ActiveDocuments Documents => documents;
    public LocalTwins Twins => twins;
    public DeviceInstruments Instruments => instruments;
    public ILogger Log => log;
}

// One state name per class: the ADO.NET provider does not look at the grain type.
[GrainType("terminal"), HomePlacement, KeepAlive]
public sealed class TerminalGrain([PersistentState("terminal")] IPersistentState<DeviceState> storage, DeviceServices services)
    : DeviceGrain(DeviceKind.Terminal, storage, services), ITerminalGrain;

[GrainType("camera"), HomePlacement, KeepAlive]
public sealed class CameraGrain([PersistentState("camera")] IPersistentState<DeviceState> storage, DeviceServices services)
    : DeviceGrain(DeviceKind.Camera, storage, services), ICameraGrain;

[GrainType("line"), HomePlacement, KeepAlive]
public sealed class LineGrain([PersistentState("line")] IPersistentState<DeviceState> storage, DeviceServices services)
    : DeviceGrain(DeviceKind.Line, storage, services), ILineGrain;
