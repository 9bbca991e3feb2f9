using System.Text.Json.Serialization;

namespace Twin.LoadTests.Floor;

/// <summary>A reading as plainly as it can be read.</summary>
public sealed class FloorReading
{
    public required string Device { get; set; }
    public DateTimeOffset At { get; set; }
    public long? Seq { get; set; }
    public string? Type { get; set; }
    public FloorValues? Values { get; set; }
}

/// <summary>The names the fleet uses, as typed members: cheaper than any form that takes every name.</summary>
public sealed class FloorValues
{
    public double? TemperatureC { get; set; }
    public bool? Session { get; set; }
    public bool? Los { get; set; }
    public double? LossPct { get; set; }
    public double? RttMs { get; set; }
    public bool? Video { get; set; }
    public bool? Covered { get; set; }
}

public sealed record FloorAnswer(int Accepted, int Duplicates, int Late, string[] Rejected);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(FloorReading[]))]
[JsonSerializable(typeof(FloorAnswer))]
internal sealed partial class FloorJson : JsonSerializerContext;
