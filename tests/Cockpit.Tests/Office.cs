using System.Text.Json.Nodes;
using Twin.Cockpit.Tests;
using Twin.EndToEnd.Tests.Running;

[assembly: AssemblyFixture(typeof(Office))]

namespace Twin.Cockpit.Tests;

/// <summary>A Twin without a demo, where nothing happens but what a test does: what people do to incidents, documents and keys is tried here.</summary>
public sealed class Office : IAsyncLifetime
{
    private readonly TempFolder _temp = new();
    private int _made;

    public TwinProcess Twin { get; private set; } = null!;

    public TwinApi Api => Twin.Api;

    public async ValueTask InitializeAsync()
    {
        Twin = await TwinProcess.Serve(_temp["data"]);
        await SetUp(Api);
    }

    /// <summary>Incidents without a wait, and people to send.</summary>
    public static async Task SetUp(TwinApi api)
    {
        await api.Send("PUT", "/v1/policies/default", "correlationHold: 200ms\nverifyFor: 1s\nsteps:\n  - {after: 0s, notify: [on-shift]}\n", "application/yaml");
        await api.Send("PUT", "/v1/teams/hz", """{"side":"business","areas":["320813"],"people":[{"id":"zhao","name":"赵工","channels":[{"type":"log"}]},{"id":"zhou","name":"周工","channels":[{"type":"log"}]}]}""");
        await api.Send("PUT", "/v1/teams/qjp", """
            side: business
            areas: ["320812"]
            people:
              - {id: li, name: 李工, skills: [terminal, camera, fibre], home: {lon: 119.0, lat: 33.6}, channels: [{type: log}]}
              - {id: chen, name: 陈工, skills: [terminal, camera, fibre], home: {lon: 119.0, lat: 33.6}, channels: [{type: log}]}
              - {id: fan, name: 范工, skills: [terminal, camera, fibre], home: {lon: 119.0, lat: 33.6}, channels: [{type: log}]}
              - {id: wang, name: 王主任, role: lead, channels: [{type: log}]}
            shifts: [{people: [li, chen, fan], days: mon-sun, from: "00:00", to: "24:00"}]
            """, "application/yaml");
    }

    /// <summary>An outlet whose power has failed, and the incident that was opened for it.</summary>
    public Task<(string Code, string Incident)> Trouble(string name) => Trouble(Api, $"32089{Interlocked.Increment(ref _made):00000}", name);

    public static async Task<(string Code, string Incident)> Trouble(TwinApi api, string code, string name)
    {
        await api.Put(code, name);
        await api.Report($"{code}/l1", """{"dyingGasp":true}""");
        string? id = null;
        await TwinApi.Until(async () => (id = (string?)(await api.Get($"/v1/incidents?outlet={code}"))["items"]!.AsArray().FirstOrDefault()?["id"]) is not null, $"{code} has an incident");
        return (code, id!);
    }

    /// <summary>Mends what <see cref="Trouble(string)"/> broke; when its incident is closed, whoever was given it is free for the next.</summary>
    public async Task Mend(string code, string incident)
    {
        await Api.Report($"{code}/l1", """{"dyingGasp":false}""");
        await TwinApi.Until(async () => (string?)(await Incident(incident))["phase"] == "closed", $"{incident} is closed");
    }

    public async Task<JsonNode> Incident(string id) => await Api.Get($"/v1/incidents/{id}");

    public async ValueTask DisposeAsync()
    {
        if (Twin is not null) await Twin.DisposeAsync();
        _temp.Dispose();
    }
}
