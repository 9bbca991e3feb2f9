using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;
using Twin.Grains.Hosting;
using Twin.Storage.Tests.Stores;

namespace Twin.Storage.Tests.Azure;

/// <summary>The rows are the official provider's: what it has written we read, what we write it reads, and so do those who look at the table.</summary>
[Collection(AzureAccount.Collection)]
public sealed class OfficialFormatTests(AzureAccount account)
{
    private const string Service = "twin/svc#1";
    private const int RowBytes = 15 * 64 * 1024;

    private static readonly GrainId Golden = GrainId.Create("outlet", @"DE/Berlin#42?\x");
    private static readonly IGrainStorageSerializer Serializer = StateSerializer.Create();

    private IGrainStorage Ours => account.Storage;
    private IGrainStorage Official => account.Named("official");

    private static async Task<GrainState<Note>> Read(IGrainStorage storage, GrainId grain, string name = "state")
    {
        var state = new GrainState<Note>(new());
        await storage.ReadStateAsync(name, grain, state);
        return state;
    }

    private static async Task<GrainState<Note>> Write(IGrainStorage storage, GrainId grain, string text, GrainState<Note>? state = null, string name = "state")
    {
        state ??= await Read(storage, grain, name);
        state.State = new() { Text = text, Number = 7 };
        await storage.WriteStateAsync(name, grain, state);
        return state;
    }

    /// <summary>A text that makes a state of so many bytes.</summary>
    private static string Filling(int bytes) => Note.OfBytes(bytes - Serializer.Serialize(new Note { Number = 7 }).ToMemory().Length);

    [Fact]
    public async Task The_golden_row_is_written_and_read_as_the_official_provider_does()
    {
        var silo = await account.Other(Service);
        try
        {
            var (ours, official) = (silo.Services.GetRequiredKeyedService<IGrainStorage>("ours"), silo.Services.GetRequiredKeyedService<IGrainStorage>("official"));
            var state = await Write(ours, Golden, "清江浦", name: "state/name");

            var row = (await account.Rows.GetEntityAsync<TableEntity>("twin_svc_1_outlet_DE_Berlin_42__x", "state_name")).Value;
            Assert.Equal(["Data"], row.Keys.Where(k => k is not ("PartitionKey" or "RowKey" or "Timestamp" or "odata.etag")));
            Assert.Equal("""{"text":"清江浦","number":7}""", BinaryData.FromBytes(row.GetBinary("Data")).ToString());
            Assert.Equal(row.ETag.ToString(), state.ETag);

            var read = await Read(official, Golden, "state/name");
            Assert.Equal(("清江浦", state.ETag), (read.State!.Text, read.ETag));
            // And back: the official provider writes over it, and we over that.
            await Write(official, Golden, "b", read, "state/name");
            await Write(ours, Golden, "c", await Read(ours, Golden, "state/name"), "state/name");
            Assert.Equal("c", (await Read(official, Golden, "state/name")).State!.Text);
        }
        finally
        {
            await Store.Stop(silo);
        }
    }

    [Fact]
    public async Task A_golden_row_that_was_there_before_is_read_written_and_cleared()
    {
        var row = new TableEntity("twin_golden_DE_Berlin_42__x", "state_name") { ["Data"] = BinaryData.FromString("""{"text":"from before","number":3}""").ToArray() };
        await account.Rows.AddEntityAsync(row);
        var grain = GrainId.Create("golden", @"DE/Berlin#42?\x");
        var state = await Read(Ours, grain, "state/name");
        Assert.Equal((true, "from before", 3), (state.RecordExists, state.State!.Text, state.State.Number));
        await Write(Ours, grain, "b", state, "state/name");
        await Ours.ClearStateAsync("state/name", grain, state);
        Assert.False((await Read(Ours, grain, "state/name")).RecordExists);
        Assert.False((await account.Rows.GetEntityIfExistsAsync<TableEntity>(row.PartitionKey, row.RowKey)).HasValue);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(65_536)]
    [InlineData(65_537)]
    [InlineData(RowBytes)]
    public async Task Every_size_that_fits_a_row_is_read_by_the_other_provider_either_way(int bytes)
    {
        var text = Filling(bytes);
        var (one, other) = (account.NewGrain(), account.NewGrain());
        var state = await Write(Ours, one, text);
        await Write(Official, other, text);
        Assert.Equal((text, state.ETag), ((await Read(Official, one)).State!.Text, (await Read(Official, one)).ETag));
        Assert.Equal(text, (await Read(Ours, other)).State!.Text);

        var row = (await account.Rows.GetEntityAsync<TableEntity>($"twin_{one}".Replace('/', '_'), "state")).Value;
        var properties = Enumerable.Range(0, (bytes + 65_535) / 65_536).Select(i => i == 0 ? "Data" : $"Data{i}").ToArray();
        Assert.Equal(properties.Order(), row.Keys.Where(k => k.StartsWith("Data", StringComparison.Ordinal)).Order());
        Assert.All(properties[..^1], p => Assert.Equal(65_536, row.GetBinary(p).Length));
        Assert.Equal(bytes, properties.Sum(p => row.GetBinary(p).Length));
    }

