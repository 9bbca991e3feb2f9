using Twin.Domain.Calendars;
using Twin.Domain.Devices;
using Twin.Domain.Network;
using Twin.Domain.Readings;
using Twin.Domain.Rules;

namespace Twin.Simulation.World;

/// <summary>The shell of a <see cref="DeviceTwin"/> in virtual time: lets it decide, tells its outlet, and comes back at its next deadline.</summary>
internal sealed class DeviceShell : IShell
{
    private readonly NetworkWorld _world;
    private readonly OutletShell _outlet;
    private readonly DeviceTwin _twin;
    private readonly Deadline _deadline;
    private RuleBook _book;
    private DeviceSummary? _reported;

    public DeviceShell(NetworkWorld world, OutletShell outlet, DeviceProfile profile)
    {
        (_world, _outlet, Profile) = (world, outlet, profile);
        _book = world.Setting.RuleBook;
        _twin = new(profile.Kind, _book, world.Now);
        _deadline = new(world.Agenda, this);
        _deadline.Set(_twin.NextDeadline);
    }

    public DeviceProfile Profile { get; }

    /// <summary>Looks at the device for the first time, or again: what its outlet then knows of it.</summary>
    public DeviceSummary Watch()
    {
        _twin.Tick(Trading, _world.Now);
        Settle();
        return _reported = _twin.Summary();
    }

    public bool Apply(Reading reading)
    {
        if (_twin.WouldExceedNames(reading)) return false;
        _twin.Apply(reading, Trading, _world.Now);
        Settle();
        return true;
    }

    public void Reconsider()
    {
        if (_book != _world.Setting.RuleBook) _twin.UseRules(_book = _world.Setting.RuleBook, Trading, _world.Now);
        else _twin.Tick(Trading, _world.Now);
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
        _deadline.Set(_twin.NextDeadline);
    }
}
