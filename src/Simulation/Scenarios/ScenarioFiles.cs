namespace Twin.Simulation.Scenarios;

/// <summary>The files a scenario may name, relative to itself. Over the network there are none.</summary>
public class ScenarioFiles
{
    public static ScenarioFiles None { get; } = new();

    /// <summary>The whole text, or null with the reason in words.</summary>
    public virtual string? Text(string name, out string? why)
    {
        why = $"'{name}': files can only be named in a scenario that is run from a file; write the values out";
        return null;
    }

    internal IReadOnlyList<string>? Lines(string name, out string? why) => Text(name, out why)?.Split('\n');
}
