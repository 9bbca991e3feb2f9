using Twin.Domain.Calendars;
using Twin.Domain.Devices;
using Twin.Domain.Network;

namespace Twin.Domain.Tests.Network;

public class OutletRollUpTests
{
    private static readonly DateTime T0 = new(2026, 3, 2, 10, 0, 0, DateTimeKind.Utc);

    /// <summary>Devices as <c>t:online c:faulty</c>; kinds t, c, l; states ok, off, fault (minor), info, crit (out of service), theft (critical, security), unknown, none.</summary>
    [Theory]
    [InlineData("", OutletStatus.Unknown, Severity.None)]
    [InlineData("t:ok c:ok l:ok", OutletStatus.Ok, Severity.None)]
    [InlineData("t:info c:ok", OutletStatus.Ok, Severity.Info)]
    [InlineData("t:fault c:ok", OutletStatus.Degraded, Severity.Minor)]
    [InlineData("t:ok c:off", OutletStatus.Degraded, Severity.Major)]
    [InlineData("t:off t:ok", OutletStatus.Degraded, Severity.Major)]
    [InlineData("t:off t:off", OutletStatus.Down, Severity.Major)]
    [InlineData("t:off t:none", OutletStatus.Degraded, Severity.Major)]
    [InlineData("t:crit t:off c:ok", OutletStatus.Down, Severity.Critical)]
    [InlineData("t:ok l:crit", OutletStatus.Down, Severity.Critical)]
    [InlineData("t:ok l:crit l:ok", OutletStatus.Degraded, Severity.Critical)]
    [InlineData("t:ok c:theft", OutletStatus.Degraded, Severity.Critical)]
    [InlineData("t:ok c:unknown", OutletStatus.Unknown, Severity.None)]
    [InlineData("t:ok c:none", OutletStatus.Unknown, Severity.None)]
    [InlineData("t:fault c:unknown", OutletStatus.Degraded, Severity.Minor)]
    public void An_outlet_is_what_its_devices_are(string devices, OutletStatus status, Severity severity)
    {
        var parsed = devices.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Device).ToArray();
        Assert.Equal((status, severity), OutletRollUp.Of(parsed, new(T0, DateTime.MaxValue, TradingState.Open)));
        Assert.Equal((status, severity), OutletRollUp.Of(parsed, new(T0, DateTime.MaxValue, TradingState.SalesStopped)));
        Assert.Equal((status, severity), OutletRollUp.Of(parsed, null));
        Assert.Equal((OutletStatus.Closed, severity), OutletRollUp.Of(parsed, new(T0, DateTime.MaxValue, TradingState.Closed)));
    }

    private static (DeviceProfile, DeviceSummary?) Device(string text, int index)
    {
        var kind = text[0] switch { 't' => DeviceKind.Terminal, 'c' => DeviceKind.Camera, _ => DeviceKind.Line };
        static DeviceSummary Summary(DeviceStatus status, Severity severity, bool security, bool outOfService) =>
            new(status, T0, severity, severity == Severity.None ? [] : [new("r", severity, T0, FaultState.Raised, security, false, outOfService)]);
        DeviceSummary? summary = text[2..] switch
        {
            "ok" => Summary(DeviceStatus.Online, Severity.None, false, false),
            "info" => Summary(DeviceStatus.Online, Severity.Info, false, false),
            "fault" => Summary(DeviceStatus.Faulty, Severity.Minor, false, false),
            "off" => Summary(DeviceStatus.Offline, Severity.Major, false, true),
            "crit" => Summary(DeviceStatus.Faulty, Severity.Critical, false, true),
            "theft" => Summary(DeviceStatus.Faulty, Severity.Critical, true, false),
            "unknown" => Summary(DeviceStatus.Unknown, Severity.None, false, false),
            _ => null,
        };
        return (new(DeviceId.Parse($"d{index}"), kind), summary);
    }
}
