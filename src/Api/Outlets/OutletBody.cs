using Microsoft.AspNetCore.Http;
using Twin.Api.Access;
using Twin.Api.Errors;
using Twin.Api.Requests;
using Twin.Documents;
using Twin.Domain.Documents;
using Twin.Domain.Network;

namespace Twin.Api.Outlets;

/// <summary>From the body of a request to a profile, or to the problem that says everything wrong with it.</summary>
internal static class OutletBody
{
    public const int BytesMax = 256 * 1024;

    /// <summary>A whole profile. Read-only fields are passed over, so that what was read can be sent back.</summary>
    public static async Task<(OutletProfile? Profile, Problem? Problem)> ReadAsync(HttpContext http, OutletCode code)
    {
        if (MediaTypes.RefuseOther(http.Request, MediaTypes.Json) is { } other) return (null, other);
        var (document, problem) = await ParseAsync(http);
        if (document is null) return (null, problem);
        var faults = new List<DocFault>();
        var profile = OutletProfileFormat.Read(document, code, ReadOnlyFields.Ignore, faults);
        return (profile, profile is null ? ProblemOf(faults) : null);
    }

    public static async Task<(DocNode? Document, Problem? Problem)> ParseAsync(HttpContext http)
    {
        var (text, problem) = await RequestBody.ReadTextAsync(http);
        if (problem is not null) return (null, problem);
        var faults = new List<DocFault>();
        var document = DocumentText.Parse(text, DocumentFormat.Json, faults);
        return (document, document is null ? Problem.BadRequest("The body is not JSON.", faults) : null);
    }

    /// <summary>422 when the document says something that cannot be; 400 as soon as anything is malformed.</summary>
    public static Problem ProblemOf(List<DocFault> faults) => faults.TrueForAll(OutletProfileFormat.IsMeaningFault)
        ? Problem.Of(422, "What the outlet says of itself cannot be.", [.. faults.Select(ProblemError.Of)])
        : Problem.BadRequest("The outlet has faults.", faults);

    /// <summary>Why an outlet must not be put into a district; null when it may.</summary>
    public static Problem? Outside(HttpContext http, DivisionCode district) => http.Limit().Holds(district) ? null
        : http.Caller().Outside($"District {district} lies", new ProblemError("district", "forbidden", $"{district} is outside the key's divisions"));

    public static Problem UnknownCalendar(string calendar) => Problem.Meaningless(
        $"There is no calendar '{calendar}'.", new ProblemError("calendar", "unknownCalendar", $"no calendar has the id '{calendar}'; PUT /v1/calendars/{calendar} first"));
}
