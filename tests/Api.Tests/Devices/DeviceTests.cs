namespace Twin.Api.Tests.Devices;

public sealed class DeviceTests(TwinServer server)
{
    [Fact]
    public async Task A_device_shows_what_it_last_said_and_how_it_got_there()
    {
        const string Code = "3208140001";
        await server.Register(Code);
        var at = DateTime.UtcNow.ToString("O");
        await server.Send("POST", "/v1/telemetry", $$"""[{"device":"{{Code}}/t1","at":"{{at}}","type":"measurement","values":{"temperatureC":41.5,"session":true,"mode":"sale"} }]""");

        var device = (await server.Send("GET", $"/v1/devices/{Code}/t1")).Is(200);
        Assert.Equal(("terminal", "online", Code), ((string?)device["kind"], (string?)device["status"], (string?)device["outlet"]));
        Assert.Equal(41.5, (double)device["values"]["temperatureC"]!["value"]!);
        Assert.Equal(["sale"], device["history"]["mode"]!.AsArray().Select(s => (string?)s!["value"]));
        Assert.Equal(1, (int)device["counts"]["accepted"]!);
        Assert.Contains(device["transitions"].AsArray(), t => (string?)t!["subject"] == "status" && (string?)t["reason"] == "firstHeard");
        Assert.NotEmpty(device["rules"].AsArray());

        var outlet = await server.Send("GET", $"/v1/outlets/{Code}");
        var terminal = outlet["devices"].AsArray().Single(d => (string?)d!["id"] == "t1")!;
        Assert.True((bool)terminal["values"]!["session"]!["value"]!);
        Assert.Equal((string?)device["lastSeen"], (string?)outlet["freshness"]["lastSeen"]);
        Assert.Empty((await server.Send("GET", $"/v1/devices/{Code}/t1?since=2099-01-01T00:00:00Z"))["transitions"].AsArray());
    }

    [Fact]
    public async Task A_device_that_is_not_registered_is_not_found()
    {
        await server.Register("3208140002");
        foreach (var device in (string[])["3208140002/t9", "3208149999/t1", "nonsense/t1", "3208140002/T1"])
            (await server.Send("GET", $"/v1/devices/{device}")).Is(404);
        Assert.Equal(["since:invalidValue"], (await server.Send("GET", "/v1/devices/3208140002/t1?since=yesterday")).Is(400).Errors);
    }
}
