using Microsoft.AspNetCore.Routing;
using Twin.Grains.Documents;

namespace Twin.Api.Documents;

/// <summary>The rules that say when a device is at fault.</summary>
public static class RuleBookEndpoints
{
    private const string Example = """
        version: 1
        rules:
          - id: terminal-offline
            device: terminal
            when: silent(90s) and open
            severity: major
            title: {zh: 终端机离线, en: Terminal offline}
        """;

    private static readonly DocumentKind RuleBook = new("ruleBook", "the rule book", "Rule book", Example, (grains, _) => (grains.RuleBookDocument(), null));

    public static void MapRuleBook(this RouteGroupBuilder api) => api.MapDocument("/rulebook", RuleBook);
}
