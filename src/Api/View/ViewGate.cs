using Microsoft.AspNetCore.Http;
using Twin.Api.Errors;

namespace Twin.Api.View;

/// <summary>Holds a query back until the view can answer it.</summary>
public static class ViewGate
{
    /// <summary>The problem to answer with, or null when the view knows the whole network and has seen the revision asked for.</summary>
    public static async Task<Problem?> Await(this NetworkView view, long? minRevision, HttpContext context)
    {
        // Half a network would pass for the whole one.
        if (!await view.WaitForFirstSync(context.RequestAborted)) return Problem.Busy("The network is still being read.");
        if (minRevision is not { } revision || await view.WaitForRevision(revision, context.RequestAborted)) return null;
        return Problem.PreconditionFailed($"The view has seen revision {view.Revision} and not {revision} within {NetworkView.WaitMax.TotalSeconds:0} s.");
    }
}
