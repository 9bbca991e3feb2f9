using System.ComponentModel.DataAnnotations;

namespace Twin.Api.Cockpit;

/// <summary>The web front an API node serves. Section <c>Twin:Cockpit</c>.</summary>
public sealed class CockpitOptions
{
    public const string Section = "Twin:Cockpit";

    /// <summary>The folder it was built into; a relative one is beside the executable.</summary>
    [Required] public string Folder { get; set; } = "cockpit";

    /// <summary>Number under which the map was approved for publication (审图号), shown with it; empty: it has none, and is shown as a sketch.</summary>
    [MaxLength(60)] public string MapApproval { get; set; } = "";

    /// <summary>
    /// Pictures to lie under the map, by the usual numbering of zoom, column and row: an address with <c>{z}</c>, <c>{x}</c> and <c>{y}</c>, on this server or another. Empty: none, and the browser
    /// asks nobody but Twin for anything.
    /// </summary>
    [RegularExpression("^(?=.*\\{z\\})(?=.*\\{x\\})(?=.*\\{y\\})(https?://[A-Za-z0-9.:\\[\\]-]+)?/(?!/)[^\\s'\";,]*$", ErrorMessage = "MapTiles is an address with {{z}}, {{x}} and {{y}}, such as https://tiles.example.org/{{z}}/{{x}}/{{y}}.png or /tiles/{{z}}/{{x}}/{{y}}.png.")]
    [MaxLength(500)] public string MapTiles { get; set; } = "";

    /// <summary>Whose pictures they are, shown with them.</summary>
    [MaxLength(120)] public string MapTilesBy { get; set; } = "";

    /// <summary>The other server that is asked for them; null: none.</summary>
    internal string? TilesOrigin => MapTiles.StartsWith("http", StringComparison.Ordinal) ? MapTiles[..MapTiles.IndexOf('/', MapTiles.IndexOf("//", StringComparison.Ordinal) + 2)] : null;

    internal string Path => System.IO.Path.GetFullPath(Folder, AppContext.BaseDirectory);
}
