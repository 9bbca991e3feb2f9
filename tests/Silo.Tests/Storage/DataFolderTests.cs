using Twin.EndToEnd.Tests.Running;
using Twin.Silo.Storage;
using Twin.Silo.Storage.Sqlite;

namespace Twin.Silo.Tests.Storage;

public sealed class DataFolderTests : IDisposable
{
    private readonly TempFolder _temp = new();

    private string Data => _temp["data"];

    public void Dispose() => _temp.Dispose();

    private string Key(string? given = null)
    {
        using var folder = DataFolder.Open(Data);
        return folder.AdminKey(given);
    }

    [Fact]
    public void The_first_start_makes_a_key_that_only_its_owner_can_read()
    {
        var key = Key();
        Assert.Equal(48, key.Length);
        Assert.Equal(key + "\n", File.ReadAllText(Path.Combine(Data, "admin.key")));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(Data, "admin.key")));
    }

    [Fact]
    public void The_key_is_kept_over_restarts_and_no_two_folders_have_the_same()
    {
        var key = Key();
        Assert.Equal(key, Key());
        using var other = DataFolder.Open(_temp["other"]);
        Assert.NotEqual(key, other.AdminKey(null));
    }

    [Theory]
    [InlineData("given")]
    [InlineData("  given\n")]
    public void A_given_key_wins_and_is_written_nowhere(string given)
    {
        Assert.Equal("given", Key(given));
        Assert.False(File.Exists(Path.Combine(Data, "admin.key")));
        var made = Key(" ");
        Assert.Equal("given", Key(given));
        Assert.Equal(made, Key());
    }

    [Theory]
    [InlineData("")]
    [InlineData("half-a-ke")]
    public void What_a_crash_left_of_writing_a_key_is_not_taken_for_one(string left)
    {
        Directory.CreateDirectory(Data);
        File.WriteAllText(Path.Combine(Data, "admin.key.new"), left);
        Assert.Equal(48, Key().Length);
        Assert.False(File.Exists(Path.Combine(Data, "admin.key.new")));
    }

    [Fact]
    public void An_empty_key_file_is_made_anew()
    {
        Directory.CreateDirectory(Data);
        File.WriteAllText(Path.Combine(Data, "admin.key"), "\n");
        Assert.Equal(48, Key().Length);
    }

    [Fact]
    public void A_second_opener_is_refused_while_the_first_has_it_and_not_after()
    {
        using (DataFolder.Open(Data))
        {
            var refused = Assert.Throws<StoreException>(() => DataFolder.Open(Data));
            Assert.Equal($"the data folder {Data} is in use by another Twin; stop it, or give this one another --data", refused.Message);
        }
        DataFolder.Open(Data).Dispose();
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_refused_as_such()
    {
        File.WriteAllText(_temp["file"], "");
        Assert.Contains("cannot be made", Assert.Throws<StoreException>(() => DataFolder.Open(Path.Combine(_temp["file"], "data"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_not_said_to_be_in_use()
    {
        // /proc takes no files, not even from root.
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has /proc.");
        Assert.Contains("cannot be written", Assert.Throws<StoreException>(() => DataFolder.Open("/proc/self")).Message, StringComparison.Ordinal);
    }
}
