using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Twin.Api.Admission;
using Twin.Api.Tests.Live;
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

    /// <summary>Of requests that are held up, the one that is answered; it is no longer among them.</summary>
    private static async Task<HttpResponseMessage> Answered(List<Task<HttpResponseMessage>> requests)
    {
        var told = await Task.WhenAny(requests);
        requests.Remove(told);
        return await told;
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
        for (var refused = 0; refused < 30; refused++) await Told(await Answered(posts), 429);
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
        await using var server = await SharedServer.Start(("Admission:ReadsAtOnceMax", "4"), ("Admission:WaitingMax", "2"), ("Stream:HeartbeatEvery", "00:00:00.01"));
        using var a = server.Client("a");
        var open = new List<EventReader>();
        for (var i = 0; i < 12; i++) open.Add(await EventReader.Open(a));
        foreach (var stream in open)
        {
            await stream.Expect("snapshot");
            // It goes on: its snapshot is done with.
            Assert.Equal("heartbeat", (await stream.Next())?.Comment);
        }
        Assert.Equal(0, server.Services.GetRequiredService<RequestAdmission>().Reads.Taken);
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
        // One more than may: it is told so once the others wait.
        var waiting = Enumerable.Range(0, 5).Select(_ => a.GetAsync(Poll, gone.Token)).ToList();
        await Told(await Answered(waiting), 429);
        Assert.Equal(4, admission.LongPolls.Total);
        for (var i = 0; i < 2; i++) waiting.Add(b.GetAsync(Poll, gone.Token));
        await Told(await Answered(waiting), 503);
        Assert.Equal(5, admission.LongPolls.Total);
        for (var i = 0; i < 10; i++) Assert.Equal(HttpStatusCode.OK, (await a.GetAsync("/v1/outlets?limit=1")).StatusCode);
        await gone.CancelAsync();
        foreach (var poll in waiting) await Assert.ThrowsAnyAsync<OperationCanceledException>(() => poll);
        await server.Idle.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Equal((0, 0), (admission.LongPolls.Total, admission.Reads.Taken));
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
        // Bodies that announce 15 MiB and never come whole: 16 MiB are set aside for each before it is asked for.
        using var gone = new CancellationTokenSource();
        var bodies = Enumerable.Range(0, 6).Select(_ => new Unending(15 << 20, gone.Token)).ToList();
        var slow = bodies.Select(async body =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/telemetry") { Content = body };
            request.Headers.ExpectContinue = true;
            return await a.SendAsync(request, gone.Token);
        }).ToList();
        var bytes = server.Services.GetRequiredService<Twin.Api.Telemetry.TelemetryAdmission>().Bytes;
        await Task.WhenAll(bodies.Select(b => b.AskedFor)).WaitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(96 << 20, bytes.Total);
        await Told(await Post(a), 429);
        Assert.Equal(HttpStatusCode.Accepted, (await Post(b)).StatusCode);
        await gone.CancelAsync();
        await server.Idle.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, bytes.Total);
        Assert.All(slow, s => Assert.False(s.IsCompletedSuccessfully));
    }

    /// <summary>A body of JSON that begins and then does not go on.</summary>
    private sealed class Unending : HttpContent
    {
        private readonly long _length;
        private readonly CancellationToken _gone;
        private readonly TaskCompletionSource _askedFor = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Unending(long length, CancellationToken gone)
        {
            (_length, _gone) = (length, gone);
            Headers.ContentType = new("application/json");
        }

        public Task AskedFor => _askedFor.Task;

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            _askedFor.TrySetResult();
            await stream.WriteAsync("["u8.ToArray(), _gone);
            await stream.FlushAsync(_gone);
            await new TaskCompletionSource().Task.WaitAsync(_gone);
        }

        protected override bool TryComputeLength(out long computed)
        {
            computed = _length;
            return true;
        }
    }
}
