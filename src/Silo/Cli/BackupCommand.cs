using System.CommandLine;
using System.Globalization;
using Twin.Silo.Hosting;
using Twin.Silo.Storage;
using Twin.Silo.Storage.Backups;
using Twin.Silo.Storage.Postgres;
using Twin.Silo.Storage.Sqlite;

namespace Twin.Silo.Cli;

/// <summary><c>backup</c>: writes all that a store holds at one moment into a file, while Twin runs or not.</summary>
public static class BackupCommand
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static Command Make()
    {
        var file = new Argument<FileInfo>("file") { Description = "The file to write, e.g. twin-2026-11-26.backup; readable by its owner only." };
        var overwrite = new Option<bool>("--overwrite") { Description = "Replace the file if it is there." };
        var store = new StoreSettings();
        var command = new Command("backup", "Write everything Twin keeps into one file, also while it runs. The file does not hold the admin key nor settings.") { file, overwrite };
        store.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            var (options, wrong) = store.Read(parsed);
            if (wrong is not null) return CommandLine.Fail(wrong, CommandLine.WrongUse);
            using var interruption = new Interruption();
            return await Backup(options, parsed.GetRequiredValue(file).FullName, parsed.GetValue(overwrite), interruption.Token);
        });
        return command;
    }

    private static async Task<int> Backup(ServeOptions options, string file, bool overwrite, CancellationToken stop)
    {
        if (Directory.Exists(file)) return CommandLine.Fail($"{file} is a folder; name a file in it", CommandLine.WrongUse);
        if (File.Exists(file) && !overwrite) return CommandLine.Fail($"there is already a file {file}; choose another name, or --overwrite");
        try
        {
            await using var store = await Open(options, stop);
            var size = await Write(store, file, overwrite, stop);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"backed up {store.Rows} rows into {file}, {size} bytes"));
            return CommandLine.Done;
        }
        catch (OperationCanceledException)
        {
            return CommandLine.Fail("told to stop; no backup was made");
        }
        catch (Exception failure) when (failure is StoreException or System.Data.Common.DbException or IOException or UnauthorizedAccessException)
        {
            return CommandLine.Fail(failure is StoreException ? failure.Message : $"no backup was made: {failure.Message}");
        }
    }

    private static async Task<IStoreSnapshot> Open(ServeOptions options, CancellationToken stop) => options.Storage switch
    {
        StorageKind.Sqlite => SqliteSnapshot.Open(Path.Combine(Path.GetFullPath(options.Data), DataFolder.StoreName)),
        StorageKind.Postgres => await PostgresSnapshot.Open(options.Connection!, stop),
        _ => throw new StoreException($"backup does not know the store '{options.Storage.ToString().ToLowerInvariant()}': it is for sqlite and postgres"),
    };

    /// <summary>Beside and moved, so that what has the name is a whole backup, whatever happens.</summary>
    private static async Task<long> Write(IStoreSnapshot store, string file, bool overwrite, CancellationToken stop)
    {
        var part = file + ".part";
        // Held against another that writes the same.
        await using var stream = new FileStream(part, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
        try
        {
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(stream.SafeFileHandle, OwnerOnly);
            stream.SetLength(0);
            using (var backup = new BackupWriter(stream, new(BackupHeader.NewestFormat, store.Schema, BackupHeader.ThisRelease, store.Store, DateTime.UtcNow, store.Rows)))
            {
                await foreach (var row in store.Read(stop).Told(store.Rows, stop)) backup.Write(row);
                backup.End();
            }
            stream.Flush(flushToDisk: true);
            File.Move(part, file, overwrite);
            return stream.Length;
        }
        catch
        {
            File.Delete(part);
            throw;
        }
    }
}
