using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace Twin.Api.Tests.Access;

/// <summary>What a key of one city may do, and what comes of it.</summary>
public sealed class DivisionTests(TwinServer server)
{
    private const string CsvHeader = "code,name,district,address,lon,lat,telecomArea,accessNode,terminals,cameras,lines,calendar,designations";

    private static string?[] Codes(Answer list) => [.. list.Is(200)["items"].AsArray().Select(i => (string?)i!["code"])];

    private async Task<(TwoCities Cities, Func<string, string, string?, Task<Answer>> Send)> Ready()
    {
        var cities = await TwoCities.On(server);
        return (cities, (method, path, body) => server.Send(method, path, body, method == "PATCH" ? "application/merge-patch+json" : "application/json", cities.Part));
    }

    [Fact]
    public async Task Lists_totals_groups_and_the_map_are_of_the_key_s_city()
    {
        var (_, send) = await Ready();
        Assert.Equal([TwoCities.Mine, TwoCities.Also], Codes(await send("GET", $"/v1/outlets?accessNode={TwoCities.Node}&sort=code", null)));
        var all = (await send("GET", "/v1/outlets?limit=1", null)).Is(200);
        var summary = (await send("GET", "/v1/outlets/summary?by=city", null)).Is(200);
        Assert.Equal([TwoCities.Own + "00"], summary["groups"].AsArray().Select(g => (string?)g!["city"]));
        Assert.Equal((int)all["total"], (int)summary["total"]);
        Assert.Equal((int)all["total"], (int)(await send("GET", "/v1/map", null)).Is(200)["total"]);
        Assert.Empty(Codes(await send("GET", $"/v1/outlets?district={TwoCities.ForeignDistrict}", null)));
        Assert.Equal((int)all["total"], (await send("GET", "/v1/outlets:export", null)).Is(200).Text.TrimEnd('\n').Split('\n').Length);
    }

