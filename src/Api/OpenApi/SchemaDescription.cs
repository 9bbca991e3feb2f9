using System.ComponentModel;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Twin.Domain.Readings;

namespace Twin.Api.OpenApi;

/// <summary>Schemas that the serializer's own view of a type gets wrong.</summary>
internal sealed class SchemaDescription : IOpenApiSchemaTransformer
{
    internal const string ReadOnlyMark = "Read-only.";

    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
        if (type == typeof(Value)) DescribeValue(schema);
        if (type == typeof(TimeSpan)) (schema.Type, schema.Format) = (type == context.JsonTypeInfo.Type ? JsonSchemaType.String : JsonSchemaType.String | JsonSchemaType.Null, "duration");
        if (type.IsEnum && schema.Enum is { Count: > 0 } && schema.Type is null) schema.Type = JsonSchemaType.String;
        // A type of ours is one schema for all its uses, writable ones among them.
        if (type.Namespace?.StartsWith("Twin", StringComparison.Ordinal) == true) return Task.CompletedTask;
        if (context.JsonPropertyInfo?.AttributeProvider?.GetCustomAttributes(typeof(DescriptionAttribute), true).OfType<DescriptionAttribute>().FirstOrDefault()
            is { Description: var text } && text.StartsWith(ReadOnlyMark, StringComparison.Ordinal)) schema.ReadOnly = true;
        return Task.CompletedTask;
    }

    private static void DescribeValue(OpenApiSchema schema)
    {
        schema.Type = null;
        schema.Description = "A number, a text or true/false.";
        schema.OneOf = [new OpenApiSchema { Type = JsonSchemaType.Number }, new OpenApiSchema { Type = JsonSchemaType.String }, new OpenApiSchema { Type = JsonSchemaType.Boolean }];
    }
}
