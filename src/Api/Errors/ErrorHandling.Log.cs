using Microsoft.Extensions.Logging;

namespace Twin.Api.Errors;

public static partial class ErrorHandling
{
    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} failed")]
    private static partial void Failed(ILogger logger, Exception exception, string method, string path);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Method} {Path} could not be answered: state out of reach")]
    private static partial void Unavailable(ILogger logger, Exception exception, string method, string path);

    [LoggerMessage(Level = LogLevel.Debug, Message = "The client went away before it was answered")]
    private static partial void GoneAway(ILogger logger, Exception exception);
}
