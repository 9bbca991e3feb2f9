using System.Net;
using Microsoft.Extensions.Logging;

namespace Twin.Api.Mqtt;

public sealed partial class MqttIngest
{
    [LoggerMessage(1, LogLevel.Information, "MQTT listens on {Endpoint}")]
    private partial void LogListening(IPEndPoint endpoint);

    [LoggerMessage(4, LogLevel.Information, "MQTT over TLS listens on {Endpoint}")]
    private partial void LogListeningTls(IPEndPoint endpoint);

    [LoggerMessage(2, LogLevel.Warning, "MQTT refused {What} ({Cause}); {Unlogged} more refused since the last such line")]
    private partial void LogRefused(string what, string cause, long unlogged);

    [LoggerMessage(3, LogLevel.Error, "MQTT message could not be taken")]
    private partial void LogFault(Exception fault);
}
