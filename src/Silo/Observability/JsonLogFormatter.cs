using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Twin.Silo.Observability;

/// <summary>
/// A JSON object a line: <c>time</c>, <c>level</c>, <c>category</c>, <c>event</c>, <c>message</c>; <c>traceId</c> and <c>spanId</c> where there is a trace; <c>fields</c>, the parts of the
/// message by name; <c>exception</c>.
/// </summary>
internal sealed class JsonLogFormatter(TimeProvider? time = null) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "twin-json";

    private const string Template = "{OriginalFormat}";

    // Logs are not pages: Chinese stays readable.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly TimeProvider _time = time ?? TimeProvider.System;

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("time"u8, _time.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture));
            json.WriteString("level"u8, Word(logEntry.LogLevel));
            json.WriteString("category"u8, logEntry.Category);
            json.WriteNumber("event"u8, logEntry.EventId.Id);
            json.WriteString("message"u8, logEntry.Formatter(logEntry.State, logEntry.Exception));
            if (Activity.Current is { IdFormat: ActivityIdFormat.W3C } now)
            {
                json.WriteString("traceId"u8, now.TraceId.ToString());
                json.WriteString("spanId"u8, now.SpanId.ToString());
            }
            if (logEntry.State is IReadOnlyList<KeyValuePair<string, object?>> { Count: > 0 } fields) WriteFields(json, fields);
            if (logEntry.Exception is { } exception) json.WriteString("exception"u8, exception.ToString());
            json.WriteEndObject();
        }
        textWriter.Write(Encoding.UTF8.GetString(buffer.WrittenSpan));
        textWriter.Write(Environment.NewLine);
    }

    private static void WriteFields(Utf8JsonWriter json, IReadOnlyList<KeyValuePair<string, object?>> fields)
    {
        if (fields is [{ Key: Template }]) return;
        json.WriteStartObject("fields"u8);
        foreach (var (name, value) in fields)
        {
            if (name == Template) continue;
            json.WritePropertyName(name);
            switch (value)
            {
                case null: json.WriteNullValue(); break;
                case bool yes: json.WriteBooleanValue(yes); break;
                case int number: json.WriteNumberValue(number); break;
                case long number: json.WriteNumberValue(number); break;
                case double number when double.IsFinite(number): json.WriteNumberValue(number); break;
                default: json.WriteStringValue(Convert.ToString(value, CultureInfo.InvariantCulture)); break;
            }
        }
        json.WriteEndObject();
    }

    private static string Word(LogLevel level) => level switch
    {
        LogLevel.Trace => "trace",
        LogLevel.Debug => "debug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warning",
        LogLevel.Error => "error",
        _ => "critical",
    };
}
