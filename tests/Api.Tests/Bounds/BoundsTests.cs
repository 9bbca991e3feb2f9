using System.Diagnostics.Metrics;
using Orleans.Runtime;
using Twin.Api.Json;
using Twin.Domain.Muting;
using Twin.Grains.Documents;
using Twin.Grains.Muting;

namespace Twin.Api.Tests.Bounds;

/// <summary>What callers could make grow. On a server of its own, since it fills up.</summary>
public sealed class BoundsTests : IAsyncLifetime
{
    private readonly TwinServer _server = new();

    public ValueTask InitializeAsync() => _server.InitializeAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Ids_that_nobody_uploaded_anything_for_keep_nothing_awake()
    {
        using var gone = new SemaphoreSlim(0);
        using var listener = new MeterListener { InstrumentPublished = (instrument, it) => { if (instrument.Name == "orleans-catalog-activation-destroyed") it.EnableMeasurementEvents(instrument); } };
        listener.SetMeasurementEventCallback<int>((_, _, _, _) => gone.Release());
        listener.Start();
        var management = _server.Grains.GetGrain<IManagementGrain>(0);
        foreach (var kind in (string[])["teams", "policies", "calendars"]) (await _server.Send("GET", $"/v1/{kind}/none")).Is(404);
        var before = await management.GetTotalActivationCount();
        for (var i = 0; i < 150; i++)
        {
            foreach (var kind in (string[])["teams", "policies", "calendars"])
            {
                (await _server.Send("GET", $"/v1/{kind}/none-{i}{(i % 2 == 0 ? "" : "/versions")}")).Is(404);
                if (i % 3 == 0) (await _server.Send("PUT", $"/v1/{kind}/none-{i}?dryRun=true", "a: [", "application/yaml")).Is(400);
            }
            (await _server.Send("GET", $"/v1/incidents/3208000001-{i:x5}")).Is(404);
            (await _server.Send("GET", $"/v1/outlets/32080{i:00000}")).Is(404);
            (await _server.Send("GET", $"/v1/devices/32080{i:00000}/t1")).Is(404);
        }
        // They go as soon as they are idle, which is soon.
        while (await management.GetTotalActivationCount() > before + 20) await gone.WaitAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task There_are_so_many_policies_and_no_more()
    {
        const string Policy = "steps: [{after: 0s, notify: [lead]}]";
        for (var i = 0; i < DocumentKeys.PoliciesMax; i++) Assert.Equal(201, (await _server.Send("PUT", $"/v1/policies/p{i}", Policy, "application/yaml")).Status);
        Assert.Contains("as many", (string)(await _server.Send("PUT", "/v1/policies/one-more", Policy, "application/yaml")).Is(409)["detail"]!, StringComparison.Ordinal);
        (await _server.Send("GET", "/v1/policies/one-more")).Is(404);
        (await _server.Send("PUT", "/v1/policies/p0", Policy + " ", "application/yaml")).Is(200);
    }

    [Fact]
    public async Task There_are_so_many_silences_and_no_more()
    {
        const string Silence = """{"match":{"rule":"x"},"duration":"1h","reason":"r"}""";
        var mute = new Mute { Id = "", Kind = MuteKind.Silence, Match = new() { Rule = "x" }, From = DateTime.UtcNow, Until = DateTime.UtcNow.AddHours(1), Reason = "r", By = "test" };
        var last = await _server.Grains.MuteBook().Add(mute);
        for (var i = 1; i < MuteKeys.LiveMax; i++) last = await _server.Grains.MuteBook().Add(mute);
        (await _server.Send("POST", "/v1/silences", Silence)).Is(409);
        (await _server.Send("DELETE", $"/v1/silences/{last!.Id}")).Is(204);
        (await _server.Send("POST", "/v1/silences", Silence)).Is(201);
    }

    [Fact]
    public async Task A_filter_takes_so_many_values()
    {
        string Codes(int count) => string.Join(',', Enumerable.Range(0, count).Select(i => $"d{i}"));
        (await _server.Send("GET", $"/v1/outlets?designation={Codes(500)}")).Is(200);
        Assert.Equal(["designation:tooMany"], (await _server.Send("GET", $"/v1/outlets?designation={Codes(501)}")).Is(400).Errors);
        Assert.Equal(["city:tooMany"], (await _server.Send("GET", $"/v1/outlets/summary?by=city&city={Codes(900)}")).Is(400).Errors);
    }

    [Fact]
    public async Task An_answer_lists_a_thousand_faults_and_says_how_many_there_are()
    {
        var body = "{" + string.Join(',', Enumerable.Range(0, 3_000).Select(i => $"\"k{i}\":0")) + "}";
        var answer = (await _server.Send("PUT", "/v1/outlets/3208000001", body)).Is(400);
        Assert.Equal(1_000, answer["errors"].AsArray().Count);
        Assert.Contains("1000 of 3002 faults", (string)answer["detail"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fields_can_be_chosen_before_anything_else_was_answered()
    {
        await _server.Register("3208000009");
        Assert.Equal(["code", "name"], (await _server.Send("GET", "/v1/outlets/3208000009?fields=name")).Is(200).Json.AsObject().Select(m => m.Key));
        Assert.True(ApiJson.Options.IsReadOnly);
    }
}
