using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Twin.Api.Devices;
using Twin.Api.Json;
using Twin.Api.View;
using Twin.Domain.Devices;
using Twin.Domain.Explanation;
using Twin.Domain.Network;
using Twin.Grains.Network;

namespace Twin.Api.Outlets.Lists;

/// <summary>
/// Writes an outlet in the shape of <see cref="OutletModel"/>, straight from its row: a page or a snapshot of thousands makes no models. Tests hold the two together.
/// </summary>
public static class OutletJson
{
    public static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All), SkipValidation = true };

    public static void Write(Utf8JsonWriter json, ViewRow row, OutletFields fields, double? distanceM = null) => Write(json, row.Outlet!, fields, null, distanceM);

    /// <summary>With the live parts, which only the twins know.</summary>
    public static void Write(Utf8JsonWriter json, OutletPresent present, OutletFields fields) => Write(json, present.Row, fields, present.Devices);

    private static void Write(Utf8JsonWriter json, OutletRow outlet, OutletFields fields, DeviceSnapshot[]? live, double? distanceM = null)
    {
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
        if (fields.Has(19)) Devices(json, outlet.Devices, live, outlet.Cases);
        if (fields.Has(20)) Strings(json, "incidents"u8, outlet.Incidents);
        if (fields.Has(21) && live is not null) Freshness(json, live);
        if (fields.Has(22) && live is not null) Notices(json, outlet.Devices, live);
        if (fields.Has(23) && distanceM is { } metres) json.WriteNumber("distanceM"u8, Math.Round(metres, 1));
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

    private static void Devices(Utf8JsonWriter json, IReadOnlyList<DeviceRow> devices, DeviceSnapshot[]? live, IReadOnlyList<FaultCase> cases)
    {
        json.WriteStartArray("devices"u8);
        for (var i = 0; i < devices.Count; i++)
        {
            json.WriteStartObject();
            json.WriteString("id"u8, devices[i].Profile.Id.ToString());
            json.WriteString("kind"u8, Words.DeviceKind[(int)devices[i].Profile.Kind]);
            json.WriteString("status"u8, Words.DeviceStatus[(int)(live?[i].Status ?? devices[i].Status)]);
            if (live is not null) Values(json, live[i]);
            Faults(json, devices[i].Profile.Id, live?[i].Faults ?? devices[i].Summary?.Faults ?? [], cases);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Values(Utf8JsonWriter json, DeviceSnapshot device)
    {
        if (device.LastSeen is { } seen) json.WriteString("lastSeen"u8, seen);
        json.WriteStartObject("values"u8);
        for (var i = 0; i < device.Values.Count; i++)
        {
            var (name, value, at) = device.Values[i];
            json.WriteStartObject(name);
            json.WritePropertyName("value"u8);
            ValueJsonConverter.Write(json, value);
            json.WriteString("at"u8, at);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    private static void Freshness(Utf8JsonWriter json, DeviceSnapshot[] devices)
    {
        var (lastSeen, unknown, offline) = ((DateTime?)null, 0, 0);
        foreach (var device in devices)
        {
            if (lastSeen is null || device.LastSeen > lastSeen) lastSeen = device.LastSeen;
            if (device.Status == DeviceStatus.Unknown) unknown++;
            else if (device.Status == DeviceStatus.Offline) offline++;
        }
        json.WriteStartObject("freshness"u8);
        if (lastSeen is { } seen) json.WriteString("lastSeen"u8, seen);
        json.WriteNumber("devicesUnknown"u8, unknown);
        json.WriteNumber("devicesOffline"u8, offline);
        json.WriteEndObject();
    }

    private static void Notices(Utf8JsonWriter json, IReadOnlyList<DeviceRow> devices, DeviceSnapshot[] live)
    {
        json.WriteStartArray("notices"u8);
        for (var i = 0; i < live.Length; i++)
            foreach (var notice in NoticeModel.Of(live[i], devices[i].Profile.Id.ToString())) JsonSerializer.Serialize(json, notice, ApiJson.Options);
        json.WriteEndArray();
    }

    private static void Faults(Utf8JsonWriter json, DeviceId device, IReadOnlyList<FaultSummary> faults, IReadOnlyList<FaultCase> cases)
    {
        json.WriteStartArray("faults"u8);
        for (var i = 0; i < faults.Count; i++)
        {
            var fault = faults[i];
            json.WriteStartObject();
            json.WriteString("rule"u8, fault.Rule);
            json.WriteString("severity"u8, Words.Severity[(int)fault.Severity]);
            json.WriteString("since"u8, fault.Since);
            json.WriteString("state"u8, Words.FaultState[(int)fault.State]);
            json.WriteBoolean("security"u8, fault.Security);
            json.WriteBoolean("flapping"u8, fault.Flapping);
            if (Known(cases, device, fault.Rule) is { } known) Case(json, known);
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
