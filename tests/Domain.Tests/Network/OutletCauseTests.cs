using Twin.Domain.Calendars;
using Twin.Domain.Devices;
using Twin.Domain.Network;

namespace Twin.Domain.Tests.Network;

public class OutletCauseTests
{
    private static readonly DateTime T0 = new(2026, 11, 23, 2, 0, 0, DateTimeKind.Utc);

    // device: fault, minutes after T0 at which it began; ! marks a fault that puts the device out of service
    [Theory]
    [InlineData("l1 down!5 | t1 offline!1", OutletStatus.Down, "l1 down", "the line, though the terminal was first")]
    [InlineData("l1 - | t1 offline!1", OutletStatus.Down, "t1 offline", "only terminals are out")]
    [InlineData("l1 down!5 | l2 - | t1 offline!6", OutletStatus.Down, "t1 offline", "one line still works: it is the terminals' fault")]
    [InlineData("l1 down!5 | l2 down!4 | t1 -", OutletStatus.Down, "l2 down", "the line that was first")]
    [InlineData("t1 offline!5 | t2 offline!5", OutletStatus.Down, "t1 offline", "at the same time: the one registered first")]
    [InlineData("c1 dark!1 | t1 hot@3 | t2 -", OutletStatus.Degraded, "c1 dark", "the worst fault")]
    [InlineData("c1 dark!1 | t1 offline!3 | t2 -", OutletStatus.Degraded, "t1 offline", "a terminal out of service before a camera")]
    [InlineData("l1 down!9 | l2 - | t1 offline!3 | t2 -", OutletStatus.Degraded, "l1 down", "a line out of service before a terminal")]
    [InlineData("t1 hot@3", OutletStatus.Ok, null, "ok has no cause")]
    [InlineData("t1 offline!3", OutletStatus.Closed, null, "closed has none")]
    [InlineData("t1 -", OutletStatus.Unknown, null, "unknown has none")]
    public void An_outlet_is_put_down_to_one_fault(string devices, OutletStatus status, string? cause, string _)
    {
        var found = OutletCause.Of(Parse(devices), status);
        Assert.Equal(cause, found is null ? null : $"{found.Device} {found.Rule}");
    }

    [Theory]
    [InlineData("t1 offline!3", OutletStatus.Down, -10, 3, "with its cause")]
    [InlineData("t1 offline!3", OutletStatus.Down, 4, 60, "the cause is older than the status that ended")]
    [InlineData("t1 -", OutletStatus.Ok, -60, 0, "with the last change of a device")]
    [InlineData("t1 -", OutletStatus.Closed, -120, -30, "with the calendar")]
    public void A_status_found_anew_at_a_restart_began_with_what_it_follows_from(string devices, OutletStatus status, int stored, int began, string _)
    {
        var told = Parse(devices);
        var trading = new TradingInterval(T0.AddMinutes(-30), DateTime.MaxValue, status == OutletStatus.Closed ? TradingState.Closed : TradingState.Open);
        Assert.Equal(T0.AddMinutes(began), OutletCause.BeganAt(told, status, OutletCause.Of(told, status), trading, T0.AddMinutes(stored), T0.AddHours(1)));
    }

    private static (DeviceProfile, DeviceSummary?)[] Parse(string devices) => [.. devices.Split(" | ").Select(text =>
    {
        var (id, fault) = (text.Split(' ')[0], text.Split(' ')[1]);
        var kind = id[0] switch { 'l' => DeviceKind.Line, 't' => DeviceKind.Terminal, _ => DeviceKind.Camera };
        var profile = new DeviceProfile(DeviceId.Parse(id), kind);
        if (fault == "-") return (profile, (DeviceSummary?)new DeviceSummary(DeviceStatus.Online, T0, Severity.None, []));
        var parts = fault.Split('!', '@');
        var severe = fault.Contains('!');
        var since = T0.AddMinutes(int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture));
        var severity = severe ? Severity.Major : Severity.Minor;
        return (profile, new DeviceSummary(severe ? DeviceStatus.Offline : DeviceStatus.Faulty, since, severity, [new(parts[0], severity, since, FaultState.Raised, false, false, severe)]));
    })];
}
