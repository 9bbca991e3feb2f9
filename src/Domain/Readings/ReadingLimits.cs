namespace Twin.Domain.Readings;

/// <summary>Bounds on what one reading may carry, so that no device can make another's twin slow or large.</summary>
public static class ReadingLimits
{
    public const int ValuesMax = 64;
    public const int NameLengthMax = 64;
    public const int TextLengthMax = 256;

    /// <summary>Different value names one device may ever report.</summary>
    public const int NamesPerDeviceMax = 128;

    /// <summary>A device clock further ahead than this is clamped to the time of receipt, with a notice.</summary>
    public static readonly TimeSpan AheadClamped = TimeSpan.FromMinutes(5);

    /// <summary>A time further ahead than this is not a device clock gone wrong but a wrong reading.</summary>
    public static readonly TimeSpan AheadMax = TimeSpan.FromDays(366);

    /// <summary>Nothing is kept longer than this, so an older reading cannot be placed.</summary>
    public static readonly TimeSpan AgeMax = TimeSpan.FromDays(400);
}
