using System.Globalization;
using System.Text.Json.Nodes;
using Twin.EndToEnd.Tests.Restarts;
using Twin.EndToEnd.Tests.Running;

namespace Twin.EndToEnd.Tests.Incidents;

/// <summary>A running Twin whose people carry pagers that the test watches.</summary>
internal sealed class Duty : IAsyncDisposable
{
    public const string Secret = "s3";

    public const string Rules = """
        version: 1
        rules:
          - {id: hot, device: terminal, when: temperatureC > 70, severity: major}
          - {id: no-session, device: terminal, when: session == false, severity: major, legs: [business, telecom]}
          - {id: link-down, device: line, when: 'link == "down"', severity: critical}
        """;

    private readonly TempFolder _temp = new();
    private readonly string[] _store;
    private readonly IReadOnlyDictionary<string, string> _environment;

    private Duty(string[] store, IReadOnlyDictionary<string, string>? environment) => (_store, _environment) = (store, environment ?? new Dictionary<string, string>());

    public Pager Pager { get; private set; } = null!;
    public TwinProcess Twin { get; private set; } = null!;
    public TwinApi Api => Twin.Api;

    /// <summary>Business people of 320812: li on shift, lan leads; carrier's people of 320812 and 320813: chen on shift, cui leads, cao is the duty manager.</summary>
    public static Task<Duty> Start(string steps, string more = "") => Start(null, steps, more);

    public static async Task<Duty> Start(Store? store, string steps, string more = "", IReadOnlyDictionary<string, string>? environment = null)
    {
        var duty = new Duty(store?.Arguments ?? [], environment) { Pager = await Pager.Start() };
        duty.Twin = await TwinProcess.Serve(duty._temp["data"], duty._environment, duty._store);
        await duty.Api.Send("PUT", "/v1/policies/default", $$"""
            correlationHold: 500ms
            verifyFor: 1s
            {{more}}
            steps:
            {{steps}}
            """, "application/yaml");
        await duty.Team("business", "business", ["320812"], duty.Person("li", "engineer"), duty.Person("lan", "lead"));
        await duty.Team("telecom", "telecom", ["320812", "320813"], duty.Person("chen", "engineer"), duty.Person("cui", "lead"), duty.Person("cao", "duty-manager"));
        return duty;
    }

    /// <summary>As after a power cut.</summary>
    public async Task Restart()
    {
        await Twin.DisposeAsync();
        Twin = await TwinProcess.Serve(_temp["data"], _environment, _store);
    }

    public string Person(string id, string role, params string[] paths) => new JsonObject
    {
        ["id"] = id,
        ["role"] = role,
        ["home"] = new JsonObject { ["lon"] = 119.03, ["lat"] = 33.59 },
        ["language"] = "en",
        ["channels"] = new JsonArray([.. (paths is [] ? [$"/{id}"] : paths).Select(path => new JsonObject { ["type"] = "webhook", ["url"] = Pager.Url(path), ["secret"] = Secret })]),
    }.ToJsonString();

    public Task<JsonNode> Team(string id, string side, string[] areas, params string[] people) =>
        Api.Send("PUT", $"/v1/teams/{id}", $$"""{"side":"{{side}}","areas":[{{string.Join(',', areas.Select(a => $"\"{a}\""))}}],"people":[{{string.Join(',', people)}}]}""");

    /// <summary>An outlet that is judged by the rules, all of whose devices have been heard.</summary>
    public async Task Outlet(string code, int terminals = 1, string? telecomArea = null, string rules = Rules, string judged = "hot")
    {
        var profile = JsonNode.Parse(TwinApi.Profile(code, $"Shop {code}", terminals))!;
        if (telecomArea is not null) profile["telecomArea"] = telecomArea;
        await Api.Send("PUT", $"/v1/outlets/{code}", profile.ToJsonString());
        await Api.Rules(rules, $"{code}/t1", judged);
        await Heard(code, [.. Enumerable.Range(1, terminals).Select(n => string.Create(CultureInfo.InvariantCulture, $"t{n}")), "c1", "l1"]);
    }

    /// <summary>Every one of these devices says that it is there, in one request.</summary>
    public Task<JsonNode> Heard(string code, params string[] devices) =>
        Api.Send("POST", "/v1/telemetry", $"[{string.Join(',', devices.Select(d => $$"""{"device":"{{code}}/{{d}}","at":"{{DateTime.UtcNow:O}}","type":"heartbeat"}"""))}]");

    /// <summary>The incidents of an outlet, the first opened first.</summary>
    public async Task<IReadOnlyList<JsonNode>> Incidents(string code) =>
        [.. (await Api.Get($"/v1/incidents?outlet={code}&sort=openedAt"))["items"]!.AsArray().Select(i => i!)];

    /// <summary>The only incident of an outlet, once it is there.</summary>
    public async Task<string> Incident(string code)
    {
        await TwinApi.Until(async () => (await Incidents(code)).Count > 0, $"{code} has an incident");
        return (string)Assert.Single(await Incidents(code))["id"]!;
    }

    public Task UntilPhase(string incident, string phase) =>
        TwinApi.Until(async () => (string?)(await Api.Get($"/v1/incidents/{incident}"))["phase"] == phase, $"{incident} is {phase}");

    public async ValueTask DisposeAsync()
    {
        if (Twin is not null) await Twin.DisposeAsync();
        await Pager.DisposeAsync();
        _temp.Dispose();
    }
}
