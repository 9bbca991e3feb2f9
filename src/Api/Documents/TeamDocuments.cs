using System.Text.Json;
using System.Text.Json.Nodes;
using Twin.Api.Access;
using Twin.Api.Json;
using Twin.Api.Requests;
using Twin.Documents;
using Twin.Domain.Access;
using Twin.Domain.Documents;
using Twin.Domain.Teams;
using Twin.Grains.Documents;

namespace Twin.Api.Documents;

/// <summary>Teams as they were uploaded, and who sees what of them.</summary>
internal static class TeamDocuments
{
    private const string Mask = "***";

    private static readonly JsonSerializerOptions Indented = new(ApiJson.Options) { WriteIndented = true };

    /// <summary>Every team in force, in the order of the ids.</summary>
    public static async Task<Team[]> AllAsync(IGrainFactory grains)
    {
        var ids = await DocumentNames.UploadedAsync(grains, DocumentKeys.TeamPrefix);
        var teams = await Task.WhenAll(ids.Select(async id =>
            await grains.TeamDocument(id).Current() is { } document && Parse(document.Text, document.Json) is { } node ? TeamReader.Read(id, node, []) : null));
        return [.. teams.OfType<Team>()];
    }

    /// <summary>Whether some of what a team looks after lies within the divisions. A team without areas looks after everything.</summary>
    public static bool Touches(Team team, DivisionLimit within) => within.IsWhole || team.Areas.Count == 0 || team.Areas.Any(within.Touches);

    /// <summary>
    /// A version of a team as a caller sees it: whole for the admin of the province, who writes it; for everybody else as JSON without the addresses and secrets of its
    /// people's channels. Null when it looks after nothing within the caller's divisions.
    /// </summary>
    public static DocumentVersion? Seen(Caller caller, string? id, DocumentVersion version)
    {
        if (caller.May(Scopes.Admin) && caller.Divisions.IsWhole) return version;
        if (Parse(version.Text, version.Json) is not { } document || TeamReader.Read(id ?? "", document, []) is not { } team || !Touches(team, caller.Divisions)) return null;
        return version with { Text = Masked(document), Json = true };
    }

    public static DocNode? Parse(string text, bool json) => DocumentText.Parse(text, json ? DocumentFormat.Json : DocumentFormat.Yaml, []);

    private static string Masked(DocNode document)
    {
        var team = document.ToJson()!;
        foreach (var person in Items(team, "people"))
            foreach (var channel in Items(person, "channels").OfType<JsonObject>())
                foreach (var member in channel.Select(m => m.Key).Where(k => k != "type").ToArray()) channel[member] = Mask;
        return team.ToJsonString(Indented);
    }

    private static IEnumerable<JsonNode?> Items(JsonNode? node, string member) => (node as JsonObject)?[member] as JsonArray ?? [];
}
