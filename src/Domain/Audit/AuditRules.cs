namespace Twin.Domain.Audit;

public static class AuditRules
{
    /// <summary>What an answer says of a change. Of a 5xx nobody knows.</summary>
    public static AuditOutcome OutcomeOf(int? status) => status switch
    {
        >= 200 and < 400 => AuditOutcome.Done,
        >= 400 and < 500 => AuditOutcome.Refused,
        _ => AuditOutcome.Unknown,
    };

    public static AuditEntry Ended(AuditEntry entry, AuditEnd end) =>
        entry with { Status = end.Status, Target = end.Target ?? entry.Target, Detail = end.Detail ?? entry.Detail };
}

/// <summary>Which entries are asked for. An empty list wants any.</summary>
[GenerateSerializer, Immutable, Alias("twin.AuditFilter")]
public sealed record AuditFilter
{
    /// <summary>Included.</summary>
    [Id(0)] public DateTime Since { get; init; } = DateTime.MinValue;

    /// <summary>Excluded.</summary>
    [Id(1)] public DateTime Until { get; init; } = DateTime.MaxValue;
    [Id(2)] public IReadOnlyList<string> By { get; init; } = [];
    [Id(3)] public IReadOnlyList<string> Targets { get; init; } = [];
    [Id(4)] public IReadOnlyList<string> Actions { get; init; } = [];
    [Id(5)] public IReadOnlyList<AuditOutcome> Outcomes { get; init; } = [];

    public bool Matches(AuditEntry entry) =>
        entry.At >= Since && entry.At < Until
        && Wants(By, entry.By) && Wants(Targets, entry.Target) && Wants(Actions, entry.Action) && Wants(Outcomes, AuditRules.OutcomeOf(entry.Status));

    private static bool Wants<T>(IReadOnlyList<T> any, T value) => any.Count == 0 || any.Contains(value);
}
