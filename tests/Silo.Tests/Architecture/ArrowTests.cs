using System.Reflection;
using System.Text.RegularExpressions;

namespace Twin.Silo.Tests.Architecture;

/// <summary>The dependency arrows of ARCHITECTURE.md, as the built assemblies have them.</summary>
public sealed partial class ArrowTests
{
    [Theory]
    [InlineData("Domain", "")]
    [InlineData("Documents", "Domain")]
    [InlineData("Grains.Abstractions", "Domain")]
    [InlineData("Grains", "Domain Documents Grains.Abstractions Notifications Simulation")]
    [InlineData("Simulation", "Domain")]
    [InlineData("Api", "Domain Documents Grains.Abstractions Simulation")]
    [InlineData("Notifications", "Domain")]
    [InlineData("Storage.Azure", "")]
    [InlineData("Silo", "Domain Documents Grains.Abstractions Grains Api Notifications Simulation Storage.Azure")]
    public void A_project_sees_only_what_it_may(string project, string may)
    {
        var allowed = may.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(m => $"Twin.{m}").ToHashSet();
        Assert.DoesNotContain(References(project), r => r.StartsWith("Twin.", StringComparison.Ordinal) && !allowed.Contains(r));
    }

    [Theory]
    [InlineData("Domain", @"^(System(\..+)?|netstandard|mscorlib|Microsoft\.Extensions\.DependencyInjection\.Abstractions|NodaTime|Orleans\.Serialization(\..+)?)$")]
    [InlineData("Simulation", @"^(System(\..+)?|NodaTime|Orleans\.Serialization(\..+)?|Twin\.Domain)$")]
    [InlineData("Documents", @"^(System(\..+)?|YamlDotNet|Twin\.Domain)$")]
    public void The_core_stands_on_little(string project, string may) => Assert.DoesNotContain(References(project), r => !Regex.IsMatch(r, may));

    [Fact]
    public void The_core_runs_without_Orleans_and_without_the_web() =>
        Assert.DoesNotContain(References("Domain"), r => r.StartsWith("Orleans.Runtime", StringComparison.Ordinal) || r.StartsWith("Orleans.Core", StringComparison.Ordinal)
            || r.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));

    [Fact]
    public void Notifications_leave_without_Orleans_and_without_the_web_server() =>
        Assert.DoesNotContain(References("Notifications"), r => r.StartsWith("Orleans.", StringComparison.Ordinal) || r.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));

    [Theory]
    [InlineData("Domain")]
    [InlineData("Simulation")]
    public void No_clock_and_no_chance_in_the_core_and_no_way_round_the_analyzer(string project)
    {
        var sources = typeof(ArrowTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(m => m.Key == "Sources").Value!;
        var files = Directory.GetFiles(Path.Combine(sources, project), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)).ToArray();
        Assert.NotEmpty(files);
        Assert.Empty(files.SelectMany(f => File.ReadLines(f).Select((line, i) => (line, At: $"{f}:{i + 1}: {line.Trim()}")).Where(l => Banned().IsMatch(l.line)).Select(l => l.At)));
    }

    private static string[] References(string project) => [.. Assembly.Load($"Twin.{project}").GetReferencedAssemblies().Select(r => r.Name!)];

    // The analyzer knows the exact members; this also finds a pragma that turns it off, and overloads nobody thought of.
    [GeneratedRegex(@"RS0030|\b(DateTime|DateTimeOffset)\.(Now|UtcNow|Today)\b|TimeProvider\.System|\bStopwatch\b|Guid\.NewGuid|Random\.Shared|new Random\(|Task\.(Run|Delay)\b|Thread\.Sleep|RandomNumberGenerator|Environment\.Tick|GetHashCode\(\) %|SystemClock")]
    private static partial Regex Banned();
}
