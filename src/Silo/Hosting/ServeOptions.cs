using System.ComponentModel.DataAnnotations;

namespace Twin.Silo.Hosting;

/// <summary>
/// How <c>serve</c> runs. Bound from the configuration section <c>Twin</c> (<c>appsettings.json</c>, <c>TWIN__Name</c> in the environment),
/// then from the command line, which wins.
/// </summary>
public sealed class ServeOptions
{
    /// <summary>Where the API listens. Loopback unless told otherwise; port 0 takes a free one.</summary>
    [Required] public string Urls { get; set; } = "http://127.0.0.1:8080";

    /// <summary>The folder that holds everything.</summary>
    [Required] public string Data { get; set; } = "./data";

    /// <summary>Where MQTT listens, <c>HOST:PORT</c> or <c>off</c>.</summary>
    [Required] public string Mqtt { get; set; } = "127.0.0.1:1883";

    /// <summary>Synthetic outlets to make and simulate; 0: none.</summary>
    [Range(0, 200_000)] public int Demo { get; set; }

    /// <summary>Print the admin's key on standard output at start.</summary>
    public bool ShowKey { get; set; }
}
