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

    internal string Path => System.IO.Path.GetFullPath(Folder, AppContext.BaseDirectory);
}
