using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Twin.Api.OpenApi;

/// <summary>What every operation has and no endpoint should have to say: its key, the conditions of a write, the form of the ids in its path.</summary>
internal sealed class OperationDescription : IOpenApiOperationTransformer
{
    private static readonly Dictionary<string, (string? Pattern, string Example)> PathIds = new(StringComparer.Ordinal)
    {
        ["code"] = ("^[0-9]{10}$", "3208008351"),
        ["id"] = (null, "t1"),
    };

    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var secured = metadata.OfType<IAuthorizeData>().Any() && !metadata.OfType<IAllowAnonymous>().Any();
        if (secured) operation.Security = [new() { [new OpenApiSecuritySchemeReference(DocumentDescription.SchemeName, context.Document)] = [] }];
        foreach (var parameter in (operation.Parameters ?? []).OfType<OpenApiParameter>()) DescribeId(parameter, context.Description.RelativePath ?? "");
        if (context.Description.HttpMethod is "PUT" or "PATCH" or "DELETE" && operation.Responses?.ContainsKey("412") == true) DescribeConditions(operation, context.Description.HttpMethod);
        return Task.CompletedTask;
    }

    private static void DescribeId(OpenApiParameter parameter, string path)
    {
        if (parameter.In != ParameterLocation.Path || !PathIds.TryGetValue(parameter.Name!, out var known) || parameter.Schema is not OpenApiSchema schema) return;
        schema.Pattern ??= known.Pattern;
        parameter.Example ??= JsonValue.Create(path.Contains("calendars", StringComparison.Ordinal) ? "standard" : known.Example);
    }

    private static void DescribeConditions(OpenApiOperation operation, string method)
    {
        operation.Parameters ??= [];
        operation.Parameters.Add(Header("If-Match", "Only over this revision: the ETag as it was given, a list of them, or * for any that exists.", "\"rev:12\""));
        if (method == "PUT") operation.Parameters.Add(Header("If-None-Match", "*: only when there is none yet.", "*"));
        foreach (var (status, response) in operation.Responses!)
            if (status is "200" or "201" && response is OpenApiResponse answer)
                (answer.Headers ??= new Dictionary<string, IOpenApiHeader>())["ETag"] =
                    new OpenApiHeader { Description = "The revision now stored.", Schema = new OpenApiSchema { Type = JsonSchemaType.String }, Example = JsonValue.Create("\"rev:12\"") };
    }

    private static OpenApiParameter Header(string name, string description, string example) => new()
    {
        Name = name,
        In = ParameterLocation.Header,
        Description = description,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        Example = JsonValue.Create(example),
    };
}
