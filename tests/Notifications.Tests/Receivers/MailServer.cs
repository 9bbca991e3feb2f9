using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;
using MimeKit;

namespace Twin.Notifications.Tests.Receivers;

/// <summary>What the server says to the end of a message; 250 keeps it.</summary>
internal sealed record MailReply(int Code, string Text)
{
    public static readonly MailReply Ok = new(250, "OK kept");
}

internal sealed record Mail(string From, string To, MimeMessage Message);

/// <summary>A small SMTP server (RFC 5321: EHLO MAIL RCPT DATA RSET NOOP QUIT, dot-stuffing; AUTH PLAIN of RFC 4954) on a free port of the loopback.</summary>
internal sealed class MailServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<Mail> _mails = Channel.CreateUnbounded<Mail>();
    private readonly Func<int, MailReply> _answer;
    private readonly (string Name, string Password)? _user;
    private readonly Task _accepting;
    private int _count;

    /// <param name="answer">From the number of the message, from 1.</param>
    public MailServer(Func<int, MailReply>? answer = null, (string Name, string Password)? user = null)
    {
        (_answer, _user) = (answer ?? (_ => MailReply.Ok), user);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    public int Port { get; }
    public int Count => Volatile.Read(ref _count);

    /// <summary>Every message it was given to the end, kept or not.</summary>
    public Task<Mail> NextAsync() => _mails.Reader.ReadAsync().AsTask().Soon();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> sessions = [];
        try
        {
            while (true) sessions.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (Exception fault) when (fault is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(sessions);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await TalkAsync(client.GetStream());
            }
            catch (Exception fault) when (fault is IOException or OperationCanceledException)
            {
            }
        }
    }

    private async Task TalkAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.Latin1);
        string? from = null, to = null;
        var signedIn = _user is null;
        await SayAsync("220 mail.test ESMTP");
        while (await reader.ReadLineAsync(_stop.Token) is { } line)
        {
            var verb = line.Split(' ', 2)[0].ToUpperInvariant();
            switch (verb)
            {
                case "EHLO":
                    (from, to) = (null, null);
                    await SayAsync(_user is null ? "250-mail.test\r\n250 8BITMIME" : "250-mail.test\r\n250-8BITMIME\r\n250 AUTH PLAIN");
                    break;
                case "AUTH":
                    signedIn = line.Split(' ') is [_, "PLAIN", var given] && Encoding.UTF8.GetString(Convert.FromBase64String(given)) == $"\0{_user?.Name}\0{_user?.Password}";
                    await SayAsync(signedIn ? "235 signed in" : "535 wrong name or password");
                    break;
                case "MAIL" when !signedIn:
                    await SayAsync("530 sign in first");
                    break;
                case "MAIL":
                    from = Address(line);
                    await SayAsync("250 OK");
                    break;
                case "RCPT" when from is null:
                    await SayAsync("503 MAIL first");
                    break;
                case "RCPT":
                    to = Address(line);
                    await SayAsync("250 OK");
                    break;
                case "DATA" when to is null:
                    await SayAsync("503 RCPT first");
                    break;
                case "DATA":
                    await SayAsync("354 go on, end with a dot");
                    var message = await MessageAsync(reader);
                    var reply = _answer(Interlocked.Increment(ref _count));
                    _mails.Writer.TryWrite(new(from!, to!, message));
                    (from, to) = (null, null);
                    await SayAsync($"{reply.Code} {reply.Text}");
                    break;
                case "RSET":
                    (from, to) = (null, null);
                    await SayAsync("250 OK");
                    break;
                case "NOOP":
                    await SayAsync("250 OK");
                    break;
                case "QUIT":
                    await SayAsync("221 bye");
                    return;
                default:
                    await SayAsync("500 what?");
                    break;
            }
        }

        async Task SayAsync(string text) => await stream.WriteAsync(Encoding.ASCII.GetBytes(text + "\r\n"), _stop.Token);
    }

    private async Task<MimeMessage> MessageAsync(StreamReader reader)
    {
        var bytes = new MemoryStream();
        while (await reader.ReadLineAsync(_stop.Token) is { } line && line != ".")
            bytes.Write(Encoding.Latin1.GetBytes((line.StartsWith('.') ? line[1..] : line) + "\r\n"));
        bytes.Position = 0;
        return await MimeMessage.LoadAsync(bytes, _stop.Token);
    }

    private static string Address(string line) => line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)];
}
