using System.Text.RegularExpressions;
using System.Xml;
using Microsoft.AspNetCore.Http;
using Twin.Api.Access;
using Twin.Api.Errors;
using Twin.Api.History;
using Twin.Api.Requests;
using Twin.Api.View;
using Twin.Documents;
using Twin.Domain.Access;
using Twin.Domain.Documents;
using Twin.Domain.Muting;
using Twin.Domain.Network;
using Twin.Domain.Time;

namespace Twin.Api.Muting;

/// <summary>Reads a silence or maintenance window from a request, with all its faults at once.</summary>
internal static partial class MuteBody
{
    public const int BytesMax = 16 * 1024;
    private const int TextMax = 200;
    private const int ReasonMax = 1_000;
    private static readonly TimeSpan LastsMax = TimeSpan.FromDays(366);

    /// <summary>Well formed, but nothing the network has or a time that cannot be.</summary>
    private static readonly HashSet<string> Meaningless = ["unknownOutlet", "unknownDevice", "unknownDivision", "notACounty", "notACity", "notAnArea", "outOfRange"];

    public static async Task<(Mute? Mute, Problem? Problem)> ReadAsync(HttpContext http, MuteKind kind, ViewState view, DateTime now)
    {
        if (MediaTypes.RefuseOther(http.Request, MediaTypes.Json) is { } other) return (null, other);
        var (text, problem) = await RequestBody.ReadTextAsync(http);
        if (problem is not null) return (null, problem);
        var faults = new List<DocFault>();
        var mute = DocumentText.Parse(text, DocumentFormat.Json, faults) is { } document && DocReader.Open(document, "", faults) is { } reader
            ? Read(reader, kind, http.Caller(), view, now, faults)
            : null;
        if (faults.Count == 0 && MuteSight.IsInside(mute!.Match, http.Limit(), view)) return (mute, null);
        if (faults.Count == 0) return (null, http.Caller().Outside("Something it may match lies", new ProblemError("match", "forbidden", "name an outlet, a device, a district or a city inside the key's divisions")));
        var status = faults.TrueForAll(f => Meaningless.Contains(f.Code)) ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status400BadRequest;
        return (null, Problem.Of(status, "The request has faults; nothing was changed.", [.. faults.Select(ProblemError.Of)]));
    }

    private static Mute Read(DocReader reader, MuteKind kind, Caller caller, ViewState view, DateTime now, List<DocFault> faults)
    {
        var match = reader.Required("match") is { } node && DocReader.Open(node, "match", faults) is { } inner ? Match(inner, caller.Divisions, view, faults) : new();
        var given = reader.Node("from") is not null;
        var from = Time(reader, "from") ?? now;
        var until = Until(reader, given ? from : now, now);
        var reason = reader.Text("reason", required: true, lengthMax: ReasonMax)?.Trim();
        var by = reader.Text("by", lengthMax: TextMax)?.Trim();
        reader.Done();
        return new() { Id = "", Kind = kind, Match = match, From = from, Until = until ?? now, Reason = reason ?? "", By = by is { Length: > 0 } ? by : caller.Name };
    }

    private static DateTime? Until(DocReader reader, DateTime from, DateTime now)
    {
        var (until, lasts) = (Time(reader, "until"), Duration(reader));
        if (reader.Node("until") is null && reader.Node("duration") is null) reader.Fault("until", null, "required", "'until' is missing: when it ends, or 'duration': how long it lasts");
        if (reader.Node("until") is not null && reader.Node("duration") is { } second) reader.Fault("duration", second, "conflict", "give 'until' or 'duration', not both");
        if ((until ?? Sum(from, lasts)) is not { } end) return null;
        var (key, at) = until is null ? ("duration", reader.Node("duration")) : ("until", reader.Node("until"));
        if (end <= from) reader.Fault(key, at, "outOfRange", "it must end after it begins");
        else if (end <= now) reader.Fault(key, at, "outOfRange", "it must end in the future");
        else if (end - from > LastsMax) reader.Fault(key, at, "outOfRange", $"it may last {LastsMax.TotalDays:0} days at most");
        return end;
    }

    private static DateTime? Sum(DateTime from, TimeSpan? lasts) => lasts is { } time && from < DateTime.MaxValue - time ? from + time : null;

    private static DateTime? Time(DocReader reader, string key)
    {
        if (reader.Text(key, lengthMax: TextMax) is not { } text) return null;
        if (HistoryTime.TryInstant(text, out var at)) return at;
        reader.Fault(key, reader.Node(key), "invalidValue", $"'{text}' is not a time in ISO 8601 with offset, e.g. 2027-01-01T00:00:00Z");
        return null;
    }

