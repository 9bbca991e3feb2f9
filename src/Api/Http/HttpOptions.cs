using System.ComponentModel.DataAnnotations;
using System.Net;

namespace Twin.Api.Http;

/// <summary>What the HTTP server takes from whom. Section <c>Twin:Http</c>.</summary>
public sealed class HttpOptions : IValidatableObject
{
    public const string Section = "Twin:Http";

    /// <summary>
    /// Addresses or networks of proxies whose <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> are believed, with spaces between: <c>127.0.0.1 10.0.0.0/8</c>. From anybody else the
    /// headers are passed over.
    /// </summary>
    public string TrustedProxies { get; set; } = "";

    /// <summary>Bytes of all headers of a request together.</summary>
    [Range(4 << 10, 1 << 20)] public int HeaderBytesMax { get; set; } = 32 << 10;

    /// <summary>Headers of a request.</summary>
    [Range(20, 1_000)] public int HeadersMax { get; set; } = 100;

    /// <summary>How long the headers of a request may take to come.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")] public TimeSpan HeadersWithin { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How slowly a body may come, in bytes a second, after five seconds of patience.</summary>
    [Range(1, 1_000_000)] public int BodyBytesPerSecondMin { get; set; } = 240;

    /// <summary>How long a connection is kept that nothing is asked over.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "01:00:00")] public TimeSpan KeepIdle { get; set; } = TimeSpan.FromSeconds(130);

    /// <summary>Connections at once, streams among them; more are closed at once.</summary>
    [Range(10, 1_000_000)] public int ConnectionsMax { get; set; } = 20_000;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var proxy in Proxies)
            if (Network(proxy) is null)
                yield return new($"Twin:Http:TrustedProxies: '{proxy}' is neither an address nor a network such as 10.0.0.0/8.", [nameof(TrustedProxies)]);
    }

    internal IEnumerable<IPNetwork> ProxyNetworks => Proxies.Select(p => Network(p)!.Value);

    private string[] Proxies => TrustedProxies.Split([' ', ',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static IPNetwork? Network(string text) =>
        IPNetwork.TryParse(text, out var network) ? network : IPAddress.TryParse(text, out var one) ? new(one, one.GetAddressBytes().Length * 8) : null;
}
