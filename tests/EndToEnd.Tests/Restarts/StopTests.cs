using Twin.EndToEnd.Tests.Running;

namespace Twin.EndToEnd.Tests.Restarts;

/// <summary>SIGTERM: it ends what it has begun, and goes.</summary>
public sealed class StopTests : IDisposable
{
    private const string Code = "3208300001";

    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public async Task With_streams_and_mqtt_clients_open_it_stops_with_0_and_keeps_everything()
    {
        await using var before = await TwinProcess.Serve(_temp["data"]);
        await before.Api.Put(Code);
        using var stream = await TwinStream.Open(before.Api);
        await stream.Expect("snapshot");
        using var subscriber = await Mosquitto.Subscribe(before, "mqttv5");
        await before.Api.Report($"{Code}/c1", """{"video":true}""");
        Assert.Equal(0, await before.Terminate());
        while (await stream.Next() is not null)
        {
            // What it had still to say; then the end of the stream, not a broken connection.
        }
        subscriber.Kill();
        await subscriber.WaitForExitAsync();
        Assert.DoesNotContain(" fail: ", before.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", before.Errors, StringComparison.Ordinal);
        // A stopped folder is what the operator is told to copy: the key and one store file, nothing half written beside it.
        Assert.Equal(["admin.key", "twin.db", "twin.lock"], Directory.GetFiles(_temp["data"]).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));

        await using var after = await TwinProcess.Serve(_temp["data"]);
        Assert.Equal("online", (string?)(await after.Api.Device($"{Code}/c1"))["status"]);
        Assert.Equal(before.Key, after.Key);
        Assert.Equal(0, await after.Terminate());
    }

    [Fact]
    public async Task A_stop_during_telemetry_loses_nothing_that_was_acknowledged()
    {
        await using var before = await TwinProcess.Serve(_temp["data"]);
        await before.Api.Put(Code, terminals: 20);
        await before.Api.Rules("version: 1\nrules:\n  - {id: hot, device: terminal, when: temperatureC > 70, severity: minor}\n", $"{Code}/t20", "hot");
        var acknowledged = new List<int>();
        var stopping = Task.CompletedTask as Task;
        try
        {
            for (var n = 1; n <= 20; n++)
            {
                await before.Api.Report($"{Code}/t{n}", """{"temperatureC":80}""");
                acknowledged.Add(n);
                if (n == 10) stopping = before.Terminate();
            }
        }
        catch (HttpRequestException)
        {
            // It takes no more.
        }
        await stopping;
        Assert.True(acknowledged.Count >= 10);

        await using var after = await TwinProcess.Serve(_temp["data"]);
        foreach (var n in acknowledged) Assert.Equal("hot", (string?)Assert.Single((await after.Api.Device($"{Code}/t{n}"))["faults"]!.AsArray())!["rule"]);
    }
}
