using System.Text.Json.Nodes;
using Twin.EndToEnd.Tests.Running;

namespace Twin.EndToEnd.Tests.Backups;

/// <summary>All that a Twin tells which no reading changes while it is looked at.</summary>
internal static class Everything
{
    private static readonly string[] Documents = ["/v1/rulebook", "/v1/rulebook/versions", "/v1/calendars", "/v1/calendars/night", "/v1/policies/default", "/v1/teams/gang", "/v1/keys", "/v1/silences"];

    public static async Task<Dictionary<string, string>> Of(TwinApi api, string[] outlets, string[] devices, string[] incidents)
    {
        var told = new Dictionary<string, string>();
        foreach (var path in Documents) told[path] = await api.Text(path);
        foreach (var outlet in outlets) told[outlet] = Stored(await api.Get($"/v1/outlets/{outlet}"), "freshness", "updatedAt", "devices");
        foreach (var device in devices) told[device] = Stored(await api.Device(device), "lastSeen", "values", "history", "counts");
        foreach (var incident in incidents) told[incident] = Stored(await api.Get($"/v1/incidents/{incident}"));
        return told;
    }

    // What is live is not stored with every reading, and gone after any start.
    private static string Stored(JsonNode told, params string[] live)
    {
        foreach (var name in live) told.AsObject().Remove(name);
        return told.ToJsonString();
    }
}
