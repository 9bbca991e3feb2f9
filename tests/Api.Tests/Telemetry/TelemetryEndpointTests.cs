using System.IO.Compression;
using System.Net;
using System.Text;
using Twin.Api.Telemetry;
using Twin.Domain.Readings;
using Twin.Grains.Network;

namespace Twin.Api.Tests.Telemetry;

public sealed class TelemetryEndpointTests : IAsyncLifetime
{
    private TelemetryServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await TelemetryServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static string Now => DateTime.UtcNow.ToString("O");

    private static string Reading(int seq, string device = FakeNetwork.Known) => $$"""{"device":"{{device}}","at":"{{Now}}","seq":{{seq}},"values":{"n":{{seq}} } }""";

    [Fact]
    public async Task Readings_are_counted_by_what_became_of_them()
    {
        _server.Network[FakeNetwork.Known].Answer = r => new((IngestOutcome)r.Seq!);
        var response = await _server.PostAsync($"[{Reading(0)},{Reading(1)},{Reading(3)},{Reading(2)},{Reading(9, "3208008351/t9")},{Reading(0, FakeNetwork.Other)}]");
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        var answer = await TelemetryServer.JsonAsync(response);
        Assert.Equal((2, 1, 1), (answer.GetProperty("accepted").GetInt32(), answer.GetProperty("duplicates").GetInt32(), answer.GetProperty("late").GetInt32()));
        Assert.Equal("2 3208008351/t1 tooLarge, 4 3208008351/t9 unknownDevice", string.Join(", ", answer.GetProperty("rejected").EnumerateArray().Select(r =>
            $"{r.GetProperty("index")} {r.GetProperty("device")} {r.GetProperty("reason")}")));
    }

    [Fact]
    public async Task One_devices_readings_keep_their_order_and_come_in_one_call()
    {
        var body = string.Join('\n', Enumerable.Range(0, 500).Select(i => Reading(i, i % 2 == 0 ? FakeNetwork.Known : FakeNetwork.Other)));
        Assert.Equal(HttpStatusCode.Accepted, (await _server.PostAsync(body, "application/x-ndjson; charset=UTF-8")).StatusCode);
        Assert.Equal(Enumerable.Range(0, 250).Select(i => (long?)(2 * i)), _server.Network[FakeNetwork.Known].Applied.Select(r => r.Seq));
        Assert.Equal((1, 1), (_server.Network[FakeNetwork.Known].Calls, _server.Network[FakeNetwork.Other].Calls));
    }

    [Fact]
    public async Task An_empty_array_is_answered_with_zeros()
    {
        var response = await _server.PostAsync("[]");
        Assert.Equal("""{"accepted":0,"duplicates":0,"late":0,"rejected":[]}""", await response.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
    }

    [Fact]
    public async Task Malformed_json_is_a_400_with_its_place_and_nothing_is_applied()
    {
        var response = await _server.PostAsync($"[{Reading(1)},\n{{\"device\":}}]");
        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (response.StatusCode, response.Content.Headers.ContentType!.MediaType));
        var error = (await TelemetryServer.JsonAsync(response)).GetProperty("errors")[0];
        Assert.Equal(("/1", 2, 11), (error.GetProperty("path").GetString(), error.GetProperty("line").GetInt32(), error.GetProperty("column").GetInt32()));
        Assert.Empty(_server.Network[FakeNetwork.Known].Applied);
    }

