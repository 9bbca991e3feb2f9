using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Twin.Api.Outlets.Lists;

namespace Twin.Api.Json;

/// <summary>A 200 whose JSON is written straight into the response.</summary>
public sealed class JsonBody(Action<Utf8JsonWriter> write) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.ContentType = "application/json; charset=utf-8";
        using (var json = new Utf8JsonWriter(httpContext.Response.BodyWriter, OutletJson.Options)) write(json);
        await httpContext.Response.BodyWriter.FlushAsync(httpContext.RequestAborted);
    }
}
