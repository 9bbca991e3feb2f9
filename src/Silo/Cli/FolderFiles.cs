using Twin.Simulation.Scenarios;

namespace Twin.Silo.Cli;

/// <summary>The files a scenario names, relative to the folder it lies in.</summary>
internal sealed class FolderFiles(string folder) : ScenarioFiles
{
    private const long LengthMax = 256L * 1024 * 1024;

    public override string? Text(string name, out string? why)
    {
        why = null;
        try
        {
            var file = new FileInfo(Path.Combine(folder, name));
            if (!file.Exists) why = $"there is no file {file}";
            else if (file.Length > LengthMax) why = $"{file} is larger than {LengthMax / (1024 * 1024)} MiB";
            else return File.ReadAllText(file.FullName);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            why = $"{name} cannot be read: {failure.Message}";
        }
        return null;
    }
}
