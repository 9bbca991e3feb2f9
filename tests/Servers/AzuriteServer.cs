using System.Diagnostics;
using System.Globalization;
using System.Reflection;

namespace Twin.Servers;

/// <summary>An Azurite of its own, tables and blobs in its memory, on free loopback ports. It is the one of <c>tests/azurite</c>, which <c>scripts/install-test-tools</c> installs.</summary>
public sealed class AzuriteServer : IAsyncDisposable
{
    // The account and key that every emulator has: https://learn.microsoft.com/azure/storage/common/storage-connect-azurite
    private const string Account = "devstoreaccount1";
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private static readonly string Program = typeof(AzuriteServer).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(m => m.Key == "Azurite").Value!;

    private readonly Process _process;

    private AzuriteServer(Process process, int blobs, int tables) => (_process, Blobs, Tables) = (process, blobs, tables);

    public int Blobs { get; }
    public int Tables { get; }

    public string ConnectionString => At(Blobs, Tables);

    /// <summary>The same account, reached over other ports.</summary>
    public static string At(int blobs, int tables) => string.Create(CultureInfo.InvariantCulture,
        $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Key};BlobEndpoint=http://127.0.0.1:{blobs}/{Account};TableEndpoint=http://127.0.0.1:{tables}/{Account}");

    public static async Task<AzuriteServer> StartAsync()
    {
        if (!File.Exists(Program)) throw new InvalidOperationException("there is no Azurite under tests/azurite: run scripts/install-test-tools");
        var (blobs, queues, tables) = (FreePort.Next(), FreePort.Next(), FreePort.Next());
        string[] arguments =
        [
            Program, "--silent", "--skipApiVersionCheck", "--disableTelemetry", "--inMemoryPersistence",
            "--blobHost", "127.0.0.1", "--blobPort", Text(blobs), "--queueHost", "127.0.0.1", "--queuePort", Text(queues), "--tableHost", "127.0.0.1", "--tablePort", Text(tables),
        ];
        var process = Process.Start(new ProcessStartInfo("node", arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath() })!;
        var errors = process.StandardError.ReadToEndAsync();
        var said = new List<string>();
        // Tables come up last.
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            said.Add(line);
            if (!line.StartsWith("Azurite Table service is successfully listening", StringComparison.Ordinal)) continue;
            _ = process.StandardOutput.ReadToEndAsync();
            return new(process, blobs, tables);
        }
        await process.WaitForExitAsync();
        using (process) throw new InvalidOperationException($"Azurite ended with {process.ExitCode}: {string.Join('\n', said)}{await errors}");
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
}
