using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Twin.Silo.Observability;

/// <summary><c>2026-11-26T23:20:32.932Z info: Twin.Api.Errors[5] traceId=4bf9… PUT /v1/… failed</c>; the trace's id where there is one: the same as in the answer to the request.</summary>
internal sealed class TextLogFormatter(TimeProvider? time = null) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "twin-text";

    private readonly TimeProvider _time = time ?? TimeProvider.System;

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var message = logEntry.Formatter(logEntry.State, logEntry.Exception);
        textWriter.Write(_time.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture));
        textWriter.Write(' ');
        textWriter.Write(Word(logEntry.LogLevel));
        textWriter.Write(": ");
        textWriter.Write(logEntry.Category);
        textWriter.Write('[');
        textWriter.Write(logEntry.EventId.Id);
        textWriter.Write("] ");
        if (Activity.Current is { IdFormat: ActivityIdFormat.W3C } now) textWriter.Write($"traceId={now.TraceId} ");
        textWriter.Write(OnOneLine(message));
        if (logEntry.Exception is { } exception)
        {
            textWriter.Write(' ');
            textWriter.Write(OnOneLine(exception.ToString()));
        }
        textWriter.Write(Environment.NewLine);
    }

    // A line break in what somebody sent must not make a line of its own.
    private static string OnOneLine(string text) => text.AsSpan().IndexOfAny('\r', '\n') < 0 ? text : text.ReplaceLineEndings(" ");

    internal static string Word(LogLevel level) => level switch
    {
        LogLevel.Trace => "trce",
        LogLevel.Debug => "dbug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "fail",
        _ => "crit",
    };
}
