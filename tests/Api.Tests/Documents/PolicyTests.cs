namespace Twin.Api.Tests.Documents;

public sealed class PolicyTests(TwinServer server)
{
    private const string Yaml = "application/yaml";

    [Fact]
    public async Task The_default_policy_is_there_from_the_start_and_can_be_written_back()
    {
        var shipped = (await server.Send("GET", "/v1/policies/default")).Is(200);
        Assert.Contains("thenUnattended", shipped.Text, StringComparison.Ordinal);
        Assert.False((bool)(await server.Send("PUT", "/v1/policies/default", shipped.Text, Yaml)).Is(200)["changed"]!);
        var changed = (await server.Send("PUT", "/v1/policies/default", shipped.Text + "# ours\n", Yaml, null, ("If-Match", shipped.ETag!))).Is(200);
        Assert.Equal(2, (int)changed["version"]!);
        Assert.Equal(shipped.Text, (await server.Send("GET", "/v1/policies/default/versions/1")).Is(200).Text);
    }

    [Fact]
    public async Task Another_policy_is_made_and_listed()
    {
        (await server.Send("GET", "/v1/policies/quiet-nights")).Is(404);
        (await server.Send("PUT", "/v1/policies/quiet-nights", "{\"firstResponse\":\"1h\"}")).Is(201);
        var ids = (await server.Send("GET", "/v1/policies")).Is(200)["items"].AsArray().Select(p => (string?)p!["id"]).ToArray();
        Assert.Equal(["default", "quiet-nights"], ids);
    }

    [Fact]
    public async Task Every_fault_of_a_policy_has_its_place_and_the_old_one_stays()
    {
        var faulty = (await server.Send("PUT", "/v1/policies/faulty", "ackTimeout: soon\nsteps: []\nrepeat: {every: 0s, times: 3}\n", Yaml)).Is(400);
        Assert.Equal(["ackTimeout:invalidValue", "steps:required", "repeat.every:outOfRange"], faulty.Errors);
        Assert.Equal([1, 2, 3], faulty["errors"].AsArray().Select(e => (int)e!["line"]!));
        (await server.Send("GET", "/v1/policies/faulty")).Is(404);
        Assert.Equal(["id:invalidValue"], (await server.Send("GET", "/v1/policies/No%20Id")).Is(400).Errors);
    }
}
