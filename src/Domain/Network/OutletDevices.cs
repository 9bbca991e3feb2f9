using System.Text.Json.Nodes;
using Twin.Domain.Documents;

namespace Twin.Domain.Network;

/// <summary>The three device lists of a profile: <c>lines</c>, <c>terminals</c>, <c>cameras</c>, each of <c>{id, model}</c>.</summary>
internal static class OutletDevices
{
    /// <summary>Devices of one outlet, of all kinds together.</summary>
    public const int Max = 64;

    private const int ModelLengthMax = 100;

    /// <summary>The lists by field, in the order devices are registered in.</summary>
    public static readonly IReadOnlyList<(string Field, DeviceKind Kind)> Kinds = [("lines", DeviceKind.Line), ("terminals", DeviceKind.Terminal), ("cameras", DeviceKind.Camera)];

    public static IReadOnlyList<DeviceProfile> Read(DocReader reader, List<DocFault> faults)
    {
        var devices = new List<DeviceProfile>();
        var total = 0;
        foreach (var (field, kind) in Kinds)
        {
            var items = reader.List(field);
            var room = Math.Max(0, Max - total);
            total += items.Count;
            if (items.Count > room && total - items.Count <= Max)
                reader.Fault(field, reader.Node(field), "tooMany", $"more than {Max} devices in one outlet");
            foreach (var (node, path) in items.Take(room))
                if (Device(node, path, kind, devices, faults) is { } device) devices.Add(device);
        }
        return devices;
    }

    public static void Write(IReadOnlyList<DeviceProfile> devices, JsonObject json)
    {
        foreach (var (field, kind) in Kinds)
            json[field] = new JsonArray([.. devices.Where(d => d.Kind == kind).Select(Json)]);
    }

    private static DeviceProfile? Device(DocNode node, string path, DeviceKind kind, List<DeviceProfile> before, List<DocFault> faults)
    {
        if (DocReader.Open(node, path, faults) is not { } reader) return null;
        var text = reader.Text("id", required: true);
        var model = OutletProfileFormat.Line(reader, "model", ModelLengthMax);
        reader.Done();
        if (text is null) return null;
        if (!DeviceId.TryParse(text, out var id))
            reader.Fault("id", reader.Node("id"), "invalidValue", $"'{text}' is not a device id: 1 to {DeviceId.LengthMax} of a-z, 0-9 and '-', starting with a letter or digit");
        else if (before.Exists(d => d.Id == id))
            reader.Fault("id", reader.Node("id"), "duplicateDevice", $"the outlet has another device '{text}'");
        else
            return DeviceProfile.Of(id, kind, model);
        return null;
    }

    private static JsonNode Json(DeviceProfile device)
    {
        var json = new JsonObject { ["id"] = device.Id.ToString() };
        if (device.Model is { } model) json["model"] = model;
        return json;
    }
}
