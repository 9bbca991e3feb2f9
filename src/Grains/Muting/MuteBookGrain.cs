using System.Security.Cryptography;
using Twin.Domain.Muting;
using Twin.Grains.Time;

namespace Twin.Grains.Muting;

public sealed class MuteBookState
{
    public List<Mute> Mutes { get; set; } = [];
    public long Version { get; set; }
}

/// <summary>All silences and maintenance windows. Few change a day and all are asked for at once, so they are one state.</summary>
[GrainType("mutes"), KeepAlive]
public sealed class MuteBookGrain([PersistentState("mutes")] IPersistentState<MuteBookState> storage, TwinClock clock) : Grain, IMuteBookGrain
{
    /// <summary>They are stored together: of those that are over the oldest go.</summary>
    private const int KeptMax = 10_000;

    private static readonly TimeSpan Kept = TimeSpan.FromDays(400);

    private MuteBookState State => storage.State;

    public async ValueTask<Mute?> Add(Mute mute)
    {
        var now = clock.Now().Wall;
        Mute[] live = [.. State.Mutes.Where(m => m.Until > now)];
        if (live.Length >= MuteKeys.LiveMax) return null;
        var id = $"{(mute.Kind == MuteKind.Silence ? 's' : 'w')}-{RandomNumberGenerator.GetHexString(10, lowercase: true)}";
        var added = mute with { Id = id, CreatedAt = now };
        await Replace([.. State.Mutes.Where(m => m.Until <= now && m.Until > now - Kept).OrderBy(m => m.Until).TakeLast(KeptMax - live.Length - 1), .. live, added]);
        return added;
    }

    public async ValueTask<Mute?> End(string id, MuteKind kind, string by)
    {
        var now = clock.Now().Wall;
        if (State.Mutes.Find(m => m.Id == id && m.Kind == kind) is not { } mute) return null;
        if (mute.Until <= now) return mute;
        // One that has not begun is taken back: it never holds.
        var ended = mute with { Until = mute.From > now ? mute.From : now, EndedAt = now, EndedBy = by };
        await Replace([.. State.Mutes.Select(m => m.Id == id ? ended : m)]);
        return ended;
    }

    public ValueTask<Mute[]> Since(DateTime since) => new([.. State.Mutes.Where(m => m.Until >= since).OrderBy(m => m.From).ThenBy(m => m.Id, StringComparer.Ordinal)]);

    public ValueTask<MuteChanges> Changes(long version) =>
        new(version == State.Version ? new(version, null) : new MuteChanges(State.Version, [.. State.Mutes.Where(m => m.Until > clock.Now().Wall)]));

    private async Task Replace(List<Mute> mutes)
    {
        var before = (State.Mutes, State.Version);
        (State.Mutes, State.Version) = (mutes, State.Version + 1);
        try
        {
            await storage.WriteStateAsync();
        }
        catch
        {
            (State.Mutes, State.Version) = before;
            throw;
        }
    }
}