    [Fact]
    public async Task Rows_of_text_are_read_by_the_other_provider_either_way()
    {
        var text = Note.OfBytes(300_000);
        var (one, other) = (account.NewGrain(), account.NewGrain());
        await Write(account.Named("text"), one, text);
        await Write(account.Named("official-text"), other, text);
        Assert.Equal(text, (await Read(account.Named("official-text"), one)).State!.Text);
        Assert.Equal(text, (await Read(account.Named("text"), other)).State!.Text);
    }

    [Fact]
    public async Task Rows_of_bytes_are_read_by_a_provider_that_writes_text_and_the_other_way_round()
    {
        var grain = account.NewGrain();
        var state = await Write(account.Named("alone-text"), grain, "a");
        var row = await account.Rows.GetEntityIfExistsAsync<TableEntity>($"twin_{grain}".Replace('/', '_'), "state");
        Assert.False(row.HasValue);
        Assert.Equal(("a", state.ETag), ((await Read(account.Named("text"), grain)).State!.Text, state.ETag));
    }

    [Fact]
    public async Task A_row_the_official_provider_has_cleared_and_kept_is_fresh_and_can_be_written()
    {
        var grain = account.NewGrain();
        var state = await Write(Official, grain, "a");
        await Official.ClearStateAsync("state", grain, state);
        var read = await Read(Ours, grain);
        Assert.Equal((false, "", state.ETag), (read.RecordExists, read.State!.Text, read.ETag));
        await Write(Ours, grain, "b", read);
        Assert.Equal("b", (await Read(Official, grain)).State!.Text);
    }

    [Fact]
    public async Task What_one_has_written_the_other_guards()
    {
        var grain = account.NewGrain();
        await Write(Ours, grain, "a");
        var (ours, official) = (await Read(Ours, grain), await Read(Official, grain));
        await Write(Official, grain, "b", official);
        await Assert.ThrowsAnyAsync<InconsistentStateException>(() => Write(Ours, grain, "c", ours));
        Assert.Equal("b", (await Read(Ours, grain)).State!.Text);
    }

    [Fact]
    public async Task A_row_that_points_at_a_blob_stops_the_official_provider_instead_of_looking_fresh()
    {
        var grain = account.NewGrain();
        await Write(Ours, grain, Filling(RowBytes + 1));
        await Assert.ThrowsAnyAsync<Exception>(() => Read(Official, grain));
    }

    [Fact]
    public async Task What_the_official_provider_drops_without_a_word_is_kept_or_refused_here()
    {
        // More characters than fifteen properties hold, in fewer bytes than it refuses.
        var text = new string('x', 600_000);
        var (dropped, kept, refused) = (account.NewGrain(), account.NewGrain(), account.NewGrain());
        await Write(account.Named("official-text"), dropped, text);
        await Assert.ThrowsAnyAsync<Exception>(() => Read(account.Named("official-text"), dropped));

        await Write(account.Named("text"), kept, text);
        Assert.Equal(text, (await Read(account.Named("text"), kept)).State!.Text);

        await Assert.ThrowsAsync<Twin.Storage.Azure.StateTooLargeException>(() => Write(account.Named("alone-text"), refused, text));
        Assert.False((await Read(account.Named("alone-text"), refused)).RecordExists);
    }
}
