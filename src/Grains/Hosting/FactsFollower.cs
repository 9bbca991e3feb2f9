using Microsoft.Extensions.Hosting;
using Twin.Grains.Documents;

namespace Twin.Grains.Hosting;

/// <summary>Keeps this silo's documents and <see cref="SharedFacts"/> up to date. No twin wakes before both are here.</summary>
internal sealed class FactsFollower(ActiveDocuments documents, SharedFacts facts) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(documents.Follow(stoppingToken), facts.Follow(stoppingToken));
}
