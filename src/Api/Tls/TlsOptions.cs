namespace Twin.Api.Tls;

/// <summary>The certificate of <c>https://</c> addresses and of MQTT over TLS. Section <c>Twin:Tls</c>.</summary>
public sealed class TlsOptions
{
    public const string Section = "Twin:Tls";

    /// <summary>A PEM file with the certificate and the chain below it, or a PKCS#12 file (<c>.pfx</c>, <c>.p12</c>) with the key as well. Read again when it changes.</summary>
    public string? Certificate { get; set; }

    /// <summary>The PEM file of the private key; not given, the certificate's file has it too.</summary>
    public string? Key { get; set; }

    /// <summary>Of the PKCS#12 file, or of an encrypted private key.</summary>
    public string? Password { get; set; }

    public bool IsGiven => !string.IsNullOrWhiteSpace(Certificate);
}
