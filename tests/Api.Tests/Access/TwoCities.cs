using Twin.Api.Tests.Incidents;
using Twin.Domain.Incidents;
using Twin.Domain.Network;
using Twin.Domain.Teams;
using Twin.Grains.Incidents;

namespace Twin.Api.Tests.Access;

/// <summary>
/// A network over two cities, 扬州 (3210) and 泰州 (3212), with everything that a key can ask for on both sides. Whatever belongs to 泰州 alone bears <see cref="ForeignMark"/> or
/// <see cref="ForeignId"/> in its texts and ids.
/// </summary>
internal sealed class TwoCities
{
    public const string Own = "3210", OwnDistrict = "321002", ForeignDistrict = "321202";
    public const string ForeignMark = "外市密", ForeignId = "outer-";
    public const string Mine = "3210000001", Also = "3210000002";

    /// <summary>One with the other city's code, and one whose code looks like ours.</summary>
    public const string Theirs = "3212000001", Disguised = "3210000009";
    public const string Node = "two-cities-node";

    private static readonly Lock Gate = new();
    private static Task<TwoCities>? Built;

    public string OwnIncident { get; private set; } = "";
    public string ForeignIncident { get; private set; } = "";

    /// <summary>Of an access node behind which there are outlets of both.</summary>
    public string SharedIncident { get; private set; } = "";
    public Dictionary<string, string> Mutes { get; } = [];

    /// <summary>May everything, in 扬州.</summary>
    public HttpClient Part { get; private set; } = null!;

    public static Task<TwoCities> On(TwinServer server)
    {
        lock (Gate) return Built ??= Build(server);
    }

    public static string Profile(string code, string name, string district, string more = "") =>
        $$"""{"code":"{{code}}","name":"{{name}}","district":"{{district}}","accessNode":"{{Node}}","lines":[{"id":"l1"}],"terminals":[{"id":"t1"}],"location":{"lon":119.4,"lat":32.4}{{more}}}""";

    private static string Team(string area, string person, string name) => $$"""
        side: business
        areas: ["{{area}}"]
        people:
          - {id: {{person}}, name: {{name}}, skills: [terminal, line], channels: [{type: log}, {type: webhook, url: "http://127.0.0.1:9/outer-address", secret: outer-secret}]}
        """;

    private static async Task<TwoCities> Build(TwinServer server)
    {
        var it = new TwoCities { Part = await Keys.Client(server, "admin", Own) };
        await Keys.Make(server, "outer-key", "read", "3212");
        (await server.Send("PUT", $"/v1/outlets/{Mine}", Profile(Mine, "内一店", OwnDistrict))).Is(201);
        (await server.Send("PUT", $"/v1/outlets/{Also}", Profile(Also, "内二店", OwnDistrict))).Is(201);
        var labels = $$""","address":"{{ForeignMark}}街","designations":["{{ForeignMark}}牌"],"amenities":["{{ForeignMark}}伞"]""";
        (await server.Send("PUT", $"/v1/outlets/{Theirs}", Profile(Theirs, $"{ForeignMark}一店", ForeignDistrict, labels))).Is(201);
        (await server.Send("PUT", $"/v1/outlets/{Disguised}", Profile(Disguised, $"{ForeignMark}二店", ForeignDistrict, labels).Replace(Node, "outer-node", StringComparison.Ordinal))).Is(201);
        (await server.Send("PUT", "/v1/teams/inner-team", Team(OwnDistrict, "inner-li", "内李"), "application/yaml")).Is(201);
        (await server.Send("PUT", "/v1/teams/outer-team", Team(ForeignDistrict, "outer-li", $"{ForeignMark}李"), "application/yaml")).Is(201);
        // Whoever answers for a place that has an outlet of ours is named to us.
        (await server.Send("PUT", "/v1/teams/between-team", Team("321203", "between-li", "间李"), "application/yaml")).Is(201);
        await it.Mute(server, "own", $$"""{"outlet":"{{Mine}}"}""", "内部");
        await it.Mute(server, "foreign", $$"""{"outlet":"{{Theirs}}"}""", ForeignMark);
        await it.Mute(server, "foreignDistrict", $$"""{"district":"{{ForeignDistrict}}"}""", ForeignMark);
        await it.Mute(server, "foreignNode", """{"accessNode":"outer-node"}""", ForeignMark);
        await it.Mute(server, "shared", $$"""{"accessNode":"{{Node}}"}""", "everywhere");

        it.OwnIncident = await Open(server, Mine, "内一店", OwnDistrict);
        it.ForeignIncident = await Open(server, Theirs, $"{ForeignMark}一店", ForeignDistrict);
        it.SharedIncident = IncidentId.Of(Node, 7);
        await server.Grains.Incident(it.SharedIncident).Observe(it.Shared([Mine]));
        await server.Grains.Incident(it.SharedIncident).Observe(it.Shared([Mine, Theirs]));
        foreach (var id in (string[])[it.OwnIncident, it.ForeignIncident, it.SharedIncident])
        {
            await IncidentHouse.Until(server, async () => (await server.Send("GET", $"/v1/incidents?rule={(id == it.SharedIncident ? "shared-outage" : "two-cities-fault")}&limit=1000")).Text.Contains(id, StringComparison.Ordinal) ? id : null, $"{id} is listed");
            (await server.Send("POST", $"/v1/incidents/{id}/note", id == it.OwnIncident ? """{"note":"内部"}""" : $$"""{"note":"{{ForeignMark}} {{Theirs}}"}""")).Is(200);
        }
        return it;
    }

