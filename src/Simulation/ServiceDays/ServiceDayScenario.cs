using Twin.Simulation.Distributions;

namespace Twin.Simulation.ServiceDays;

/// <summary>People come early or late by chance; whoever is neither is on the minute.</summary>
public sealed record Unpunctuality(double EarlyShare, Distribution? EarlyBy, double LateShare, Distribution? LateBy);

/// <summary>Staff on call: told when so many wait, there after a time, and at a window of their own until nobody waits.</summary>
public sealed record EmergencyStaff(int People, int WhenWaiting, double ArriveSeconds);

/// <summary>
/// A one-stop service day: so many windows, and in each time slot so many outlets that were asked to come at its beginning. Windows go on until the last one is served. Durations in seconds.
/// </summary>
public sealed record ServiceDayScenario
{
    public required int Windows { get; init; }
    public required double SlotSeconds { get; init; }

    /// <summary>How many are booked in each slot.</summary>
    public required IReadOnlyList<int> Booked { get; init; }
    public required Distribution Service { get; init; }
    public int Days { get; init; } = 1;

    /// <summary>The share that never comes.</summary>
    public double NoShow { get; init; }
    public Unpunctuality? Unpunctual { get; init; }
    public EmergencyStaff? Emergency { get; init; }
    public double? WaitOver { get; init; }
}
