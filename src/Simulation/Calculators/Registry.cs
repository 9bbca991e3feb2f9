using Twin.Simulation.Calculators.Asking;
using Twin.Simulation.Calculators.Days;
using Twin.Simulation.Calculators.Places;
using Twin.Simulation.Calculators.Queues;
using Twin.Simulation.Calculators.Repair;
using Twin.Simulation.Calculators.Samples;

namespace Twin.Simulation.Calculators;

/// <summary>Every calculator there is, in the order in which they are listed.</summary>
public static class Registry
{
    public static IReadOnlyList<Calculator> All { get; } =
    [
        .. LossCalculators.All, .. DelayCalculators.All, .. PriorityCalculators.All, .. StationCalculators.All,
        .. RepairCalculators.All, .. SpareCalculators.All, .. AvailabilityCalculators.All,
        .. PlaceCalculators.All, .. DayCalculators.All, .. SampleCalculators.All,
    ];

    public static Calculator? Find(string name) => All.FirstOrDefault(c => string.Equals(c.Name, name, StringComparison.OrdinalIgnoreCase));
}
