using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using MQTTnet.Adapter;
using MQTTnet.Diagnostics.Logger;
using MQTTnet.Formatter;
using MQTTnet.Implementations;
using MQTTnet.Server;
using Twin.Api.Tls;

namespace Twin.Api.Mqtt;

/// <summary>Accepts MQTT connections over TCP, bounded in number and packet size, which the library's own listener does not do.</summary>
/// <param name="endpoint">Where to.</param>
/// <param name="limits">Number and size.</param>
/// <param name="shares">What each key may have of it.</param>
/// <param name="certificate">For TLS; null: without.</param>
internal sealed class MqttListener(IPEndPoint endpoint, MqttOptions limits, MqttShares shares, ServerCertificate? certificate) : IMqttServerAdapter
{
    private static readonly TimeSpan HandshakeMax = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _stopping = new();
    private Socket? _socket;
    private IPEndPoint? _bound;
    private Task _accepting = Task.CompletedTask;
    private int _connections;

    public Func<IMqttChannelAdapter, Task> ClientHandler { get; set; } = _ => Task.CompletedTask;

    /// <summary>Where it listens; the port is the real one when 0 was asked for.</summary>
    public IPEndPoint Bound => _bound ?? endpoint;

    /// <summary>Connections open now.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <exception cref="MqttEndpointException">The address cannot be listened on.</exception>
    public Task StartAsync(MqttServerOptions options, IMqttNetLogger logger)
    {
        var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(endpoint);
            socket.Listen(1024);
        }
        catch (SocketException e)
        {
            socket.Dispose();
            var why = e.SocketErrorCode == SocketError.AddressAlreadyInUse ? "the port is taken" : e.Message;
            var flag = certificate is null ? "--mqtt" : "--mqtts";
            throw new MqttEndpointException($"MQTT cannot listen on {endpoint}: {why}. Choose another with {flag} HOST:PORT, or {flag} off.", e);
        }
        _bound = (IPEndPoint)socket.LocalEndPoint!;
        _socket = socket;
        _accepting = AcceptAsync(socket, options, logger);
        return Task.CompletedTask;
    }

    public async Task StopAsync()
    {
        await _stopping.CancelAsync();
        _socket?.Dispose();
        await _accepting;
    }

    public void Dispose()
    {
        _socket?.Dispose();
        _stopping.Dispose();
    }

    private async Task AcceptAsync(Socket socket, MqttServerOptions options, IMqttNetLogger logger)
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                var client = await socket.AcceptAsync(_stopping.Token);
                if (Interlocked.Increment(ref _connections) <= limits.ConnectionsMax) _ = ServeAsync(client, options, logger);
                else
                {
                    Interlocked.Decrement(ref _connections);
                    client.Dispose();
                }
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException)
            {
                // A client that went before it was accepted, or no descriptors left: give others time to go.
                await Task.Delay(TimeSpan.FromMilliseconds(50), CancellationToken.None);
            }
        }
    }

    private async Task<Stream> Secured(NetworkStream network, ServerCertificate own)
    {
        var (tls, options) = (new SslStream(network), new SslServerAuthenticationOptions());
        own.Use(options);
        using var late = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        late.CancelAfter(HandshakeMax);
        await tls.AuthenticateAsServerAsync(options, late.Token);
        return tls;
    }

    private async Task ServeAsync(Socket client, MqttServerOptions options, IMqttNetLogger logger)
    {
        await Task.Yield();
        try
        {
            client.NoDelay = true;
            using var share = new ConnectionShare(shares);
            await using var network = new NetworkStream(client, ownsSocket: true);
            await using var stream = certificate is null ? network : await Secured(network, certificate);
            using var channel = new BoundedChannel(new MqttTcpChannel(stream, Bound, client.RemoteEndPoint, null), limits.PacketBytesMax, share);
            var formatter = new MqttPacketFormatterAdapter(new MqttBufferWriter(options.WriterBufferSize, options.WriterBufferSizeMax));
            using var adapter = new NamedAdapter(new MqttChannelAdapter(channel, formatter, logger), share);
            await ClientHandler(adapter);
        }
        catch (Exception)
        {
            // Whatever one connection dies of ends that connection only.
        }
        finally
        {
            Interlocked.Decrement(ref _connections);
        }
    }
}
