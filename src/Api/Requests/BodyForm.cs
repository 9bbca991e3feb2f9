using Microsoft.AspNetCore.Builder;

namespace Twin.Api.Requests;

/// <summary>A form in which an endpoint takes its body. <see cref="Shape"/> is null for text that has no JSON shape.</summary>
public sealed record BodyForm(string MediaType, Type? Shape, string? Example = null);

/// <summary>The forms of a body, for the API's description.</summary>
public sealed record BodyForms(IReadOnlyList<BodyForm> Forms);

public static class BodyFormMetadata
{
    /// <summary>
    /// Instead of <c>Accepts</c>, which makes routing answer 415 by itself: before the key was looked at and without saying what is accepted.
    /// </summary>
    public static TBuilder TakesBody<TBuilder>(this TBuilder endpoint, params BodyForm[] forms) where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new BodyForms(forms));
}
