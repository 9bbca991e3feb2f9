using System.Diagnostics;
using System.Globalization;
using Twin.EndToEnd.Tests.Running;
using Twin.Silo.Cli;

namespace Twin.Silo.Tests.Deploy;

/// <summary>The systemd units, judged by systemd itself.</summary>
public sealed class SystemdTests
{
    public static TheoryData<string> Services => [.. DeployFolder.Files("systemd", "*.service").Select(f => Path.GetFileName(f))];

    private static string Unit(string name) => DeployFolder.Files("systemd", name).Single();

    /// <summary>The values of a directive, as systemd reads them: one a line.</summary>
    private static string[] Values(string unit, string name) =>
        [.. File.ReadLines(Unit(unit)).Where(l => l.StartsWith(name + "=", StringComparison.Ordinal)).Select(l => l[(name.Length + 1)..])];

    private static async Task<Ended> Analyze(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("systemd-analyze", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        return await Executable.Finish(process);
    }

    [Fact]
    public async Task Systemd_understands_every_line_of_them()
    {
        var units = DeployFolder.Files("systemd", "twin*.*").Where(f => !f.EndsWith(".example", StringComparison.Ordinal)).ToArray();
        Assert.Equal(3, units.Length);
        var ended = await Analyze(["verify", "--man=no", .. units]);
        // Where .NET is on this machine does not matter.
        Assert.DoesNotContain(ended.ErrorLines, l => !l.Contains("/usr/bin/dotnet is not executable", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Services))]
    public async Task They_are_as_locked_in_as_NET_allows(string service)
    {
        var ended = await Analyze("security", "--no-pager", "--offline=true", "--threshold=20", Unit(service));
        Assert.True(ended.Code == 0, ended.Output);
    }

    [Fact]
    public void What_they_set_is_what_Twin_reads()
    {
        foreach (var service in Services.Select(s => s.Data))
            Assert.Equal("/var/lib/twin", DeployFolder.Settings(Values(service, "Environment").SelectMany(l => l.Split(' ')).Select(Pair)).Data);
        var examples = File.ReadLines(Unit("twin.env.example")).Where(l => l.StartsWith("#TWIN", StringComparison.Ordinal)).Select(l => Pair(l[1..])).ToArray();
        Assert.Equal(Role("silo"), DeployFolder.Settings(examples).Role);
    }

    private static Twin.Silo.Hosting.Role Role(string name) => Enum.Parse<Twin.Silo.Hosting.Role>(name, ignoreCase: true);

    private static KeyValuePair<string, string> Pair(string text) => KeyValuePair.Create(text[..text.IndexOf('=', StringComparison.Ordinal)], text[(text.IndexOf('=', StringComparison.Ordinal) + 1)..]);

    [Fact]
    public void It_is_started_again_unless_a_setting_is_wrong_and_has_the_time_to_drain()
    {
        Assert.Equal([CommandLine.WrongUse.ToString(CultureInfo.InvariantCulture)], Values("twin.service", "RestartPreventExitStatus"));
        Assert.True(int.Parse(Assert.Single(Values("twin.service", "TimeoutStopSec")), CultureInfo.InvariantCulture) > 30);
        Assert.EndsWith("Twin.Silo.dll serve", Assert.Single(Values("twin.service", "ExecStart")), StringComparison.Ordinal);
        Assert.Contains("Twin.Silo.dll backup ", Assert.Single(Values("twin-backup.service", "ExecStart")), StringComparison.Ordinal);
    }
}
