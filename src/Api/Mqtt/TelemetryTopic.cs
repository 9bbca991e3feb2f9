using Twin.Api.View;
using Twin.Domain.Access;
using Twin.Domain.Network;

namespace Twin.Api.Mqtt;

/// <summary><c>twin/{code}/{device}/telemetry</c>.</summary>
internal static class TelemetryTopic
{
    public const string Root = "twin/";
    private const string Leaf = "/telemetry";

    /// <summary>Whether a client may listen to this.</summary>
    public static bool IsSubscribable(string filter) => filter.StartsWith(Root, StringComparison.Ordinal);

    /// <summary>The one outlet that a filter asks for; null when it asks for several or for none.</summary>
    public static OutletCode? OutletOf(string filter) =>
        filter.StartsWith(Root, StringComparison.Ordinal) && OutletCode.TryParse(filter[Root.Length..].Split('/')[0], out var code) ? code : null;

    /// <summary>Whether the topic has the form. The device is null when it is not registered, or outside the divisions.</summary>
    public static bool TryParse(string topic, IDeviceDirectory devices, DivisionLimit within, out RegisteredDevice? device, out Reach reach)
    {
        (device, reach) = (null, Reach.Unknown);
        if (topic.Length <= Root.Length + Leaf.Length || !topic.StartsWith(Root, StringComparison.Ordinal) || !topic.EndsWith(Leaf, StringComparison.Ordinal)) return false;
        var name = topic.AsSpan(Root.Length, topic.Length - Root.Length - Leaf.Length);
        if (name.Count('/') != 1 || name[0] == '/' || name[^1] == '/') return false;
        reach = devices.Find(name, within, out device);
        return true;
    }
}
