using Twin.Domain.Documents;
using Twin.Simulation.Runs;

namespace Twin.Simulation.Scenarios;

/// <summary>Reads <c>replications:</c>, a number or <c>{min, max, halfWidth, confidence, metric}</c>.</summary>
internal sealed class ReplicationReader(List<DocFault> faults)
{
    public ReplicationPlan Read(DocReader reader, IScenarioModel? model)
    {
        var standard = new ReplicationPlan();
        if (reader.Node("replications") is not { } node) return standard;
        if (node is not DocMap) return reader.Whole("replications", 1, ReplicationPlan.CountMax) is { } count ? ReplicationPlan.Exactly(count) : standard;
        if (DocReader.Open(node, reader.PathOf("replications"), faults) is not { } fields) return standard;
        var min = fields.Whole("min", 2, ReplicationPlan.CountMax);
        var max = fields.Whole("max", 2, ReplicationPlan.CountMax);
        var plan = new ReplicationPlan
        {
            Min = min ?? Math.Min(standard.Min, max ?? standard.Min),
            Max = max ?? Math.Max(standard.Max, min ?? standard.Max),
            HalfWidth = Between(fields, "halfWidth", 0, 1) ?? standard.HalfWidth,
            Confidence = Between(fields, "confidence", 0.5, 1) ?? standard.Confidence,
            KeyMetrics = KeyMetrics(fields, model),
        };
        fields.Done();
        if (min > max) fields.Fault("max", fields.Node("max"), "outOfOrder", "'max' is not less than 'min'");
        return plan;
    }

    private static double? Between(DocReader fields, string key, double above, double below)
    {
        if (fields.Share(key) is not { } share) return null;
        if (share > above && share < below) return share;
        fields.Fault(key, fields.Node(key), "outOfRange", FormattableString.Invariant($"'{key}' must be between {above:0%} and {below:0%}: write 5% or 0.05"));
        return null;
    }

    private static IReadOnlyList<string> KeyMetrics(DocReader fields, IScenarioModel? model)
    {
        var names = fields.Node("metric") is DocText ? [fields.Text("metric")!] : fields.Texts("metric");
        if (model is null) return names;
        foreach (var name in names)
            if (!MetricNames.Knows(model, name)) fields.Fault("metric", fields.Node("metric"), "unknownMetric", MetricNames.Unknown(model, name));
        return names;
    }
}
