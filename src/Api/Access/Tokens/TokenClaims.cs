using System.Security.Claims;
using Twin.Domain.Access;

namespace Twin.Api.Access.Tokens;

/// <summary>What a token that is good says of its bearer.</summary>
internal static class TokenClaims
{
    private const string WholeProvince = "*";
    private const int NameMax = 200;

    /// <summary>The caller, or why the token cannot be one.</summary>
    public static (Caller? Caller, string? Fault) Read(ClaimsIdentity claims, DateTime expires, OidcOptions options)
    {
        if (Name(claims, options) is not { Length: > 0 } name) return (null, $"The token has neither {options.NameClaim} nor sub: it says of nobody.");
        if (Divisions(claims, options, out var fault) is not { } divisions) return (null, fault);
        return (new(name.Length <= NameMax ? name : name[..NameMax], Granted(claims, options), divisions) { Issuer = claims.FindFirst("iss")?.Value, ExpiresAt = expires }, null);
    }

    /// <summary>Scopes from words with spaces between; null when one of them is none, or there are none.</summary>
    public static Scopes? Parse(string words)
    {
        var sum = Scopes.None;
        foreach (var word in Words(words))
        {
            if (Find(word) is not { } scope) return null;
            sum |= scope;
        }
        return sum == Scopes.None ? null : sum;
    }

    private static string? Name(ClaimsIdentity claims, OidcOptions options) => (claims.FindFirst(options.NameClaim) ?? claims.FindFirst("sub"))?.Value.Trim();

    private static Scopes Granted(ClaimsIdentity claims, OidcOptions options) => ScopeRules.Sum(
        claims.FindAll(options.ScopesClaim).SelectMany(c => Words(c.Value))
            .Select(word => options.Scopes.Count == 0 ? Find(word) ?? Scopes.None : options.Scopes.TryGetValue(word, out var scopes) ? Parse(scopes) ?? Scopes.None : Scopes.None));

    // What cannot be read must never become more than was meant.
    private static DivisionLimit? Divisions(ClaimsIdentity claims, OidcOptions options, out string? fault)
    {
        fault = null;
        if (string.IsNullOrWhiteSpace(options.DivisionsClaim)) return DivisionLimit.Whole;
        var prefixes = claims.FindAll(options.DivisionsClaim).SelectMany(c => Words(c.Value)).ToArray();
        if (prefixes is [WholeProvince]) return DivisionLimit.Whole;
        if (prefixes.Length == 0) fault = $"The token has no {options.DivisionsClaim}: where its bearer may is not said.";
        else if (prefixes.Select(DivisionLimit.Fault).FirstOrDefault(f => f is not null) is { } wrong) fault = $"The token's {options.DivisionsClaim} cannot be read: {wrong}.";
        return fault is null ? DivisionLimit.Of(prefixes) : null;
    }

    private static Scopes? Find(string word)
    {
        foreach (var (known, scope) in ScopeRules.Words)
            if (known == word) return scope;
        return null;
    }

    private static string[] Words(string text) => text.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
