using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Twin.EndToEnd.Tests.Running;

namespace Twin.Silo.Tests.Operations;

/// <summary>Orleans' dashboard is for admins, and only where somebody wants it.</summary>
public sealed class DashboardTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task It_is_there_only_where_it_was_asked_for_and_only_for_admins(bool wanted)
    {
        await using var twin = await TwinProcess.Start(_temp["data"], new Dictionary<string, string> { ["TWIN__Dashboard"] = $"{wanted}" }, "--mqtt", "off");
        async Task<string> Key(string name, string more) => (string)(await twin.Api.Send("POST", "/v1/keys", $$"""{"name":"{{name}}",{{more}}}"""))["key"]!;
        async Task<(HttpStatusCode Status, string Header)> Asked(string? scheme, string? key, string path = "/dashboard/")
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(new(twin.Url), path));
            if (key is not null) request.Headers.Authorization = new(scheme!, scheme == "Basic" ? Convert.ToBase64String(Encoding.UTF8.GetBytes($"anybody:{key}")) : key);
            using var client = new HttpClient();
            using var answer = await client.SendAsync(request);
            return (answer.StatusCode, $"{answer.Headers.WwwAuthenticate}{(answer.Headers.TryGetValues("Content-Security-Policy", out var policy) ? string.Join(' ', policy) : "")}");
        }
        if (!wanted)
        {
            Assert.Equal(HttpStatusCode.NotFound, (await Asked("Bearer", twin.Key)).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await Asked("Basic", twin.Key)).Status);
            return;
        }
        var stranger = await Asked(null, null);
        Assert.Equal(HttpStatusCode.Unauthorized, stranger.Status);
        Assert.StartsWith("Basic realm=\"Twin\"", stranger.Header, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Asked(null, null, "/dashboard/DashboardCounters")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Asked("Basic", "nonsense")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await Asked("Basic", await Key("reader", "\"scopes\":[\"read\",\"operate\",\"ingest\",\"plan\"]"))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await Asked("Basic", await Key("huaian", "\"scopes\":[\"admin\"],\"divisions\":[\"3208\"]"))).Status);
        var page = await Asked("Basic", twin.Key);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("default-src 'self'", page.Header, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await Asked("Basic", twin.Key, "/dashboard/DashboardCounters")).Status);
        Assert.Equal(HttpStatusCode.OK, (await Asked("Bearer", twin.Key)).Status);
        // A browser sends such a password along by itself: nothing else takes it.
        Assert.Equal(HttpStatusCode.Unauthorized, (await Asked("Basic", twin.Key, "/v1/outlets")).Status);
    }
}
