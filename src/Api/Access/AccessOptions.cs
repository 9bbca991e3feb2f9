using System.ComponentModel.DataAnnotations;

namespace Twin.Api.Access;

/// <summary>How those who guess keys are slowed, and how long browsers stay signed in. Section <c>Twin:Access</c>.</summary>
public sealed class AccessOptions
{
    public const string Section = "Twin:Access";

    /// <summary>Wrong keys that one address, or one user name over MQTT, may try at once.</summary>
    [Range(1, 100_000)] public int GuessesMax { get; set; } = 30;

    /// <summary>And how many more a minute.</summary>
    [Range(1, 100_000)] public int GuessesPerMinute { get; set; } = 30;

    /// <summary>Addresses and names kept in mind; then the one not heard of for longest is forgotten.</summary>
    [Range(100, 1_000_000)] public int GuessersMax { get; set; } = 20_000;

    /// <summary>How long a browser that is not used stays signed in.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "90.00:00:00")] public TimeSpan SessionFor { get; set; } = TimeSpan.FromDays(7);
}
