using System.Net;
using System.Net.Sockets;
using System.Text;
using Twin.EndToEnd.Tests.Running;

namespace Twin.EndToEnd.Tests.Secure;

/// <summary>Marked secrets go through a Twin that logs all it can, things go wrong, and nothing it says has a mark in it.</summary>
public sealed class SecretsTests : IDisposable
{
    private const string AdminKey = "marked-admin-key-0123456789abcdef";
    private const string WebhookSecret = "marked-webhook-secret";
    private const string UrlToken = "marked-url-token";
    private const string MailPassword = "marked-mail-password";
    private const string DatabasePassword = "marked-database-password";
    private const string WrongKey = "marked-wrong-key";

    private static readonly string[] Marks = [AdminKey, WebhookSecret, UrlToken, MailPassword, DatabasePassword, WrongKey];

    private readonly TempFolder _temp = new();
    private readonly List<string> _answers = [];

    public void Dispose() => _temp.Dispose();

    private async Task<string> Ask(HttpClient client, string method, string path, string? body = null, string type = "application/json")
    {
        using var request = new HttpRequestMessage(new(method), path);
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8);
            request.Content.Headers.ContentType = new(type);
        }
        using var answer = await client.SendAsync(request);
        var said = $"{method} {path}: {(int)answer.StatusCode} {answer.Headers} {await answer.Content.ReadAsStringAsync()}";
        lock (_answers) _answers.Add(said);
        return said;
    }

    private static string Team(string more = "") => $$"""
        side: business
        areas: ["320812"]
        people:
          - {id: li, role: engineer, home: {lon: 119.0, lat: 33.6}{{more}}, channels: [
              {type: webhook, url: "http://127.0.0.1:1/hook?token={{UrlToken}}", secret: {{WebhookSecret}}},
              {type: wecom, url: "http://127.0.0.1:1/robot?key={{UrlToken}}"}, {type: dingtalk, url: "http://127.0.0.1:1/robot?access_token={{UrlToken}}", secret: {{WebhookSecret}}}, {type: email, to: li@example.org}]}
        """;

    [Fact]
    public async Task No_secret_is_in_a_log_an_answer_or_the_audit_log()
    {
        using var mail = new RefusingMailServer();
        var environment = new Dictionary<string, string>
        {
            ["TWIN_ADMIN_KEY"] = AdminKey,
            ["TWIN__Logging__LogLevel__Default"] = "Debug",
            ["TWIN__Logging__LogLevel__Twin"] = "Debug",
            ["TWIN__Logging__LogLevel__Twin.Api.Access.KeyAuthentication"] = "Debug",
            ["TWIN__Notifications__RetryFor"] = "00:00:01",
            ["TWIN__Notifications__Smtp__Host"] = "127.0.0.1",
            ["TWIN__Notifications__Smtp__Port"] = $"{mail.Port}",
            ["TWIN__Notifications__Smtp__From"] = "twin@example.org",
            ["TWIN__Notifications__Smtp__UserName"] = "twin",
            ["TWIN__Notifications__Smtp__Password"] = MailPassword,
            ["TWIN__Notifications__Smtp__Security"] = "none",
        };
        string made;
        await using (var twin = await TwinProcess.Serve(_temp["data"], environment))
        {
            var admin = twin.Api.Client;
            made = await twin.Api.Key("made", "read");
            using var reader = new HttpClient { BaseAddress = admin.BaseAddress };
            reader.DefaultRequestHeaders.Authorization = new("Bearer", made);
            using var stranger = new HttpClient { BaseAddress = admin.BaseAddress };
            stranger.DefaultRequestHeaders.Authorization = new("Bearer", WrongKey);

            await twin.Api.Send("PUT", "/v1/policies/default", "correlationHold: 200ms\nsteps: [{after: 0s, notify: [on-shift]}]\n", "application/yaml");
            await twin.Api.Send("PUT", "/v1/teams/ours", Team(), "application/yaml");
            await twin.Api.Put("3208008351");
            await twin.Api.Rules("version: 1\nrules: [{id: hot, device: terminal, when: temperatureC > 70, severity: major}]\n", "3208008351/t1", "hot");
            await twin.Api.Report("3208008351/t1", """{"temperatureC":80}""");
            // Every channel is tried and fails, each in its way.
            await TwinApi.Until(async () => (await twin.Api.Get("/v1/notifications?outcome=failed"))["items"]!.AsArray().Any(n => (string?)n!["channel"] == "email"), "the mail server refused");
            Assert.True(mail.WasAskedToAuthenticate, "the password was sent");

            foreach (var client in (HttpClient[])[admin, reader, stranger])
            {
                foreach (var path in (string[])["/v1/notifications", "/v1/notifications/backlogs", "/v1/incidents", "/v1/keys", "/v1/keys/made", "/v1/audit?limit=1000", "/v1/teams", "/healthz/ready", "/openapi/v1.json"])
                    await Ask(client, "GET", path);
                await Ask(client, "DELETE", "/v1/outlets/3208999999");
            }
            foreach (var client in (HttpClient[])[reader, stranger])
                foreach (var path in (string[])["/v1/teams/ours", "/v1/teams/ours/versions", "/v1/teams/ours/versions/1"])
                    await Ask(client, "GET", path);
            // Faults in a document that holds secrets, and in one that cannot even be parsed.
            Assert.Contains("400", await Ask(admin, "PUT", "/v1/teams/ours", Team(", colour: red"), "application/yaml"), StringComparison.Ordinal);
            Assert.Contains("400", await Ask(admin, "PUT", "/v1/teams/ours", Team() + "  - [", "application/yaml"), StringComparison.Ordinal);
            Assert.Contains("409", await Ask(admin, "PUT", "/v1/teams/others", Team(), "application/yaml"), StringComparison.Ordinal);
            await Ask(admin, "POST", "/v1/keys", """{"name":"made","scopes":["read"]}""");
            var mosquitto = await Mosquitto.Publish(twin, "mqttv5", "twin/3208008351/t1/telemetry", "{}", WrongKey);
            Assert.NotEqual(0, mosquitto.Code);
            await twin.Terminate();
            _answers.Add(twin.Errors);
            Assert.Contains("dbug:", twin.Errors, StringComparison.Ordinal);
        }
        NothingIsMarked([.. Marks, made[^64..]]);
        // Of a key that was made only its hash is kept.
        foreach (var file in Directory.GetFiles(_temp["data"])) Assert.Equal(-1, (await File.ReadAllBytesAsync(file)).AsSpan().IndexOf(Encoding.ASCII.GetBytes(made[^64..])));
    }

    [Theory]
    [InlineData($"Host=127.0.0.1;Port=1;Username=twin;Password={DatabasePassword}", 1)]
    [InlineData($"Host=127.0.0.1;Prot=1;Password={DatabasePassword}", 2)]
    [InlineData($"postgres://twin:{DatabasePassword}@127.0.0.1/twin", 2)]
    public async Task A_database_s_password_is_not_told_when_it_cannot_be_reached(string connection, int code)
    {
        var environment = new Dictionary<string, string> { ["TWIN__Connection"] = connection, ["TWIN_ADMIN_KEY"] = AdminKey, ["TWIN__Logging__LogLevel__Default"] = "Debug" };
        var ended = await Executable.Run(_temp.Path, environment, "serve", "--storage", "postgres", "--urls", "http://127.0.0.1:0", "--mqtt", "off", "--data", _temp["data"]);
        Assert.Equal(code, ended.Code);
        _answers.Add(ended.Output + ended.Errors);
        NothingIsMarked(Marks);
    }

    private void NothingIsMarked(string[] marks)
    {
        foreach (var mark in marks)
            foreach (var said in _answers.SelectMany(a => a.Split('\n')))
                Assert.False(said.Contains(mark, StringComparison.OrdinalIgnoreCase), $"{mark} is in: {said}");
        // Nor as the mail server was sent it.
        var coded = Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0twin\0{MailPassword}"));
        Assert.DoesNotContain(_answers, a => a.Contains(coded, StringComparison.Ordinal));
    }

    /// <summary>Greets, asks for a password, refuses it.</summary>
    private sealed class RefusingMailServer : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

        public RefusingMailServer()
        {
            _listener.Start();
            _ = Accept();
        }

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        public bool WasAskedToAuthenticate { get; private set; }

        public void Dispose() => _listener.Stop();

        private async Task Accept()
        {
            try
            {
                while (true) _ = Serve(await _listener.AcceptTcpClientAsync());
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // Stopped.
            }
        }

        private async Task Serve(TcpClient client)
        {
            using var closing = client;
            using var reader = new StreamReader(client.GetStream(), Encoding.ASCII);
            await Say("220 mail.test ESMTP");
            while (await reader.ReadLineAsync() is { } line)
            {
                if (line.StartsWith("EHLO", StringComparison.Ordinal)) await Say("250-mail.test\r\n250 AUTH PLAIN");
                else if (line.StartsWith("AUTH", StringComparison.Ordinal))
                {
                    WasAskedToAuthenticate = true;
                    await Say($"535 5.7.8 not with {line["AUTH PLAIN ".Length..]}");
                }
                else await Say("221 bye");
            }

            Task Say(string text) => client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(text + "\r\n")).AsTask();
        }
    }
}
