using System.Runtime.CompilerServices;

namespace Twin.Api.Tests;

/// <summary>Each server of a test would watch its settings files, and Linux allows a user 128 watches.</summary>
internal static class NoFileWatching
{
    [ModuleInitializer]
    internal static void SwitchOff() => Environment.SetEnvironmentVariable("DOTNET_hostBuilder__reloadConfigOnChange", "false");
}
