using System.ComponentModel.DataAnnotations;

namespace Twin.Api.Live;

/// <summary>Settings of the live stream, section <c>Stream</c>.</summary>
public sealed class StreamOptions
{
    public const string Section = "Stream";

    /// <summary>Readers of this node at once. One costs about 100 kB while it reads slowly.</summary>
    [Range(1, 1_000_000)] public int ReadersMax { get; set; } = 10_000;

    /// <summary>The same, of one key.</summary>
    [Range(1, 1_000_000)] public int ReadersPerKeyMax { get; set; } = 5_000;

    /// <summary>A comment is sent this often, so that proxies and readers know the connection lives. The contract says 15 s.</summary>
    public TimeSpan HeartbeatEvery { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// A reader that is further behind, in changes of the whole network, is cut off. Being behind costs no memory, since readers walk the one log, so
    /// the bound is wide: the whole province may fall silent at once without anybody being cut off.
    /// </summary>
    [Range(1, 1_000_000)] public int BehindMax { get; set; } = 50_000;

    /// <summary>A reader that takes nothing for this long is disconnected.</summary>
    public TimeSpan WriteMax { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Rows per snapshot event.</summary>
    [Range(1, 1_000)] public int SnapshotRows { get; set; } = 1_000;
}
