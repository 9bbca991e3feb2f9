using Twin.Simulation.Studies;

namespace Twin.Simulation.Reports;

/// <summary>What someone who trusts the figures must know.</summary>
internal static class Warnings
{
    public static IEnumerable<string> Of(StudyResult result)
    {
        var (scenario, run) = (result.Scenario, result.Run);
        if (result.IsPartial) yield return $"Partial: it was told to stop. {string.Join("; ", Missing(result))}.";
        if (!run.Settled) yield return "The system had not settled by half of the horizon: figures depend on how it began. Give a longer horizon, or a warm-up.";
        if (!run.Precise && run.BrokenOffBefore is null && scenario.Replications.Min < scenario.Replications.Max)
            yield return FormattableString.Invariant($"The half-width asked for ({scenario.Replications.HalfWidth:0.##%}) was not reached within {run.Replications.Count} replications: give more, or a longer horizon.");
        if (run.Batched is { Correlated: true } batched)
            yield return FormattableString.Invariant($"The {batched.Count} batches are correlated ({batched.Metric}: {batched.Lag1:0.00} from one to the next): intervals are too narrow. Give a longer horizon, fewer batches, or replications.");
        if (run.Replications.Count < 2) yield return "One replication has no interval: its figures may be far off.";
        foreach (var comparison in result.Comparisons.Where(c => !c.Run.Settled)) yield return $"The plan '{comparison.Name}' had not settled by half of the horizon.";
        if (result.Solution is { Value: null, BrokenOff: false } none) yield return $"No {none.Search.Vary} from {none.Search.Min} to {none.Search.Max} meets {none.Search.Until.Text}.";
        else if (result.Solution is { } solution && solution.Evidence.Any(e => e.Value == solution.Value && !e.Certain)) yield return "The value found meets the target on average, but its interval holds the target too: more replications would tell.";
    }

    private static IEnumerable<string> Missing(StudyResult result)
    {
        var scenario = result.Scenario;
        if (result.Run.BrokenOffBefore is { } planned) yield return FormattableString.Invariant($"{result.Run.Replications.Count} of {planned} replications were done: figures hold, intervals are wider than asked for");
        foreach (var (name, run) in result.Comparisons.Select(c => (c.Name, c.Run)).Where(c => c.Run.BrokenOffBefore is not null))
            yield return FormattableString.Invariant($"the plan '{name}' is compared by the first {run.Replications.Count} of {run.BrokenOffBefore} replications");
        foreach (var plan in scenario.Compare.Skip(result.Comparisons.Count)) yield return $"the plan '{plan.Name}' was not run";
        if (scenario.Solve is not { } search) yield break;
        if (result.Solution is null) yield return $"no {search.Vary} was tried for {search.Until.Text}";
        else if (result.Solution is { BrokenOff: true } solution) yield return FormattableString.Invariant($"of the search for {search.Until.Text}, {solution.Evidence.Count} {(solution.Evidence.Count == 1 ? "value was" : "values were")} tried; which is the one is not known");
    }
}
