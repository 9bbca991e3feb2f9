using System.ComponentModel.DataAnnotations;
using System.Net;
using Twin.Api.Mqtt;
using Twin.Silo.Storage.Azure;
using Twin.Silo.Storage.Postgres;

namespace Twin.Silo.Hosting;

/// <summary>What a process does in a cluster: hold twins, talk to the outside, or both.</summary>
public enum Role { All, Silo, Api }

/// <summary>Where state is stored.</summary>
public enum StorageKind { Sqlite, Postgres, Azure }

/// <summary>How log lines are written: for people, or for machines.</summary>
public enum LogFormat { Text, Json }

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

    /// <summary>Where MQTT over TLS listens, <c>HOST:PORT</c> or <c>off</c>.</summary>
    [Required] public string Mqtts { get; set; } = MqttOptions.Off;

    /// <summary>Where state is stored: <c>sqlite</c>, one process and nothing to install; <c>postgres</c> and <c>azure</c>, any number of processes.</summary>
    public StorageKind Storage { get; set; }

    /// <summary>How the store is reached; not for SQLite. It may hold a password or a key: it is never logged.</summary>
    public string? Connection { get; set; }

    /// <summary>What this process does; other than <c>all</c> only with a store that several processes can share.</summary>
    public Role Role { get; set; }

    /// <summary>Where silos talk to this one, <c>ADDRESS:PORT</c>: the address they reach it by; port 0 takes a free one. Nobody else should reach it: it knows no keys.</summary>
    [Required] public string Silo { get; set; } = "127.0.0.1:0";

    /// <summary>The port, at the same address, where API nodes talk to this silo; 0 takes a free one.</summary>
    [Range(0, 65_535)] public int Gateway { get; set; }

    /// <summary>What users reach this Twin by, for links in messages, e.g. <c>https://twin.example.org</c>; null: the first of <see cref="Urls"/>.</summary>
    public string? PublicUrl { get; set; }

    /// <summary>Synthetic outlets to make and simulate; 0: none.</summary>
    [Range(0, 200_000)] public int Demo { get; set; }

    /// <summary>Print the admin's key on standard output at start.</summary>
    public bool ShowKey { get; set; }

    /// <summary>How log lines are written.</summary>
    public LogFormat LogFormat { get; set; }

    /// <summary>Whether admins find Orleans' dashboard at <c>/dashboard</c>. In a cluster: set it on silos and API nodes alike.</summary>
    public bool Dashboard { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (UrlsFault(Urls) is { } urls) yield return new(urls, [nameof(Urls)]);
        if (MqttFault(Mqtt) is { } mqtt) yield return new(mqtt, [nameof(Mqtt)]);
        if (MqttsFault(Mqtts) is { } mqtts) yield return new(mqtts, [nameof(Mqtts)]);
        if (SiloFault(Silo) is { } silo) yield return new(silo, [nameof(Silo)]);
        if (Storage == StorageKind.Sqlite && Role != Role.All)
            yield return new($"--role {Role.ToString().ToLowerInvariant()} needs a store that several processes can share: --storage postgres or azure", [nameof(Role)]);
        if (Storage == StorageKind.Sqlite && Connection is not null) yield return new("--connection is for --storage postgres and azure; the embedded store is in --data", [nameof(Connection)]);
        if (ConnectionFault() is { } connection) yield return new(connection, [nameof(Connection)]);
        if (Demo > 0 && Role == Role.Silo) yield return new("--demo simulates devices that talk to the API: not with --role silo", [nameof(Demo)]);
    }

    public IPEndPoint SiloEndpoint => IPEndPoint.Parse(Silo);

    private string? ConnectionFault() => Storage switch
    {
        StorageKind.Postgres when string.IsNullOrWhiteSpace(Connection) => "--storage postgres needs --connection (or TWIN__Connection), e.g. 'Host=127.0.0.1;Database=twin;Username=twin'",
        StorageKind.Postgres => PostgresStore.Fault(Connection),
        StorageKind.Azure when string.IsNullOrWhiteSpace(Connection) =>
            "--storage azure needs --connection (or TWIN__Connection), e.g. 'DefaultEndpointsProtocol=https;AccountName=…;AccountKey=…;EndpointSuffix=core.windows.net', or 'UseDevelopmentStorage=true' for Azurite",
        StorageKind.Azure => AzureStore.Fault(Connection),
        _ => null,
    };

    /// <summary>What is wrong with a silo's endpoint, or null.</summary>
    public static string? SiloFault(string? endpoint) =>
        endpoint?.Contains(':', StringComparison.Ordinal) == true && IPEndPoint.TryParse(endpoint, out var parsed) && !parsed.Address.Equals(IPAddress.Any) && !parsed.Address.Equals(IPAddress.IPv6Any)
            ? null
            : $"--silo takes the ADDRESS:PORT that other silos reach this one by, not '{endpoint}'";

    /// <summary>What is wrong with an address list, or null.</summary>
    public static string? UrlsFault(string? urls)
    {
        var all = urls?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
        return all.Length > 0 && all.All(IsUrl) ? null : $"--urls takes http://HOST:PORT or https://HOST:PORT, not '{urls}'";
    }

    /// <summary>What is wrong with an MQTT endpoint, or null.</summary>
    public static string? MqttFault(string? endpoint) =>
        MqttOptions.IsEndpoint(endpoint) ? null : $"--mqtt takes ADDRESS:PORT or 'off', not '{endpoint}'";

    /// <summary>What is wrong with an endpoint for MQTT over TLS, or null.</summary>
    public static string? MqttsFault(string? endpoint) => MqttOptions.IsEndpoint(endpoint) ? null : $"--mqtts takes ADDRESS:PORT or 'off', not '{endpoint}'";

    /// <summary>Whether there is an address that speaks TLS.</summary>
    public bool NeedsCertificate => Urls.Contains("https://", StringComparison.OrdinalIgnoreCase) || (Role != Role.Silo && MqttOptions.TryParse(Mqtts, out _));

    // Kestrel takes port 0 for an address only: 'localhost' is two of them, which would get two ports.
    private static bool IsUrl(string url) =>
        (url.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || url.StartsWith("https://", StringComparison.OrdinalIgnoreCase)) && Uri.TryCreate(url.Replace("//*", "//0.0.0.0", StringComparison.Ordinal), UriKind.Absolute, out var uri)
        && uri.PathAndQuery == "/" && uri.UserInfo.Length == 0 && !(uri is { Port: 0, HostNameType: UriHostNameType.Dns });
}
