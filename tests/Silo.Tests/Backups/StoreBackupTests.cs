using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;
using Twin.EndToEnd.Tests.Running;
using Twin.Servers;
using Twin.Silo.Hosting;
using Twin.Silo.Storage;
using Twin.Silo.Storage.Backups;
using Twin.Silo.Storage.Postgres;
using Twin.Silo.Storage.Sqlite;

namespace Twin.Silo.Tests.Backups;

/// <summary>The verbs on real stores of both kinds, run as people run them.</summary>
public sealed class StoreBackupTests(StoreBackupTests.Databases databases) : IClassFixture<StoreBackupTests.Databases>, IDisposable
{
    public sealed class Databases : IAsyncLifetime
    {
        private PostgresServer _server = null!;

        public Task<string> New() => _server.NewDatabase();

        public async ValueTask InitializeAsync() => _server = await PostgresServer.StartAsync();

        public ValueTask DisposeAsync() => _server.DisposeAsync();
    }

    private readonly TempFolder _temp = new();

    private string Data => _temp["data"];
    private string Backup => _temp["a.backup"];

    public void Dispose() => _temp.Dispose();

    private Task<Ended> Run(params string[] arguments) => Executable.Run(_temp.Path, null, arguments);

    private Task<Ended> OnPostgres(string connection, params string[] arguments) =>
        Executable.Run(_temp.Path, new Dictionary<string, string> { ["TWIN__Storage"] = "postgres", ["TWIN__Connection"] = connection }, arguments);

