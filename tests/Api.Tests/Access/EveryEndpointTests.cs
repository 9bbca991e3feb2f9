using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Twin.Api.Access;
using Twin.Domain.Access;

namespace Twin.Api.Tests.Access;

/// <summary>Whatever is mapped is tried: an endpoint added tomorrow is in here by itself.</summary>
public sealed partial class EveryEndpointTests(TwinServer server)
{
    private IEnumerable<(string Method, string Path, RouteEndpoint Endpoint)> All() =>
        from endpoint in server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]
        select (method, PathOf(endpoint), endpoint);

    private IEnumerable<(string Method, string Path, NeededAccess Needed)> Guarded() =>
        All().Where(e => e.Path.StartsWith("/v1", StringComparison.Ordinal) && !IsOpen(e.Endpoint)).Select(e => (e.Method, e.Path, e.Endpoint.Metadata.GetMetadata<NeededAccess>()!));

    [Fact]
    public void Every_endpoint_of_the_API_says_what_it_needs_and_nothing_else_is_open()
    {
        Assert.True(Guarded().Count() > 60);
        Assert.DoesNotContain(Guarded(), e => e.Needed is null);
        string[] open = ["/healthz/", "/openapi/", "/docs", "/scalar", "/v1/session"];
        Assert.All(All().Where(e => IsOpen(e.Endpoint)), e => Assert.True(open.Any(o => e.Path.StartsWith(o, StringComparison.Ordinal)), e.Path));
        Assert.DoesNotContain(Guarded(), e => e.Method is not ("GET" or "HEAD") && e.Needed.Scope == Scopes.Read);
    }

    [Fact]
    public async Task Every_endpoint_refuses_no_key_a_bad_key_and_a_key_of_another_scope()
    {
        var (_, real) = await Keys.Make(server, "read");
        using var bad = server.With("not-a-key");
        using var forged = server.With(real[..^4] + (real.EndsWith("0000", StringComparison.Ordinal) ? "1111" : "0000"));
        var others = new Dictionary<Scopes, HttpClient>();
        foreach (var scope in ScopeRules.Words.Select(w => w.Scope))
            others[scope] = await Keys.Client(server, string.Join(' ', ScopeRules.Words.Where(w => w.Scope != scope && w.Scope != Scopes.Admin).Select(w => w.Word)));
        foreach (var (method, path, needed) in Guarded())
        {
            await Refused(401, method, path, server.Stranger);
            await Refused(401, method, path, bad);
            await Refused(401, method, path, forged);
            await Refused(403, method, path, others[needed.Scope]);
        }
    }

    [Fact]
    public async Task What_concerns_the_whole_province_refuses_a_key_of_a_part_of_it()
    {
        using var part = await Keys.Client(server, "admin", "3208");
        var whole = Guarded().Where(e => e.Needed.WholeProvince).ToArray();
        Assert.Contains(whole, e => e.Path == "/v1/keys");
        Assert.Contains(whole, e => e is { Path: "/v1/rulebook", Method: "PUT" });
        Assert.DoesNotContain(whole, e => e.Path == "/v1/divisions");
        foreach (var (method, path, _) in whole) await Refused(403, method, path, part);
    }

    private static bool IsOpen(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null;

    private static async Task Refused(int status, string method, string path, HttpClient client)
    {
        using var answer = await client.SendAsync(new(new(method), path));
        Assert.True((int)answer.StatusCode == status, $"{method} {path}: {status} was expected, {(int)answer.StatusCode} came");
        if (method != "HEAD") Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    private static string PathOf(RouteEndpoint endpoint) => "/" + Parameter().Replace(endpoint.RoutePattern.RawText!.Trim('/'), m => m.Groups[1].Value switch
    {
        "code" => "3208008351",
        "version" => "1",
        _ => "x1",
    });

    [GeneratedRegex(@"\{\**(\w+)[^}]*\}")]
    private static partial Regex Parameter();
}
