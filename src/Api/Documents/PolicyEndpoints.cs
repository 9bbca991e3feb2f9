using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Twin.Api.Access;
using Twin.Api.Errors;
using Twin.Api.Json;
using Twin.Api.Requests;
using Twin.Domain.Access;
using Twin.Domain.Escalation;
using Twin.Grains.Documents;

namespace Twin.Api.Documents;

/// <summary>How incidents are opened, escalated and closed.</summary>
public static class PolicyEndpoints
{
    private const string Example = """
        firstResponse: 15m
        dispatch: zone-first
        steps:
          - {after: 0s, notify: [on-shift]}
          - {after: 5m, notify: [lead], unless: acknowledged}
          - {after: 10m, notify: [duty-manager], unless: assigned}
        repeat: {every: 30m, times: 3}
        thenUnattended: [duty-manager]
        """;

    private static readonly DocumentKind Policy = new("policy", "a policy", "Policies", Example,
        (grains, id) => DocumentNames.RefuseId(id, "policy") is { } refused ? (null, refused) : (grains.PolicyDocument(id!), null));

    public static void MapPolicies(this RouteGroupBuilder api)
    {
        api.MapRead("/policies", All).RequireScope(Scopes.Read, wholeProvince: false).RefuseUnknownQuery().WithTags(Policy.Tag).WithName("listPolicies").WithSummary("List the policies")
            .Produces<PoliciesModel>(200).ProducesProblems(400);
        api.MapDocument("/policies/{id}", Policy);
    }

    private static async Task<IResult> All([FromServices] IGrainFactory grains)
    {
        var uploaded = await DocumentNames.UploadedAsync(grains, DocumentKeys.PolicyPrefix);
        var policies = await Task.WhenAll(uploaded.Append(EscalationPolicy.DefaultId).Distinct().Order(StringComparer.Ordinal).Select(async id =>
            await grains.PolicyDocument(id).Current() is { } document ? new PolicyModel(id, document.Version) : null));
        PolicyModel[] items = [.. policies.OfType<PolicyModel>()];
        return Results.Json(new PoliciesModel(items, items.Length), ApiJson.Options);
    }
}
