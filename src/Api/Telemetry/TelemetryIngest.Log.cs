using Microsoft.Extensions.Logging;
using Twin.Domain.Network;

namespace Twin.Api.Telemetry;

public sealed partial class TelemetryIngest
{
    [LoggerMessage(1, LogLevel.Warning, "Readings of {Device} could not be applied; the sender is told to send them again.")]
    private partial void LogCallFailed(DeviceRef device, Exception fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Readings could not be applied by silo {Silo}")]
    private partial void LogSiloFailed(string silo, Exception failure);
}
