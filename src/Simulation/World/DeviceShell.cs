using Twin.Domain.Calendars;
using Twin.Domain.Devices;
using Twin.Domain.Network;
using Twin.Domain.Readings;
using Twin.Domain.Rules;
using Twin.Domain.Time;

namespace Twin.Simulation.World;

/// <summary>The shell of a <see cref="DeviceTwin"/> in virtual time: lets it decide, tells its outlet, and comes back at its next deadline.</summary>
internal sealed class DeviceShell : IShell
{
    /// <summary>Devices say something this often.</summary>
    public static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(30);

    private readonly NetworkWorld _world;
    private readonly OutletShell _outlet;
    private readonly DeviceTwin _twin;
    private readonly Deadline _deadline;
    private RuleBook _book;
    private DeviceSummary? _reported;
    private NamedValue[] _wrong = [];
    private bool _well;
    private DateTime _spokeAt;
    private DateTime _nextBeat = DateTime.MaxValue;

    private DeviceShell(NetworkWorld world, OutletShell outlet, DeviceProfile profile, DeviceTwin twin)
    {
        (_world, _outlet, Profile, _twin) = (world, outlet, profile, twin);
        _book = world.Setting.RuleBook;
        _deadline = new(world.Agenda, this, Turn.Device);
    }

    public DeviceShell(NetworkWorld world, OutletShell outlet, DeviceProfile profile)
        : this(world, outlet, profile, new DeviceTwin(profile.Kind, world.Setting.RuleBook, world.Now)) => _deadline.Set(_twin.NextDeadline);

    /// <summary>A device that has been well until now, and was last heard a moment ago.</summary>
    public DeviceShell(NetworkWorld world, OutletShell outlet, DeviceProfile profile, DateTime heard)
        : this(world, outlet, profile, new DeviceTwin(profile.Kind, world.Setting.RuleBook, Moment.At(heard)))
    {
        _twin.Apply(new() { At = heard }, world.Setting.Trading(outlet.Profile.Calendar, heard), Moment.At(heard));
        GoOn();
    }

    /// <summary>A device that goes on from where its live twin stood.</summary>
    public DeviceShell(NetworkWorld world, OutletShell outlet, DeviceProfile profile, DeviceFork fork)
        : this(world, outlet, profile, DeviceTwin.Of(profile.Kind, fork, world.Setting.RuleBook, world.Now)) => GoOn();

    /// <summary>Its outlet knows all that it is now.</summary>
    private void GoOn()
    {
        _twin.Tick(Trading, _world.Now);
        _twin.AcceptChanges();
        _reported = _twin.Summary();
        _deadline.Set(_twin.NextDeadline);
    }

    public DeviceProfile Profile { get; }

    /// <summary>
    /// What it says by itself from now on; null: it is silent, or its readings come from elsewhere. While it goes on saying the same, its twin is only told that it was heard, and only when something
    /// else is due; where rules count readings, each of them is applied.
    /// </summary>
    public NamedValue[]? Says { get; private set; }

    /// <summary>It says this from now on, beginning at once; null: nothing more.</summary>
    public void Say(NamedValue[]? values)
    {
        if (Says == values) return;
        _well = false;
        if (values is not null) Speak(_wrong = values);
        else FallSilent();
    }

    /// <summary>It is well again and says so: what was wrong, with values that its rules find no fault with.</summary>
    public void Recover()
    {
        if (Says is { } said && said != _wrong) return;
        var well = _twin.Mended(_wrong, Heartbeat);
        (_wrong, _well) = ([], true);
        Speak(well);
        if (IsCalm) _world.Agenda.Tell(() => _outlet.Calm(Profile.Id));
    }

    private void Speak(NamedValue[] values)
    {
        GoOnHearing();
        (Says, _spokeAt) = (values, _world.Now.Wall);
        Apply(new() { At = _world.Now.Wall, Values = values });
    }

    private void FallSilent()
    {
        GoOnHearing();
        Says = null;
        Look();
    }

    /// <summary>It has been speaking at its pace until now.</summary>
    private void GoOnHearing()
    {
        if (Says is not null) _twin.KeepHearing(Moment.At(LastBeat));
    }

    private DateTime LastBeat => _spokeAt + ((_world.Now.Wall - _spokeAt).Ticks / Heartbeat.Ticks * Heartbeat);

    /// <summary>It is well, and nothing of what was is left.</summary>
    public bool IsCalm => _well && _twin.Status == DeviceStatus.Online && _twin.Summary() is { Faults.Count: 0, FlappingRules: null };

    public DeviceSummary Summary => _twin.Summary();

    public NamedValue[] Complaint() => _twin.Complaint();

    /// <summary>Looks at the device for the first time, or again: what its outlet then knows of it.</summary>
    public DeviceSummary Watch()
    {
        Look();
        return _reported = _twin.Summary();
    }

    /// <summary>Null: the device may not report so many names.</summary>
    public ReadingOutcome? Apply(Reading reading)
    {
        if (_twin.WouldExceedNames(reading)) return null;
        var outcome = _twin.Apply(reading, Trading, _world.Now);
        Settle();
        return outcome;
    }

    public void Reconsider()
    {
        if (Says is { } values)
        {
            GoOnHearing();
            if (_nextBeat <= _world.Now.Wall) Apply(new() { At = _world.Now.Wall, Values = values });
            else Look();
            if (IsCalm) _world.Agenda.Tell(() => _outlet.Calm(Profile.Id));
            return;
        }
        if (_book != _world.Setting.RuleBook) _twin.UseRules(_book = _world.Setting.RuleBook, Trading, _world.Now);
        else _twin.Tick(Trading, _world.Now);
        Settle();
    }

    private void Look()
    {
        _twin.Tick(Trading, _world.Now);
        Settle();
    }

    public void Forget() => _deadline.Cancel();

    private TradingInterval? Trading => _world.Setting.Trading(_outlet.Profile.Calendar, _world.Now.Wall);

    private void Settle()
    {
        if (_twin.Changed)
        {
            _twin.AcceptChanges();
            var summary = _twin.Summary();
            if (!ReferenceEquals(summary, _reported))
            {
                _reported = summary;
                _world.Agenda.Tell(() => _outlet.Report(Profile.Id, summary));
            }
        }
        _deadline.Set(Says is null ? _twin.NextDeadline : NextWhileSpeaking());
    }

    private DateTime? NextWhileSpeaking()
    {
        var due = _twin.NextDeadlineWhileHeard(Trading, _world.Now);
        if (!_twin.MustHearEach(Says!))
        {
            _nextBeat = DateTime.MaxValue;
            return due;
        }
        _nextBeat = LastBeat + Heartbeat;
        return due < _nextBeat ? due : _nextBeat;
    }
}
