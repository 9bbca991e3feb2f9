using Twin.Documents;
using Twin.Domain.Network;
using Twin.Grains.Documents;
using Twin.Grains.Simulations;

namespace Twin.Grains.Tests.Simulations;

public sealed class SimulationRowsTests
{
    private static readonly DateTime At = new(2026, 11, 27, 4, 0, 0, DateTimeKind.Utc);
    private readonly SimulationRows _rows = new(new TestStorage());

    private static DocumentVersion Version(string text) => new(3, text, Json: false, At, "planner");

    private static OutletProfile Outlet(string code) => Network.Profile("t1", "t2") with { Code = OutletCode.Parse(code), Location = new(119.03, 33.59), AccessNode = "HA-QJP-OLT-03", Designations = ["共产党员服务店"] };

    [Fact]
    public async Task What_a_scenario_calls_live_is_kept_as_it_was()
    {
        var setting = new SimulationSetting(Version(Defaults.RuleBookYaml), Version(Defaults.PolicyDefaultYaml), [Outlet("3208008732"), Outlet("3208008351")]);
        await _rows.WriteSetting("sim-1", setting);
        var kept = (await _rows.Setting("sim-1"))!;
        Assert.Equal((setting.RuleBook, setting.Policy), (kept.RuleBook, kept.Policy));
        Assert.Equal(["3208008351", "3208008732"], kept.Outlets!.Select(o => o.Code.ToString()));
        var outlet = kept.Outlets![1];
        Assert.Equal(("测试网点", "HA-QJP-OLT-03", new GeoPoint(119.03, 33.59)), (outlet.Name, outlet.AccessNode, outlet.Location));
        Assert.Equal(["t1", "t2"], outlet.Devices.Select(d => d.Id.ToString()));
        await _rows.Delete("sim-1");
        Assert.Null(await _rows.Setting("sim-1"));
    }

    [Fact]
    public async Task A_setting_without_outlets_has_none()
    {
        await _rows.WriteSetting("sim-2", new(Version(Defaults.RuleBookYaml), Version(Defaults.PolicyDefaultYaml), null));
        Assert.Null((await _rows.Setting("sim-2"))!.Outlets);
    }
}
