using System.Net;
using System.Net.Sockets;

namespace Twin.Servers;

/// <summary>
/// A stretch of network before a server on this machine: what is sent to <see cref="Port"/> comes out there. A test cuts it, loses requests or answers on it, or holds everything back. What is lost
/// takes its connection with it, as a reset does.
/// </summary>
public sealed class FaultyNetwork : IAsyncDisposable
{
    private readonly int _server;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _over = new();
    private readonly HashSet<(Socket Client, Socket Server)> _open = [];
    private readonly Task _accepting;
    private bool _cut;
    private int _requestsToLose;
    private int _answersToLose;
    private TaskCompletionSource? _held;
    private TaskCompletionSource _caught = new();

    public FaultyNetwork(int server)
    {
        _server = server;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = Accept();
    }

    public int Port { get; }

    /// <summary>Nobody gets through, and who was through is thrown out.</summary>
    public void Cut()
    {
        lock (_open)
        {
            _cut = true;
            foreach (var pair in _open) Reset(pair);
        }
    }

    /// <summary>The next requests never arrive.</summary>
    public void LoseRequests(int count) => Interlocked.Exchange(ref _requestsToLose, count);

    /// <summary>The next answers never arrive: the server has done what it was asked.</summary>
    public void LoseAnswers(int count) => Interlocked.Exchange(ref _answersToLose, count);

    /// <summary>What is sent from now on waits, and nobody is told why.</summary>
    /// <returns>Done when the first request is caught.</returns>
    public Task Hold()
    {
        (_caught, _held) = (new(TaskCreationOptions.RunContinuationsAsynchronously), new(TaskCreationOptions.RunContinuationsAsynchronously));
        return _caught.Task;
    }

    /// <summary>As it should be again; what was held goes on its way.</summary>
    public void Restore()
    {
        (_cut, _requestsToLose, _answersToLose) = (false, 0, 0);
        var held = _held;
        _held = null;
        held?.SetResult();
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        Restore();
        Cut();
        _listener.Stop();
        await _accepting;
        _over.Dispose();
    }

    private async Task Accept()
    {
        var carrying = new List<Task>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptSocketAsync(_over.Token);
                carrying.Add(Carry(client));
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(carrying);
        }
    }

    private async Task Carry(Socket client)
    {
        var pair = (Client: client, Server: new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp));
        try
        {
            (pair.Client.NoDelay, pair.Server.NoDelay) = (true, true);
            if (!_cut) await pair.Server.ConnectAsync(IPAddress.Loopback, _server, _over.Token);
            lock (_open)
            {
                if (_cut)
                {
                    Reset(pair);
                    return;
                }
                _open.Add(pair);
            }
            await Task.WhenAny(Copy(pair.Client, pair.Server, Request), Copy(pair.Server, pair.Client, () => Task.FromResult(!Take(ref _answersToLose))));
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException)
        {
            // The server is away, or this is over.
        }
        finally
        {
            lock (_open) _open.Remove(pair);
            Reset(pair);
        }
    }

    private async Task<bool> Request()
    {
        if (_held is { } held)
        {
            _caught.TrySetResult();
            await held.Task;
        }
        return !Take(ref _requestsToLose);
    }

    private async Task Copy(Socket from, Socket to, Func<Task<bool>> passes)
    {
        try
        {
            var buffer = new byte[64 * 1024];
            while (await from.ReceiveAsync(buffer, _over.Token) is var count and > 0)
            {
                if (!await passes()) return;
                for (var sent = 0; sent < count;) sent += await to.SendAsync(buffer.AsMemory(sent, count - sent), _over.Token);
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // One side has gone, and the other goes with it.
        }
    }

    private static bool Take(ref int left) => Interlocked.Decrement(ref left) >= 0;

    private static void Reset((Socket Client, Socket Server) pair)
    {
        pair.Client.Close(0);
        pair.Server.Close(0);
    }
}
