using System.Security.Cryptography;
using System.Text;
using Twin.Silo.Storage.Sqlite;

namespace Twin.Silo.Storage;

/// <summary>
/// Everything an installation keeps is in one folder, used by one process at a time: the store, the admin's key, the lock.
/// </summary>
public sealed class DataFolder : IDisposable
{
    /// <summary>The store's file in the folder.</summary>
    public const string StoreName = "twin.db";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly FileStream _lock;

    private DataFolder(string path, FileStream held) => (Path, _lock) = (path, held);

    public string Path { get; }
    public string StoreFile => System.IO.Path.Combine(Path, StoreName);
    public string KeyFile => System.IO.Path.Combine(Path, "admin.key");

    /// <exception cref="StoreException">The folder cannot be written, or another process has it.</exception>
    public static DataFolder Open(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        try
        {
            Directory.CreateDirectory(full);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"the data folder {full} cannot be made: {failure.Message}", failure);
        }
        try
        {
            return new(full, new(System.IO.Path.Combine(full, "twin.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException failure)
        {
            throw new StoreException($"the data folder {full} cannot be written: {failure.Message}", failure);
        }
        catch (IOException failure)
        {
            throw new StoreException(
                IsHeld(failure)
                    ? $"the data folder {full} is in use by another Twin; stop it, or give this one another --data"
                    : $"the data folder {full} cannot be written: {failure.Message}",
                failure);
        }
    }

    /// <summary>A lock that somebody holds: EWOULDBLOCK on Linux and macOS, the sharing and lock violations on Windows.</summary>
    private static bool IsHeld(IOException failure) => failure.GetType() == typeof(IOException) && failure.HResult is 11 or 35 or unchecked((int)0x80070020) or unchecked((int)0x80070021);

    /// <summary>The admin's key: the one given, or the one kept in the folder, made at the first start and readable by its owner only.</summary>
    public string AdminKey(string? given)
    {
        if (!string.IsNullOrWhiteSpace(given)) return given.Trim();
        if (File.Exists(KeyFile) && File.ReadAllText(KeyFile).Trim() is { Length: > 0 } kept) return kept;
        var key = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        // Written beside and moved, so that a crash never leaves half a key; made with its mode, so that it is never readable by others.
        var fresh = KeyFile + ".new";
        File.Delete(fresh);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        using (var stream = new FileStream(fresh, options))
        {
            stream.Write(Encoding.ASCII.GetBytes(key + "\n"));
            stream.Flush(flushToDisk: true);
        }
        File.Move(fresh, KeyFile, overwrite: true);
        return key;
    }

    public void Dispose() => _lock.Dispose();
}
