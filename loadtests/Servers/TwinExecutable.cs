using System.Reflection;

namespace Twin.LoadTests.Servers;

/// <summary>Where Twin's executable is; it is built with this program.</summary>
public static class TwinExecutable
{
    public static string Path { get; } = System.IO.Path.GetFullPath(typeof(TwinExecutable).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(m => m.Key == "TwinExecutable").Value!);

    /// <summary>The runtime settings Twin runs with: the floor gets the same.</summary>
    public static string RuntimeConfig => System.IO.Path.ChangeExtension(Path, ".runtimeconfig.json");

    /// <exception cref="ServerException">It is not there.</exception>
    public static void Check()
    {
        if (!File.Exists(Path)) throw new ServerException($"there is no {Path}: build it with 'dotnet build src/Silo', or name a server that runs with --server");
    }
}
