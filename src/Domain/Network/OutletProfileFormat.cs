using System.Collections.Frozen;
using System.Text.Json.Nodes;
using Twin.Domain.Calendars;
using Twin.Domain.Documents;

namespace Twin.Domain.Network;

/// <summary>What to do with the fields that the API shows beside a profile but that nobody can write.</summary>
public enum ReadOnlyFields : byte { Ignore, Refuse }

/// <summary>
/// The profile of an outlet as a document: <c>{code, name, address, district, location:{lon, lat}, telecomArea, accessNode, calendar,
/// designations, amenities, lines, terminals, cameras}</c>.
/// </summary>
public static class OutletProfileFormat
{
    public const int NameLengthMax = 100;
    public const int AddressLengthMax = 500;
    public const int AccessNodeLengthMax = 64;
    public const int LabelsMax = 50;
    public const int LabelLengthMax = 100;

    internal static readonly FrozenSet<string> ReadOnly = FrozenSet.ToFrozenSet(
        ["revision", "status", "severity", "since", "devices", "incidents", "freshness", "city", "demo", "updatedAt", "notices", "distanceM"], StringComparer.Ordinal);

    private static readonly FrozenSet<string> MeaningCodes = FrozenSet.ToFrozenSet(
        ["unknownCity", "codeMismatch", "unknownDivision", "notACounty", "notAnArea", "duplicateDevice", "outOfRange"], StringComparer.Ordinal);

    /// <summary>Whether the document was well formed and what it said cannot be (422 rather than 400).</summary>
    public static bool IsMeaningFault(DocFault fault) => MeaningCodes.Contains(fault.Code);

    /// <summary>
    /// Reads a profile; null, with every fault noted, when anything is wrong. With <paramref name="expected"/>, the code is known from
    /// elsewhere (the path of the request), may be left out of the document and must not differ.
    /// </summary>
    public static OutletProfile? Read(DocNode document, OutletCode? expected, ReadOnlyFields onReadOnly, List<DocFault> faults)
    {
        var before = faults.Count;
        if (DocReader.Open(document, "", faults) is not { } reader) return null;
        var code = Code(reader, expected);
        var name = Line(reader, "name", NameLengthMax, required: true);
        var district = District(reader);
        var profile = new OutletProfile
        {
            Code = code,
            Name = name ?? "",
            District = district,
            Address = Line(reader, "address", AddressLengthMax),
            Location = Point(reader, "location", faults),
            TelecomArea = TelecomArea(reader),
            AccessNode = AccessNode(reader),
            Calendar = Calendar(reader),
            Designations = Labels(reader, "designations"),
            Amenities = Labels(reader, "amenities"),
            Devices = OutletDevices.Read(reader, faults),
        };
        foreach (var field in ReadOnly)
            if (reader.Present(field) is { } node && onReadOnly == ReadOnlyFields.Refuse)
                reader.Fault(field, node, "readOnly", $"'{field}' cannot be written");
        reader.Done();
        return faults.Count == before ? profile : null;
    }

    /// <summary>The writable fields, which <see cref="Read"/> reads back to an equal profile. What is absent is left out; lists are always there.</summary>
    public static JsonObject ToJson(OutletProfile profile)
    {
        var json = new JsonObject { ["code"] = profile.Code.ToString(), ["name"] = profile.Name };
        if (profile.Address is { } address) json["address"] = address;
        json["district"] = profile.District.ToString();
        if (profile.Location is { } at) json["location"] = new JsonObject { ["lon"] = at.Lon, ["lat"] = at.Lat };
        if (profile.TelecomArea is { } area) json["telecomArea"] = area.ToString();
        if (profile.AccessNode is { } node) json["accessNode"] = node;
        json["calendar"] = profile.Calendar;
        json["designations"] = Texts(profile.Designations);
        json["amenities"] = Texts(profile.Amenities);
        OutletDevices.Write(profile.Devices, json);
        return json;
    }

