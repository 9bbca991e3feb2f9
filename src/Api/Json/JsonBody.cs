using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Twin.Api.Outlets.Lists;

namespace Twin.Api.Json;

/// <summary>An answer whose JSON is written without a serializer.</summary>
public sealed class JsonBody(Action<Utf8JsonWriter> write) : IResult
{
    /// <summary>What a thread keeps for the next answer; most are far smaller.</summary>
    private const int KeptMax = 256 * 1024;

    [ThreadStatic] private static ArrayBufferWriter<byte>? Buffer;
    [ThreadStatic] private static Utf8JsonWriter? Writer;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        // With its length told and no flush before the end, an answer is one packet to the client where it fits.
        var buffer = Buffer ??= new();
        var json = Writer ??= new(buffer, OutletJson.Options);
        try
        {
            write(json);
            json.Flush();
            httpContext.Response.ContentType = "application/json; charset=utf-8";
            httpContext.Response.ContentLength = buffer.WrittenCount;
            httpContext.Response.BodyWriter.Write(buffer.WrittenSpan);
        }
        finally
        {
            if (buffer.Capacity > KeptMax) (Buffer, Writer) = (null, null);
            buffer.ResetWrittenCount();
            json.Reset();
        }
        return Task.CompletedTask;
    }
}
