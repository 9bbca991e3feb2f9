using System.Reflection;

namespace Twin.Cockpit.Tests;

/// <summary>Where the sources are, and where what tests leave for people goes.</summary>
internal static class Repository
{
    public static string Root { get; } = Path.GetFullPath(typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(m => m.Key == "Repository").Value!);

    public static string Cockpit { get; } = Path.Combine(Root, "src", "Cockpit");

    /// <summary>Screenshots of a run.</summary>
    public static string Pictures { get; } = Directory.CreateDirectory(Path.Combine(Root, "artifacts", "cockpit")).FullName;
}
