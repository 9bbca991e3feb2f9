using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.OpenApi;

namespace Twin.Api.Outlets.Lists;

/// <summary>A query parameter as data: what the parser accepts, and what the API description says of it.</summary>
/// <param name="Name">As written in the query.</param>
/// <param name="Description">For people.</param>
public sealed record QueryParameter(string Name, string Description)
{
    /// <summary>The words allowed, when they are few.</summary>
    public IReadOnlyList<string>? Values { get; init; }
    public string? Example { get; init; }

    /// <summary>Repeat it or use commas for "any of"; a leading <c>!</c> means "none of".</summary>
    public bool Many { get; init; }
    public bool WholeNumber { get; init; }
}

public static class QueryParameterMetadata
{
    /// <summary>Describes the parameters of an endpoint that reads its query itself.</summary>
    public static RouteHandlerBuilder WithQueryParameters(this RouteHandlerBuilder endpoint, IReadOnlyList<QueryParameter> parameters) =>
        endpoint.WithMetadata(parameters).AddOpenApiOperationTransformer((operation, _, _) =>
        {
            operation.Parameters ??= [];
            foreach (var parameter in parameters) operation.Parameters.Add(Describe(parameter));
            return Task.CompletedTask;
        });

    private static OpenApiParameter Describe(QueryParameter parameter) => new()
    {
        Name = parameter.Name,
        In = ParameterLocation.Query,
        Description = parameter.Description + Words(parameter),
        Schema = new OpenApiSchema { Type = parameter.WholeNumber ? JsonSchemaType.Integer : JsonSchemaType.String },
        Example = parameter.Example is { } example ? JsonValue.Create(example) : null,
    };

    private static string Words(QueryParameter parameter) =>
        (parameter.Values is { } values ? $" One of: {string.Join(", ", values)}." : "")
        + (parameter.Many ? " Repeat it or use commas for any of; a leading ! means none of." : "");
}
