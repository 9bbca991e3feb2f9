using System.Data.Common;
using Microsoft.Data.Sqlite;
using Twin.EndToEnd.Tests.Running;
using Twin.Silo.Storage;
using Twin.Silo.Storage.Sqlite;

namespace Twin.Silo.Tests.Storage;

public sealed class SqliteStoreTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string StoreFile => _folder["twin.db"];

    public void Dispose() => _folder.Dispose();

    private static async Task<object?> Run(DbDataSource store, string sql, params (string Name, object Value)[] values)
    {
        await using var connection = await store.OpenConnectionAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }
        await using var reader = await command.ExecuteReaderAsync();
        return await reader.ReadAsync() ? reader.GetValue(0) : null;
    }

    private void Outside(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={StoreFile};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    [Fact]
    public async Task A_new_store_has_the_schema_of_this_release()
    {
        using var store = SqliteStore.Open(StoreFile);
        Assert.Equal((long)SqliteSchema.Newest, await Run(store, "SELECT user_version FROM pragma_user_version"));
        Assert.Equal("wal", await Run(store, "SELECT journal_mode FROM pragma_journal_mode"));
        Assert.Equal(4L, await Run(store, "SELECT count(*) FROM OrleansQuery"));
        Assert.Equal(0L, await Run(store, "SELECT count(*) FROM OrleansStorage"));
    }

    [Fact]
    public async Task A_store_opened_again_keeps_its_rows_and_has_this_releases_queries()
    {
        using (var store = SqliteStore.Open(StoreFile)) await Run(store, "CREATE TABLE Kept (N INTEGER)");
        Outside("UPDATE OrleansQuery SET QueryText = 'of an older release'");
        using var again = SqliteStore.Open(StoreFile);
        Assert.Equal(0L, await Run(again, "SELECT count(*) FROM Kept"));
        Assert.Equal(0L, await Run(again, "SELECT count(*) FROM OrleansQuery WHERE QueryText = 'of an older release'"));
    }

    [Fact]
    public void A_store_of_a_newer_release_is_refused_and_left_alone()
    {
        SqliteStore.Open(StoreFile).Dispose();
        Outside($"PRAGMA user_version = {SqliteSchema.Newest + 1}");
        var before = File.ReadAllBytes(StoreFile);
        var refused = Assert.Throws<StoreException>(() => SqliteStore.Open(StoreFile));
        Assert.Contains("newer Twin", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(StoreFile));
    }

    [Fact]
    public void A_file_that_is_no_store_is_refused()
    {
        File.WriteAllText(StoreFile, new string('x', 10_000));
        Assert.Contains(StoreFile, Assert.Throws<StoreException>(() => SqliteStore.Open(StoreFile)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_closed_store_is_one_file_that_can_be_copied()
    {
        var store = SqliteStore.Open(StoreFile);
        await Run(store, "CREATE TABLE Kept (N INTEGER)");
        await store.DisposeAsync();
        Assert.Equal([StoreFile], Directory.GetFiles(_folder.Path));
    }

    [Theory]
    [InlineData("INSERT INTO T (N) VALUES (0)", "a row that is there already")]
    [InlineData("INSERT INTO Nowhere (N) VALUES (0)", "a table that is not there")]
    [InlineData("INSERT INTO T (N) VALUES (abs(-9223372036854775808))", "a sum that cannot be")]
    public async Task A_statement_that_fails_does_not_fail_its_neighbours(string bad, string why)
    {
        using var store = SqliteStore.Open(StoreFile);
        await Run(store, "CREATE TABLE T (N INTEGER PRIMARY KEY)");
        await Run(store, "INSERT INTO T (N) VALUES (0)");
        // All are on their way before the first is answered, so they share transactions.
        var good = Enumerable.Range(1, 500).Select(n => Run(store, "INSERT INTO T (N) VALUES (@n)", ("n", n))).ToArray();
        var failing = Enumerable.Range(0, 20).Select(_ => Assert.ThrowsAnyAsync<Exception>(() => Run(store, bad))).ToArray();
        var later = Enumerable.Range(501, 500).Select(n => Run(store, "INSERT INTO T (N) VALUES (@n)", ("n", n))).ToArray();
        await Task.WhenAll(good.Concat(later));
        Assert.All(await Task.WhenAll(failing), f => Assert.False(f is StoreException, $"{why}: {f}"));
        Assert.Equal(1_001L, await Run(store, "SELECT count(*) FROM T"));
    }

    [Fact]
    public async Task What_is_answered_is_there_when_the_store_is_opened_again()
    {
        using (var store = SqliteStore.Open(StoreFile))
        {
            await Run(store, "CREATE TABLE T (N INTEGER PRIMARY KEY)");
            await Task.WhenAll(Enumerable.Range(0, 5_000).Select(n => Run(store, "INSERT INTO T (N) VALUES (@n)", ("n", n))));
        }
        using var again = SqliteStore.Open(StoreFile);
        Assert.Equal(5_000L, await Run(again, "SELECT count(*) FROM T"));
    }

    [Fact]
    public async Task A_write_after_the_store_is_closed_says_so()
    {
        var store = SqliteStore.Open(StoreFile);
        await using var connection = store.CreateConnection();
        store.Dispose();
        await using var command = connection.CreateCommand();
        command.CommandText = "CREATE TABLE T (N INTEGER)";
        var refused = await Assert.ThrowsAsync<StoreException>(() => command.ExecuteNonQueryAsync());
        Assert.Contains("the store is closed", refused.Message, StringComparison.Ordinal);
    }
}
