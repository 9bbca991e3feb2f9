using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using Twin.Silo.Hosting;

namespace Twin.Silo.Tests.Deploy;

/// <summary>The folder <c>deploy</c>, and whether what its files set is what Twin reads.</summary>
internal static class DeployFolder
{
    private static readonly string Folder = Path.GetFullPath(typeof(DeployFolder).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(m => m.Key == "Deploy").Value!);

    public static string[] Files(string under, string pattern) => [.. Directory.GetFiles(Path.Combine(Folder, under), pattern).Order(StringComparer.Ordinal)];

    /// <summary>The settings that an environment makes; every name in it is one that is read, and the whole is one that <c>serve</c> takes.</summary>
    public static ServeOptions Settings(IEnumerable<KeyValuePair<string, string>> environment)
    {
        var twin = environment.Where(e => e.Key.StartsWith("TWIN", StringComparison.OrdinalIgnoreCase) && e.Key != "TWIN_ADMIN_KEY").ToList();
        Assert.All(twin, e => Assert.StartsWith("TWIN__", e.Key, StringComparison.Ordinal));
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(twin.Select(e => KeyValuePair.Create(e.Key["TWIN__".Length..].Replace("__", ":", StringComparison.Ordinal), (string?)e.Value))).Build();
        var options = new ServeOptions();
        configuration.Bind(options, b => b.ErrorOnUnknownConfiguration = true);
        var faults = new List<ValidationResult>();
        Assert.True(Validator.TryValidateObject(options, new(options), faults, validateAllProperties: true), string.Join("; ", faults));
        return options;
    }
}
