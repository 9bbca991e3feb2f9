using System.ComponentModel.DataAnnotations;
using System.Net;
using Microsoft.Extensions.Options;

namespace Twin.Api.Mqtt;

/// <summary>The MQTT listener. Section <c>Mqtt</c>.</summary>
public sealed class MqttOptions
{
    public const string Section = "Mqtt";
    public const string Off = "off";

    /// <summary>Address and port to listen on, <c>localhost:PORT</c>, <c>*:PORT</c> for every IPv4 address, or <c>off</c>. Port 0 takes any free one.</summary>
    [Required] public string Endpoint { get; set; } = "127.0.0.1:1883";

    /// <summary>The same for MQTT over TLS, which needs a certificate (section <c>Twin:Tls</c>).</summary>
    [Required] public string TlsEndpoint { get; set; } = Off;

    /// <summary>Bytes of one packet. A client that sends a larger one is disconnected before it is read.</summary>
    [Range(1 << 10, 32 << 20)] public int PacketBytesMax { get; set; } = 1 << 20;

    /// <summary>Clients connected at once.</summary>
    [Range(1, 1_000_000)] public int ConnectionsMax { get; set; } = 20_000;

    /// <summary>The same, of one key: many devices share one.</summary>
    [Range(1, 1_000_000)] public int ConnectionsPerKeyMax { get; set; } = 15_000;

    /// <summary>Bytes of packets that have begun to arrive and are not yet dealt with, over all clients; half of it for one key. A client that would go beyond it is disconnected.</summary>
    [Range(4 << 20, int.MaxValue)] public int PacketBytesInFlightMax { get; set; } = 128 << 20;

    /// <summary>Topics one client subscribes to.</summary>
    [Range(1, 10_000)] public int SubscriptionsPerClientMax { get; set; } = 100;

    /// <summary>Messages kept for a subscriber that does not keep up; then the oldest are dropped.</summary>
    [Range(1, 100_000)] public int PendingPerSubscriberMax { get; set; } = 1000;

    /// <summary>Whether it is an address with a port; <c>off</c> is none.</summary>
    public static bool TryParse(string? given, out IPEndPoint endpoint)
    {
        given ??= "";
        var text = given.StartsWith("localhost:", StringComparison.OrdinalIgnoreCase) ? "127.0.0.1:" + given[10..]
            : given.StartsWith("*:", StringComparison.Ordinal) ? "0.0.0.0:" + given[2..] : given;
        // IPEndPoint takes a missing port as 0: a typing error, not a wish for any port.
        var hasPort = text.LastIndexOf(':') is var colon and > 0 && text.IndexOf(':', StringComparison.Ordinal) is var first && (first == colon || text[colon - 1] == ']');
        endpoint = hasPort && IPEndPoint.TryParse(text, out var parsed) ? parsed : new(IPAddress.None, 0);
        return !endpoint.Address.Equals(IPAddress.None);
    }

    /// <summary>Whether it can be meant: an address with a port, or <c>off</c>.</summary>
    public static bool IsEndpoint(string? given) => string.Equals(given, Off, StringComparison.OrdinalIgnoreCase) || TryParse(given, out _);
}

internal sealed class MqttOptionsValidator : IValidateOptions<MqttOptions>
{
    public ValidateOptionsResult Validate(string? name, MqttOptions options) =>
        new[] { options.Endpoint, options.TlsEndpoint }.FirstOrDefault(e => !MqttOptions.IsEndpoint(e)) is { } wrong
            ? ValidateOptionsResult.Fail($"Mqtt: '{wrong}' is neither ADDRESS:PORT, such as 127.0.0.1:1883, nor off.")
            : ValidateOptionsResult.Success;
}

/// <summary>The MQTT listener cannot start. The message is one line for the operator.</summary>
public sealed class MqttEndpointException : Exception
{
    public MqttEndpointException() { }
    public MqttEndpointException(string message) : base(message) { }
    public MqttEndpointException(string message, Exception inner) : base(message, inner) { }
}