    private static TimeSpan? Duration(DocReader reader)
    {
        if (reader.Text("duration", lengthMax: TextMax) is not { } text) return null;
        if (DurationText.TryParse(text, out var duration)) return duration;
        if (Iso().IsMatch(text) && text[^1] is not ('P' or 'T')) return XmlConvert.ToTimeSpan(text);
        reader.Fault("duration", reader.Node("duration"), "invalidValue", $"expected a duration such as {DurationText.Examples}, or PT15M; found '{text}'");
        return null;
    }

    /// <summary>Days and less: a month is no fixed time. Six digits hold more than may be asked for.</summary>
    [GeneratedRegex(@"^P(\d{1,6}D)?(T(\d{1,6}H)?(\d{1,6}M)?(\d{1,6}S)?)?$")]
    private static partial Regex Iso();

    private static MuteMatch Match(DocReader reader, DivisionLimit within, ViewState view, List<DocFault> faults)
    {
        var match = new MuteMatch
        {
            Outlet = Outlet(reader, view),
            District = Division(reader, "district", d => d.IsCountyLevel, "notACounty", "a county or district"),
            City = Division(reader, "city", d => d.Level == DivisionLevel.City, "notACity", "a city"),
            TelecomArea = Division(reader, "telecomArea", d => d.Level != DivisionLevel.Province, "notAnArea", "a county or a city"),
            AccessNode = Name(reader, "accessNode"),
            Rule = Name(reader, "rule"),
            Device = Device(reader, within, view),
        };
        if (reader.Map.Entries.All(e => e.Value is DocNull))
            faults.Add(new(reader.Path, "required", "what it matches is missing: outlet, district, city, telecomArea, accessNode, rule or device", reader.Map.Line, reader.Map.Column));
        if (match is { Outlet: { } outlet, Device: { } device } && device.Outlet != outlet)
            reader.Fault("device", reader.Node("device"), "outOfRange", $"{device} is not a device of {outlet}: it would cover nothing");
        reader.Done();
        return match;
    }

    private static string? Name(DocReader reader, string key)
    {
        if (reader.Text(key, lengthMax: TextMax) is not { } text) return null;
        if (!string.IsNullOrWhiteSpace(text)) return text.Trim();
        reader.Fault(key, reader.Node(key), "invalidValue", $"'{key}' is empty");
        return null;
    }

    private static OutletCode? Outlet(DocReader reader, ViewState view)
    {
        if (reader.Text("outlet", lengthMax: TextMax) is not { } text) return null;
        if (!OutletCode.TryParse(text, out var code)) reader.Fault("outlet", reader.Node("outlet"), "invalidValue", $"'{text}' is not an outlet code: ten digits are needed");
        else if (view.Find(code, DivisionLimit.Whole) is null) reader.Fault("outlet", reader.Node("outlet"), "unknownOutlet", $"there is no outlet {code}");
        else return code;
        return null;
    }

    // Which devices an outlet outside has is not told: naming one is refused as a whole.
    private static DeviceRef? Device(DocReader reader, DivisionLimit within, ViewState view)
    {
        if (reader.Text("device", lengthMax: TextMax) is not { } text) return null;
        if (!DeviceRef.TryParse(text, out var device)) reader.Fault("device", reader.Node("device"), "invalidValue", $"'{text}' is not a device: write outlet/device, e.g. 3208008351/t1");
        else if (view.Find(device.Outlet, DivisionLimit.Whole) is { Outlet: { } known } && !within.Holds(known.Profile.District)) return device;
        else if (view.Find(device.Outlet, within)?.Outlet is not { } row || row.Profile.Devices.All(d => d.Id != device.Id)) reader.Fault("device", reader.Node("device"), "unknownDevice", $"there is no device {device}");
        else return device;
        return null;
    }

    private static DivisionCode? Division(DocReader reader, string key, Predicate<Division> fits, string misfit, string wanted)
    {
        if (reader.Text(key, lengthMax: TextMax) is not { } text) return null;
        var node = reader.Node(key);
        if (!DivisionCode.TryParse(key == "city" && text.Length == 4 ? text + "00" : text, out var code)) reader.Fault(key, node, "invalidValue", $"'{text}' is not a division code: six digits are needed");
        else if (Divisions.Find(code) is not { } division) reader.Fault(key, node, "unknownDivision", $"no division has the code {text}");
        else if (!fits(division)) reader.Fault(key, node, misfit, $"{code} ({division.NameZh}) is not {wanted}");
        else return code;
        return null;
    }
}