    private async Task Mute(TwinServer server, string name, string match, string reason)
    {
        // In the far future: nothing of other tests is held by it.
        foreach (var kind in (string[])["silences", "maintenance-windows"])
            Mutes[$"{kind}/{name}"] = (string)(await server.Send("POST", $"/v1/{kind}", $$"""{"match":{{match}},"from":"2099-01-01T00:00:00Z","duration":"1h","reason":"{{reason}}"}""")).Is(201)["id"]!;
    }

    private static async Task<string> Open(TwinServer server, string outlet, string name, string district)
    {
        var id = IncidentId.Of(outlet, 7);
        await server.Grains.Incident(id).Observe(new()
        {
            Incident = id,
            Scope = IncidentScope.Outlet,
            Place = new() { Outlet = OutletCode.Parse(outlet), Name = name, Address = name, District = DivisionCode.Parse(district), AccessNode = Node },
            Cause = new() { Device = new(OutletCode.Parse(outlet), DeviceId.Parse("t1")), Kind = DeviceKind.Terminal, Rule = "two-cities-fault", TitleZh = "离线", TitleEn = "Offline", Legs = [Side.Business] },
            Severity = Severity.Major,
            Bad = true,
            Since = DateTime.UtcNow,
            Members = [outlet],
            // The neighbour's crew maintains it: that makes it no incident of the neighbour's.
            Districts = [DivisionCode.Parse(OwnDistrict), DivisionCode.Parse(ForeignDistrict)],
        });
        return id;
    }

    public CauseReport Shared(string[] members) => new()
    {
        Incident = SharedIncident,
        Scope = IncidentScope.AccessNode,
        Place = new() { Name = Node, AccessNode = Node, District = DivisionCode.Parse("321203") },
        Cause = new() { Rule = IncidentCause.SharedOutage, TitleZh = "接入节点中断", TitleEn = "Access node down", Legs = [Side.Business] },
        Severity = Severity.Critical,
        Bad = true,
        Since = DateTime.UnixEpoch.AddYears(57),
        Members = members,
        Related = [.. members.Select(m => new RelatedFault(new(OutletCode.Parse(m), DeviceId.Parse("l1")), "line-down", "explained"))],
        RelatedCount = members.Length,
        Districts = [DivisionCode.Parse(OwnDistrict), DivisionCode.Parse(ForeignDistrict)],
        MemberDistricts = [.. members.Select(m => DivisionCode.Parse(m == Theirs ? ForeignDistrict : OwnDistrict)).Distinct().Order()],
    };
}
