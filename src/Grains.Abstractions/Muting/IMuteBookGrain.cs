using Twin.Domain.Muting;

namespace Twin.Grains.Muting;

/// <summary>All silences and maintenance windows of the network. Key <c>mutes</c>.</summary>
[Alias("twin.IMuteBookGrain")]
public interface IMuteBookGrain : IGrainWithStringKey
{
    /// <summary>Adds one; its id is given by the book. Returns it as stored; null when there are <see cref="MuteKeys.LiveMax"/> in force or to come.</summary>
    [Alias("Add")] ValueTask<Mute?> Add(Mute mute);

    /// <summary>Ends one now, or takes back one that has not begun. Null: there is no such one.</summary>
    [Alias("End")] ValueTask<Mute?> End(string id, MuteKind kind, string by);

    /// <summary>Those that were in force at some time from <paramref name="since"/> on, oldest first; they are kept for 400 days.</summary>
    [Alias("Since")] ValueTask<Mute[]> Since(DateTime since);

    /// <summary>Those in force now or later, when something changed after a version; else none and the same version.</summary>
    [Alias("Changes")] ValueTask<MuteChanges> Changes(long version);
}

[GenerateSerializer, Immutable, Alias("twin.MuteChanges")]
public sealed record MuteChanges([property: Id(0)] long Version, [property: Id(1)] Mute[]? Mutes);

public static class MuteKeys
{
    public const string Book = "mutes";

    /// <summary>Every decision about a page looks at all that are in force.</summary>
    public const int LiveMax = 2_000;

    public static IMuteBookGrain MuteBook(this IGrainFactory grains) => grains.GetGrain<IMuteBookGrain>(Book);
}
