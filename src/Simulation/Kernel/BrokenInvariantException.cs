namespace Twin.Simulation.Kernel;

/// <summary>A law that every run obeys was broken: the fault is the simulator's, and no figure of the run is worth anything.</summary>
public sealed class BrokenInvariantException(string message) : Exception(message);
