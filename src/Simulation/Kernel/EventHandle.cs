namespace Twin.Simulation.Kernel;

/// <summary>A scheduled event, to cancel it by. It goes stale when the event runs or is cancelled; the default value never was an event.</summary>
public readonly record struct EventHandle
{
    internal EventHandle(int slot, uint generation) => (Slot, Generation) = (slot, generation);

    internal int Slot { get; }
    internal uint Generation { get; }
}
