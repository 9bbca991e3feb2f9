using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Twin.Api.OpenApi;

/// <summary>The document around the operations, and what only the whole document shows.</summary>
internal sealed class DocumentDescription : IOpenApiDocumentTransformer
{
    public const string SchemeName = "bearer";

    /// <summary>In a merge patch null means something; everywhere else what is not there is left out.</summary>
    private const string Patch = "Patch";

    /// <summary>Written even when there is no next page.</summary>
    private const string AlwaysThere = "nextCursor";

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new()
        {
            Title = "Twin",
            Version = "v1",
            Description = "A live digital twin of a network of retail outlets. Errors are RFC 9457 problems that name every fault of a request at once.",
            License = new() { Name = "MIT", Identifier = "MIT" },
        };
        document.Servers = [new() { Url = "/", Description = "This server" }];
        document.AddComponent<IOpenApiSecurityScheme>(SchemeName, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description = "A key of this installation. The first start writes the admin's to DATA/admin.key.",
        });
        foreach (var path in document.Paths.Values) path.Operations?.Remove(HttpMethod.Head);
        foreach (var (name, schema) in document.Components?.Schemas ?? new Dictionary<string, IOpenApiSchema>())
            if (schema is OpenApiSchema own && !name.EndsWith(Patch, StringComparison.Ordinal)) Tighten(own, isInput: name.EndsWith("Input", StringComparison.Ordinal));
        return Task.CompletedTask;
    }

    /// <summary>
    /// A member that can be null is left out instead, so it is optional and never null; every other one is always there. Client generators make
    /// plain types of that, where "required or null" makes unions.
    /// </summary>
    private static void Tighten(OpenApiSchema schema, bool isInput)
    {
        if (schema.Properties is not { Count: > 0 } properties) return;
        schema.Required ??= new HashSet<string>();
        foreach (var (name, property) in properties.ToArray())
        {
            if (name == AlwaysThere) schema.Required.Add(name);
            else if (WithoutNull(property) is { } plain)
            {
                properties[name] = plain;
                schema.Required.Remove(name);
            }
            else if (!isInput) schema.Required.Add(name);
            MarkReadOnly(properties[name], property.Description);
        }
    }

    /// <summary>What only points at a named schema cannot be marked by <see cref="SchemaDescription"/>: the mark would stand for every use of it.</summary>
    private static void MarkReadOnly(IOpenApiSchema property, string? description)
    {
        if (property is not OpenApiSchemaReference reference) return;
        if ((description ?? reference.Description)?.StartsWith(SchemaDescription.ReadOnlyMark, StringComparison.Ordinal) == true) reference.ReadOnly = true;
    }

    /// <summary>The same without null; null when it had none.</summary>
    private static IOpenApiSchema? WithoutNull(IOpenApiSchema property)
    {
        if (property is not OpenApiSchema own) return null;
        if (own.Type is { } type && type.HasFlag(JsonSchemaType.Null) && type != JsonSchemaType.Null)
        {
            own.Type = type & ~JsonSchemaType.Null;
            return own;
        }
        if (own.OneOf is not { Count: 2 } either || either.FirstOrDefault(s => s.Type != JsonSchemaType.Null) is not { } other || either.All(s => s.Type != JsonSchemaType.Null)) return null;
        return other;
    }
}
