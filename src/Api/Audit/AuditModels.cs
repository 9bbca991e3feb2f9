using System.ComponentModel;
using Twin.Domain.Audit;

namespace Twin.Api.Audit;

/// <summary>A call that would change something.</summary>
public sealed record AuditEntryModel
{
    [Description("Grows with every entry.")] public required long Id { get; init; }
    public required DateTime At { get; init; }
    [Description("Name of the key, or the one its token gives.")] public required string By { get; init; }
    [Description("Id of the key; absent for the first key and for tokens.")] public string? KeyId { get; init; }
    [Description("Issuer of the token; absent for keys.")] public string? Issuer { get; init; }
    [Description("The address it came from.")] public string? From { get; init; }
    [Description("The operation's id in this description.")] public required string Action { get; init; }
    public required string Method { get; init; }
    public required string Path { get; init; }
    [Description("Id of the thing; what there is only one of goes by its name.")] public required string Target { get; init; }
    [Description("done; refused: nothing was changed; unknown: how it ended was not told, because a server or its store was lost meanwhile.")] public required AuditOutcome Outcome { get; init; }
    [Description("HTTP status of the answer; absent when it was not told.")] public int? Status { get; init; }
    public string? Detail { get; init; }
    [Description("The one in answers and logs.")] public required string TraceId { get; init; }

    public static AuditEntryModel Of(AuditEntry it) => new()
    {
        Id = it.Id,
        At = it.At,
        By = it.By,
        KeyId = it.KeyId,
        Issuer = it.Issuer,
        From = it.From,
        Action = it.Action,
        Method = it.Method,
        Path = it.Path,
        Target = it.Target,
        Outcome = AuditRules.OutcomeOf(it.Status),
        Status = it.Status,
        Detail = it.Detail,
        TraceId = it.TraceId,
    };
}

/// <summary>The newest first. A page may hold fewer than asked for, or none, while nextCursor is there: go on until it is absent.</summary>
public sealed record AuditPageModel(IReadOnlyList<AuditEntryModel> Items, string? NextCursor);
