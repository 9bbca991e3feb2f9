namespace Twin.Api.Mqtt;

/// <summary>
/// What the broker calls a client: its key's name before the name it gives itself. A client that connects under the name of another takes over its session, subscriptions and
/// all, so names of different keys must never meet.
/// </summary>
internal static class SessionId
{
    /// <summary>The length comes first, so that no name can be made to look like another with part of the client's.</summary>
    public static string Of(string? user, string client) => $"{user?.Length ?? 0}:{user}{client}";

    /// <summary>The name of the key; empty when the id is not one of ours.</summary>
    public static ReadOnlySpan<char> UserOf(string id)
    {
        var colon = id.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && int.TryParse(id.AsSpan(0, colon), out var length) && length <= id.Length - colon - 1 ? id.AsSpan(colon + 1, length) : default;
    }
}
