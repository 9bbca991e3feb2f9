using System.CommandLine;
using System.Globalization;
using Twin.Silo.Hosting;
using Twin.Silo.Storage;
using Twin.Silo.Storage.Backups;
using Twin.Silo.Storage.Postgres;
using Twin.Silo.Storage.Sqlite;

namespace Twin.Silo.Cli;

/// <summary><c>restore</c>: puts what a backup holds into a store that nobody uses: all of it or nothing.</summary>
public static class RestoreCommand
{
    public static Command Make()
    {
        var file = new Argument<FileInfo>("file") { Description = "A file that 'backup' wrote, of this kind of store or another." };
        var replace = new Option<bool>("--replace") { Description = "Also into a store that is not empty: what it holds is lost." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Read the file to its end and check it; no store is touched." };
        var store = new StoreSettings();
        var command = new Command("restore", "Put a backup into an empty store. Twin must not be running on it.") { file, replace, dryRun };
        store.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            var (options, wrong) = store.Read(parsed);
            if (wrong is not null) return CommandLine.Fail(wrong, CommandLine.WrongUse);
            using var interruption = new Interruption();
            return await Restore(options, parsed.GetRequiredValue(file).FullName, parsed.GetValue(replace), parsed.GetValue(dryRun), interruption.Token);
        });
        return command;
    }

    private static async Task<int> Restore(ServeOptions options, string file, bool replace, bool dryRun, CancellationToken stop)
    {
        if (!File.Exists(file)) return CommandLine.Fail($"there is no file {file}", CommandLine.WrongUse);
        try
        {
            await using var backup = await BackupReader.Open(File.OpenRead(file), file, SqliteSchema.Newest, stop);
            var rows = backup.Rows(stop).Told(backup.Header.Rows, stop);
            if (dryRun) await Check(rows, stop);
            else if (await Put(options, rows, replace, stop) is { } refused) return CommandLine.Fail(refused);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{(dryRun ? "checked" : "restored")} {backup.Header.Rows} rows, taken {backup.Header.Taken:yyyy-MM-dd'T'HH:mm:ss'Z'} of {backup.Header.Store} by Twin {backup.Header.Release}"));
            return CommandLine.Done;
        }
        catch (OperationCanceledException)
        {
            return CommandLine.Fail("told to stop; nothing was restored");
        }
        catch (Exception failure) when (failure is StoreException or BackupException)
        {
            return CommandLine.Fail(failure.Message);
        }
        catch (Exception failure) when (failure is System.Data.Common.DbException or IOException or UnauthorizedAccessException)
        {
            return CommandLine.Fail($"nothing was restored: {failure.Message}");
        }
    }

    private static async Task Check(IAsyncEnumerable<StoredRow> rows, CancellationToken stop)
    {
        await foreach (var _ in rows.WithCancellation(stop))
        {
            // To be read is all that is wanted of it.
        }
    }

    /// <returns>Why it was not done.</returns>
    private static async Task<string?> Put(ServeOptions options, IAsyncEnumerable<StoredRow> rows, bool replace, CancellationToken stop)
    {
        if (options.Storage is not (StorageKind.Sqlite or StorageKind.Postgres)) return $"restore does not know the store '{options.Storage.ToString().ToLowerInvariant()}': it is for sqlite and postgres";
        using var folder = options.Storage == StorageKind.Sqlite ? DataFolder.Open(options.Data) : null;
        await using IStoreRestore store = folder is not null ? SqliteRestore.Open(folder) : await PostgresRestore.Open(options.Connection!, stop);
        if (store.Rows > 0 && !replace) return string.Create(CultureInfo.InvariantCulture, $"the store is not empty: it holds {store.Rows} rows; --replace puts the backup in their place");
        await store.Replace(rows, stop);
        return null;
    }
}
