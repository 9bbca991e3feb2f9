using Twin.Domain.Muting;
using Twin.Grains.Muting;

namespace Twin.Api.History;

/// <summary>The mutes of the past, of which those that are maintenance excuse time.</summary>
public interface IMaintenanceWindows
{
    /// <summary>Those in force at some time from <paramref name="since"/> on.</summary>
    ValueTask<Mute[]> Since(DateTime since);
}

/// <summary>From the mute book.</summary>
internal sealed class MuteBookWindows(IGrainFactory grains) : IMaintenanceWindows
{
    public ValueTask<Mute[]> Since(DateTime since) => grains.MuteBook().Since(since);
}
