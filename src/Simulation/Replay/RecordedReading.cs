using Twin.Domain.Network;
using Twin.Domain.Readings;

namespace Twin.Simulation.Replay;

/// <summary>A reading as it was recorded, in the order in which readings came.</summary>
/// <param name="Line">In the recording, from 1.</param>
/// <param name="Received">When it came (UTC), where the recording says so.</param>
public readonly record struct RecordedReading(int Line, DeviceRef Device, Reading Reading, DateTime? Received);
