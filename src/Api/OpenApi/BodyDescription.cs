using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Twin.Api.Requests;

namespace Twin.Api.OpenApi;

/// <summary>Describes bodies from <see cref="BodyForms"/>.</summary>
internal sealed class BodyDescription : IOpenApiOperationTransformer
{
    public async Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<BodyForms>().LastOrDefault() is not { } body) return;
        var content = new Dictionary<string, OpenApiMediaType>();
        foreach (var form in body.Forms)
            content[form.MediaType] = new OpenApiMediaType { Schema = await SchemaAsync(form, context, cancellationToken), Example = ExampleOf(form) };
        operation.RequestBody = new OpenApiRequestBody { Required = true, Content = content };
    }

    private static async Task<IOpenApiSchema> SchemaAsync(BodyForm form, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        if (form.Shape is null) return new OpenApiSchema { Type = JsonSchemaType.String };
        if (form.Shape == typeof(object)) return new OpenApiSchema { Type = JsonSchemaType.Object };
        // Put among the components by hand: a schema asked for here would otherwise stand in every operation.
        var schema = await context.GetOrCreateSchemaAsync(form.Shape, null, cancellation);
        context.Document!.AddComponent(form.Shape.Name, schema);
        return new OpenApiSchemaReference(form.Shape.Name, context.Document);
    }

    private static JsonNode? ExampleOf(BodyForm form) =>
        form.Example is null ? null : form.Shape is null ? JsonValue.Create(form.Example) : JsonNode.Parse(form.Example);
}
