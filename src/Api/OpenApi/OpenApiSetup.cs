using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Twin.Api.OpenApi;

/// <summary>The OpenAPI 3.1 description, made from the endpoints' own metadata and put right where client generators would stumble.</summary>
public static class OpenApiSetup
{
    public const string DocumentName = "v1";

    public static IServiceCollection AddTwinOpenApi(this IServiceCollection services) => services.AddOpenApi(DocumentName, options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.AddOperationTransformer<BodyDescription>();
        options.AddOperationTransformer<OperationDescription>();
        options.AddSchemaTransformer<SchemaDescription>();
        options.AddDocumentTransformer<DocumentDescription>();
    });
}
