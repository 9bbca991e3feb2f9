using Twin.Api.View;

namespace Twin.Api.Mqtt;

/// <summary><c>twin/{code}/{device}/telemetry</c>.</summary>
internal static class TelemetryTopic
{
    public const string Root = "twin/";
    private const string Leaf = "/telemetry";

    /// <summary>Whether a client may listen to this.</summary>
    public static bool IsSubscribable(string filter) => filter.StartsWith(Root, StringComparison.Ordinal);

    /// <summary>Whether the topic has the form; the device is null when it is not registered.</summary>
    public static bool TryParse(string topic, IDeviceDirectory devices, out RegisteredDevice? device)
    {
        device = null;
        if (topic.Length <= Root.Length + Leaf.Length || !topic.StartsWith(Root, StringComparison.Ordinal) || !topic.EndsWith(Leaf, StringComparison.Ordinal)) return false;
        var name = topic.AsSpan(Root.Length, topic.Length - Root.Length - Leaf.Length);
        if (name.Count('/') != 1 || name[0] == '/' || name[^1] == '/') return false;
        devices.TryFind(name, out device);
        return true;
    }
}
