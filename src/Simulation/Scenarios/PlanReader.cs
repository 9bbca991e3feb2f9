using System.Globalization;
using Twin.Domain.Documents;
using Twin.Simulation.Runs;

namespace Twin.Simulation.Scenarios;

/// <summary>Reads <c>compare:</c> and <c>solve:</c>: the scenario again, with changes.</summary>
internal sealed class PlanReader(DocReader scenario, Func<DocMap, List<DocFault>, Scenario?> read, List<DocFault> faults)
{
    private const int CompareMax = 20;
    private const int SolveMax = 1_000_000;
    private static readonly (string, bool)[] Ends = [("smallest", false), ("largest", true)];

    // What a plan is made from: the scenario without the keys that ask for other plans.
    private readonly DocMap _base = scenario.Map with { Entries = [.. scenario.Map.Entries.Where(entry => entry.Key is not ("compare" or "solve"))] };

    public IReadOnlyList<Scenario> Compare()
    {
        var plans = new List<Scenario>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (node, path) in scenario.ListOfAtMost(CompareMax, "compare"))
        {
            if (DocReader.Open(node, path, faults) is not { } plan) continue;
            var name = plan.Text("name", required: true, lengthMax: 100);
            if (name is not null && !names.Add(name)) plan.Fault("name", plan.Node("name"), "duplicate", $"two plans are called '{name}'");
            var changes = plan.Map.Entries.Where(entry => entry.Key != "name").ToArray();
            if (changes.Length == 0) faults.Add(new(path, "required", "the plan changes nothing: write what differs, such as 'teams.people: 11'", node.Line, node.Column));
            if (Changed(changes.Select(entry => (entry.Key, entry.Value)), path) is { } changed && read(changed, faults) is { } variant && name is not null)
                plans.Add(variant with { Name = name });
        }
        return plans;
    }

    public Search? Solve(IScenarioModel? model)
    {
        var before = faults.Count;
        if (scenario.Node("solve") is not { } node || DocReader.Open(node, "solve", faults) is not { } solve) return null;
        var vary = solve.Text("vary", required: true);
        var (min, max) = (solve.Whole("min", 0, SolveMax, required: true), solve.Whole("max", 0, SolveMax, required: true));
        if (min > max) solve.Fault("max", solve.Node("max"), "outOfOrder", "'max' is not less than 'min'");
        var largest = solve.Word("find", Ends) ?? false;
        var until = Until(solve, model);
        solve.Done();
        if (faults.Count > before || vary is null) return null;
        DocNode at = solve.Node("vary")!;
        DocMap? With(int value) => Changed([(vary, new DocNumber(at.Line, at.Column, value, value.ToString(CultureInfo.InvariantCulture)))], "solve.vary");
        // Both ends are read here, so that what cannot be varied is a fault of the text and not a surprise of the run.
        foreach (var end in (int[])[min!.Value, max!.Value])
            if (With(end) is { } changed) read(changed, faults);
        return faults.Count > before ? null : new(vary, min.Value, max.Value, largest, until!, value => read(With(value)!, [])!);
    }

    private static Target? Until(DocReader solve, IScenarioModel? model)
    {
        if (solve.Text("until", required: true) is not { } text) return null;
        if (TargetText.Parse(text) is not { } target)
            solve.Fault("until", solve.Node("until"), "invalidValue", $"expected a target such as {TargetText.Examples}");
        else if (model is not null && !MetricNames.Knows(model, target.Metric))
            solve.Fault("until", solve.Node("until"), "unknownMetric", MetricNames.Unknown(model, target.Metric));
        else
            return target;
        return null;
    }

    private DocMap? Changed(IEnumerable<(string Path, DocNode Value)> changes, string at)
    {
        DocNode? changed = _base;
        foreach (var (path, value) in changes)
        {
            if (changed is null) return null;
            changed = path is "compare" or "solve" ? null : Overlay.Put(changed, path, value);
            if (changed is null) faults.Add(new($"{at}.{path}", "unknownField", $"'{path}' leads nowhere in the scenario; write a path such as teams.people or queue.classes[0].service", value.Line, value.Column));
        }
        return changed as DocMap;
    }
}
