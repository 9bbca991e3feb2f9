using System.Net.Sockets;
using System.Text;

namespace Twin.Api.Tests.Fuzz;

/// <summary>Bytes on the MQTT port that no client would send, and topics and payloads that one might.</summary>
public sealed class RawMqttTests(TwinServer server)
{
    private static readonly byte[] Known = Connect("admin", "test-key");

    private static readonly byte[][] Packets =
    [
        [], [0x10], [0x10, 0xFF, 0xFF, 0xFF, 0xFF], [0x10, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F], [0x10, 0x80, 0x80, 0x80, 0x80, 0x01], [0x10, 0x00], [0x00, 0x00], [0xF0, 0x00], [0x1F, 0x02, 0, 0], [0x10, 0x02, 0x00, 0xFF],
        [0x10, 0x0C, 0x00, 0x04, (byte)'M', (byte)'Q', (byte)'T', (byte)'T', 0x63, 0x02, 0, 60, 0, 0], [0x10, 0x0C, 0x00, 0x04, (byte)'X', (byte)'X', (byte)'X', (byte)'X', 0x04, 0x02, 0, 60, 0, 0], [0x10, 0x0C, 0x00, 0x04, (byte)'M', (byte)'Q', (byte)'T', (byte)'T', 0x04, 0xFF, 0, 60, 0, 0],
        // Before it has said who it is.
        Publish("twin/3208900001/t1/telemetry"u8, "{}"u8), [0x82, 0x05, 0, 1, 0, 1, (byte)'#'], [0xC0, 0x00], [0xE0, 0x00],
        [.. Known, .. Known], [.. Known, 0x30, 0x00], [.. Known, 0x36, 0x02, 0, 0], [.. Known, 0x32, 0x02, 0xFF, 0xFF], [.. Known, 0x82, 0x00], [.. Known, 0x82, 0x02, 0, 0], [.. Known, 0x82, 0x06, 0, 1, 0, 1, (byte)'#', 9], [.. Known, 0xA2, 0x00], [.. Known, 0x40, 0x02, 0, 1], [.. Known, 0x62, 0x02, 0, 1],
        [.. Known, 0x32, 0xFF, 0xFF, 0xFF, 0x7F], [.. Known, .. Publish(new byte[65_535], "{}"u8)], [.. Known, .. Publish([0xC0, 0xAF], "{}"u8)], [.. Known, .. Publish([0xED, 0xA0, 0x80], "{}"u8)], [.. Known, .. Publish([0], "{}"u8)], [.. Known, .. Publish("twin/#"u8, "{}"u8)], [.. Known, .. Publish(""u8, "{}"u8)],
    ];

    private static byte[] Text(string text) => [0, (byte)text.Length, .. Encoding.UTF8.GetBytes(text)];

    private static byte[] Packet(byte kind, byte[] body)
    {
        var packet = new List<byte> { kind };
        for (var length = body.Length; ; length >>= 7)
        {
            packet.Add((byte)((length & 0x7F) | (length > 0x7F ? 0x80 : 0)));
            if (length <= 0x7F) break;
        }
        packet.AddRange(body);
        return [.. packet];
    }

    private static byte[] Connect(string user, string password) => Packet(0x10, [.. Text("MQTT"), 4, 0xC2, 0, 60, .. Text(""), .. Text(user), .. Text(password)]);

    private static byte[] Publish(ReadOnlySpan<byte> topic, ReadOnlySpan<byte> payload) => Packet(0x32, [(byte)(topic.Length >> 8), (byte)topic.Length, .. topic, 0, 7, .. payload]);

    [Fact]
    public async Task Packets_that_are_none_end_their_own_connection_and_nothing_else()
    {
        var random = new Random(6);
        var messages = Packets.ToList();
        for (var i = 0; i < 400; i++) messages.Add(Mutations.Bytes(random, [.. random.Pick(Packets)]));
        await Parallel.ForEachAsync(messages, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (message, cancellation) => await Say(message, cancellation));
        Assert.True(await Alive());
    }

    [Fact]
    public async Task Topics_and_payloads_of_any_kind_are_answered_or_end_the_connection()
    {
        await server.Register("3208900001");
        var random = new Random(7);
        var cases = new List<byte[]>();
        for (var i = 0; i < 800; i++)
        {
            var topic = random.OneIn(3) ? Mutations.Text(random, "twin/3208900001/t1/telemetry") : random.OneIn(4) ? random.Pick(Hostile.Texts) : "twin/3208900001/t1/telemetry";
            var payload = random.OneIn(3) ? random.Pick(Hostile.Json) : Mutations.Json(random, System.Text.Json.Nodes.JsonNode.Parse($$"""{"at":"{{DateTime.UtcNow:O}}","seq":1,"values":{"temperatureC":41.5,"session":true} }"""));
            var bytes = Mutations.Utf8(topic);
            cases.Add([.. Known, .. Publish(bytes.AsSpan(0, Math.Min(bytes.Length, 60_000)), Mutations.Utf8(payload))]);
        }
        var failuresBefore = server.Log.Failures.Count(f => f.Contains("MQTT", StringComparison.Ordinal));
        await Parallel.ForEachAsync(cases, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (message, cancellation) => await Say(message, cancellation));
        Assert.True(await Alive());
        // A fault of ours is logged: none of these may be one.
        Assert.Equal(failuresBefore, server.Log.Failures.Count(f => f.Contains("MQTT", StringComparison.Ordinal)));
    }

    private async Task<bool> Alive() => (await Say([.. Known, .. Publish("twin/3208900001/none/telemetry"u8, "{}"u8), 0xE0, 0x00], CancellationToken.None)) is [0x20, 0x02, 0, 0, 0x40, 0x02, 0, 7, ..];

    private async Task<byte[]> Say(byte[] message, CancellationToken cancellation)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", server.MqttPort, cancellation);
        var answer = new MemoryStream();
        await using var stream = client.GetStream();
        try
        {
            await stream.WriteAsync(message, cancellation);
            client.Client.Shutdown(SocketShutdown.Send);
            await stream.CopyToAsync(answer, cancellation);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            // It was cut off.
        }
        return answer.ToArray();
    }
}
