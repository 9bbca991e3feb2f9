using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Twin.Api.Tls;
using Twin.Servers;

namespace Twin.Api.Tests.Tls;

public sealed class ServerCertificateTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("twin-test-").FullName;
    private readonly Certificates _certificates = new();
    private readonly FakeTimeProvider _time = new();

    public void Dispose()
    {
        _certificates.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private string Path(string name) => System.IO.Path.Combine(_folder, name);

    private ServerCertificate Of(TlsOptions options) => new(Options.Create(options), _time, NullLogger<ServerCertificate>.Instance);

    private string Write(string name, params string[] pems)
    {
        File.WriteAllText(Path(name), string.Join('\n', pems));
        return Path(name);
    }

    [Fact]
    public void A_certificate_is_read_from_PEM_files_from_one_and_from_PKCS12()
    {
        using var own = _certificates.Server();
        var (chain, key) = (Write("own.pem", own.ExportCertificatePem(), _certificates.AuthorityPem), Write("own.key", Certificates.KeyPem(own)));
        var both = Write("both.pem", own.ExportCertificatePem(), Certificates.KeyPem(own));
        using var ec = own.GetECDsaPrivateKey()!;
        var locked = Write("locked.key", ec.ExportEncryptedPkcs8PrivateKeyPem("pass", new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1_000)));
        File.WriteAllBytes(Path("own.pfx"), own.Export(X509ContentType.Pkcs12, "pass"));
        foreach (var options in (TlsOptions[])[new() { Certificate = chain, Key = key }, new() { Certificate = both }, new() { Certificate = chain, Key = locked, Password = "pass" }, new() { Certificate = Path("own.pfx"), Password = "pass" }])
            Assert.Equal(own.Thumbprint, Of(options).Current.TargetCertificate.Thumbprint);
    }

    [Fact]
    public void What_cannot_be_used_is_said_with_its_file_and_without_its_password()
    {
        using var own = _certificates.Server();
        using var other = _certificates.Server();
        var (own1, key2, text) = (Write("own.pem", own.ExportCertificatePem()), Write("other.key", Certificates.KeyPem(other)), Write("text.pem", "hello"));
        File.WriteAllBytes(Path("own.pfx"), own.Export(X509ContentType.Pkcs12, "pass"));
        foreach (var options in (TlsOptions[])[new() { Certificate = Path("none.pem") }, new() { Certificate = own1 }, new() { Certificate = own1, Key = key2 }, new() { Certificate = text }, new() { Certificate = Path("own.pfx"), Password = "wrong-pass" }])
        {
            var failure = Assert.Throws<CertificateException>(() => Of(options).Current);
            Assert.Contains(options.Certificate!, failure.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("wrong-pass", failure.ToString(), StringComparison.Ordinal);
        }
        Assert.Contains("Twin:Tls:Certificate", Assert.Throws<CertificateException>(() => Of(new()).Current).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_renewed_certificate_is_used_and_half_a_renewal_is_not()
    {
        using var before = _certificates.Server();
        using var after = _certificates.Server();
        var options = new TlsOptions { Certificate = Write("own.pem", before.ExportCertificatePem()), Key = Write("own.key", Certificates.KeyPem(before)) };
        var certificate = Of(options);
        Assert.Equal(before.Thumbprint, certificate.Current.TargetCertificate.Thumbprint);
        Replace(options.Certificate!, after.ExportCertificatePem(), minutes: 1);
        Assert.Equal(before.Thumbprint, certificate.Current.TargetCertificate.Thumbprint);
        Replace(options.Key!, Certificates.KeyPem(after), minutes: 1);
        Assert.Equal(after.Thumbprint, certificate.Current.TargetCertificate.Thumbprint);
        Replace(options.Certificate!, "", minutes: 2);
        Assert.Equal(after.Thumbprint, certificate.Current.TargetCertificate.Thumbprint);
    }

    private void Replace(string file, string text, int minutes)
    {
        File.WriteAllText(file, text);
        // Of another time, however coarse the file system's clock is.
        File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddMinutes(minutes));
        _time.Advance(TimeSpan.FromSeconds(2));
    }
}
