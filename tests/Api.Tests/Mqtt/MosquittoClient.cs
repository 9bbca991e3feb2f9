using System.Diagnostics;
using Twin.Api.Tests.Telemetry;

namespace Twin.Api.Tests.Mqtt;

/// <summary>mosquitto_pub and mosquitto_sub, the clients people have.</summary>
internal static class MosquittoClient
{
    public static async Task<(int Code, string Said)> PublishAsync(TelemetryServer server, string version, string topic, string payload, string key = TelemetryServer.Key, string user = "admin", int qos = 1)
    {
        using var process = Start("mosquitto_pub", server, version, user, key, "-t", topic, "-q", $"{qos}", "-s");
        await process.StandardInput.WriteAsync(payload);
        process.StandardInput.Close();
        var said = await process.StandardError.ReadToEndAsync() + await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, said);
    }

    /// <summary>Prints its subscription when it is made (-d), then each message as topic and payload.</summary>
    public static Process Subscribe(TelemetryServer server, string version, string filter, int messages) =>
        Start("mosquitto_sub", server, version, "admin", TelemetryServer.Key, "-t", filter, "-q", "1", "-C", $"{messages}", "-W", "30", "-d", "-F", "message %t %r %p");

    private static Process Start(string program, TelemetryServer server, string version, string user, string key, params string[] arguments)
    {
        if (!(Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(p => File.Exists(Path.Combine(p, program))))
            throw new InvalidOperationException($"{program} is needed for this test: apt-get install mosquitto-clients.");
        // Into a pipe it would keep its lines to itself until it ends.
        return Process.Start(new ProcessStartInfo("stdbuf", ["-oL", program, "-h", "127.0.0.1", "-p", $"{server.MqttPort}", "-V", version, "-u", user, "-P", key, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
    }
}
