using Microsoft.Extensions.Logging.Console;
using Twin.Silo.Hosting;

namespace Twin.Silo.Observability;

/// <summary>Logs on standard error, a line each: for people, or as JSON for machines. Standard output is for what a script reads: the ready line and the key.</summary>
internal static class LogSetup
{
    public static void AddLogs(this WebApplicationBuilder builder, LogFormat format) => builder.Logging
        .AddConsole(console =>
        {
            console.LogToStandardErrorThreshold = LogLevel.Trace;
            console.FormatterName = format == LogFormat.Json ? JsonLogFormatter.FormatterName : TextLogFormatter.FormatterName;
        })
        .AddConsoleFormatter<TextLogFormatter, ConsoleFormatterOptions>()
        .AddConsoleFormatter<JsonLogFormatter, ConsoleFormatterOptions>();
}
