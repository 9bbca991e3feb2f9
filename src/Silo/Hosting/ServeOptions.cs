using System.ComponentModel.DataAnnotations;
using Twin.Api.Mqtt;

namespace Twin.Silo.Hosting;

/// <summary>
/// How <c>serve</c> runs. Bound from the configuration section <c>Twin</c> (<c>appsettings.json</c>, <c>TWIN__Name</c> in the environment),
/// then from the command line, which wins.
/// </summary>
public sealed class ServeOptions : IValidatableObject
{
    /// <summary>Where the API listens. Loopback unless told otherwise; port 0 takes a free one.</summary>
    [Required] public string Urls { get; set; } = "http://127.0.0.1:8080";

    /// <summary>The folder that holds everything.</summary>
    [Required] public string Data { get; set; } = "./data";

    /// <summary>Where MQTT listens, <c>HOST:PORT</c> or <c>off</c>.</summary>
    [Required] public string Mqtt { get; set; } = "127.0.0.1:1883";

    /// <summary>What users reach this Twin by, for links in messages, e.g. <c>https://twin.example.org</c>; null: the first of <see cref="Urls"/>.</summary>
    public string? PublicUrl { get; set; }

    /// <summary>Synthetic outlets to make and simulate; 0: none.</summary>
    [Range(0, 200_000)] public int Demo { get; set; }

    /// <summary>Print the admin's key on standard output at start.</summary>
    public bool ShowKey { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (UrlsFault(Urls) is { } urls) yield return new(urls, [nameof(Urls)]);
        if (MqttFault(Mqtt) is { } mqtt) yield return new(mqtt, [nameof(Mqtt)]);
    }

    /// <summary>What is wrong with an address list, or null.</summary>
    public static string? UrlsFault(string? urls)
    {
        var all = urls?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
        return all.Length > 0 && all.All(IsUrl) ? null : $"--urls takes http://HOST:PORT, not '{urls}'";
    }

    /// <summary>What is wrong with an MQTT endpoint, or null.</summary>
    public static string? MqttFault(string? endpoint) =>
        new MqttOptions { Endpoint = endpoint ?? "" } is var mqtt && (mqtt.IsOff || mqtt.TryGetEndpoint(out _)) ? null : $"--mqtt takes ADDRESS:PORT or 'off', not '{endpoint}'";

    // Kestrel takes port 0 for an address only: 'localhost' is two of them, which would get two ports.
    private static bool IsUrl(string url) =>
        url.StartsWith("http://", StringComparison.OrdinalIgnoreCase) && Uri.TryCreate(url.Replace("//*", "//0.0.0.0", StringComparison.Ordinal), UriKind.Absolute, out var uri)
        && uri.PathAndQuery == "/" && uri.UserInfo.Length == 0 && !(uri is { Port: 0, HostNameType: UriHostNameType.Dns });
}
