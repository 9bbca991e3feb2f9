using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Twin.EndToEnd.Tests.Running;

namespace Twin.Cockpit.Tests;

/// <summary>
/// A Twin with a network that is the same each time and in which nothing happens by itself: some outlets in every county around its seat, a few of them in trouble, one trouble after the other so
/// that their order is known.
/// </summary>
public sealed class Province : IAsyncLifetime
{
    public const string Approval = "苏S(2026)008号";
    private const int InCounty = 6;

    private const string Rules = """
        version: 1
        rules:
          - {id: line-down, device: line, when: los == true, severity: critical, title: {zh: 线路中断, en: Line down}, legs: [telecom]}
          - {id: no-session, device: terminal, when: session == false, severity: major, title: {zh: 终端机无法登录, en: Terminal has no session}, legs: [business]}
          - {id: camera-covered, device: camera, when: covered == true, severity: minor, title: {zh: 摄像头被遮挡, en: Camera covered}, legs: [business]}
        """;

    private static readonly (int At, string Device, string Values)[] Troubles =
    [
        (3, "l1", """{"los":true}"""), (201, "l1", """{"los":true}"""), (77, "t1", """{"session":false}"""), (130, "t1", """{"session":false}"""), (311, "t1", """{"session":false}"""),
        (420, "t1", """{"session":false}"""), (45, "c1", """{"covered":true}"""), (250, "c1", """{"covered":true}"""),
    ];

    private readonly TempFolder _temp = new();

    public TwinProcess Twin { get; private set; } = null!;
    public TwinApi Api => Twin.Api;

    /// <summary>Places among <see cref="Codes"/> of those in trouble.</summary>
    public static IReadOnlySet<int> InTrouble { get; } = Troubles.Select(t => t.At).ToHashSet();

    /// <summary>All outlets' codes, in the order of their counties.</summary>
    public IReadOnlyList<string> Codes { get; private set; } = [];

    /// <summary>A time at which all outlets were well, and one after the troubles.</summary>
    public DateTime Well { get; private set; }
    public DateTime Troubled { get; private set; }

    public async ValueTask InitializeAsync()
    {
        Twin = await TwinProcess.Serve(_temp["data"], new Dictionary<string, string> { ["TWIN__Cockpit__MapApproval"] = Approval });
        await Api.Send("PUT", "/v1/policies/default", "correlationHold: 100ms\nfirstResponse: 4m\nsteps:\n  - {after: 0s, notify: [on-shift]}\n", "application/yaml");
        await Api.Send("PUT", "/v1/rulebook", Rules, "application/yaml");
        await Register();
        await Refresh();
        await TwinApi.Until(async () => await Count("status=ok") == Codes.Count, "every outlet is well");
        Well = DateTime.UtcNow;
        foreach (var (at, device, values) in Troubles)
        {
            await Api.Report($"{Codes[at]}/{device}", values);
            await TwinApi.Until(async () => await Open(Codes[at]) is not null, $"{Codes[at]} has an incident");
        }
        await Api.Send("POST", $"/v1/incidents/{await Open(Codes[77])}/acknowledge", """{"by":"王主任"}""");
        await TwinApi.Until(async () => (int)(await Api.Get("/v1/incidents?phase=acknowledged"))["total"]! == 1, "one is acknowledged");
        Troubled = DateTime.UtcNow;
    }

    /// <summary>Every device says that it is there, so that none is thought silent however long the tests take.</summary>
    public async Task Refresh()
    {
        var at = DateTime.UtcNow.ToString("O", CultureInfo.InvariantCulture);
        foreach (var some in Codes.SelectMany(c => ((string[])["l1", "t1", "c1"]).Select(d => $$"""{"device":"{{c}}/{{d}}","at":"{{at}}","type":"heartbeat"}""")).Chunk(1_000))
            Assert.Equal(some.Length, (int)(await Api.Send("POST", "/v1/telemetry", $"[{string.Join(',', some)}]"))["accepted"]!);
    }

    public async Task<int> Count(string filter) => (int)(await Api.Get($"/v1/outlets?limit=1&{filter}"))["total"]!;

    private async Task<string?> Open(string code) => (string?)(await Api.Get($"/v1/incidents?phase=!closed&outlet={code}"))["items"]!.AsArray().FirstOrDefault()?["id"];

    private async Task Register()
    {
        List<string> codes = [];
        var lines = new StringBuilder();
        foreach (var county in (await Api.Get("/v1/divisions"))["items"]!.AsArray().Where(d => (string)d!["level"]! is not ("province" or "city")))
        {
            var (district, seat) = ((string)county!["code"]!, county["seat"]!);
            for (var i = 0; i < InCounty; i++)
            {
                var (code, turn) = ($"{district[..4]}{codes.Count:000000}", i * 2.4);
                codes.Add(code);
                lines.AppendLine(JsonSerializer.Serialize(new JsonObject
                {
                    ["code"] = code,
                    ["name"] = $"{(string)county["nameZh"]!}{i + 1}号网点",
                    ["district"] = district,
                    ["location"] = new JsonObject { ["lon"] = Math.Round((double)seat["lon"]! + (0.03 * (i + 1) * Math.Cos(turn)), 5), ["lat"] = Math.Round((double)seat["lat"]! + (0.025 * (i + 1) * Math.Sin(turn)), 5) },
                    ["calendar"] = "always",
                    ["lines"] = new JsonArray(new JsonObject { ["id"] = "l1" }),
                    ["terminals"] = new JsonArray(new JsonObject { ["id"] = "t1" }),
                    ["cameras"] = new JsonArray(new JsonObject { ["id"] = "c1" }),
                }));
            }
        }
        await Api.Send("POST", "/v1/outlets:import", lines.ToString(), "application/x-ndjson");
        Codes = codes;
        await TwinApi.Until(async () => await Count("") == codes.Count, "all outlets are registered");
    }

    public async ValueTask DisposeAsync()
    {
        if (Twin is not null) await Twin.DisposeAsync();
        _temp.Dispose();
    }
}
