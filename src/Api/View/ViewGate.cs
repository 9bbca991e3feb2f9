using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Twin.Api.Admission;
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
        return minRevision is not { } revision || view.Revision >= revision ? null : await AwaitRevision(view, revision, context);
    }

    // Who only waits does not take the place of one who could be answered meanwhile, but many must not wait either.
    private static async Task<Problem?> AwaitRevision(NetworkView view, long revision, HttpContext context)
    {
        var turn = context.Features.Get<RequestTurn>();
        var polls = context.RequestServices.GetRequiredService<RequestAdmission>().LongPolls;
        var key = turn?.Key ?? "";
        if (polls.TryTake(key, 1) is var refusal and not Refusal.None) return Refused(context, "longPoll", refusal, "requests that wait for a revision");
        try
        {
            turn?.Leave();
            if (!await view.WaitForRevision(revision, context.RequestAborted))
                return Problem.PreconditionFailed($"The view has seen revision {view.Revision} and not {revision} within {NetworkView.WaitMax.TotalSeconds:0} s.");
        }
        finally
        {
            polls.GiveBack(key, 1);
        }
        return turn is not null && await turn.EnterAsync(context.RequestAborted) is var full and not Refusal.None ? Refused(context, "read", full, "requests") : null;
    }

    private static Problem Refused(HttpContext context, string kind, Refusal refusal, string what)
    {
        context.RequestServices.GetRequiredService<AdmissionInstruments>().Refused(kind, refusal);
        return Problem.Of(refusal, what);
    }
}
