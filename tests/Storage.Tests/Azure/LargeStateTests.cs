using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Configuration;
using Orleans.Runtime;
using Orleans.Storage;
using Twin.Storage.Azure;
using Twin.Storage.Tests.Stores;

namespace Twin.Storage.Tests.Azure;

/// <summary>States that a row cannot hold: a blob for each version, and one row that says which is valid.</summary>
[Collection(AzureAccount.Collection)]
public sealed class LargeStateTests(AzureAccount account)
{
    private const int Large = 990 * 1024;

    private readonly GrainId _grain = account.NewGrain();

    private async Task<GrainState<Note>> Read(IGrainStorage? storage = null)
    {
        var state = new GrainState<Note>(new());
        await (storage ?? account.Storage).ReadStateAsync("state", _grain, state);
        return state;
    }

    private async Task<GrainState<Note>> Write(string text, GrainState<Note>? state = null, IGrainStorage? storage = null)
    {
        state ??= await Read(storage);
        state.State = new() { Text = text };
        await (storage ?? account.Storage).WriteStateAsync("state", _grain, state);
        return state;
    }

    /// <summary>The blobs of this grain.</summary>
    private async Task<List<string>> Blobs()
    {
        var names = new List<string>();
        await foreach (var blob in account.Blobs.GetBlobsAsync(global::Azure.Storage.Blobs.Models.BlobTraits.None, global::Azure.Storage.Blobs.Models.BlobStates.None, Sweeping(default).Folder("state", _grain), default)) names.Add(blob.Name);
        return names;
    }

    [Fact]
    public async Task A_small_state_has_no_blob_and_a_large_one_has_one_for_as_long_as_it_is_large()
    {
        var state = await Write("small");
        Assert.Empty(await Blobs());
        await Write(Note.OfBytes(Large), state);
        var first = Assert.Single(await Blobs());
        await Write(Note.OfBytes(Large), state);
        Assert.NotEqual(first, Assert.Single(await Blobs()));
        await Write("small", state);
        Assert.Empty(await Blobs());
        await Write(Note.OfBytes(Large), state);
        await account.Storage.ClearStateAsync("state", _grain, state);
        Assert.Empty(await Blobs());
    }

    [Fact]
    public async Task States_of_five_megabytes_come_back_whole()
    {
        var text = Note.OfBytes(5 * 1024 * 1024);
        await Write(text);
        Assert.Equal(text, (await Read()).State!.Text);
    }

    [Fact]
    public async Task Without_blobs_a_state_that_is_too_large_is_refused_with_its_name_size_and_limit_and_the_latest_stays()
    {
        var alone = account.Named("alone");
        var state = await Write("a", storage: alone);
        var refused = await Assert.ThrowsAsync<StateTooLargeException>(() => Write(new string('x', Large), state, alone));
        foreach (var told in new[] { $"'state' of {_grain}", "1,013,782", "983,040" }) Assert.Contains(told, refused.Message, StringComparison.Ordinal);
        Assert.Equal("a", (await Read(alone)).State!.Text);
        await Write("b", state, alone);
    }

    [Fact]
    public async Task Without_blobs_a_state_that_is_in_one_is_not_taken_for_fresh()
    {
        await Write(Note.OfBytes(Large));
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => Read(account.Named("alone")));
        Assert.Contains($"'state' of {_grain}", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("small")]
    [InlineData(null)]
    public async Task When_the_row_cannot_be_written_after_the_blob_the_state_is_what_it_was(string? before)
    {
        before ??= Note.OfBytes(Large);
        var state = await Write(before);
        var blobs = await Blobs();
        account.Network!.Cut();
        await Assert.ThrowsAnyAsync<Exception>(() => Write("b" + Note.OfBytes(Large), state));
        account.Network.Restore();

        // The blob is there for nothing; a crash would have left the same.
        Assert.Equal(blobs.Count + 1, (await Blobs()).Count);
        Assert.Equal(before, (await Read()).State!.Text);

        // Nobody is about to point at it after an hour; here, at once.
        var now = StateTag.Parse((await Read()).ETag).Blob;
        await Sweeping(TimeSpan.FromHours(1)).Forget("state", _grain, null, now, default);
        Assert.Equal(blobs.Count + 1, (await Blobs()).Count);
        await Sweeping(TimeSpan.Zero).Forget("state", _grain, null, now, default);
        Assert.Equal(blobs, await Blobs());
        Assert.Equal(before, (await Read()).State!.Text);
        await Write("c", state);
        Assert.Equal("c", (await Read()).State!.Text);
    }

    [Fact]
    public async Task When_the_answer_to_the_row_is_lost_the_state_is_whole_either_way()
    {
        var state = await Write("a");
        account.Network!.LoseAnswers(1);
        await Assert.ThrowsAnyAsync<InconsistentStateException>(() => Write(Note.OfBytes(Large), state));
        account.Network.Restore();
        // It was done, sent again because nobody said so, and then refused: the grain reads, and has it.
        Assert.Equal(Note.OfBytes(Large), (await Read()).State!.Text);
    }

    [Fact]
    public async Task A_reader_never_misses_a_state_that_another_activation_keeps_writing()
    {
        var state = await Write("0" + Note.OfBytes(Large));
        using var over = new CancellationTokenSource();
        var reading = Task.Run(async () =>
        {
            var reads = 0;
            for (; !over.IsCancellationRequested; reads++) Assert.Equal(Note.OfBytes(Large), (await Read()).State!.Text[1..]);
            return reads;
        });
        for (var i = 1; i < 10; i++) await Write(i + Note.OfBytes(Large), state);
        await over.CancelAsync();
        Assert.NotEqual(0, await reading);
    }

    [Fact]
    public async Task A_blob_that_somebody_has_removed_is_an_error_that_names_it_and_not_a_fresh_grain()
    {
        await Write(Note.OfBytes(Large));
        var blob = Assert.Single(await Blobs());
        await account.Blobs.DeleteBlobAsync(blob);
        var lost = await Assert.ThrowsAsync<InvalidDataException>(() => Read());
        Assert.Contains(blob, lost.Message, StringComparison.Ordinal);
        Assert.Contains($"'state' of {_grain}", lost.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_blob_that_is_not_what_was_written_is_an_error_that_names_it()
    {
        await Write(Note.OfBytes(Large));
        var blob = Assert.Single(await Blobs());
        await account.Blobs.GetBlobClient(blob).UploadAsync(BinaryData.FromString("{}"), overwrite: true);
        Assert.Contains(blob, (await Assert.ThrowsAsync<InvalidDataException>(() => Read())).Message, StringComparison.Ordinal);
    }

    private LargeStates Sweeping(TimeSpan age) => new("twin", new AzureBlobStorageOptions(), new Container(account.Blobs)) { OrphanAge = age };

    private sealed class Container(global::Azure.Storage.Blobs.BlobContainerClient container) : IBlobContainerFactory
    {
        public global::Azure.Storage.Blobs.BlobContainerClient GetBlobContainerClient(GrainId grainId) => container;

        public Task InitializeAsync(global::Azure.Storage.Blobs.BlobServiceClient client) => Task.CompletedTask;
    }
}
