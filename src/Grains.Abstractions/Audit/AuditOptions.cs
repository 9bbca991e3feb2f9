using System.ComponentModel.DataAnnotations;

namespace Twin.Grains.Audit;

/// <summary>How long it is kept who changed what. Bound from the configuration section <see cref="Section"/>.</summary>
public sealed class AuditOptions
{
    public const string Section = "Twin:Audit";

    /// <summary>Days (UTC) before today that are kept.</summary>
    [Range(1, 4_000)] public int Days { get; set; } = 400;

    /// <summary>Calls of a day that were not let through and are kept all the same.</summary>
    [Range(0, 1_000_000)] public int RefusedPerDayMax { get; set; } = 10_000;
}
