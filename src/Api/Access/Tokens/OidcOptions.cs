using System.ComponentModel.DataAnnotations;
using Twin.Domain.Access;

namespace Twin.Api.Access.Tokens;

/// <summary>Tokens of an OpenID Connect issuer, as well as keys. Section <c>Twin:Oidc</c>; off until <see cref="Authority"/> is set.</summary>
public sealed class OidcOptions : IValidatableObject
{
    public const string Section = "Twin:Oidc";

    /// <summary>The issuer's URL; under it is <c>/.well-known/openid-configuration</c>, which says where its keys are.</summary>
    public string? Authority { get; set; }

    /// <summary>Whom tokens must be meant for: what the issuer knows this Twin by.</summary>
    public string? Audience { get; set; }

    /// <summary>Whether the issuer must be reached by https. Only for trying out is it not.</summary>
    public bool RequireHttps { get; set; } = true;

    /// <summary>How far the issuer's clock may be off.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")] public TimeSpan ClockSkew { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>When a token is signed with a key not known, the issuer is asked for new ones, but not more often than this.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")] public TimeSpan AskForKeysEvery { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>The claim that holds who it is, for the audit log and timelines; <c>sub</c> when a token lacks it.</summary>
    [Required] public string NameClaim { get; set; } = "preferred_username";

    /// <summary>The claim that holds what may be done: a list, or words with spaces between.</summary>
    [Required] public string ScopesClaim { get; set; } = "scope";

    /// <summary>What the words of that claim mean here: <c>twin-duty</c> = <c>read operate</c>. None given: they are scopes themselves, others are passed over.</summary>
    public Dictionary<string, string> Scopes { get; } = new(StringComparer.Ordinal);

    /// <summary>The claim that holds division prefixes; a token without it is refused, and <c>*</c> is the whole province. Not given: every token is for the whole province.</summary>
    public string? DivisionsClaim { get; set; }

    public bool IsOn => !string.IsNullOrWhiteSpace(Authority);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!IsOn) yield break;
        if (!Uri.TryCreate(Authority, UriKind.Absolute, out var uri) || uri.Scheme is not ("https" or "http")) yield return new($"Twin:Oidc:Authority is a URL, not '{Authority}'.", [nameof(Authority)]);
        else if (RequireHttps && uri.Scheme != "https") yield return new("Twin:Oidc:Authority must begin with https://, unless Twin:Oidc:RequireHttps is false.", [nameof(Authority)]);
        if (string.IsNullOrWhiteSpace(Audience)) yield return new("Twin:Oidc:Audience is needed: without it a token meant for anybody else would do.", [nameof(Audience)]);
        foreach (var (word, scopes) in Scopes)
            if (TokenClaims.Parse(scopes) is null)
                yield return new($"Twin:Oidc:Scopes:{word} is one or more of {string.Join(", ", ScopeRules.Words.Select(w => w.Word))} with spaces between, not '{scopes}'.", [nameof(Scopes)]);
    }
}
