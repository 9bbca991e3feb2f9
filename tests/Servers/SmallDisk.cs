using System.Globalization;

namespace Twin.Servers;

/// <summary>A small file system in memory, mounted on a temporary folder, that a test fills up and makes room on again. Mounting needs root, or <c>sudo</c> without a password.</summary>
public sealed class SmallDisk : IAsyncDisposable
{
    private SmallDisk(string folder) => Folder = folder;

    public string Folder { get; }

    private string Ballast => Path.Combine(Folder, "ballast");

    public static async Task<SmallDisk> Mount(int megabytes)
    {
        var folder = Directory.CreateTempSubdirectory("twin-disk-").FullName;
        await AsRoot("mount", "-t", "tmpfs", "-o", string.Create(CultureInfo.InvariantCulture, $"size={megabytes}m,mode=0777"), "tmpfs", folder);
        return new(folder);
    }

    /// <summary>Takes what is free, to the last byte.</summary>
    public void Fill()
    {
        using var file = new FileStream(Ballast, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        foreach (var size in new[] { 1 << 20, 1 << 12, 1 })
        {
            try
            {
                for (var block = new byte[size]; ;) file.Write(block);
            }
            catch (IOException)
            {
                // No room for a block of this size.
            }
        }
    }

    public void MakeRoom() => File.Delete(Ballast);

    public async ValueTask DisposeAsync()
    {
        await AsRoot("umount", "--lazy", Folder);
        Directory.Delete(Folder);
    }

    private static Task AsRoot(string program, params string[] arguments) =>
        Environment.UserName == "root" ? ServerTool.Run(program, arguments) : ServerTool.Run("sudo", ["-n", program, .. arguments]);
}