    [Fact]
    public async Task Another_key_s_cursor_leads_no_further_than_one_s_own()
    {
        var (_, send) = await Ready();
        var admin = (await server.Send("GET", $"/v1/outlets?q=店&sort=code&limit=1")).Is(200);
        var rest = (await send("GET", $"/v1/outlets?q=店&sort=code&limit=1000&cursor={admin["nextCursor"]}", null)).Is(200);
        Assert.NotEmpty(rest["items"].AsArray());
        Assert.All(rest["items"].AsArray(), i => Assert.StartsWith(TwoCities.Own, (string?)i!["district"], StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_outlet_elsewhere_is_forbidden_whatever_its_code_and_one_that_is_not_there_unknown()
    {
        var (_, send) = await Ready();
        foreach (var code in (string[])[TwoCities.Theirs, TwoCities.Disguised])
            foreach (var path in (string[])[$"/v1/outlets/{code}", $"/v1/outlets/{code}/history?from=2026-11-01&to=2099-01-01", $"/v1/devices/{code}/t1", $"/v1/devices/{code}/t9", $"/v1/availability?outlet={code}&from=2026-11-01&to=2099-01-01"])
                Assert.Contains("outside the divisions", (await send("GET", path, null)).Is(403).Text, StringComparison.Ordinal);
        (await send("GET", "/v1/outlets/3212999999", null)).Is(404);
        (await send("GET", "/v1/devices/3212999999/t1", null)).Is(404);
        (await send("GET", $"/v1/devices/{TwoCities.Mine}/t9", null)).Is(404);
        (await send("GET", $"/v1/availability?district={TwoCities.ForeignDistrict}&from=2026-11-01&to=2099-01-01", null)).Is(403);
        Assert.All((await send("GET", "/v1/availability?district=320000&from=2026-11-01&to=2099-01-01", null)).Is(200)["items"].AsArray(), i => Assert.StartsWith(TwoCities.Own, (string?)i!["district"], StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_outlet_is_written_neither_into_another_city_nor_out_of_it()
    {
        var (_, send) = await Ready();
        const string New = "3210000101";
        Assert.Equal(["district:forbidden"], (await send("PUT", $"/v1/outlets/{New}", TwoCities.Profile(New, "内新店", TwoCities.ForeignDistrict))).Is(403).Errors);
        (await server.Send("GET", $"/v1/outlets/{New}")).Is(404);
        var made = (await send("PUT", $"/v1/outlets/{New}", TwoCities.Profile(New, "内新店", "321003"))).Is(201);
        (await send("PUT", $"/v1/outlets/{New}", TwoCities.Profile(New, "内新店", TwoCities.OwnDistrict))).Is(200);
        Assert.Equal(["district:forbidden"], (await send("PATCH", $"/v1/outlets/{New}", $$"""{"district":"{{TwoCities.ForeignDistrict}}"}""")).Is(403).Errors);
        (await send("PATCH", $"/v1/outlets/{New}", """{"name":"内改店"}""")).Is(200);
        (await server.Send("PUT", $"/v1/outlets/{New}", TwoCities.Profile(New, "内新店", "321003"), client: (await TwoCities.On(server)).Part, headers: ("If-Match", made.ETag!))).Is(412);

        // Out of the other city, into ours.
        foreach (var code in (string[])[TwoCities.Theirs, TwoCities.Disguised])
        {
            (await send("PUT", $"/v1/outlets/{code}", TwoCities.Profile(code, "内新店", TwoCities.OwnDistrict))).Is(403);
            (await send("PATCH", $"/v1/outlets/{code}", $$"""{"district":"{{TwoCities.OwnDistrict}}"}""")).Is(403);
            (await send("DELETE", $"/v1/outlets/{code}", null)).Is(403);
            Assert.Equal(TwoCities.ForeignDistrict, (string?)(await server.Send("GET", $"/v1/outlets/{code}")).Is(200)["district"]);
        }
        (await send("DELETE", $"/v1/outlets/{New}", null)).Is(204);
        (await send("DELETE", $"/v1/outlets/{New}", null)).Is(404);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_import_takes_the_lines_of_the_key_s_city_and_refuses_the_others(bool dryRun)
    {
        var cities = await TwoCities.On(server);
        var (mine, new_) = ($"32100002{(dryRun ? "01" : "02")}", $"32120002{(dryRun ? "01" : "02")}");
        string[] lines = [CsvHeader, $"{mine},内导店,{TwoCities.OwnDistrict},,,,,,1,0,1,standard,", $"{new_},内导店,{TwoCities.ForeignDistrict},,,,,,1,0,1,standard,", $"{TwoCities.Theirs},内导店,{TwoCities.OwnDistrict},,,,,,1,0,1,standard,"];
        var answer = (await server.Send("POST", $"/v1/outlets:import?dryRun={dryRun}", string.Join('\n', lines), "text/csv", cities.Part)).Is(200);
        Assert.Equal((1, 2), ((int)answer["created"], (int)answer["rejected"]));
        Assert.Equal(["district:forbidden", "code:forbidden"], answer["results"].AsArray().Skip(1).Select(r => $"{r!["errors"]![0]!["path"]}:{r["errors"]![0]!["code"]}"));
        (await server.Send("GET", $"/v1/outlets/{new_}")).Is(404);
        Assert.Equal(TwoCities.ForeignDistrict, (string?)(await server.Send("GET", $"/v1/outlets/{TwoCities.Theirs}")).Is(200)["district"]);
    }

    [Fact]
    public async Task Readings_of_another_city_reject_themselves_and_the_batch_goes_on()
    {
        var cities = await TwoCities.On(server);
        async Task<string> Counts() => (await server.Send("GET", $"/v1/devices/{TwoCities.Theirs}/t1")).Is(200)["counts"].ToJsonString();
        var before = await Counts();
        var at = DateTime.UtcNow.ToString("O", System.Globalization.CultureInfo.InvariantCulture);
        string Reading(string device) => $$"""{"device":"{{device}}","at":"{{at}}"}""";
        var answer = await server.Send("POST", "/v1/telemetry", $"[{Reading($"{TwoCities.Theirs}/t1")},{Reading($"{TwoCities.Mine}/t1")},{Reading($"{TwoCities.Theirs}/t9")},{Reading("3212999999/t1")},{Reading($"{TwoCities.Disguised}/t1")}]", client: cities.Part);
        Assert.Equal((202, 1), (answer.Status, (int)answer["accepted"]));
        Assert.Equal(["0 forbidden", "2 forbidden", "3 unknownDevice", "4 forbidden"], answer["rejected"].AsArray().Select(r => $"{r!["index"]} {r["reason"]}"));
        Assert.Equal(before, await Counts());
    }

    [Fact]
    public async Task Over_MQTT_a_key_publishes_and_hears_what_is_in_its_city()
    {
        await TwoCities.On(server);
        var heard = new System.Collections.Concurrent.ConcurrentQueue<string>();
        var last = new TaskCompletionSource();
        using var reader = await Connect(await Keys.Make(server, "read", TwoCities.Own), topic =>
        {
            heard.Enqueue(topic);
            if (topic == $"twin/{TwoCities.Also}/t1/telemetry") last.TrySetResult();
        });
        Assert.Equal(MqttClientSubscribeResultCode.NotAuthorized, await Subscribe(reader, $"twin/{TwoCities.Theirs}/t1/telemetry"));
        Assert.Equal(MqttClientSubscribeResultCode.NotAuthorized, await Subscribe(reader, $"twin/{TwoCities.Disguised}/#"));
        Assert.Equal(MqttClientSubscribeResultCode.GrantedQoS0, await Subscribe(reader, $"twin/{TwoCities.Mine}/+/telemetry"));
        Assert.Equal(MqttClientSubscribeResultCode.GrantedQoS0, await Subscribe(reader, "twin/#"));

        using var gateway = await Connect(await Keys.Make(server, "ingest", TwoCities.Own));
        Assert.Equal(MqttClientPublishReasonCode.NotAuthorized, await Publish(gateway, TwoCities.Theirs));
        Assert.Equal(MqttClientPublishReasonCode.NotAuthorized, await Publish(gateway, TwoCities.Disguised));
        using var everywhere = await Connect(await Keys.Make(server, "ingest"));
        foreach (var code in (string[])[TwoCities.Theirs, TwoCities.Disguised, TwoCities.Mine, TwoCities.Also]) Assert.Equal(MqttClientPublishReasonCode.Success, await Publish(everywhere, code));
        await last.Task.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.All(heard, topic => Assert.Contains(topic[5..15], (string[])[TwoCities.Mine, TwoCities.Also]));
    }

    [Fact]
    public async Task A_client_does_not_take_over_the_session_of_another_key_s_of_its_name()
    {
        await TwoCities.On(server);
        var ended = new TaskCompletionSource();
        using var first = await Connect(await Keys.Make(server, "read"), id: "same-name");
        first.DisconnectedAsync += _ =>
        {
            ended.TrySetResult();
            return Task.CompletedTask;
        };
        await Subscribe(first, "twin/#");
        using var second = await Connect(await Keys.Make(server, "ingest", TwoCities.Own), id: "same-name", clean: false);
        Assert.Equal(MqttClientPublishReasonCode.NotAuthorized, await Publish(second, TwoCities.Theirs));
        Assert.True(first.IsConnected);
        Assert.False(ended.Task.IsCompleted);
    }

    private async Task<IMqttClient> Connect((string Name, string Text) key, Action<string>? heard = null, string? id = null, bool clean = true)
    {
        var client = new MqttClientFactory().CreateMqttClient();
        client.ApplicationMessageReceivedAsync += message =>
        {
            heard?.Invoke(message.ApplicationMessage.Topic);
            return Task.CompletedTask;
        };
        var options = new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", server.MqttPort).WithProtocolVersion(MqttProtocolVersion.V500).WithCredentials(key.Name, key.Text).WithCleanStart(clean);
        await client.ConnectAsync((id is null ? options : options.WithClientId(id)).Build());
        return client;
    }

    private static async Task<MqttClientSubscribeResultCode> Subscribe(IMqttClient client, string topic) =>
        (await client.SubscribeAsync(new MqttTopicFilterBuilder().WithTopic(topic).Build())).Items.Single().ResultCode;

    private static async Task<MqttClientPublishReasonCode> Publish(IMqttClient client, string code)
    {
        var message = new MqttApplicationMessageBuilder().WithTopic($"twin/{code}/t1/telemetry").WithPayload($$"""{"at":"{{DateTime.UtcNow:O}}"}""").WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce).Build();
        return (await client.PublishAsync(message)).ReasonCode is var code_ && code_ == MqttClientPublishReasonCode.NoMatchingSubscribers ? MqttClientPublishReasonCode.Success : code_;
    }
}
