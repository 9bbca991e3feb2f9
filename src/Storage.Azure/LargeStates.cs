using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Orleans.Configuration;
using Orleans.Runtime;
using Orleans.Storage;

namespace Twin.Storage.Azure;

/// <summary>
/// States that a row cannot hold, each version a blob of its own under a name never used before. A blob is written before the row points at it and removed after the row points elsewhere; a crash between
/// the two leaves a blob that nobody points at, which the grain removes when it next writes here.
/// </summary>
internal sealed class LargeStates(string serviceId, AzureBlobStorageOptions options, IBlobContainerFactory containers)
{
    private const int MetadataCharacters = 1024;

    /// <summary>A blob that nobody points at may be one that somebody is about to point at. None is for so long: requests are given up within minutes.</summary>
    public TimeSpan OrphanAge { get; init; } = TimeSpan.FromHours(1);

    public Task Init() => containers.InitializeAsync(options.BlobServiceClient!);

    /// <returns>What the row is to say.</returns>
    public async Task<BlobPointer> Write(string stateName, GrainId grain, BinaryData state, CancellationToken cancellation)
    {
        var pointer = new BlobPointer($"{Folder(stateName, grain)}{Guid.CreateVersion7():N}", state.ToMemory().Length);
        var upload = new BlobUploadOptions
        {
            HttpHeaders = new() { ContentType = "application/octet-stream" },
            // For people who look at the container; nothing reads it.
            Metadata = new Dictionary<string, string> { ["grain"] = Ascii($"{grain}"), ["state"] = Ascii(stateName) },
        };
        await Container(grain).GetBlobClient(pointer.Blob).UploadAsync(state, upload, cancellation);
        return pointer;
    }

    /// <returns>The state, or null when there is no such blob.</returns>
    /// <exception cref="InvalidDataException">The blob is not what was written.</exception>
    public async Task<BinaryData?> Read(GrainId grain, BlobPointer pointer, CancellationToken cancellation)
    {
        try
        {
            BinaryData state = (await Container(grain).GetBlobClient(pointer.Blob).DownloadContentAsync(cancellation)).Value.Content;
            return state.ToMemory().Length == pointer.Bytes ? state : throw new InvalidDataException($"the blob {pointer.Blob} has {state.ToMemory().Length} bytes and must have {pointer.Bytes}");
        }
        catch (RequestFailedException failure) when (failure.Status == 404)
        {
            return null;
        }
    }

    /// <summary>Removes the blob that the row pointed at before, and what earlier crashes have left.</summary>
    public async Task Forget(string stateName, GrainId grain, string? before, string? now, CancellationToken cancellation)
    {
        var container = Container(grain);
        if (before is not null) await container.DeleteBlobIfExistsAsync(before, cancellationToken: cancellation);
        await foreach (var page in container.GetBlobsAsync(BlobTraits.None, BlobStates.None, Folder(stateName, grain), cancellation).AsPages())
        {
            // The server's clock against the server's clock.
            if (page.GetRawResponse().Headers.Date is not { } date) continue;
            foreach (var orphan in page.Values.Where(b => b.Name != now && b.Properties.LastModified <= date - OrphanAge))
                await container.DeleteBlobIfExistsAsync(orphan.Name, cancellationToken: cancellation);
        }
    }

    // Hashed: a container's names have rules that keys need not follow, and this one is never shared by two states.
    internal string Folder(string stateName, GrainId grain) =>
        $"large/{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{serviceId}\n{grain}\n{stateName}")))}/";

    private BlobContainerClient Container(GrainId grain) => containers.GetBlobContainerClient(grain);

    private static string Ascii(string text) => Uri.EscapeDataString(text) is var escaped && escaped.Length <= MetadataCharacters ? escaped : escaped[..MetadataCharacters];
}
