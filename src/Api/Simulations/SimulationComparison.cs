using System.ComponentModel;
using System.Text;
using System.Text.Json;
using Twin.Grains.Simulations;
using Twin.Simulation.Reports;

namespace Twin.Api.Simulations;

/// <summary>A figure of two runs. Of samples also the quantiles, such as <c>restore.p95</c>.</summary>
public sealed record SimulationDifferenceModel
{
    public required string Metric { get; init; }
    [Description("seconds, minutes, share, count or perSecond.")] public required string Unit { get; init; }
    [Description("Of the replications that are compared.")] public required double Base { get; init; }
    public required double Other { get; init; }
    [Description("Other less base, replication by replication.")] public required double Difference { get; init; }
    [Description("Of the difference's interval; absent with a single pair.")] public double? HalfWidth { get; init; }
    [Description("The interval does not hold zero.")] public required bool Significant { get; init; }
}

/// <summary>Two runs that are kept, held against each other.</summary>
public sealed record SimulationComparisonModel
{
    public required string Run { get; init; }
    public required string Name { get; init; }
    public required string With { get; init; }
    public required string WithName { get; init; }
    [Description("Replications compared: as many as there are of both.")] public required int Pairs { get; init; }
    public required double Confidence { get; init; }
    [Description("Both met the same chance, so that what is left is the difference of the scenarios. Otherwise the intervals hold, and are wider.")] public required bool SameSeed { get; init; }
    public required IReadOnlyList<SimulationDifferenceModel> Figures { get; init; }

    internal static SimulationComparisonModel Of(KeptRun run, KeptRun with) => new()
    {
        Run = run.Row.Id,
        Name = run.Row.Name,
        With = with.Row.Id,
        WithName = with.Row.Name,
        Pairs = Math.Min(run.Replications.Count, with.Replications.Count),
        Confidence = run.Confidence,
        SameSeed = run.Seed == with.Seed,
        Figures =
        [
            .. run.Replications.Against(with.Replications, run.Confidence).Select(d => new SimulationDifferenceModel
            {
                Metric = d.Metric,
                Unit = run.UnitOf(d.Metric),
                Base = d.Base,
                Other = d.Other,
                Difference = d.Paired.Mean,
                HalfWidth = double.IsFinite(d.Paired.HalfWidth) ? d.Paired.HalfWidth : null,
                Significant = d.Paired.Significant,
            }),
        ],
    };
}

/// <summary>A run that is done, with what is kept of it.</summary>
internal sealed class KeptRun(SimulationRow row, JsonElement result, ReplicationTable replications)
{
    public SimulationRow Row => row;
    public ReplicationTable Replications => replications;
    public double Confidence => result.GetProperty("confidence").GetDouble();
    public long Seed => result.GetProperty("seed").GetInt64();

    /// <summary>Null: it is not done, or an earlier version ended it and kept no replications.</summary>
    public static async Task<KeptRun?> Read(ISimulationsGrain simulations, SimulationReading reading) =>
        reading.Result is { } json && await simulations.Replications(reading.Row.Id) is { Result: { } csv }
            ? new(reading.Row, JsonSerializer.Deserialize<JsonElement>(json), ReplicationTable.Read(Encoding.UTF8.GetString(csv)))
            : null;

    public string UnitOf(string metric)
    {
        var metrics = result.GetProperty("metrics");
        if (!metrics.TryGetProperty(metric, out var found) && metric.LastIndexOf('.') is > 0 and var dot) metrics.TryGetProperty(metric[..dot], out found);
        return found.ValueKind == JsonValueKind.Object && found.TryGetProperty("unit", out var unit) ? unit.GetString()! : "count";
    }
}
