using System.Net;
using System.Text.Json.Nodes;
using Twin.EndToEnd.Tests.Running;

namespace Twin.EndToEnd.Tests.Clusters;

/// <summary>A simulation spread over silos that are processes, and die.</summary>
public sealed class SimulationTests
{
    private const string Scenario = """
        name: long queue
        seed: 11
        horizon: 40000h
        warmup: 1000h
        replications: {min: 40, max: 40}
        queue: {arrivals: {exponential: 2m}, servers: 1, service: {exponential: 1m}}
        """;

    [Fact]
    public async Task Two_of_three_silos_are_killed_and_the_fingerprint_is_the_same()
    {
        await using var cluster = await TwinCluster.Start(silos: 3);
        var run = await Begin(cluster.Api);
        await TwinApi.Until(async () => (int?)(await cluster.Api.Get(run))["progress"]?["done"] is >= 18, "some replications are done and stored");
        Assert.Equal("running", (string?)(await cluster.Api.Get(run))["status"]);
        // Whichever leads the run: another goes on with it.
        await Task.WhenAll(cluster.KillSilo(0), cluster.KillSilo(1));
        var disturbed = await Done(cluster.Api, run);
        var undisturbed = await Done(cluster.Api, await BeginAnother(cluster.Api, run));
        Assert.Equal((string?)undisturbed["fingerprint"], (string?)disturbed["fingerprint"]);
        Assert.Equal(undisturbed["metrics"]!.ToJsonString(), disturbed["metrics"]!.ToJsonString());
    }

    private static async Task<string> Begin(TwinApi api) => $"/v1/simulations/{(string?)(await api.Send("POST", "/v1/simulations", Scenario, "application/yaml"))["id"]}";

    /// <summary>The node may still ask a silo that is gone, and then nothing says whether the run began: read before repeating, as the answer says.</summary>
    private static async Task<string> BeginAnother(TwinApi api, string than)
    {
        string? begun = null;
        await TwinApi.Until(
            async () =>
            {
                try
                {
                    var runs = (await api.Get("/v1/simulations"))["items"]!.AsArray().Select(r => $"/v1/simulations/{(string?)r!["id"]}");
                    begun = runs.FirstOrDefault(r => r != than) ?? await Begin(api);
                    return true;
                }
                catch (HttpRequestException lost) when (lost.StatusCode == HttpStatusCode.ServiceUnavailable)
                {
                    return false;
                }
            }, "another run has begun");
        return begun!;
    }

    private static async Task<JsonNode> Done(TwinApi api, string run)
    {
        JsonNode? read = null;
        await TwinApi.Until(
            async () =>
            {
                try
                {
                    return (read = await api.Get(run))["endedAt"] is not null;
                }
                catch (HttpRequestException)
                {
                    return false; // the node has just lost the silo it asks
                }
            }, "the run has ended");
        Assert.True((string?)read!["status"] == "done", read.ToJsonString());
        return read["result"]!;
    }
}
