using System.Data.Common;
using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Twin.EndToEnd.Tests.Running;
using Twin.Silo.Storage.Sqlite;

namespace Twin.Silo.Tests.Storage;

/// <summary>What group commit gives over the driver's own way, each write in a transaction of its own. A measurement, run when asked for: <c>make storm</c>.</summary>
public sealed class GroupCommitFigures(ITestOutputHelper output) : IDisposable
{
    private const int Writes = 10_000, Writers = 200;
    private const string Insert = "INSERT INTO measured (id, payload) VALUES (@id, @payload)";

    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact(Explicit = true)]
    public async Task Durable_writes_a_second_one_by_one_and_gathered()
    {
        await using var store = SqliteStore.Open(_temp["gathered.db"]);
        await using (var command = store.CreateCommand("CREATE TABLE measured (id INTEGER PRIMARY KEY, payload BLOB NOT NULL)")) await command.ExecuteNonQueryAsync();

        var file = _temp["single.db"];
        await using var stock = SqliteFactory.Instance.CreateDataSource($"Data Source={file};Default Timeout=300");
        await using (var command = stock.CreateCommand("PRAGMA journal_mode = WAL; CREATE TABLE measured (id INTEGER PRIMARY KEY, payload BLOB NOT NULL)")) await command.ExecuteNonQueryAsync();

        var single = await Rate(async () =>
        {
            var connection = await stock.OpenConnectionAsync();
            await using var full = connection.CreateCommand();
            full.CommandText = "PRAGMA synchronous = FULL";
            await full.ExecuteNonQueryAsync();
            return connection;
        });
        var gathered = await Rate(async () => await store.OpenConnectionAsync());
        output.WriteLine($"{Writes:N0} durable writes of 1 kB by {Writers} writers: one by one {single:N0}/s, gathered {gathered:N0}/s, {gathered / single:N1} times as many");
        Assert.True(gathered > 0 && single > 0);
    }

    private static async Task<double> Rate(Func<Task<DbConnection>> open)
    {
        var (next, payload) = (0, new byte[1_000]);
        var began = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Increment(ref next) is var id && id <= Writes)
            {
                await using var connection = await open();
                await using var command = connection.CreateCommand();
                command.CommandText = Insert;
                foreach (var (name, value) in new (string, object)[] { ("@id", id), ("@payload", payload) })
                {
                    var parameter = command.CreateParameter();
                    (parameter.ParameterName, parameter.Value) = (name, value);
                    command.Parameters.Add(parameter);
                }
                await using var rows = await command.ExecuteReaderAsync();
            }
        })));
        return Writes / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }
}
