using System.Net;
using System.Net.Sockets;
using Twin.Api.Mqtt;

namespace Twin.Silo.Hosting;

/// <summary>
/// Tries the addresses before anything is started, so that a taken port is one line and not the end of a half-started silo. Whoever takes
/// the port between this and the start is reported all the same, with more words.
/// </summary>
internal static class ListenCheck
{
    /// <exception cref="ListenException">An address cannot be listened on.</exception>
    public static void Check(ServeOptions options)
    {
        foreach (var url in options.Urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            if (Fault(Address(url)) is { } fault) throw new ListenException($"the API cannot listen on {url}: {fault}; choose another with --urls");
        if (options.Role == Role.Silo) return;
        foreach (var (given, flag) in ((string, string)[])[(options.Mqtt, "--mqtt"), (options.Mqtts, "--mqtts")])
            if (MqttOptions.TryParse(given, out var endpoint) && Fault(endpoint) is { } taken)
                throw new ListenException($"MQTT cannot listen on {endpoint}: {taken}; choose another with {flag}, or {flag} off");
    }

    // As Kestrel does: a name other than localhost means every address.
    private static IPEndPoint Address(string url)
    {
        var address = BindingAddress.Parse(url);
        var ip = address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase) ? IPAddress.Loopback : IPAddress.TryParse(address.Host, out var given) ? given : IPAddress.Any;
        return new(ip, address.Port);
    }

    private static string? Fault(IPEndPoint endpoint)
    {
        if (endpoint.Port == 0) return null;
        try
        {
            using var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(endpoint);
            return null;
        }
        catch (SocketException failure)
        {
            return failure.SocketErrorCode == SocketError.AddressAlreadyInUse ? "the port is taken" : failure.Message;
        }
    }
}

/// <summary>An address cannot be listened on; the message is fit for the person who started the process.</summary>
internal sealed class ListenException(string message) : Exception(message);
