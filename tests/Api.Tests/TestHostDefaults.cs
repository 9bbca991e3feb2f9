using System.Runtime.CompilerServices;

namespace Twin.Api.Tests;

/// <summary>What every server a test starts has in common, whoever builds it.</summary>
internal static class TestHostDefaults
{
    [ModuleInitializer]
    internal static void Set()
    {
        // Each server would watch its settings files, and Linux allows a user 128 watches.
        Environment.SetEnvironmentVariable("DOTNET_hostBuilder__reloadConfigOnChange", "false");
        // Servers run side by side: none takes the well-known port.
        Environment.SetEnvironmentVariable("Mqtt__Endpoint", "off");
    }
}
