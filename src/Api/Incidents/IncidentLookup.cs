using Microsoft.AspNetCore.Http;
using Twin.Api.Access;
using Twin.Api.Errors;
using Twin.Api.View;
using Twin.Domain.Access;
using Twin.Domain.Incidents;
using Twin.Grains.Incidents;

namespace Twin.Api.Incidents;

/// <summary>An incident by its id, as its caller may see it.</summary>
internal static class IncidentLookup
{
    /// <summary>The twin is asked only for an id that is listed or could be an older one's: an id made up activates it for a moment and no longer.</summary>
    public static async Task<(IncidentView? Found, Problem? Problem)> FindAsync(HttpContext http, IGrainFactory grains, NetworkView view, string id)
    {
        if (!IncidentId.IsId(id)) return (null, Unknown(id));
        if (view.State.FindIncident(id, DivisionLimit.Whole) is null && !await view.WaitForFirstSync(http.RequestAborted)) return (null, Unknown(id));
        if (await grains.Incident(id).Read() is not { } incident) return (null, Unknown(id));
        return IncidentSight.Of(incident, http.Limit(), view.State) is { } seen ? (seen, null) : (null, Outside(http, id));
    }

    public static Problem Unknown(string id) => Problem.NotFound($"There is no incident '{id}'.");

    public static Problem Outside(HttpContext http, string id) => http.Caller().Outside($"Incident {id} lies");
}
