using System.ComponentModel.DataAnnotations;

namespace Twin.Api.Cockpit;

/// <summary>The web front an API node serves. Section <c>Twin:Cockpit</c>.</summary>
public sealed class CockpitOptions
{
    public const string Section = "Twin:Cockpit";

    /// <summary>The folder it was built into; a relative one is beside the executable.</summary>
    [Required] public string Folder { get; set; } = "cockpit";

    internal string Path => System.IO.Path.GetFullPath(Folder, AppContext.BaseDirectory);
}
