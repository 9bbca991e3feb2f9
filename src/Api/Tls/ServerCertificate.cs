using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Twin.Api.Tls;

/// <summary>
/// The certificate as the files hold it now: whoever renews it replaces the files, and connections made from then on have the new one. Files that cannot be read, as in the moment
/// between the replacing of two of them, leave the last good one in use.
/// </summary>
public sealed partial class ServerCertificate(IOptions<TlsOptions> options, TimeProvider time, ILogger<ServerCertificate> log)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private SslStreamCertificateContext? _current;
    private (DateTime, DateTime) _written;
    private (DateTime, DateTime) _unusable;
    private long _lookedAt;

    public bool IsGiven => options.Value.IsGiven;

    /// <exception cref="CertificateException">There is none that can be used.</exception>
    public SslStreamCertificateContext Current
    {
        get
        {
            lock (_lock)
            {
                if (_current is not null && time.GetElapsedTime(_lookedAt) < LookEvery) return _current;
                _lookedAt = time.GetTimestamp();
                var written = Written();
                if (_current is not null && written == _written) return _current;
                try
                {
                    var next = Load(options.Value);
                    if (_current is not null) LogRenewed(log, next.TargetCertificate.NotAfter);
                    (_current, _written) = (next, written);
                }
                catch (CertificateException failure) when (_current is not null)
                {
                    // It is tried again at the next look, since a file may have been half written; once is enough to say so.
                    if (written != _unusable) LogNotRead(log, failure);
                    _unusable = written;
                }
                return _current!;
            }
        }
    }

    /// <summary>TLS 1.2 and 1.3, with the certificate of the moment.</summary>
    public void Use(SslServerAuthenticationOptions tls)
    {
        tls.EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
        tls.ServerCertificateSelectionCallback = null;
        tls.ServerCertificateContext = Current;
    }

    private (DateTime, DateTime) Written() => (WrittenAt(options.Value.Certificate), WrittenAt(options.Value.Key));

    private static DateTime WrittenAt(string? file) => string.IsNullOrWhiteSpace(file) ? default : File.GetLastWriteTimeUtc(file);

    private static SslStreamCertificateContext Load(TlsOptions tls)
    {
        if (!tls.IsGiven) throw new CertificateException("no certificate is given: set Twin:Tls:Certificate (TWIN__Tls__Certificate)");
        try
        {
            var all = IsPkcs12(tls.Certificate!) ? X509CertificateLoader.LoadPkcs12CollectionFromFile(tls.Certificate!, tls.Password) : Pem(tls);
            var own = all.FirstOrDefault(c => c.HasPrivateKey) ?? throw new CertificateException($"{tls.Certificate} has no private key");
            return SslStreamCertificateContext.Create(own, all, offline: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            // What the failure says is of files and formats; the password is in none of it.
            throw new CertificateException($"the certificate {tls.Certificate}{(tls.Key is null ? "" : $" with the key {tls.Key}")} cannot be used: {failure.Message}", failure);
        }
    }

    private static bool IsPkcs12(string file) => Path.GetExtension(file).ToLowerInvariant() is ".pfx" or ".p12";

    private static X509Certificate2Collection Pem(TlsOptions tls)
    {
        var all = new X509Certificate2Collection();
        all.ImportFromPemFile(tls.Certificate!);
        if (all.Count == 0) throw new CertificateException($"there is no certificate in {tls.Certificate}");
        // The first is the server's own, by custom and by RFC 8446.
        all[0] = tls.Password is { Length: > 0 } password
            ? X509Certificate2.CreateFromEncryptedPemFile(tls.Certificate!, password, tls.Key)
            : X509Certificate2.CreateFromPemFile(tls.Certificate!, tls.Key);
        return all;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The certificate was renewed; it is good until {NotAfter:u}")]
    private static partial void LogRenewed(ILogger log, DateTime notAfter);

    [LoggerMessage(Level = LogLevel.Error, Message = "The new certificate cannot be used; the one before stays in use")]
    private static partial void LogNotRead(ILogger log, Exception failure);
}

/// <summary>There is no certificate that can be used. The message is one line for the operator.</summary>
public sealed class CertificateException : Exception
{
    public CertificateException() { }
    public CertificateException(string message) : base(message) { }
    public CertificateException(string message, Exception inner) : base(message, inner) { }
}
