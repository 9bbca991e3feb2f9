using System.Diagnostics;
using System.Globalization;

namespace Twin.EndToEnd.Tests.Running;

/// <summary>mosquitto_pub and mosquitto_sub, the clients people have.</summary>
public static class Mosquitto
{
    public static async Task<Ended> Publish(TwinProcess twin, string version, string topic, string payload, string? key = null)
    {
        using var process = Start("mosquitto_pub", twin, version, key, "-t", topic, "-q", "1", "-m", payload);
        return await Executable.Finish(process);
    }

    /// <summary>Over TLS, trusting the certificates of a file.</summary>
    public static async Task<Ended> PublishSecure(int port, string trusted, string key, string topic, string payload)
    {
        using var process = Process.Start(new ProcessStartInfo(
            "mosquitto_pub", ["-h", "127.0.0.1", "-p", port.ToString(CultureInfo.InvariantCulture), "--cafile", trusted, "-V", "mqttv5", "-u", "admin", "-P", key, "-t", topic, "-q", "1", "-m", payload])
        { RedirectStandardOutput = true, RedirectStandardError = true })!;
        return await Executable.Finish(process);
    }

    /// <summary>A subscriber to everything, once its subscription is made.</summary>
    public static async Task<Process> Subscribe(TwinProcess twin, string version)
    {
        var process = Start("mosquitto_sub", twin, version, null, "-t", "twin/#", "-q", "1", "-d", "-F", "message %t %p");
        while (await process.StandardOutput.ReadLineAsync().WaitAsync(Executable.Limit) is { } line)
            if (line.StartsWith("Subscribed", StringComparison.Ordinal)) return process;
        throw new InvalidOperationException(await process.StandardError.ReadToEndAsync());
    }

    public static async Task<string> Message(Process subscriber)
    {
        while (await subscriber.StandardOutput.ReadLineAsync().WaitAsync(Executable.Limit) is { } line)
            if (line.StartsWith("message ", StringComparison.Ordinal)) return line[8..];
        throw new InvalidOperationException("The subscriber ended.");
    }

    // Into a pipe they would keep their lines to themselves until they end.
    private static Process Start(string program, TwinProcess twin, string version, string? key, params string[] more) => Process.Start(new ProcessStartInfo(
        "stdbuf", ["-oL", program, "-h", "127.0.0.1", "-p", twin.MqttPort.ToString(CultureInfo.InvariantCulture), "-V", version, "-u", "admin", "-P", key ?? twin.Key, .. more])
    { RedirectStandardOutput = true, RedirectStandardError = true })!;
}
