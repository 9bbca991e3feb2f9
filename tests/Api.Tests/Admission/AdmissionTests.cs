using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Twin.Api.Admission;
using Twin.Api.Tests.Telemetry;
using Twin.Grains.Network;

namespace Twin.Api.Tests.Admission;

public sealed class AdmissionTests
{
    private static async Task<HttpResponseMessage> Post(HttpClient client, string device = FakeNetwork.Known)
    {
        using var body = new StringContent($$"""[{"device":"{{device}}","at":"{{DateTime.UtcNow:O}}"}]""", Encoding.UTF8, "application/json");
        return await client.PostAsync("/v1/telemetry", body);
    }

    private static async Task Told(HttpResponseMessage response, int status)
    {
        Assert.True(status == (int)response.StatusCode, $"{status} was expected; {response.StatusCode} came: {await response.Content.ReadAsStringAsync()}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.True(response.Headers.RetryAfter?.Delta >= TimeSpan.FromSeconds(1));
    }

    /// <summary>Until something the server does on its own time has happened; the test's own time-out is for when it never does.</summary>
    private static async Task Until(Func<bool> happened)
    {
        while (!happened()) await Task.Delay(5, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_key_that_floods_is_told_429_and_another_is_answered_all_the_while()
    {
        await using var server = await SharedServer.Start(("Telemetry:ReadingsAtOnceMax", "256"), ("Admission:WaitingMax", "4"));
        using var flood = server.Client("a");
        using var other = server.Client("b");
        var held = new TaskCompletionSource();
        server.Network[FakeNetwork.Known].Answer = async _ =>
        {
            await held.Task;
            return IngestOutcome.Accepted;
        };
        var posts = Enumerable.Range(0, 40).Select(_ => Post(flood)).ToList();
        // Half of 256 are eight bodies of 16; two more wait.
        for (var refused = 0; refused < 30; refused++)
        {
            var told = await Task.WhenAny(posts);
            posts.Remove(told);
            await Told(await told, 429);
        }
        for (var i = 0; i < 10; i++) Assert.Equal(HttpStatusCode.Accepted, (await Post(other, FakeNetwork.Other)).StatusCode);
        held.SetResult();
        Assert.All(await Task.WhenAll(posts), p => Assert.Equal(HttpStatusCode.Accepted, p.StatusCode));
        Assert.Equal(10, server.Network[FakeNetwork.Known].Applied.Length);
    }

    [Fact]
    public async Task Streams_are_bounded_by_key_and_by_node_and_come_free_again()
    {
        await using var server = await SharedServer.Start(("Stream:ReadersMax", "3"), ("Stream:ReadersPerKeyMax", "2"));
        using var a = server.Client("a");
        using var b = server.Client("b");
        Task<HttpResponseMessage> Open(HttpClient client) => client.GetAsync("/v1/stream", HttpCompletionOption.ResponseHeadersRead);

        using var first = await Open(a);
        using var second = await Open(a);
        await Told(await Open(a), 429);
        using var third = await Open(b);
        Assert.All([first, second, third], r => Assert.Equal(HttpStatusCode.OK, r.StatusCode));
        await Told(await Open(b), 503);
        first.Dispose();
        HttpResponseMessage again;
        while ((again = await Open(a)).StatusCode != HttpStatusCode.OK) again.Dispose();
        again.Dispose();
    }

    [Fact]
    public async Task Readers_of_streams_take_no_place_from_requests()
    {
        await using var server = await SharedServer.Start(("Admission:ReadsAtOnceMax", "4"), ("Admission:WaitingMax", "2"));
        using var a = server.Client("a");
        var open = new List<HttpResponseMessage>();
        for (var i = 0; i < 12; i++) open.Add(await a.GetAsync("/v1/stream", HttpCompletionOption.ResponseHeadersRead));
        Assert.All(open, r => Assert.Equal(HttpStatusCode.OK, r.StatusCode));
        var reads = server.Services.GetRequiredService<RequestAdmission>().Reads;
        await Until(() => reads.Taken == 0);
        open.ForEach(r => r.Dispose());
    }

    [Fact]
    public async Task Long_polls_are_bounded_and_hold_up_nobody()
    {
        const string Poll = "/v1/outlets?minRevision=9000000000000000000";
        await using var server = await SharedServer.Start(("Admission:ReadsAtOnceMax", "4"), ("Admission:LongPollsMax", "5"), ("Admission:LongPollsPerKeyMax", "4"));
        using var a = server.Client("a");
        using var b = server.Client("b");
        using var gone = new CancellationTokenSource();
        var admission = server.Services.GetRequiredService<RequestAdmission>();
        var waiting = Enumerable.Range(0, 4).Select(_ => a.GetAsync(Poll, gone.Token)).ToList();
        await Until(() => admission.LongPolls.Total == 4);
        await Told(await a.GetAsync(Poll), 429);
        waiting.Add(b.GetAsync(Poll, gone.Token));
        await Until(() => admission.LongPolls.Total == 5);
        await Told(await b.GetAsync(Poll), 503);
        for (var i = 0; i < 10; i++) Assert.Equal(HttpStatusCode.OK, (await a.GetAsync("/v1/outlets?limit=1")).StatusCode);
        await gone.CancelAsync();
        foreach (var poll in waiting) await Assert.ThrowsAnyAsync<OperationCanceledException>(() => poll);
        await Until(() => admission is { LongPolls.Total: 0, Reads.Taken: 0 });
    }

    [Fact]
    public async Task A_bound_on_requests_a_second_is_for_each_key_of_its_own()
    {
        await using var server = await SharedServer.Start(("Admission:RequestsPerSecondPerKey", "1"));
        using var a = server.Client("a");
        using var b = server.Client("b");
        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => a.GetAsync("/v1/divisions")));
        Assert.Contains(answers, r => r.StatusCode == HttpStatusCode.OK);
        await Told(answers.First(r => r.StatusCode != HttpStatusCode.OK), 429);
        Assert.Equal(HttpStatusCode.OK, (await b.GetAsync("/v1/divisions")).StatusCode);
    }

    [Fact]
    public async Task A_bound_on_readings_a_second_refuses_the_batch_whole()
    {
        await using var server = await SharedServer.Start(("Admission:ReadingsPerSecondPerKey", "1"));
        using var a = server.Client("a");
        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Post(a)));
        await Told(answers.First(r => r.StatusCode != HttpStatusCode.Accepted), 429);
        Assert.Equal(answers.Count(r => r.StatusCode == HttpStatusCode.Accepted), server.Network[FakeNetwork.Known].Applied.Length);
    }

    [Fact]
    public async Task One_key_cannot_hold_all_bytes_of_bodies()
    {
        await using var server = await SharedServer.Start(("Telemetry:BodyBytesInFlightMax", (192 << 20).ToString()));
        using var a = server.Client("a");
        using var b = server.Client("b");
        var reached = new TaskCompletionSource();
        // Bodies that announce 15 MiB and never come whole: 16 MiB are set aside for each.
        using var gone = new CancellationTokenSource();
        var slow = Enumerable.Range(0, 6).Select(async _ =>
        {
            using var body = new Unending(15 << 20, gone.Token);
            body.Headers.ContentType = new("application/json");
            return await a.PostAsync("/v1/telemetry", body, gone.Token);
        }).ToList();
        var bytes = server.Services.GetRequiredService<Twin.Api.Telemetry.TelemetryAdmission>().Bytes;
        await Until(() => bytes.Total == 96 << 20);
        await Told(await Post(a), 429);
        Assert.Equal(HttpStatusCode.Accepted, (await Post(b)).StatusCode);
        await gone.CancelAsync();
        await Until(() => bytes.Total == 0);
        Assert.All(slow, s => Assert.False(s.IsCompletedSuccessfully));
    }

    /// <summary>A body that begins and then does not go on.</summary>
    private sealed class Unending(long length, CancellationToken gone) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync("["u8.ToArray(), gone);
            await stream.FlushAsync(gone);
            await Task.Delay(Timeout.Infinite, gone);
        }

        protected override bool TryComputeLength(out long computed)
        {
            computed = length;
            return true;
        }
    }
}
