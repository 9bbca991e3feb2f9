using Twin.Simulation.Studies;

namespace Twin.Simulation.Reports;

/// <summary>What someone who trusts the figures must know.</summary>
internal static class Warnings
{
    public static IEnumerable<string> Of(StudyResult result)
    {
        var (scenario, run) = (result.Scenario, result.Run);
        if (!run.Settled) yield return "The system had not settled by half of the horizon: figures depend on how it began. Give a longer horizon, or a warm-up.";
        if (!run.Precise && scenario.Replications.Min < scenario.Replications.Max)
            yield return FormattableString.Invariant($"The half-width asked for ({scenario.Replications.HalfWidth:0.##%}) was not reached within {run.Replications.Count} replications: give more, or a longer horizon.");
        if (run.Replications.Count < 2) yield return "One replication has no interval: its figures may be far off.";
        foreach (var comparison in result.Comparisons.Where(c => !c.Run.Settled)) yield return $"The plan '{comparison.Name}' had not settled by half of the horizon.";
        if (result.Solution is { Value: null } none) yield return $"No {none.Search.Vary} from {none.Search.Min} to {none.Search.Max} meets {none.Search.Until.Text}.";
        else if (result.Solution is { } solution && solution.Evidence.Any(e => e.Value == solution.Value && !e.Certain)) yield return "The value found meets the target on average, but its interval holds the target too: more replications would tell.";
    }
}
