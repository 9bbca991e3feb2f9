using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Twin.Api.Access;
using Twin.Api.Admission;
using Twin.Api.Errors;

namespace Twin.Api.Telemetry;

/// <summary>Answers <c>POST /v1/telemetry</c>.</summary>
public sealed class TelemetryHandler(TelemetryBody bodies, TelemetryIngest ingest, TelemetryAdmission admission, AdmissionInstruments instruments)
{
    private const string Transport = "http";

    public async Task HandleAsync(HttpContext http)
    {
        try
        {
            var problem = await TakeAsync(http);
            if (problem is not null) await problem.ExecuteAsync(http);
        }
        catch (BadHttpRequestException e) // a body cut off or too slow
        {
            await Problem.Of(e.StatusCode, "The body could not be read to its end. Nothing was applied.").ExecuteAsync(http);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException && http.RequestAborted.IsCancellationRequested)
        {
            // The caller has gone: nobody to answer.
        }
    }

    private async ValueTask<Problem?> TakeAsync(HttpContext http)
    {
        if (FormatOf(http.Request) is not { } format)
            return Problem.Of(415, "Content-Type must be application/json or application/x-ndjson, in UTF-8.");
        if (IsPacked(http.Request) is not { } packed)
        {
            http.Response.Headers.AcceptEncoding = "gzip";
            return Problem.Of(415, "Content-Encoding must be gzip, identity or absent.");
        }
        var (body, problem) = await bodies.ReadAsync(http.Request, http.Caller().ShareKey, http.RequestAborted);
        if (body is null) return Counted("body", problem);
        using (body) return await InTurnAsync(http, body, packed, format);
    }

    private async ValueTask<Problem?> InTurnAsync(HttpContext http, BodyBuffer body, bool packed, TelemetryFormat format)
    {
        var turn = await admission.Gate.EnterAsync(body.Key, TelemetryAdmission.CostOf(body.Length, packed), patient: false, http.RequestAborted);
        if (turn.Refusal != Refusal.None) return Counted("telemetry", Problem.Of(turn.Refusal, "batches of telemetry"));
        try
        {
            if (!packed) return await ApplyAsync(http, body, format);
            var (unpacked, fault) = bodies.Unpack(body);
            if (unpacked is null) return Counted("body", fault);
            using (unpacked) return await ApplyAsync(http, unpacked, format);
        }
        finally
        {
            turn.Leave();
        }
    }

    private Problem? Counted(string kind, Problem? problem)
    {
        if (problem?.Status is 429 or 503) instruments.Refused(kind, problem.Status == 429 ? Refusal.KeyFull : Refusal.NodeFull);
        return problem;
    }

    private async ValueTask<Problem?> ApplyAsync(HttpContext http, BodyBuffer body, TelemetryFormat format)
    {
        var batch = ingest.Rent();
        try
        {
            var (verdict, fault) = await ingest.TakeAsync(body.Memory, format, batch, Transport, body.Key, http.Limit());
            switch (verdict)
            {
                case IngestVerdict.Applied:
                    await TelemetryAnswerWriter.WriteAsync(http, batch);
                    return null;
                case IngestVerdict.Busy:
                    return Problem.Busy("Too many readings are being applied. Nothing of this batch was applied; send it again.");
                case IngestVerdict.TooFast:
                    return Counted("rate", Problem.TooMany("This key sends more readings in a second than one may. Nothing of this batch was applied; send it again."));
                case IngestVerdict.Failed:
                    return Problem.Busy(
                        "Not every reading could be stored. Send the whole batch again: readings that were applied are recognised by device and seq and counted as duplicates.", 2);
                default:
                    return fault!.TooMany ? Problem.TooLarge(fault.Message) : Malformed(fault);
            }
        }
        finally
        {
            ingest.Return(batch);
        }
    }

    private static Problem Malformed(TelemetryFault fault) => Problem.BadRequest(
        $"The body is malformed at line {fault.Line}, column {fault.Column}. Nothing was applied.",
        new ProblemError(fault.Reading is { } index ? $"/{index}" : "", "malformed", fault.Message) { Line = fault.Line, Column = fault.Column });

    private static TelemetryFormat? FormatOf(HttpRequest request)
    {
        var text = request.ContentType;
        if (text == "application/json") return TelemetryFormat.Array;
        if (!MediaTypeHeaderValue.TryParse(text, out var type)) return null;
        if (type.Charset.HasValue && !HeaderUtilities.RemoveQuotes(type.Charset).Equals(Encoding.UTF8.WebName, StringComparison.OrdinalIgnoreCase)) return null;
        if (type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)) return TelemetryFormat.Array;
        return type.MediaType.Equals("application/x-ndjson", StringComparison.OrdinalIgnoreCase) ? TelemetryFormat.Lines : null;
    }

    private static bool? IsPacked(HttpRequest request)
    {
        var encoding = request.Headers.ContentEncoding;
        if (encoding.Count == 0) return false;
        if (encoding.Count > 1) return null;
        return encoding[0]!.Trim().ToLowerInvariant() switch { "" or "identity" => false, "gzip" or "x-gzip" => true, _ => null };
    }
}
