using System.Globalization;

namespace Twin.Simulation.Scenarios;

/// <summary>The names of a scenario's plans for those who run it elsewhere: <c>base</c>, <c>compare/0</c>, <c>solve/11</c>. The same text, read anywhere, has the same plans.</summary>
public static class PlanKey
{
    public const string Base = "base";

    public static string Compare(int index) => string.Create(CultureInfo.InvariantCulture, $"compare/{index}");

    public static string Solve(int value) => string.Create(CultureInfo.InvariantCulture, $"solve/{value}");

    /// <summary>Null: the scenario has no such plan.</summary>
    public static Scenario? Find(Scenario scenario, string key) => key.Split('/') switch
    {
        [Base] => scenario,
        ["compare", var number] when int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < scenario.Compare.Count => scenario.Compare[index],
        ["solve", var number] when int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && scenario.Solve is { } search && value >= search.Min && value <= search.Max => search.At(value),
        _ => null,
    };
}
