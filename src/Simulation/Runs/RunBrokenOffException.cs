namespace Twin.Simulation.Runs;

/// <summary>A run that cannot go on for a reason its author can do something about.</summary>
public sealed class RunBrokenOffException(string why) : Exception(why);
