using Microsoft.AspNetCore.Http;

namespace Twin.Api.Telemetry;

/// <summary>Writes a <see cref="TelemetryAnswer"/> from a batch.</summary>
internal static class TelemetryAnswerWriter
{
    public static Task WriteAsync(HttpContext http, TelemetryBatch batch)
    {
        var writer = batch.Writer;
        writer.Reset(batch.Answer);
        writer.WriteStartObject();
        writer.WriteNumber("accepted"u8, batch.Accepted);
        writer.WriteNumber("duplicates"u8, batch.Duplicates);
        writer.WriteNumber("late"u8, batch.Late);
        writer.WriteStartArray("rejected"u8);
        foreach (var rejected in batch.Rejected)
        {
            writer.WriteStartObject();
            writer.WriteNumber("index"u8, rejected.Index);
            if (rejected.Device is not null) writer.WriteString("device"u8, rejected.Device);
            writer.WriteString("reason"u8, TelemetryInstruments.Names.Of(rejected.Reason));
            writer.WriteString("detail"u8, rejected.Detail);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.Flush();
        http.Response.StatusCode = StatusCodes.Status202Accepted;
        http.Response.ContentType = "application/json; charset=utf-8";
        http.Response.ContentLength = batch.Answer.WrittenCount;
        return http.Response.Body.WriteAsync(batch.Answer.WrittenMemory, http.RequestAborted).AsTask();
    }
}
