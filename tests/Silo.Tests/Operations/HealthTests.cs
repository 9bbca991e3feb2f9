using System.Net;
using Microsoft.Data.Sqlite;
using Twin.EndToEnd.Tests.Running;

namespace Twin.Silo.Tests.Operations;

/// <summary>Readiness is taken back when Twin cannot keep its word, and given again.</summary>
public sealed class HealthTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public async Task A_node_that_cannot_store_is_alive_and_not_ready_until_it_can()
    {
        await using var twin = await TwinProcess.Serve(_temp["data"]);
        async Task<(HttpStatusCode Status, string Text)> Asked(string path)
        {
            using var answer = await twin.Api.Client.GetAsync(new Uri(path, UriKind.Relative));
            return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
        }
        Assert.Equal((HttpStatusCode.OK, "ready"), await Asked("/healthz/ready"));

        // Somebody else holds the one right to write, as a backup tool or a person with a shell might.
        await using (var other = new SqliteConnection($"Data Source={Path.Combine(_temp["data"], "twin.db")};Pooling=False"))
        {
            await other.OpenAsync();
            await using var command = other.CreateCommand();
            command.CommandText = "BEGIN IMMEDIATE";
            await command.ExecuteNonQueryAsync();
            await TwinApi.Until(async () => (await Asked("/healthz/ready")).Status == HttpStatusCode.ServiceUnavailable, "it is not ready");
            Assert.Contains("The store cannot be written.", (await Asked("/healthz/ready")).Text, StringComparison.Ordinal);
            Assert.Equal((HttpStatusCode.OK, "live"), await Asked("/healthz/live"));
            Assert.Contains("twin_store_writable{} 0", await twin.Api.Text("/metrics"), StringComparison.Ordinal);
            Assert.Contains("twin_node_ready{} 0", await twin.Api.Text("/metrics"), StringComparison.Ordinal);
        }

        await TwinApi.Until(async () => (await Asked("/healthz/ready")).Status == HttpStatusCode.OK, "it is ready again");
        Assert.Contains("The store can be written again", twin.Errors, StringComparison.Ordinal);
        await twin.Api.Put("3208008351");
    }
}
