using Microsoft.AspNetCore.Routing;
using Twin.Grains.Documents;

namespace Twin.Api.Documents;

/// <summary>The rules that say when a device is at fault.</summary>
public static class RuleBookEndpoints
{
    private static readonly DocumentKind RuleBook = new("ruleBook", "the rule book", "Rule book", (grains, _) => (grains.RuleBookDocument(), null));

    public static void MapRuleBook(this RouteGroupBuilder api) => api.MapDocument("/rulebook", RuleBook);
}