    private static void Done(Ended ended, string with)
    {
        Assert.True(ended.Code == 0, $"{ended}");
        Assert.StartsWith(with, Assert.Single(ended.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    private static void Refused(Ended ended, int code, string with)
    {
        Assert.True(ended.Code == code, $"{ended}");
        Assert.Contains(with, Assert.Single(ended.ErrorLines), StringComparison.Ordinal);
        Assert.Equal("", ended.Output);
    }

    /// <summary>A store with rows of all sorts.</summary>
    private static async Task MakeStore(string data, params string[] more)
    {
        using var folder = DataFolder.Open(data);
        await using var store = SqliteRestore.Open(folder);
        var rows = Enumerable.Range(0, 50).Select(n => Row("outlet", $"o-32080{n:00000}", $$"""{"name":"网点{{n}}","n":{{n}}}"""))
            .Append(Row("terminal", "t-3208008351-t1", "{}")).Append(Row("ledger", "y-320812-20261122", """{"day":"AAEC","packed":true}"""))
            .Append(Row("roster", "r", "") with { Value = null }).Concat(more.Select(m => Row("outlet", m, "{}")));
        await store.Replace(rows.ToAsyncEnumerable(), default);
    }

    private static StoredRow Row(string state, string key, string value) =>
        new(state, key, 0, 0, "twin", 4, new(2026, 11, 26, 22, 0, 0, 123, DateTimeKind.Utc), Encoding.UTF8.GetBytes(value));

    private static async Task<string[]> Rows(IStoreSnapshot store)
    {
        var rows = new List<string>();
        await using (store)
            await foreach (var row in store.Read(default))
                rows.Add(string.Create(CultureInfo.InvariantCulture, $"{row with { Value = null }} {(row.Value is null ? "cleared" : Encoding.UTF8.GetString(row.Value))}"));
        Assert.Equal(store.Rows, rows.Count);
        rows.Sort(StringComparer.Ordinal);
        return [.. rows];
    }

    private static Task<string[]> Rows(string data) => Rows(SqliteSnapshot.Open(Path.Combine(data, "twin.db")));

    private static async Task<string[]> RowsOf(string connection) => await Rows(await PostgresSnapshot.Open(connection, default));

    [Fact]
    public async Task From_the_embedded_store_to_PostgreSQL_and_back_nothing_changes()
    {
        await MakeStore(Data);
        var rows = await Rows(Data);
        Assert.Equal(53, rows.Length);
        var database = await databases.New();

        Done(await Run("backup", Backup, "--data", Data), $"backed up 53 rows into {Backup}, ");
        Done(await OnPostgres(database, "restore", Backup), "restored 53 rows, taken 20");
        Assert.Equal(rows, await RowsOf(database));
        Done(await OnPostgres(database, "backup", _temp["b.backup"]), "backed up 53 rows");
        Done(await Run("restore", _temp["b.backup"], "--data", _temp["other"]), "restored 53 rows");
        Assert.Equal(rows, await Rows(_temp["other"]));
    }

    [Fact]
    public async Task What_is_restored_into_PostgreSQL_is_found_by_the_grains_storage()
    {
        await MakeStore(Data);
        var database = await databases.New();
        await Run("backup", Backup, "--data", Data);
        Done(await OnPostgres(database, "restore", Backup), "restored 53 rows");

        await using var profile = new PostgresProfile(await PostgresStore.Open(database));
        await using var app = TwinHost.Build(
            new() { Urls = "http://127.0.0.1:0", Mqtt = "off", Data = _temp.Path, Storage = StorageKind.Postgres, Connection = database, Role = Role.Silo }, profile, "key", b => b.Logging.ClearProviders());
        await app.StartAsync();
        var storage = app.Services.GetRequiredService<IGrainStorage>();
        foreach (var n in Enumerable.Range(0, 50))
        {
            var state = new GrainState<Named>(new());
            await storage.ReadStateAsync("outlet", GrainId.Create("tested", $"o-32080{n:00000}"), state);
            Assert.Equal((true, "4", $"网点{n}"), (state.RecordExists, state.ETag, state.State!.Name));
            await storage.WriteStateAsync("outlet", GrainId.Create("tested", $"o-32080{n:00000}"), state);
        }
        await app.StopAsync();
    }

    private sealed class Named
    {
        public string Name { get; set; } = "";
    }

    [Fact]
    public async Task The_file_is_for_its_owner_only_and_nothing_else_is_left()
    {
        await MakeStore(Data);
        Done(await Run("backup", Backup, "--data", Data), "backed up");
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Backup));
        Assert.Equal([Backup], Directory.GetFiles(_temp.Path));
    }

    [Fact]
    public async Task A_file_that_is_there_is_replaced_only_when_told_so()
    {
        await MakeStore(Data);
        await File.WriteAllTextAsync(Backup, "precious");
        Refused(await Run("backup", Backup, "--data", Data), 1, $"there is already a file {Backup}; choose another name, or --overwrite");
        Assert.Equal("precious", await File.ReadAllTextAsync(Backup));
        Done(await Run("backup", Backup, "--data", Data, "--overwrite"), "backed up 53 rows");
        Done(await Run("restore", Backup, "--dry-run"), "checked 53 rows, taken ");
    }

    [Fact]
    public async Task What_cannot_be_backed_up_is_one_clear_line()
    {
        var database = await databases.New();
        Refused(await Run("backup", Backup, "--data", _temp["nowhere"]), 1, $"there is no store {_temp["nowhere"]}/twin.db");
        Refused(await OnPostgres(database, "backup", Backup), 1, "the database holds no store of Twin");
        Refused(await OnPostgres("Host=127.0.0.1;Port=1;Username=x;Database=x", "backup", Backup), 1, "the store at 127.0.0.1:1 cannot be used");
        await MakeStore(Data);
        Refused(await Run("backup", Path.Combine(_temp["nowhere"], "a"), "--data", Data), 1, "no backup was made: ");
        Refused(await Run("backup", _temp.Path, "--data", Data), 2, "is a folder");
        using (var newer = new SqliteConnection($"Data Source={Path.Combine(Data, "twin.db")};Pooling=False"))
        {
            newer.Open();
            using var command = new SqliteCommand("PRAGMA user_version = 99", newer);
            command.ExecuteNonQuery();
        }
        Refused(await Run("backup", Backup, "--data", Data), 1, "newer Twin");
        Assert.False(File.Exists(Backup));
    }

    [Fact]
    public async Task A_store_that_is_not_empty_is_restored_into_only_when_told_so()
    {
        await MakeStore(Data);
        await Run("backup", Backup, "--data", Data);
        var rows = await Rows(Data);
        await MakeStore(Data, "o-later");
        Refused(await Run("restore", Backup, "--data", Data), 1, "the store is not empty: it holds 54 rows; --replace puts the backup in their place");
        Assert.Equal(54, (await Rows(Data)).Length);
        Done(await Run("restore", Backup, "--data", Data, "--replace"), "restored 53 rows");
        Assert.Equal(rows, await Rows(Data));

        var database = await databases.New();
        Done(await OnPostgres(database, "restore", Backup), "restored 53 rows");
        Refused(await OnPostgres(database, "restore", Backup), 1, "the store is not empty: it holds 53 rows");
        Done(await OnPostgres(database, "restore", Backup, "--replace"), "restored 53 rows");
        Assert.Equal(rows, await RowsOf(database));
    }

    [Fact]
    public async Task Of_a_damaged_backup_nothing_is_applied_not_even_over_what_may_be_replaced()
    {
        await MakeStore(Data);
        await Run("backup", Backup, "--data", Data);
        await MakeStore(Data, "o-later");
        var database = await databases.New();
        Done(await OnPostgres(database, "restore", Backup), "restored");
        var (rows, inDatabase) = (await Rows(Data), await RowsOf(database));
        var whole = await File.ReadAllBytesAsync(Backup);
        foreach (var damaged in new[] { whole[..(whole.Length / 2)], whole[..^30], [.. whole[..(whole.Length / 2)], .. new byte[8], .. whole[(whole.Length / 2 + 8)..]] })
        {
            await File.WriteAllBytesAsync(Backup, damaged);
            Refused(await Run("restore", Backup, "--dry-run"), 1, "damaged");
            Refused(await Run("restore", Backup, "--data", Data, "--replace"), 1, "damaged");
            Refused(await OnPostgres(database, "restore", Backup, "--replace"), 1, "damaged");
        }
        Assert.Equal(rows, await Rows(Data));
        Assert.Equal(inDatabase, await RowsOf(database));
    }

    [Fact]
    public async Task What_cannot_be_restored_is_one_clear_line()
    {
        Refused(await Run("restore", _temp["nothing"], "--data", Data), 2, "there is no file ");
        await File.WriteAllTextAsync(Backup, "hello");
        Refused(await Run("restore", Backup, "--data", Data), 1, $"{Backup} is no backup of Twin, or a damaged one");
        Assert.False(Directory.Exists(Data));
        await MakeStore(Data);
        await Run("backup", Backup, "--data", Data, "--overwrite");
        using (DataFolder.Open(Data)) Refused(await Run("restore", Backup, "--data", Data, "--replace"), 1, $"the data folder {Data} is in use by another Twin");
        await using (var newer = new FileStream(_temp["newer"], FileMode.Create))
        using (var writer = new BackupWriter(newer, new(1, SqliteSchema.Newest + 1, "9.9.9", "sqlite", DateTime.UtcNow, 0)))
            writer.End();
        Refused(await Run("restore", _temp["newer"], "--data", _temp["fresh"]), 1, "was taken by a newer Twin, 9.9.9");
    }

    [Fact]
    public async Task A_database_with_a_running_Twin_is_not_restored_into_and_one_that_is_read_can_be_backed_up()
    {
        await MakeStore(Data);
        await Run("backup", Backup, "--data", Data);
        var database = await databases.New();
        Done(await OnPostgres(database, "restore", Backup), "restored");
        await using (var running = await PostgresStore.Open(database))
        {
            await using var session = await running.Source.OpenConnectionAsync();
            Refused(await OnPostgres(database, "restore", Backup, "--replace"), 1, "the store is in use by a running Twin");
            Done(await OnPostgres(database, "backup", _temp["b"]), "backed up 53 rows");
        }
        Done(await OnPostgres(database, "restore", Backup, "--replace"), "restored");
    }

    [Fact]
    public async Task An_older_schema_is_backed_up_as_it_is_and_brought_up_to_date_by_a_restore()
    {
        await MakeStore(Data);
        using (var older = new SqliteConnection($"Data Source={Path.Combine(Data, "twin.db")};Pooling=False"))
        {
            older.Open();
            using var command = new SqliteCommand("PRAGMA user_version = 1", older);
            command.ExecuteNonQuery();
        }
        Done(await Run("backup", Backup, "--data", Data), "backed up 53 rows");
        await using (var store = SqliteSnapshot.Open(Path.Combine(Data, "twin.db"))) Assert.Equal(1, store.Schema);
        Refused(await Run("restore", Backup, "--data", Data), 1, "the store is not empty");
        await using (var store = SqliteSnapshot.Open(Path.Combine(Data, "twin.db"))) Assert.Equal(1, store.Schema);
        Done(await Run("restore", Backup, "--data", Data, "--replace"), "restored 53 rows");
        await using (var store = SqliteSnapshot.Open(Path.Combine(Data, "twin.db"))) Assert.Equal(SqliteSchema.Newest, store.Schema);
    }

    [Fact]
    public void All_kinds_of_store_have_the_same_schema_version() => Assert.Equal(SqliteSchema.Newest, PostgresSchema.Newest);
}
