using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Twin.Api.Errors;
using Twin.Domain.Access;

namespace Twin.Api.Access;

/// <summary>Whoever called, and what they may.</summary>
/// <param name="Name">The key's name, also the MQTT user name; of a token, the name it gives.</param>
/// <param name="Scopes">What may be done.</param>
/// <param name="Divisions">Where.</param>
public sealed record Caller(string Name, Scopes Scopes, DivisionLimit Divisions)
{
    /// <summary>The key's id; null for the first key and for tokens.</summary>
    public string? KeyId { get; init; }

    /// <summary>The person whose key it is, as teams name them; null: nobody's in particular.</summary>
    public string? Person { get; init; }

    /// <summary>Who does what is asked for: the person, where the key is somebody's.</summary>
    public string Doer => Person ?? Name;

    /// <summary>Of the token that was shown instead of a key.</summary>
    public string? Issuer { get; init; }

    /// <summary>When it ends by itself.</summary>
    public DateTime? ExpiresAt { get; init; }

    /// <summary>Fires when the key is revoked: what is open for it ends.</summary>
    public CancellationToken Ended { get; init; }

    /// <summary>By what requests are counted as one caller's.</summary>
    public string ShareKey => KeyId ?? (Issuer is null ? Name : $"{Issuer}\n{Name}");

    public bool May(Scopes scopes) => ScopeRules.Allows(Scopes, scopes);

    /// <summary>The answer to whoever names what lies outside their divisions: that it is there, and no more.</summary>
    public Problem Outside(string thing, params ProblemError[] errors) =>
        Problem.Of(StatusCodes.Status403Forbidden, $"{thing} outside the divisions of '{Name}': {string.Join(", ", Divisions.Prefixes)}.", errors);
}

/// <summary>A caller as ASP.NET carries one.</summary>
public sealed class CallerIdentity(Caller caller, string scheme) : ClaimsIdentity([new Claim(ClaimTypes.Name, caller.Name)], scheme)
{
    public Caller Caller => caller;
}

public static class CallerOfRequest
{
    /// <summary>The divisions the caller is limited to: what every look into the network asks for.</summary>
    public static DivisionLimit Limit(this HttpContext http) => http.Caller().Divisions;

    /// <summary>Who called. Only behind an endpoint that is not open to all.</summary>
    public static Caller Caller(this HttpContext http) => http.User.Identity is CallerIdentity known ? known.Caller : throw new InvalidOperationException("Nobody was authenticated.");
}
