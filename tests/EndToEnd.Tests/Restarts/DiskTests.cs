using Twin.EndToEnd.Tests.Clusters;
using Twin.EndToEnd.Tests.Running;
using Twin.Servers;

namespace Twin.EndToEnd.Tests.Restarts;

/// <summary>The disk of the embedded store fills up, and the last write before a kill is torn.</summary>
public sealed class DiskTests : IDisposable
{
    private const int Outlets = 100;

    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public async Task On_a_full_disk_nothing_is_acknowledged_that_is_not_stored_and_with_room_again_all_goes_on()
    {
        await using var disk = await SmallDisk.Mount(megabytes: 64);
        var data = Path.Combine(disk.Folder, "data");
        await using var twin = await TwinProcess.Serve(data);
        using var load = new Load(twin.Api, Outlets);
        await load.Register();
        load.Start();
        await load.More(Outlets + Outlets / 2);
        disk.Fill();
        await Refuses(load);
        Assert.Equal(Outlets, (int)(await twin.Api.Get("/v1/outlets"))["total"]!);
        disk.MakeRoom();
        await load.More(2 * Outlets);
        await load.Stop();
        await load.IsKept();
    }

    [Fact]
    public async Task Killed_on_a_full_disk_it_comes_back_with_all_that_was_acknowledged()
    {
        await using var disk = await SmallDisk.Mount(megabytes: 64);
        var data = Path.Combine(disk.Folder, "data");
        await using var before = await TwinProcess.Serve(data);
        using var load = new Load(before.Api, Outlets);
        await load.Register();
        load.Start();
        await load.More(Outlets + Outlets / 2);
        disk.Fill();
        await Refuses(load);
        await load.Stop();
        await before.Kill();
        disk.MakeRoom();
        await using var after = await TwinProcess.Serve(data);
        await load.IsKept(after.Api);
    }

    /// <summary>The log's last transaction was being written when the power went: it begins as it should and is not whole.</summary>
    [Fact]
    public async Task A_torn_last_write_is_left_out_and_what_was_acknowledged_before_it_is_kept()
    {
        var data = _temp["data"];
        await using var before = await TwinProcess.Serve(data);
        using var load = new Load(before.Api, Outlets);
        await load.Register();
        load.Start();
        await load.More(Outlets + Outlets / 2);
        await load.Stop();
        await before.Kill();
        TearLog(Path.Combine(data, "twin.db-wal"));
        await using var after = await TwinProcess.Serve(data);
        await load.IsKept(after.Api);
        await after.Api.Report($"{Load.Code(0)}/t1", """{"temperatureC":20}""");
    }

    private static Task Refuses(Load load)
    {
        var before = load.Refused;
        return TwinApi.Until(() => Task.FromResult(load.Refused > before + 2), "transitions are refused");
    }

    /// <summary>Puts half a frame after the last of the log: a frame's header has the log's own salt, so that only its checksum can tell that it is none.</summary>
    private static void TearLog(string log)
    {
        const int Header = 32, FrameHeader = 24, Salt = 16, PageSizeAt = 8;
        var bytes = File.ReadAllBytes(log);
        var frame = FrameHeader + System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(PageSizeAt));
        var salt = bytes.AsSpan(Salt, 8).ToArray();
        // The log is written over from its beginning: what is left of an earlier round has another salt.
        var end = Header;
        while (end + frame <= bytes.Length && bytes.AsSpan(end + 8, 8).SequenceEqual(salt)) end += frame;
        Assert.True(end > Header, "the log has no frame");
        var torn = bytes.AsSpan(end - frame, frame / 2).ToArray();
        using var file = File.OpenWrite(log);
        file.Position = end;
        file.Write(torn);
    }
}
