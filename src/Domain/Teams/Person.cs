using Twin.Domain.Network;

namespace Twin.Domain.Teams;

/// <summary>Whose a thing is: the lottery's district office, the carrier's maintenance area, or the province, which hears what no area's team covers.</summary>
public enum Side : byte { Business, Telecom, Province }

/// <summary><c>engineer</c>, <c>lead</c>, <c>duty-manager</c>.</summary>
public enum Role : byte { Engineer, Lead, DutyManager }

public enum ChannelType : byte { Log, Webhook, Email, WeCom, DingTalk }

/// <summary>
/// One way to reach a person. <see cref="Id"/> is unique among the person's channels and part of every notification's key: the type's word
/// (<c>webhook</c>), with a number from the second of one type on (<c>webhook-2</c>).
/// </summary>
[GenerateSerializer, Immutable, Alias("twin.ContactChannel")]
public sealed record ContactChannel(
    [property: Id(0)] string Id,
    [property: Id(1)] ChannelType Type,
    [property: Id(2)] string? Url = null,
    [property: Id(3)] string? Secret = null,
    [property: Id(4)] string? To = null)
{
    /// <summary>Without the secret, which must reach no log.</summary>
    public override string ToString() => $"{Id} ({To ?? "url"})";
}

[GenerateSerializer, Immutable, Alias("twin.Person")]
public sealed record Person
{
    [Id(0)] public required string Id { get; init; }
    [Id(1)] public string Name { get; init; } = "";
    [Id(2)] public Role Role { get; init; }

    /// <summary><c>fibre</c>, <c>terminal</c>, <c>camera</c> and whatever else a team writes; none given: whatever the job needs.</summary>
    [Id(3)] public IReadOnlyList<string> Skills { get; init; } = [];
    [Id(4)] public GeoPoint? Home { get; init; }

    /// <summary><c>zh</c> or <c>en</c>.</summary>
    [Id(5)] public string Language { get; init; } = "zh";

    /// <summary>In the order in which they are tried.</summary>
    [Id(6)] public IReadOnlyList<ContactChannel> Channels { get; init; } = [];
}
