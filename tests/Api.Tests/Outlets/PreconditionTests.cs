namespace Twin.Api.Tests.Outlets;

public sealed class PreconditionTests(TwinServer server)
{
    /// <summary>CURRENT stands for the outlet's ETag.</summary>
    [Theory]
    [InlineData("PUT", "If-Match", "CURRENT", 200)]
    [InlineData("PUT", "If-Match", "*", 200)]
    [InlineData("PUT", "If-Match", "\"rev:1\", CURRENT", 200)]
    [InlineData("PUT", "If-Match", "\"rev:1\"", 412)]
    [InlineData("PUT", "If-Match", "\"something\"", 412)]
    [InlineData("PUT", "If-Match", "W/CURRENT", 412)]
    [InlineData("PUT", "If-Match", "rev:1", 400)]
    [InlineData("PUT", "If-Match", "\"rev:1", 400)]
    [InlineData("PUT", "If-None-Match", "*", 412)]
    [InlineData("PUT", "If-None-Match", "CURRENT", 412)]
    [InlineData("PUT", "If-None-Match", "\"rev:1\"", 200)]
    [InlineData("PATCH", "If-Match", "CURRENT", 200)]
    [InlineData("PATCH", "If-Match", "\"rev:1\"", 412)]
    [InlineData("DELETE", "If-Match", "\"rev:1\"", 412)]
    [InlineData("DELETE", "If-Match", "nonsense", 400)]
    [InlineData("DELETE", "If-Match", "CURRENT", 204)]
    public async Task A_write_goes_ahead_only_over_what_its_author_saw(string method, string header, string value, int status)
    {
        const string Code = "3208110001";
        await server.Register(Code);
        var tag = (await server.Send("GET", $"/v1/outlets/{Code}")).ETag!;
        var (body, type) = method switch
        {
            "PUT" => (TwinServer.Profile(Code), "application/json"),
            "PATCH" => ("{}", "application/merge-patch+json"),
            _ => (null, "application/json"),
        };
        var answer = (await server.Send(method, $"/v1/outlets/{Code}", body, type, null, (header, value.Replace("CURRENT", tag, StringComparison.Ordinal)))).Is(status);
        if (status == 412) Assert.Contains(tag, (string?)answer["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_outlet_that_must_exist_or_must_not_is_checked_before_it_is_made()
    {
        const string Code = "3208110002";
        (await server.Send("PUT", $"/v1/outlets/{Code}", TwinServer.Profile(Code), headers: ("If-Match", "*"))).Is(412);
        (await server.Send("PUT", $"/v1/outlets/{Code}", TwinServer.Profile(Code), headers: ("If-None-Match", "*"))).Is(201);
        (await server.Send("PUT", $"/v1/outlets/{Code}", TwinServer.Profile(Code), headers: ("If-None-Match", "*"))).Is(412);
    }
}
