using Microsoft.Extensions.Logging;
using Twin.Domain.Network;

namespace Twin.Api.View;

public sealed partial class NetworkFeedReader
{
    [LoggerMessage(Level = LogLevel.Information, Message = "The network view is complete: {Districts} districts, {Outlets} rows read.")]
    private static partial void LogReady(ILogger logger, int districts, long outlets);

    [LoggerMessage(Level = LogLevel.Information, Message = "District {District}: changes were missed; asking again.")]
    private static partial void LogGap(ILogger logger, DivisionCode district);

    [LoggerMessage(Level = LogLevel.Warning, Message = "District {District} does not answer; its last known rows stay, and it is asked again.")]
    private static partial void LogFailing(ILogger logger, Exception e, DivisionCode district);

    [LoggerMessage(Level = LogLevel.Information, Message = "District {District} answers again.")]
    private static partial void LogRecovered(ILogger logger, DivisionCode district);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Some districts could not be told that this reader leaves; their leases run out.")]
    private static partial void LogFarewellFailed(ILogger logger, Exception e);
}
