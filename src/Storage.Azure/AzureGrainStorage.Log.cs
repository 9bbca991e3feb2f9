using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Twin.Storage.Azure;

internal sealed partial class AzureGrainStorage
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "The state {StateName} of {Grain} is stored; blobs of earlier versions could not be removed and will be when it is next written.")]
    private static partial void LogNotSwept(ILogger logger, Exception failure, string stateName, GrainId grain);
}
