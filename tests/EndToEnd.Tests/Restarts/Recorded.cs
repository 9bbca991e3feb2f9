using System.Text.Json.Nodes;
using Twin.EndToEnd.Tests.Running;

namespace Twin.EndToEnd.Tests.Restarts;

/// <summary>What a Twin has acknowledged, as it tells it: to be held against what it tells after a restart.</summary>
internal sealed class Recorded
{
    private readonly Dictionary<string, string> _told = [];
    private readonly Dictionary<string, string[]> _transitions = [];

    public static async Task<Recorded> Of(TwinApi api, string outlet, params string[] devices)
    {
        var recorded = new Recorded();
        var whole = (JsonObject)await api.Get($"/v1/outlets/{outlet}");
        // When anything was last heard is live, and not stored with every heartbeat. Since when an outlet has its status is stored two seconds
        // after it changes and may be lost with a kill; the devices' own times, compared below, are not.
        foreach (var live in new[] { "freshness", "updatedAt", "devices", "since" }) whole.Remove(live);
        recorded._told["outlet"] = whole.ToJsonString();
        recorded._told["rule book"] = await api.Text("/v1/rulebook");
        recorded._told["rule book versions"] = await api.Text("/v1/rulebook/versions");
        recorded._told["calendars"] = await api.Text("/v1/calendars");
        foreach (var calendar in (await api.Get("/v1/calendars"))["items"]!.AsArray().Select(c => (string?)c!["id"]).ToArray())
            recorded._told[$"calendar {calendar}"] = await api.Text($"/v1/calendars/{calendar}");
        foreach (var device in devices)
        {
            var detail = await api.Device($"{outlet}/{device}");
            // A device that was never heard has stored nothing: it is unknown since whenever it was last woken.
            foreach (var part in detail["lastSeen"] is null ? new[] { "kind", "status", "faults" } : ["kind", "status", "since", "faults"]) recorded._told[$"{device} {part}"] = detail[part]!.ToJsonString();
            recorded._told[$"{device} rules"] = detail["rules"]!.AsArray().Select(r => $"{r!["id"]} {r["phase"]}").Aggregate("", (all, r) => $"{all}{r}\n");
            recorded._transitions[device] = [.. detail["transitions"]!.AsArray().Select(t => t!.ToJsonString())];
        }
        return recorded;
    }

    /// <summary>Everything recorded here is said there too; there may be more transitions since.</summary>
    public void IsSaidBy(Recorded later)
    {
        foreach (var (what, told) in _told) Assert.True(told == later._told.GetValueOrDefault(what), $"{what} was\n{told}\nand is\n{later._told.GetValueOrDefault(what)}");
        foreach (var (device, transitions) in _transitions)
            Assert.True(!transitions.Except(later._transitions[device]).Any(), $"{device} had\n{string.Join('\n', transitions)}\nand has\n{string.Join('\n', later._transitions[device])}");
    }
}
