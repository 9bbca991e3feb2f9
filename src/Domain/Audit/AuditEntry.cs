namespace Twin.Domain.Audit;

/// <summary>
/// How a call that would change something ended. <c>Unknown</c>: it had begun, and how it ended was not told: a server or its store was lost meanwhile. <c>Done</c>: as asked.
/// <c>Refused</c>: nothing was changed.
/// </summary>
public enum AuditOutcome : byte { Unknown, Done, Refused }

/// <summary>Who asked for a change, and what came of it. What was sent is not in it: it may hold secrets.</summary>
[GenerateSerializer, Immutable, Alias("twin.AuditEntry")]
public sealed record AuditEntry
{
    /// <summary>Grows with every entry. Given by the ledger.</summary>
    [Id(0)] public long Id { get; init; }

    /// <summary>When it began (UTC). Given by the ledger.</summary>
    [Id(1)] public DateTime At { get; init; }

    /// <summary>The key's name, or the one its token gives.</summary>
    [Id(2)] public required string By { get; init; }

    /// <summary>The key's id; null for the first key and for tokens.</summary>
    [Id(3)] public string? KeyId { get; init; }

    /// <summary>Who issued the token; null for keys.</summary>
    [Id(4)] public string? Issuer { get; init; }

    /// <summary>The address it came from.</summary>
    [Id(5)] public string? From { get; init; }

    /// <summary>The operation's name in the description of the API, e.g. <c>putOutlet</c>.</summary>
    [Id(6)] public required string Action { get; init; }
    [Id(7)] public required string Method { get; init; }
    [Id(8)] public required string Path { get; init; }

    /// <summary>Id of the thing; what there is only one of goes by its name.</summary>
    [Id(9)] public required string Target { get; init; }

    /// <summary>The one in answers and logs.</summary>
    [Id(10)] public required string TraceId { get; init; }

    /// <summary>HTTP status of the answer; null while there is none.</summary>
    [Id(11)] public int? Status { get; init; }

    /// <summary>More about it in words, such as the counts of an import.</summary>
    [Id(12)] public string? Detail { get; init; }
}

/// <summary>How a call ended.</summary>
/// <param name="Status">HTTP status of the answer.</param>
/// <param name="Target">Id of what was made, when it was not known before.</param>
/// <param name="Detail">More about it.</param>
[GenerateSerializer, Immutable, Alias("twin.AuditEnd")]
public sealed record AuditEnd([property: Id(0)] int Status, [property: Id(1)] string? Target, [property: Id(2)] string? Detail);
