namespace Twin.Silo.Hosting;

/// <summary>
/// Where settings come from, the later winning: <c>appsettings.json</c> beside the executable, the one in the working folder, the environment as
/// <c>TWIN__Section__Key</c>.
/// </summary>
internal static class Settings
{
    public static IConfigurationBuilder AddTo(IConfigurationBuilder builder)
    {
        builder.AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true).AddJsonFile(Path.GetFullPath("appsettings.json"), optional: true);
        // Both readings of a name are wanted: TWIN__Demo is Demo of the section Twin, TWIN__Telemetry__BodyBytesMax is in the section Telemetry.
        return builder.AddEnvironmentVariables().AddEnvironmentVariables("TWIN__");
    }
}
