using Twin.Domain.Documents;
using Twin.Simulation.Output;
using Twin.Simulation.Queues;
using Twin.Simulation.Runs;

namespace Twin.Simulation.Scenarios;

/// <summary>Reads <c>replications:</c>, a number, <c>{min, max, halfWidth, confidence, metric}</c> or <c>{batches, confidence, metric}</c>.</summary>
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
            Batches = Batches(fields, model),
        };
        fields.Done();
        if (plan.Batches is not null)
            foreach (var key in (string[])["min", "max", "halfWidth"])
                if (fields.Node(key) is { } given) fields.Fault(key, given, "invalidValue", $"either '{key}' or 'batches': one run is as long as 'horizon' says");
        if (min > max) fields.Fault("max", fields.Node("max"), "outOfOrder", "'max' is not less than 'min'");
        return plan;
    }

    // batches: 20, or auto.
    private static int? Batches(DocReader fields, IScenarioModel? model)
    {
        if (fields.Node("batches") is not { } node) return null;
        if (model is not null and not QueueModel) fields.Fault("batches", node, "unsupported", "only a 'queue' can be cut into batches: a day ends by itself, and of a network replications are run");
        if (node is DocText { Value: "auto" }) return ReplicationPlan.BatchesAuto;
        if (node is DocNumber { Value: >= BatchMeans.CountMin and <= BatchMeans.CountMax } number && number.Value == Math.Floor(number.Value)) return (int)number.Value;
        fields.Fault("batches", node, "outOfRange", FormattableString.Invariant($"expected a whole number from {BatchMeans.CountMin} to {BatchMeans.CountMax}, or auto, found {node.Described}"));
        return null;
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
