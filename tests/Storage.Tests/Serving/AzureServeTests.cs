using System.Globalization;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using Twin.EndToEnd.Tests.Running;
using Twin.Servers;
using Twin.Silo.Storage;
using Twin.Silo.Storage.Azure;

namespace Twin.Storage.Tests.Serving;

/// <summary>Twin itself on a storage account: the executable, killed and started again, alone and as a cluster.</summary>
public sealed class AzureServeTests : IAsyncLifetime
{
    private const string Rules = """
        version: 1
        rules:
          - {id: hot, device: terminal, when: temperatureC > 70, severity: minor}
        """;

    private static readonly string[] Codes = [.. Enumerable.Range(1, 5).Select(n => string.Create(CultureInfo.InvariantCulture, $"3208{n:000000}"))];

    private readonly TempFolder _temp = new();
    private readonly Dictionary<string, string> _environment = new() { ["TWIN__Storage"] = "azure", ["TWIN_ADMIN_KEY"] = "the-key-of-the-test" };
    private AzuriteServer _azurite = null!;

    public async ValueTask InitializeAsync()
    {
        _azurite = await AzuriteServer.StartAsync();
        _environment["TWIN__Connection"] = _azurite.ConnectionString;
    }

    public async ValueTask DisposeAsync()
    {
        await _azurite.DisposeAsync();
        _temp.Dispose();
    }

    private Task<TwinProcess> Start(string name, params string[] more) => TwinProcess.Start(_temp[name], _environment, ["--mqtt", "off", .. more]);

    private static async Task Fill(TwinApi api)
    {
        await api.Send("PUT", "/v1/rulebook", Rules, "application/yaml");
        foreach (var code in Codes) await api.Put(code, $"网点{code}");
        await TwinApi.Until(async () => (await api.Device($"{Codes[^1]}/t1"))["rules"]!.AsArray().Count == 1, "the rule is in force");
        foreach (var code in Codes) await api.Report($"{code}/t1", """{"temperatureC":80}""");
    }

    private static async Task IsAllThere(TwinApi api)
    {
        foreach (var code in Codes)
        {
            Assert.Equal($"网点{code}", (string?)(await api.Get($"/v1/outlets/{code}"))["name"]);
            Assert.Equal("hot", (string?)Assert.Single((await api.Device($"{code}/t1"))["faults"]!.AsArray())!["rule"]);
        }
        await TwinApi.Until(async () => (int)(await api.Get("/v1/outlets?rule=hot"))["total"]! == Codes.Length, "the view has it");
    }

    [Fact]
    public async Task What_was_acknowledged_outlives_a_kill()
    {
        // Started again at its address, it takes its old place among the members and waits for nobody.
        var place = $"127.0.0.1:{FreePort.Next()}";
        await using (var before = await Start("one", "--silo", place))
        {
            await Fill(before.Api);
            await before.Kill();
        }
        await using var after = await Start("one", "--silo", place);
        await IsAllThere(after.Api);
        Assert.Equal(0, await after.Terminate());
    }

    [Fact]
    public async Task Two_silos_and_an_API_node_find_each_other_and_lose_nothing_when_a_silo_is_killed()
    {
        await using var one = await Start("silo1", "--role", "silo");
        await using var other = await Start("silo2", "--role", "silo");
        await using var node = await Start("api", "--role", "api");
        await Fill(node.Api);
        await one.Kill();
        await TwinApi.Until(async () => await Answers(node.Api), "the other silo has taken over");
        await IsAllThere(node.Api);

        static async Task<bool> Answers(TwinApi api)
        {
            try
            {
                foreach (var code in Codes) await api.Device($"{code}/t1");
                return true;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        }
    }

    [Theory]
    [InlineData("nonsense-word", 2, "connection string")]
    [InlineData("", 2, "--connection")]
    [InlineData("DefaultEndpointsProtocol=https;AccountName=a;AccountKey=not base 64 hidden-word", 2, "connection string")]
    [InlineData("DefaultEndpointsProtocol=http;AccountName=a;AccountKey=aGlkZGVuLXdvcmQ=;BlobEndpoint=http://127.0.0.1:1/a;TableEndpoint=http://127.0.0.1:1/a", 1, "the store at http://127.0.0.1:1 cannot be used: Connection refused")]
    [InlineData("BlobEndpoint=http://127.0.0.1:1/a;TableEndpoint=http://127.0.0.1:1/a;SharedAccessSignature=sv=2021&sig=hidden-word", 1, "the store at http://127.0.0.1:1 cannot be used: Connection refused")]
    public async Task A_store_that_cannot_be_used_is_told_in_one_line_without_its_key(string connection, int code, string wanted)
    {
        var ended = await Executable.Run("serve", "--data", _temp["data"], "--urls", "http://127.0.0.1:0", "--mqtt", "off", "--storage", "azure", "--connection", connection);
        Assert.Equal(code, ended.Code);
        Assert.Contains(wanted, Assert.Single(ended.ErrorLines), StringComparison.Ordinal);
        foreach (var secret in new[] { "hidden-word", "aGlkZGVuLXdvcmQ", "nonsense-word" }) Assert.DoesNotContain(secret, ended.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_newer_release_s_store_is_left_alone()
    {
        await AzureStore.Open(_azurite.ConnectionString);
        var table = new TableClient(_azurite.ConnectionString, "TwinSchema");
        var row = (await table.GetEntityAsync<TableEntity>("schema", "schema")).Value;
        row["Version"] = 1_000;
        await table.UpdateEntityAsync(row, row.ETag);
        var refused = await Assert.ThrowsAsync<StoreException>(() => AzureStore.Open(_azurite.ConnectionString));
        Assert.Contains("written by a newer Twin (its schema is 1000", refused.Message, StringComparison.Ordinal);
        Assert.Equal(1_000, (await table.GetEntityAsync<TableEntity>("schema", "schema")).Value["Version"]);
    }

    [Fact]
    public async Task A_wrong_key_is_told_in_one_line()
    {
        var wrong = _azurite.ConnectionString.Replace("AccountKey=Eby8", "AccountKey=AAAA", StringComparison.Ordinal);
        var ended = await Executable.Run("serve", "--data", _temp["data"], "--urls", "http://127.0.0.1:0", "--mqtt", "off", "--storage", "azure", "--connection", wrong);
        Assert.Equal(1, ended.Code);
        Assert.Contains($"the store at http://127.0.0.1:{_azurite.Tables} cannot be used: ", Assert.Single(ended.ErrorLines), StringComparison.Ordinal);
        Assert.Contains("(403)", ended.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("AAAA", ended.Errors, StringComparison.Ordinal);
    }
}
