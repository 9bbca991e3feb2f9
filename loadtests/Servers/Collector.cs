using System.Diagnostics.Tracing;
using Microsoft.Diagnostics.NETCore.Client;

namespace Twin.LoadTests.Servers;

/// <summary>Has a .NET process collect its whole heap, so that what is left is what it needs.</summary>
public static class Collector
{
    private const long CollectKeyword = 0x800000;
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(60);

    /// <returns>Bytes of the heap afterwards, fragments left out.</returns>
    public static async Task<double> HeapAfterCollection(TwinServer twin)
    {
        if (twin.Process.Id is not { } id) throw new ServerException("to have the heap collected, --pid is needed");
        var before = (await twin.Metrics()).Sum("dotnet_gc_collections_total", "gen2");
        // To be asked for this kind of trace, the runtime collects everything first.
        using (var session = await new DiagnosticsClient(id).StartEventPipeSessionAsync(
            [new("Microsoft-Windows-DotNETRuntime", EventLevel.Informational, CollectKeyword)], requestRundown: false, circularBufferMB: 16, CancellationToken.None))
        {
            var draining = session.EventStream.CopyToAsync(Stream.Null);
            await TwinClient.Until(async () => (await twin.Metrics()).Sum("dotnet_gc_collections_total", "gen2") > before, "the heap was collected", Within, CancellationToken.None);
            await session.StopAsync(CancellationToken.None);
            await draining;
        }
        var metrics = await twin.Metrics();
        return metrics.Sum("dotnet_gc_last_collection_heap_size_bytes") - metrics.Sum("dotnet_gc_last_collection_heap_fragmentation_size_bytes");
    }
}
