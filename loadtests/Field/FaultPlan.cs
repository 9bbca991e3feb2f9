namespace Twin.LoadTests.Field;

public enum FaultKind
{
    /// <summary>The device says nothing until it is over.</summary>
    Silent,

    /// <summary>The device reports that something is wrong, and later that it no longer is.</summary>
    Reported,
}

/// <param name="Device">Its number in the fleet.</param>
/// <param name="Kind">How it shows.</param>
/// <param name="Begin">From the beginning of the run.</param>
/// <param name="End">When it is over.</param>
public sealed record FieldFault(int Device, FaultKind Kind, TimeSpan Begin, TimeSpan End);

/// <summary>Times that a field run keeps.</summary>
/// <param name="Beat">How often a device reports, if nothing happens.</param>
/// <param name="Length">How long the run is.</param>
public sealed record FieldTimes(TimeSpan Beat, TimeSpan Length)
{
    /// <summary>After which a device that says nothing is found silent.</summary>
    public TimeSpan Window => 3 * Beat;

    /// <summary>How long a fault must last to become an incident.</summary>
    public TimeSpan Hold { get; } = TimeSpan.FromSeconds(2);

    /// <summary>What a loaded machine may take longer for what it owes; a fault that lasted so much less long may or may not be seen.</summary>
    public TimeSpan Slack { get; } = TimeSpan.FromSeconds(3);

    /// <summary>As many beats in a run as faults need to come and go, but no more often than a device would report.</summary>
    public static FieldTimes For(TimeSpan length) => new(TimeSpan.FromSeconds(Math.Clamp(length.TotalSeconds / 16, 1, 15)), length);
}

/// <summary>
/// What will go wrong, by rate and seed. An outlet has one fault at a time, so that none is explained by another, and its next only when the last one's incident is closed: each is owed an incident of its own.
/// </summary>
public static class FaultPlan
{
    /// <param name="outlet">Numbers of its devices that can have faults.</param>
    /// <param name="perDeviceAndDay">How many of each device.</param>
    /// <param name="times">When things are.</param>
    /// <param name="chance">The outlet's own.</param>
    public static IEnumerable<FieldFault> Of(IReadOnlyList<int> outlet, double perDeviceAndDay, FieldTimes times, Random chance)
    {
        if (outlet.Count == 0 || perDeviceAndDay <= 0) yield break;
        var mean = 1 / (outlet.Count * perDeviceAndDay);
        // Every device is heard first.
        for (var free = 1.5 * times.Beat; ;)
        {
            var days = -Math.Log(1 - chance.NextDouble()) * mean;
            if (days > times.Length.TotalDays) yield break;
            var begin = free + TimeSpan.FromDays(days);
            var kind = chance.Next(2) == 0 ? FaultKind.Silent : FaultKind.Reported;
            var device = outlet[chance.Next(outlet.Count)];
            var lasts = (1 + chance.NextDouble()) * times.Beat + times.Hold + times.Slack + (kind == FaultKind.Silent ? times.Window : times.Beat);
            if (begin + lasts > times.Length - 2 * times.Beat) yield break;
            yield return new(device, kind, begin, begin + lasts);
            free = begin + lasts + 2 * times.Beat + 3 * times.Hold;
        }
    }
}