    private static OutletCode Code(DocReader reader, OutletCode? expected)
    {
        const string Key = "code";
        var node = reader.Node(Key);
        var text = reader.Text(Key, required: expected is null);
        if (text is not null && !OutletCode.TryParse(text, out _))
        {
            reader.Fault(Key, node, "invalidValue", $"'{text}' is not an outlet code: ten digits are needed");
            return default;
        }
        if (text is not null && expected is { } other && other.ToString() != text)
        {
            reader.Fault(Key, node, "codeMismatch", $"the document says {text}, the request {other}");
            return default;
        }
        if ((text is null ? expected : OutletCode.Parse(text)) is not { } code) return default;
        if (Divisions.Find(code.City) is not { Level: DivisionLevel.City })
            reader.Fault(Key, node, "unknownCity", $"{code} starts with {code.City.ToString()[..4]}, which is no city");
        return code;
    }

    private static DivisionCode District(DocReader reader)
    {
        if (Division(reader, "district", required: true) is not { } division) return default;
        if (!division.IsCountyLevel)
            reader.Fault("district", reader.Node("district"), "notACounty", $"{division.Code} ({division.NameZh}) is not a county: outlets are registered in counties");
        return division.Code;
    }

    private static DivisionCode? TelecomArea(DocReader reader)
    {
        var division = Division(reader, "telecomArea", required: false);
        if (division is { Level: DivisionLevel.Province })
            reader.Fault("telecomArea", reader.Node("telecomArea"), "notAnArea", $"{division.Code} ({division.NameZh}) is not a maintenance area: give a county or a city");
        return division?.Code;
    }

    private static Division? Division(DocReader reader, string key, bool required)
    {
        var text = Line(reader, key, 100, required);
        if (text is null) return null;
        if (!DivisionCode.TryParse(text, out var code))
            reader.Fault(key, reader.Node(key), "invalidValue", $"'{text}' is not a division code: six digits are needed");
        else if (Divisions.Find(code) is { } division)
            return division;
        else
            reader.Fault(key, reader.Node(key), "unknownDivision", $"no division has the code {text}");
        return null;
    }

    /// <summary>A place written <c>{lon, lat}</c>, in degrees.</summary>
    internal static GeoPoint? Point(DocReader reader, string key, List<DocFault> faults)
    {
        if (reader.Node(key) is not { } node || DocReader.Open(node, reader.PathOf(key), faults) is not { } point) return null;
        var (lon, lat) = (Degrees(point, "lon", 180), Degrees(point, "lat", 90));
        point.Done();
        return lon is { } x && lat is { } y ? new(x, y) : null;
    }

    private static double? Degrees(DocReader point, string key, double max)
    {
        var degrees = point.Number(key, required: true);
        if (degrees is null || Math.Abs(degrees.Value) <= max) return degrees;
        point.Fault(key, point.Node(key), "outOfRange", $"'{key}' must be from -{max} to {max} degrees");
        return null;
    }

    private static string? AccessNode(DocReader reader)
    {
        const string Key = "accessNode";
        var text = reader.Text(Key, lengthMax: AccessNodeLengthMax);
        if (text is null || (text.Length > 0 && text.Trim().Length == text.Length && !text.Any(char.IsControl))) return text;
        reader.Fault(Key, reader.Node(Key), "invalidValue", $"'{Key}' must be 1 to {AccessNodeLengthMax} printable characters without spaces at the ends");
        return null;
    }

    private static string Calendar(DocReader reader)
    {
        const string Key = "calendar";
        var id = reader.Text(Key);
        if (id is not null && !TradingCalendar.IsId(id))
            reader.Fault(Key, reader.Node(Key), "invalidValue", $"'{id}' is not a calendar id: 1 to 64 of a-z, 0-9 and '-'");
        return id ?? OutletProfile.DefaultCalendar;
    }

    private static IReadOnlyList<string> Labels(DocReader reader, string key)
    {
        var labels = reader.Texts(key, LabelLengthMax);
        if (reader.Node(key) is DocList { Items.Count: > LabelsMax } list)
            reader.Fault(key, list, "tooMany", $"{list.Items.Count} {key}; at most {LabelsMax} are allowed");
        return [.. labels.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>A text on one line; an empty one counts as absent unless it is required.</summary>
    internal static string? Line(DocReader reader, string key, int lengthMax, bool required = false)
    {
        var text = reader.Text(key, required, lengthMax);
        if (text is null || !text.Any(char.IsControl)) return string.IsNullOrEmpty(text) ? null : text;
        reader.Fault(key, reader.Node(key), "invalidValue", $"'{key}' must be on one line, without tabs");
        return null;
    }

    private static JsonArray Texts(IEnumerable<string> texts) => [.. texts.Select(text => (JsonNode)text)];
}
