using System.ComponentModel.DataAnnotations;

namespace Twin.Grains.History;

/// <summary>What is kept of the past. Bound from the configuration section <see cref="Section"/>.</summary>
public sealed class HistoryOptions
{
    public const string Section = "Twin:History";

    /// <summary>Days (UTC) before today that are kept.</summary>
    [Range(1, 4_000)] public int Days { get; set; } = 400;
}
