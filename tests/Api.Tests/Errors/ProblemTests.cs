namespace Twin.Api.Tests.Errors;

public sealed class ProblemTests(TwinServer server)
{
    [Theory]
    [InlineData("GET", "/v1/nowhere", 404)]
    [InlineData("GET", "/nowhere", 404)]
    [InlineData("POST", "/v1/outlets/3208008351", 405)]
    [InlineData("DELETE", "/v1/rulebook", 405)]
    [InlineData("GET", "/v1/rulebook?x=1", 400)]
    [InlineData("GET", "/v1/outlets/x", 400)]
    [InlineData("PUT", "/v1/rulebook", 415)]
    public async Task Whatever_goes_wrong_is_a_problem_with_a_trace(string method, string path, int status)
    {
        var answer = (await server.Send(method, path)).Is(status);
        Assert.Equal(status, (int)answer["status"]!);
        Assert.False(string.IsNullOrEmpty((string?)answer["title"]));
        Assert.False(string.IsNullOrEmpty((string?)answer["detail"]));
        Assert.False(string.IsNullOrEmpty((string?)answer["traceId"]));
        Assert.DoesNotContain(" at Twin.", answer.Text, StringComparison.Ordinal);
        if (status == 405) Assert.Contains("GET", answer.Header("Allow"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_key_nothing_is_told_but_what_is_open()
    {
        foreach (var path in (string[])["/v1/outlets/3208008351", "/v1/rulebook", "/v1/calendars", "/v1/outlets:export", "/v1/devices/3208008351/t1"])
            Assert.Equal("Bearer", (await server.Send("GET", path, client: server.Stranger)).Is(401).Header("WWW-Authenticate"));
        (await server.Send("PUT", "/v1/rulebook", "x", "text/plain", server.Stranger)).Is(401);
        foreach (var path in (string[])["/healthz/live", "/healthz/ready", "/openapi/v1.json", "/docs/"])
            (await server.Send("GET", path, client: server.Stranger)).Is(200);
    }

    [Theory]
    [InlineData("/v1/outlets")]
    [InlineData("/v1/outlets/summary?by=city")]
    [InlineData("/v1/map")]
    [InlineData("/v1/divisions")]
    [InlineData("/v1/outlets:export")]
    public async Task What_can_be_got_can_be_asked_for_by_HEAD(string path)
    {
        var answer = (await server.Send("HEAD", path)).Is(200);
        Assert.Empty(answer.Text);
    }

    [Theory]
    [InlineData("/v1/divisions?x=1", 400)]
    [InlineData("/openapi/v2.json", 404)]
    public async Task What_is_not_there_is_a_problem(string path, int status) => (await server.Send("GET", path)).Is(status);

    [Theory]
    [InlineData("/v1/outlets/3208199998")]
    [InlineData("/healthz/live")]
    [InlineData("/nowhere")]
    [InlineData("/docs/")]
    public async Task Every_answer_tells_browsers_to_be_careful(string path)
    {
        var answer = await server.Send("GET", path);
        Assert.Equal("nosniff", answer.Header("X-Content-Type-Options"));
        Assert.Equal("no-referrer", answer.Header("Referrer-Policy"));
        Assert.Equal("DENY", answer.Header("X-Frame-Options"));
    }

    [Theory]
    [InlineData("/v1/outlets/3208199998", "PUT", "application/json")]
    [InlineData("/v1/outlets:import", "POST", "text/csv")]
    [InlineData("/v1/rulebook", "PUT", "application/yaml")]
    public async Task Fifty_one_megabytes_are_answered_rather_than_cut_off(string path, string method, string type) =>
        (await server.Send(method, path, new byte[51_000_000], type)).Is(413);

    [Fact]
    public void What_passes_is_worth_another_try_and_what_does_not_is_ours()
    {
        Assert.Equal(503, Api.Errors.ErrorHandling.Of(new TimeoutException()).Status);
        Assert.Equal(500, Api.Errors.ErrorHandling.Of(new InvalidOperationException("secret")).Status);
        Assert.DoesNotContain("secret", Api.Errors.ErrorHandling.Of(new InvalidOperationException("secret")).Detail, StringComparison.Ordinal);
    }
}
