namespace Twin.Domain.Access;

/// <summary>A key as it is kept: of the key itself only the hash.</summary>
[GenerateSerializer, Immutable, Alias("twin.AccessKey")]
public sealed record AccessKey
{
    /// <summary>Stands in the key, so that it is found without trying all.</summary>
    [Id(0)] public required string Id { get; init; }

    /// <summary>For people, and the MQTT user name.</summary>
    [Id(1)] public required string Name { get; init; }

    /// <summary><see cref="KeyText.HashOf"/> of the whole key.</summary>
    [Id(2)] public required string Hash { get; init; }
    [Id(3)] public Scopes Scopes { get; init; }

    /// <summary>Prefixes of a <see cref="DivisionLimit"/>; none: the whole province.</summary>
    [Id(4)] public IReadOnlyList<string> Divisions { get; init; } = [];
    [Id(5)] public DateTime CreatedAt { get; init; }
    [Id(6)] public string CreatedBy { get; init; } = "";

    /// <summary>From then on it is as good as revoked.</summary>
    [Id(7)] public DateTime? ExpiresAt { get; init; }

    /// <summary>To the minute.</summary>
    [Id(8)] public DateTime? LastUsed { get; init; }

    /// <summary>The id of the person who signs in with it, as teams name them; null: nobody's in particular.</summary>
    [Id(9)] public string? Person { get; init; }

    public bool IsExpired(DateTime now) => ExpiresAt <= now;
}
