using System.Diagnostics;
using System.Text.Json.Nodes;
using Twin.LoadTests.Cli;

namespace Twin.LoadTests.Tests;

/// <summary>A real run as a user would start it, as small as can be: a real Twin, a real floor, figures and no failures.</summary>
public sealed class SmokeTests
{
    [Theory]
    [InlineData("steady", "P1", "P9", "P5-list", "P5-stream", "P8")]
    [InlineData("query", "P2", "P3", "P4-wire", "P4-time", "P4-pan")]
    [InlineData("memory", "P6")]
    public async Task A_small_run_has_figures_and_no_failures(string scenario, params string[] bars)
    {
        var folder = Directory.CreateTempSubdirectory("twin-load-test-");
        try
        {
            using var run = Process.Start(new ProcessStartInfo(
                "dotnet", [typeof(CommandLine).Assembly.Location, scenario, "--outlets", "50", "--seconds", "1", "--warm-up", "0", "--runs", "1", "--out", folder.FullName])
            { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var (said, errors) = (run.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), run.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
            await run.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(run.ExitCode == 0, await said + await errors);
            var report = JsonNode.Parse(await File.ReadAllTextAsync(Directory.GetFiles(folder.FullName, "*.json").Single(), TestContext.Current.CancellationToken))!;
            Assert.True(File.Exists(Directory.GetFiles(folder.FullName, "*.html").Single()));
            Assert.Empty(report["failures"]!.AsObject());
            Assert.Equal(bars, report["bars"]!.AsArray().Select(b => (string)b!["id"]!));
            Assert.All(report["bars"]!.AsArray(), b => Assert.True((double)b!["figure"]! > 0));
            Assert.All(report["measures"]!.AsArray().Where(m => (string)m!["unit"]! is "readings/s" or "requests/s"), m => Assert.True((double)m!["median"]! > 0, m.ToJsonString()));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
