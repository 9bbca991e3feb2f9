using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using Twin.EndToEnd.Tests.Running;
using Twin.Servers;

namespace Twin.EndToEnd.Tests.Secure;

/// <summary>HTTPS and MQTT over TLS with a certificate of one's own.</summary>
public sealed partial class TlsTests : IDisposable
{
    private readonly TempFolder _temp = new();
    private readonly Certificates _certificates = new();

    public void Dispose()
    {
        _certificates.Dispose();
        _temp.Dispose();
    }

    private X509Certificate2 Renew()
    {
        var own = _certificates.Server();
        File.WriteAllText(_temp["own.pem"], own.ExportCertificatePem());
        File.WriteAllText(_temp["own.key"], Certificates.KeyPem(own));
        return own;
    }

    private Dictionary<string, string> Environment => new() { ["TWIN__Tls__Certificate"] = _temp["own.pem"], ["TWIN__Tls__Key"] = _temp["own.key"] };

    [Fact]
    public async Task Calls_messages_and_imports_travel_over_TLS_and_a_renewed_certificate_is_shown()
    {
        using var first = Renew();
        await File.WriteAllTextAsync(_temp["ca.pem"], _certificates.AuthorityPem);
        await using var twin = await TwinProcess.Start(_temp["data"], Environment, "--urls", "https://127.0.0.1:0", "--mqtt", "off", "--mqtts", "127.0.0.1:0");
        Assert.StartsWith("https://", twin.Url, StringComparison.Ordinal);
        using var api = new TwinApi(twin.Url, twin.Key, _certificates.Trusting());

        using (var answer = await api.Client.GetAsync(new Uri("/v1/divisions", UriKind.Relative)))
        {
            Assert.Equal(200, (int)answer.StatusCode);
            Assert.Equal("max-age=31536000", Assert.Single(answer.Headers.GetValues("Strict-Transport-Security")));
        }
        using (var stranger = new HttpClient()) await Assert.ThrowsAsync<HttpRequestException>(() => stranger.GetAsync(new Uri(twin.Url + "/healthz/live")));

        await File.WriteAllTextAsync(_temp["outlets.csv"], "code,name,district,terminals\n3208008351,网点,320812,1\n");
        var environment = new Dictionary<string, string> { ["TWIN_ADMIN_KEY"] = twin.Key };
        var untrusted = await Executable.Run(_temp.Path, environment, "import", "outlets.csv", "--server", twin.Url);
        Assert.Equal(1, untrusted.Code);
        Assert.Contains("--ca-file", untrusted.Errors, StringComparison.Ordinal);
        var imported = await Executable.Run(_temp.Path, environment, "import", "outlets.csv", "--server", twin.Url, "--ca-file", "ca.pem");
        Assert.Equal((0, "imported 1: 1 created\n"), (imported.Code, imported.Output));

        var port = int.Parse(MqttLine().Match(twin.Errors).Groups[1].Value, CultureInfo.InvariantCulture);
        var published = await Mosquitto.PublishSecure(port, _temp["ca.pem"], twin.Key, "twin/3208008351/t1/telemetry", $$"""{"at":"{{DateTime.UtcNow:O}}","values":{"n":7} }""");
        Assert.Equal((0, ""), (published.Code, published.Errors));
        Assert.Equal(7, (int)(await api.Device("3208008351/t1"))["values"]!["n"]!["value"]!);

        foreach (var at in (int[])[new Uri(twin.Url).Port, port])
        {
            Assert.Equal(first.Thumbprint, await Shown(at));
            await Assert.ThrowsAnyAsync<Exception>(() => Shown(at, Old));
        }
        using var second = Renew();
        foreach (var at in (int[])[new Uri(twin.Url).Port, port]) await TwinApi.Until(async () => await Shown(at) == second.Thumbprint, "the renewed certificate is shown");
    }

    [Fact]
    public async Task Without_a_certificate_that_can_be_used_it_does_not_start_and_says_why()
    {
        var none = await Executable.Run(_temp.Path, new Dictionary<string, string>(), "serve", "--urls", "https://127.0.0.1:0", "--mqtt", "off", "--data", _temp["data"]);
        Assert.Equal(2, none.Code);
        Assert.Contains("Twin:Tls:Certificate", Assert.Single(none.ErrorLines), StringComparison.Ordinal);
        var missing = await Executable.Run(_temp.Path, Environment, "serve", "--mqtt", "off", "--mqtts", "127.0.0.1:0", "--urls", "http://127.0.0.1:0", "--data", _temp["data"]);
        Assert.Equal(2, missing.Code);
        Assert.Contains(_temp["own.pem"], Assert.Single(missing.ErrorLines), StringComparison.Ordinal);
    }

#pragma warning disable SYSLIB0039, CA5397 // What must not be possible is tried.
    private const SslProtocols Old = SslProtocols.Tls11;
#pragma warning restore SYSLIB0039, CA5397

    /// <summary>The certificate that is shown at a port.</summary>
    private async Task<string> Shown(int port, SslProtocols protocols = SslProtocols.None)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", port);
        await using var tls = new SslStream(client.GetStream());
        var chain = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        chain.CustomTrustStore.Add(_certificates.Authority);
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "localhost", CertificateChainPolicy = chain, EnabledSslProtocols = protocols });
        return ((X509Certificate2)tls.RemoteCertificate!).Thumbprint;
    }

    [GeneratedRegex(@"MQTT over TLS listens on 127\.0\.0\.1:(\d+)")]
    private static partial Regex MqttLine();
}
