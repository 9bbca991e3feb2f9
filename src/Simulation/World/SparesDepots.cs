using Twin.Domain.Network;
using Twin.Simulation.Kernel;

namespace Twin.Simulation.World;

/// <summary>Spare parts: each one taken is ordered again at once and comes after its lead time; where none is left, faults wait in turn.</summary>
internal sealed class SparesDepots(NetworkWorld world, NetworkRegistry registry, NetworkFigures figures)
{
    private readonly Dictionary<(DeviceKind, DivisionCode), Depot> _depots = [];

    private sealed class Depot(int stock)
    {
        public int Stock { get; set; } = stock;
        public Queue<Action> Waiting { get; } = new();
    }

    /// <summary>True: there was one. False: it is brought, and mended with, as soon as one comes.</summary>
    public bool Take(Fault fault, Action whenItComes)
    {
        var plan = registry.Scenario.Spares[fault.Device!.Kind];
        var key = (fault.Device.Kind, plan.PerCity ? fault.Outlet!.City : DivisionCode.Parse("320000"));
        if (!_depots.TryGetValue(key, out var depot)) _depots[key] = depot = new(plan.Stock);
        world.Agenda.At(world.Now.Wall + plan.LeadTime, () => Come(depot));
        var counts = figures.Counts(world.Now.Wall);
        if (counts) figures.SparesTaken++;
        if (depot.Stock > 0)
        {
            depot.Stock--;
            return true;
        }
        if (counts) figures.SparesMissing++;
        fault.AwaitsPart = true;
        depot.Waiting.Enqueue(() =>
        {
            if (figures.Counts(world.Now.Wall)) figures.TruckRolls++;
            whenItComes();
        });
        return false;
    }

    private static void Come(Depot depot)
    {
        if (depot.Waiting.TryDequeue(out var waiting)) waiting();
        else depot.Stock++;
        if (depot.Stock < 0) throw new BrokenInvariantException($"{depot.Stock} spares in a depot");
    }
}
