using Microsoft.Extensions.Logging;
using Twin.Domain.Network;

namespace Twin.Grains.History;

public sealed partial class DistrictHistoryGrain
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "The history of district {District} could not be stored; it will be tried again")]
    private static partial void LogNotStored(ILogger log, Exception failure, DivisionCode district);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Old days of district {District} could not be deleted; it will be tried again tomorrow")]
    private static partial void LogNotDeleted(ILogger log, Exception failure, DivisionCode district);

    [LoggerMessage(Level = LogLevel.Debug, Message = "District {District} was not watched from {From:O} to {To:O}: that time is recorded as unknown")]
    private static partial void LogGap(ILogger log, DivisionCode district, DateTime from, DateTime to);

    [LoggerMessage(Level = LogLevel.Debug, Message = "District {District} does not say what its history missed; it will be asked again")]
    private static partial void LogNotCaughtUp(ILogger log, Exception failure, DivisionCode district);
}
