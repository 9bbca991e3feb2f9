using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace Twin.LoadTests.Wire;

/// <summary>
/// One kept-alive HTTP/1.1 connection that sends requests prepared as bytes, one after the other, and reads their answers. It costs a fraction of what <c>HttpClient</c> costs, which matters
/// where the generator shares the processor with what it measures.
/// </summary>
public sealed class HttpLink(Uri server) : IDisposable
{
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(60);

    private readonly IPEndPoint _server = new(IPAddress.TryParse(server.Host, out var ip) ? ip : Dns.GetHostAddresses(server.Host)[0], server.Port);
    private Socket? _socket;
    private byte[] _in = new byte[16 * 1024];
    private byte[] _unchunked = [];
    private int _have;

    public int Status { get; private set; }

    /// <summary>Whether anything of the last request can have reached the server.</summary>
    public bool Reached { get; private set; }

    /// <summary>Valid until the next request.</summary>
    public ReadOnlyMemory<byte> Body { get; private set; }

    /// <summary>The head of a request, with the empty line that ends it.</summary>
    /// <param name="what">Method and path.</param>
    /// <param name="key">The access key.</param>
    /// <param name="json">How many bytes of JSON follow; null: no body.</param>
    public static string Head(string what, string? key, int? json = null)
    {
        var authorization = key is null ? "" : $"Authorization: Bearer {key}\r\n";
        var content = json is { } length ? string.Create(CultureInfo.InvariantCulture, $"Content-Type: application/json\r\nContent-Length: {length}\r\n") : "";
        return $"{what} HTTP/1.1\r\nHost: 127.0.0.1\r\n{authorization}{content}\r\n";
    }

    /// <summary>Sends a whole request and reads its whole answer.</summary>
    /// <exception cref="IOException">The connection is gone, or no answer came. The next request opens another.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask SendAsync(ReadOnlyMemory<byte> request)
    {
        Reached = false;
        try
        {
            var socket = _socket ??= await ConnectAsync();
            Reached = true;
            for (var sent = 0; sent < request.Length;) sent += await socket.SendAsync(request[sent..]);
            _have = 0;
            while (!Complete())
            {
                if (_have == _in.Length) Array.Resize(ref _in, _in.Length * 2);
                var read = await socket.ReceiveAsync(_in.AsMemory(_have));
                if (read == 0) throw new IOException("the server closed the connection");
                _have += read;
            }
        }
        catch (Exception failure) when (failure is SocketException or IOException or ObjectDisposedException)
        {
            Dispose();
            throw failure as IOException ?? new IOException(failure.Message, failure);
        }
    }

    public void Dispose()
    {
        _socket?.Dispose();
        _socket = null;
    }

    private async Task<Socket> ConnectAsync()
    {
        var socket = new Socket(_server.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = (int)AnswerWithin.TotalMilliseconds };
        try
        {
            await socket.ConnectAsync(_server);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Whether what was read is a whole answer; then <see cref="Status"/> and <see cref="Body"/> are it.</summary>
    private bool Complete()
    {
        var text = _in.AsSpan(0, _have);
        var end = text.IndexOf("\r\n\r\n"u8);
        if (end < 0) return false;
        var head = text[..(end + 2)];
        if (!head.StartsWith("HTTP/1.1 "u8) || !Utf8Parser.TryParse(head[9..], out int status, out _)) throw new IOException("what the server answered is not HTTP/1.1");
        Status = status;
        var begin = end + 4;
        if (Header(head, "Content-Length: "u8) is { } length)
        {
            if (_have < begin + length) return false;
            Body = _in.AsMemory(begin, length);
            return true;
        }
        if (head.IndexOf("Transfer-Encoding: chunked"u8) >= 0) return Unchunk(begin);
        Body = default;
        return true;
    }

    private static int? Header(ReadOnlySpan<byte> head, ReadOnlySpan<byte> name) =>
        head.IndexOf(name) is var at and >= 0 && Utf8Parser.TryParse(head[(at + name.Length)..], out int value, out _) ? value : null;

    private bool Unchunk(int begin)
    {
        var length = 0;
        for (var at = begin; ;)
        {
            var rest = _in.AsSpan(at, _have - at);
            var line = rest.IndexOf("\r\n"u8);
            if (line < 0) return false;
            if (!Utf8Parser.TryParse(rest[..line], out int size, out _, 'x')) throw new IOException("a chunk's size is no number");
            if (rest.Length < line + 2 + size + 2) return false;
            if (size == 0)
            {
                Body = _unchunked.AsMemory(0, length);
                return true;
            }
            if (_unchunked.Length < length + size) Array.Resize(ref _unchunked, Math.Max(length + size, _unchunked.Length * 2));
            rest.Slice(line + 2, size).CopyTo(_unchunked.AsSpan(length));
            length += size;
            at += line + 2 + size + 2;
        }
    }
}