    [Theory]
    [InlineData("text/plain", null, 415)]
    [InlineData("", null, 415)]
    [InlineData("application/json; charset=gb2312", null, 415)]
    [InlineData("application/json; charset=\"utf-8\"", null, 202)]
    [InlineData("APPLICATION/JSON", "identity", 202)]
    [InlineData("application/json", "br", 415)]
    [InlineData("application/json", "gzip", 400)]
    public async Task Only_json_and_ndjson_in_utf8_plain_or_gzip_are_taken(string type, string? encoding, int status)
    {
        var response = await _server.PostAsync("[]"u8.ToArray(), type, encoding);
        Assert.Equal(status, (int)response.StatusCode);
        if (status >= 400) Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task Gzip_is_unpacked_and_a_cut_or_corrupt_one_refused()
    {
        var packed = Gzip(Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Range(0, 200).Select(i => Reading(i)))));
        Assert.Equal(HttpStatusCode.Accepted, (await _server.PostAsync(packed, "application/x-ndjson", "gzip")).StatusCode);
        Assert.Equal(200, _server.Network[FakeNetwork.Known].Applied.Length);
        var corrupt = packed.ToArray();
        corrupt[packed.Length / 2] ^= 0xFF;
        foreach (var bad in (byte[][])[corrupt, packed[..^1], packed[..^8], packed[..(packed.Length / 2)], packed[..5], []])
            Assert.Equal(HttpStatusCode.BadRequest, (await _server.PostAsync(bad, "application/x-ndjson", "gzip")).StatusCode);
        Assert.Equal(200, _server.Network[FakeNetwork.Known].Applied.Length);
    }

    [Fact]
    public async Task A_gzip_bomb_is_a_413()
    {
        var response = await _server.PostAsync(Gzip(new byte[200 << 20]), "application/json", "gzip");
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_of_50_MB_is_a_clean_413(bool chunked)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/telemetry") { Content = new ByteArrayContent(new byte[50 << 20]) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.TransferEncodingChunked = chunked;
        var response = await _server.Http.SendAsync(request);
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "application/problem+json"), (response.StatusCode, response.Content.Headers.ContentType!.MediaType));
    }

    [Fact]
    public async Task Too_many_readings_are_a_413_and_none_is_applied()
    {
        var at = Now;
        var response = await _server.PostAsync($"[{string.Join(',', Enumerable.Range(0, 10_001).Select(i => $$"""{"device":"{{FakeNetwork.Known}}","at":"{{at}}"}"""))}]");
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Empty(_server.Network[FakeNetwork.Known].Applied);
    }

    [Fact]
    public async Task A_device_that_cannot_store_is_a_503_that_asks_for_the_batch_again()
    {
        _server.Network[FakeNetwork.Known].Answer = _ => throw new TimeoutException("storage");
        var response = await _server.PostAsync($"[{Reading(1, FakeNetwork.Other)},{Reading(1)},{Reading(2)}]");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.NotNull(response.Headers.RetryAfter);
        Assert.Contains("whole batch again", (await TelemetryServer.JsonAsync(response)).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Beyond_the_readings_in_flight_a_batch_is_told_to_come_again_and_nothing_of_it_is_applied()
    {
        await using var server = await TelemetryServer.StartAsync(("Telemetry:ReadingsInFlightMax", "10000"));
        var held = new TaskCompletionSource();
        var started = new TaskCompletionSource();
        server.Network[FakeNetwork.Known].Answer = async _ =>
        {
            started.TrySetResult();
            await held.Task;
            return IngestOutcome.Accepted;
        };
        var first = server.PostAsync($"[{string.Join(',', Enumerable.Repeat(Reading(1), 9_999))}]");
        await started.Task;
        var second = await server.PostAsync($"[{Reading(1, FakeNetwork.Other)},{Reading(2, FakeNetwork.Other)}]");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, second.StatusCode);
        Assert.NotNull(second.Headers.RetryAfter);
        Assert.Empty(server.Network[FakeNetwork.Other].Applied);
        held.SetResult();
        Assert.Equal(HttpStatusCode.Accepted, (await first).StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, (await server.PostAsync($"[{Reading(1, FakeNetwork.Other)}]")).StatusCode);
    }

    [Fact]
    public async Task More_devices_than_may_be_called_at_once_are_all_served()
    {
        for (var i = 0; i < 1000; i++) _server.Network.Add($"3208000001/d{i}");
        foreach (var i in Enumerable.Range(0, 1000)) _server.Network[$"3208000001/d{i}"].Answer = async _ =>
        {
            await Task.Yield();
            return IngestOutcome.Accepted;
        };
        var response = await _server.PostAsync($"[{string.Join(',', Enumerable.Range(0, 1000).Select(i => Reading(i, $"3208000001/d{i}")))}]");
        Assert.Equal(1000, (await TelemetryServer.JsonAsync(response)).GetProperty("accepted").GetInt32());
        Assert.All(Enumerable.Range(0, 1000), i => Assert.Equal(i, Assert.Single(_server.Network[$"3208000001/d{i}"].Applied).Seq));
    }

    [Fact]
    public async Task Without_a_key_nothing_is_taken()
    {
        using var http = new HttpClient { BaseAddress = _server.Url };
        var response = await http.PostAsync("/v1/telemetry", new StringContent("x", Encoding.UTF8, "text/plain"));
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task No_garbage_is_ever_a_5xx()
    {
        var valid = Encoding.UTF8.GetBytes($"[{Reading(1)},{Reading(2)}]");
        var random = new Random(7);
        for (var i = 0; i < 300; i++)
        {
            var body = valid.ToArray();
            for (var m = 0; m <= i % 4; m++) body[random.Next(body.Length)] = (byte)random.Next(256);
            var response = await _server.PostAsync(body[..random.Next(body.Length + 1)], i % 3 == 0 ? "application/x-ndjson" : "application/json", i % 10 == 0 ? "gzip" : null);
            Assert.InRange((int)response.StatusCode, 200, 499);
        }
    }

    private static byte[] Gzip(byte[] plain)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest)) gzip.Write(plain);
        return packed.ToArray();
    }
}
