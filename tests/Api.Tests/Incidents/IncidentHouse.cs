using Microsoft.Extensions.DependencyInjection;
using Twin.Api.View;
using Twin.Domain.Incidents;
using Twin.Domain.Network;
using Twin.Domain.Teams;
using Twin.Grains.Documents;
using Twin.Grains.Incidents;

namespace Twin.Api.Tests.Incidents;

/// <summary>Incidents as the owners of their causes open them, in a district of their own with a team that is reached through the log.</summary>
internal static class IncidentHouse
{
    public const string District = "320105";
    private const string Team = """
        side: business
        areas: ["320105"]
        people:
          - {id: house-li, name: 李, skills: [terminal, line, camera, fibre], channels: [{type: log}]}
          - {id: house-wang, name: 王, role: lead, channels: [{type: log}]}
        """;

    private static readonly Lock Gate = new();
    private static Task? MadeReady;
    private static int Opened;

    /// <summary>Whatever becomes of an incident is told to the view once it is so.</summary>
    public static Task<T> Until<T>(TwinServer server, Func<Task<T?>> look, string what) where T : class =>
        Eventually.Find(look, () => server.Services.GetRequiredService<NetworkView>().State.NextChange, what);

    /// <summary>The team is known to the twins.</summary>
    private static Task Ready(TwinServer server)
    {
        lock (Gate) return MadeReady ??= MakeReady(server);
    }

    private static async Task MakeReady(TwinServer server)
    {
        (await server.Send("PUT", "/v1/teams/house", Team, "application/yaml")).Is(201);
        var id = await Report(server, "3201059999", Severity.Minor, "line-down");
        await server.Services.GetRequiredService<ActiveDocuments>().Refresh();
        Assert.Contains("house-li", (await server.Send("GET", $"/v1/incidents/{id}/suggest")).Is(200).Text, StringComparison.Ordinal);
    }

    public static async Task<string> Open(TwinServer server, string outlet, Severity severity = Severity.Major, string rule = "terminal-offline", bool security = false)
    {
        await Ready(server);
        var id = await Report(server, outlet, severity, rule, security);
        await Listed(server, id);
        return id;
    }

    public static Task<Answer> Listed(TwinServer server, string id, string phase = "open") =>
        Until(server, async () => (await server.Send("GET", $"/v1/incidents?outlet={id[..10]}&phase={phase}")) is { Status: 200 } l && l["items"].AsArray().Any(i => (string?)i!["id"] == id) ? l : null, $"{id} is listed as {phase}");

    private static async Task<string> Report(TwinServer server, string outlet, Severity severity, string rule, bool security = false)
    {
        var id = IncidentId.Of(outlet, 1_000 + Interlocked.Increment(ref Opened));
        await server.Grains.Incident(id).Observe(new()
        {
            Incident = id,
            Scope = IncidentScope.Outlet,
            Place = new() { Outlet = OutletCode.Parse(outlet), Name = "网点", District = DivisionCode.Parse(District) },
            Cause = new() { Device = new(OutletCode.Parse(outlet), DeviceId.Parse("t1")), Kind = DeviceKind.Terminal, Rule = rule, TitleZh = "离线", TitleEn = "Offline", Security = security, Legs = [Side.Business] },
            Severity = severity,
            Bad = true,
            Since = DateTime.UtcNow,
            Members = [outlet],
            Districts = [DivisionCode.Parse(District)],
        });
        return id;
    }
}
