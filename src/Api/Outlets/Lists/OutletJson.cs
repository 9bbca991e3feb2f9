using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Twin.Api.View;
using Twin.Domain.Explanation;
using Twin.Domain.Network;
using Twin.Grains.Network;

namespace Twin.Api.Outlets.Lists;

/// <summary>
/// Writes a row as <see cref="OutletModel"/> is written, straight from the row: a page or a snapshot of thousands makes no models. A test holds the
/// two together.
/// </summary>
public static class OutletJson
{
    public static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All), SkipValidation = true };

    public static void Write(Utf8JsonWriter json, ViewRow row, OutletFields fields, double? distanceM = null)
    {
        var outlet = row.Outlet!;
        var p = outlet.Profile;
        json.WriteStartObject();
        json.WriteString("code"u8, p.Code.ToString());
        if (fields.Has(1)) json.WriteString("name"u8, p.Name);
        if (fields.Has(2) && p.Address is { } address) json.WriteString("address"u8, address);
        if (fields.Has(3)) json.WriteString("district"u8, p.District.ToString());
        if (fields.Has(4) && p.Location is { } at) Location(json, at);
        if (fields.Has(5) && p.TelecomArea is { } area) json.WriteString("telecomArea"u8, area.ToString());
        if (fields.Has(6) && p.AccessNode is { } node) json.WriteString("accessNode"u8, node);
        if (fields.Has(7)) json.WriteString("calendar"u8, p.Calendar);
        if (fields.Has(8)) Strings(json, "designations"u8, p.Designations);
        if (fields.Has(9)) Strings(json, "amenities"u8, p.Amenities);
        if (fields.Has(10)) Profiles(json, "lines"u8, p, DeviceKind.Line);
        if (fields.Has(11)) Profiles(json, "terminals"u8, p, DeviceKind.Terminal);
        if (fields.Has(12)) Profiles(json, "cameras"u8, p, DeviceKind.Camera);
        if (fields.Has(13)) json.WriteNumber("revision"u8, outlet.Revision);
        if (fields.Has(14)) json.WriteString("city"u8, p.City.ToString());
        if (fields.Has(15)) json.WriteString("status"u8, Words.Status[(int)outlet.Status]);
        if (fields.Has(16)) json.WriteString("severity"u8, Words.Severity[(int)outlet.Severity]);
        if (fields.Has(17)) json.WriteString("since"u8, outlet.Since);
        if (fields.Has(18)) json.WriteString("updatedAt"u8, outlet.UpdatedAt);
        if (fields.Has(19)) Devices(json, outlet.Devices, outlet.Cases);
        if (fields.Has(20)) Strings(json, "incidents"u8, row.Outlet!.Incidents);
        if (fields.Has(22) && distanceM is { } metres) json.WriteNumber("distanceM"u8, Math.Round(metres, 1));
        json.WriteEndObject();
    }

    private static void Location(Utf8JsonWriter json, GeoPoint at)
    {
        json.WriteStartObject("location"u8);
        json.WriteNumber("lon"u8, at.Lon);
        json.WriteNumber("lat"u8, at.Lat);
        json.WriteEndObject();
    }

    private static void Strings(Utf8JsonWriter json, ReadOnlySpan<byte> name, IReadOnlyList<string> values)
    {
        json.WriteStartArray(name);
        for (var i = 0; i < values.Count; i++) json.WriteStringValue(values[i]);
        json.WriteEndArray();
    }

    private static void Profiles(Utf8JsonWriter json, ReadOnlySpan<byte> name, OutletProfile outlet, DeviceKind kind)
    {
        json.WriteStartArray(name);
        for (var i = 0; i < outlet.Devices.Count; i++)
        {
            if (outlet.Devices[i] is not { } device || device.Kind != kind) continue;
            json.WriteStartObject();
            json.WriteString("id"u8, device.Id.ToString());
            if (device.Model is { } model) json.WriteString("model"u8, model);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Devices(Utf8JsonWriter json, IReadOnlyList<DeviceRow> devices, IReadOnlyList<FaultCase> cases)
    {
        json.WriteStartArray("devices"u8);
        for (var i = 0; i < devices.Count; i++)
        {
            json.WriteStartObject();
            json.WriteString("id"u8, devices[i].Profile.Id.ToString());
            json.WriteString("kind"u8, Words.DeviceKind[(int)devices[i].Profile.Kind]);
            json.WriteString("status"u8, Words.DeviceStatus[(int)devices[i].Status]);
            Faults(json, devices[i], cases);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Faults(Utf8JsonWriter json, DeviceRow device, IReadOnlyList<FaultCase> cases)
    {
        json.WriteStartArray("faults"u8);
        foreach (var fault in device.Summary?.Faults ?? [])
        {
            json.WriteStartObject();
            json.WriteString("rule"u8, fault.Rule);
            json.WriteString("severity"u8, Words.Severity[(int)fault.Severity]);
            json.WriteString("since"u8, fault.Since);
            json.WriteString("state"u8, Words.FaultState[(int)fault.State]);
            json.WriteBoolean("security"u8, fault.Security);
            json.WriteBoolean("flapping"u8, fault.Flapping);
            if (Known(cases, device.Profile.Id, fault.Rule) is { } known) Case(json, known);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Case(Utf8JsonWriter json, FaultCase known)
    {
        if (known.ExplainedBy is { } ancestor) json.WriteString("explainedBy"u8, ancestor);
        json.WriteString("standing"u8, Words.FaultStanding[(int)known.Standing]);
        json.WriteString("reason"u8, Words.FaultReason[(int)known.Reason]);
        if (known.Incident is { } incident) json.WriteString("incident"u8, incident);
    }

    private static FaultCase? Known(IReadOnlyList<FaultCase> cases, DeviceId device, string rule)
    {
        for (var i = 0; i < cases.Count; i++)
            if (cases[i].Device == device && cases[i].Rule == rule) return cases[i];
        return null;
    }
}
