using System.Diagnostics;
using System.Formats.Tar;
using System.Globalization;
using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Twin.EndToEnd.Tests.Running;

namespace Twin.EndToEnd.Tests.Deploy;

/// <summary>The container image: packed, taken apart as an engine does it, and run with nothing of this machine in reach but its kernel.</summary>
public sealed class ImageTests : IDisposable
{
    private static readonly string Script = Path.GetFullPath(typeof(ImageTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(m => m.Key == "ImageScript").Value!);

    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public async Task An_image_is_whole_and_Twin_runs_in_it()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "An image is packed on Linux.");
        await Pack();
        await TarFile.ExtractToDirectoryAsync(_temp["twin.oci.tar"], Directory.CreateDirectory(_temp["image"]).FullName, overwriteFiles: false);
        var config = await Unpack();
        Assert.Equal("1654:1654", (string?)config["User"]);

        await using var twin = Start(config, "serve", "--urls", "http://127.0.0.1:0", "--mqtt", "127.0.0.1:0");
        var url = await twin.Ready();
        using var api = new TwinApi(url, (await File.ReadAllTextAsync(Path.Combine(Root, "data", "admin.key"))).Trim());
        await api.Put("3208008351");
        await api.Report("3208008351/t1", """{"temperatureC":41.5}""");
        var backup = await Finish(config, "backup", "/data/a.backup");
        Assert.True(backup.Code == 0, $"{backup}");
        Assert.Equal(0, await twin.Terminate());
        Assert.StartsWith("checked ", (await Finish(config, "restore", "--dry-run", "/data/a.backup")).Output, StringComparison.Ordinal);
    }

    /// <summary>It is work and takes as long as it takes: on a loaded machine more than anything that only waits.</summary>
    private async Task Pack()
    {
        var start = new ProcessStartInfo("bash", [Script, _temp["twin.oci.tar"]]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["LEVEL"] = "1";
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, await output + await errors);
    }

    private string Root => _temp["root"];

    private string Blob(JsonNode descriptor)
    {
        var digest = (string)descriptor["digest"]!;
        var file = _temp[$"image/blobs/sha256/{digest["sha256:".Length..]}"];
        Assert.Equal(digest, Digest(File.OpenRead(file)));
        Assert.Equal(new FileInfo(file).Length, (long)descriptor["size"]!);
        return file;
    }

    private static string Digest(Stream stream)
    {
        using (stream) return $"sha256:{Convert.ToHexStringLower(SHA256.HashData(stream))}";
    }

    private static JsonNode Json(string file) => JsonNode.Parse(File.ReadAllText(file))!;

    /// <summary>Index, manifest, configuration, layers: each is what the one before says it is. The layers become the root folder.</summary>
    private async Task<JsonNode> Unpack()
    {
        Assert.Equal("1.0.0", (string?)Json(_temp["image/oci-layout"])["imageLayoutVersion"]);
        var manifest = Json(Blob(Assert.Single(Json(_temp["image/index.json"])["manifests"]!.AsArray())!));
        var config = Json(Blob(manifest["config"]!));
        var layers = manifest["layers"]!.AsArray().Select(l => Blob(l!)).ToArray();
        Assert.Equal(layers.Select(l => Digest(new GZipStream(File.OpenRead(l), CompressionMode.Decompress))), config["rootfs"]!["diff_ids"]!.AsArray().Select(d => (string)d!));
        Directory.CreateDirectory(Root);
        // With owners and modes, as an engine would.
        foreach (var layer in layers) Assert.Equal(0, (await Run("tar", "-xzpf", layer, "-C", Root)).Code);
        Directory.CreateDirectory(Path.Combine(Root, "dev"));
        return config["config"]!;
    }

    private static async Task<Ended> Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        return await Executable.Finish(process);
    }

    private async Task<Ended> Finish(JsonNode config, params string[] arguments)
    {
        await using var contained = Start(config, arguments);
        return await Executable.Finish(contained.Process);
    }

    /// <summary>As an engine starts it: its own root, processes and mounts, the image's user, environment and entry point. Without root, the caller is root in a world of its own.</summary>
    private Contained Start(JsonNode config, params string[] arguments)
    {
        var root = Environment.UserName == "root";
        string[] environment = [.. config["Env"]!.AsArray().Select(e => (string)e!)];
        string[] entry = [.. config["Entrypoint"]!.AsArray().Select(e => (string)e!)];
        string[] all =
        [
            .. root ? Array.Empty<string>() : ["--map-root-user"], "--mount", "--pid", "--fork", "--kill-child", "sh", "-c",
            "mount -t proc proc \"$1/proc\" && mount --rbind /dev \"$1/dev\" && root=$1 user=$2 && shift 2 && exec env -i \"$@\"", "sh", Root, "",
            .. environment, "/usr/sbin/chroot", .. root ? new[] { $"--userspec={config["User"]}" } : [], Root, .. entry, .. arguments,
        ];
        return new(Process.Start(new ProcessStartInfo("unshare", all) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" })!);
    }

    private sealed class Contained(Process process) : IAsyncDisposable
    {
        public Process Process => process;

        public async Task<string> Ready()
        {
            var errors = process.StandardError.ReadToEndAsync();
            while (await process.StandardOutput.ReadLineAsync().WaitAsync(Executable.Limit) is { } line)
                if (line.StartsWith("ready ", StringComparison.Ordinal)) return line[6..];
            throw new InvalidOperationException($"It ended before it was ready: {await errors}");
        }

        /// <summary>SIGTERM to what is process 1 inside, as an engine sends it.</summary>
        public async Task<int> Terminate()
        {
            var inside = (await File.ReadAllTextAsync(string.Create(CultureInfo.InvariantCulture, $"/proc/{process.Id}/task/{process.Id}/children"))).Trim();
            using (var kill = Process.Start("kill", ["-TERM", inside])) await kill.WaitForExitAsync();
            await process.WaitForExitAsync().WaitAsync(Executable.Limit);
            return process.ExitCode;
        }

        public async ValueTask DisposeAsync()
        {
            if (!process.HasExited) process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }
    }
}
