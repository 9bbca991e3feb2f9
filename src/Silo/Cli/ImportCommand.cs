using System.CommandLine;
using System.Net.Http.Headers;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;

namespace Twin.Silo.Cli;

/// <summary><c>import</c>: sends a CSV or NDJSON file of outlets to a running server, piece by piece, and reports every line that was refused.</summary>
public static class ImportCommand
{
    private const int LinesPerRequest = 2_000;

    public static Command Make()
    {
        var file = new Argument<FileInfo>("file") { Description = "outlets.csv, or a file of one JSON object per line (.ndjson, .jsonl)." };
        var server = new Option<string>("--server") { Description = "The server's URL.", DefaultValueFactory = _ => "http://127.0.0.1:8080", HelpName = "URL" };
        var key = new Option<string?>("--key-file") { Description = "The file that holds the key. [default: the TWIN_ADMIN_KEY variable, then ./data/admin.key]", HelpName = "FILE" };
        var ca = new Option<FileInfo?>("--ca-file") { Description = "A PEM file of certificates to trust instead of the machine's, for https:// servers with a certificate of one's own.", HelpName = "FILE" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Check every line, change nothing." };
        server.Validators.Add(r =>
        {
            if (r.Tokens.Count > 0 && !(Uri.TryCreate(r.Tokens[0].Value, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"))
                r.AddError($"--server takes a URL, not '{r.Tokens[0].Value}'");
        });
        var command = new Command("import", "Import outlets from a CSV or NDJSON file.") { file, server, key, ca, dryRun };
        command.SetAction((parsed, stop) => Import(parsed.GetRequiredValue(file), parsed.GetValue(server)!, parsed.GetValue(key), parsed.GetValue(ca), parsed.GetValue(dryRun), stop));
        return command;
    }

    private static async Task<int> Import(FileInfo file, string server, string? keyFile, FileInfo? ca, bool dryRun, CancellationToken stop)
    {
        if (!file.Exists) return CommandLine.Fail($"there is no file {file}", CommandLine.WrongUse);
        if (Key(keyFile) is not { } key) return CommandLine.Fail("no key: set TWIN_ADMIN_KEY or give --key-file");
        using var handler = new SocketsHttpHandler();
        if (ca is not null && Trust(ca, handler) is { } wrong) return CommandLine.Fail(wrong, CommandLine.WrongUse);
        var csv = file.Extension.Equals(".csv", StringComparison.OrdinalIgnoreCase);
        using var http = new HttpClient(handler, disposeHandler: false) { BaseAddress = new(server), Timeout = TimeSpan.FromMinutes(10) };
        http.DefaultRequestHeaders.Authorization = new("Bearer", key);
        try
        {
            return await Send(http, file, csv, dryRun, stop);
        }
        catch (HttpRequestException failure)
        {
            return failure.InnerException is AuthenticationException untrusted
                ? CommandLine.Fail($"{server} cannot be trusted: {untrusted.Message.TrimEnd('.')}. Give its certificate, or its issuer's, with --ca-file")
                : CommandLine.Fail($"{server} does not answer: {failure.Message}");
        }
    }

    private static async Task<int> Send(HttpClient http, FileInfo file, bool csv, bool dryRun, CancellationToken stop)
    {
        var (sent, rejected, totals) = (0, 0, new Dictionary<string, int>());
        foreach (var (text, firstLine) in Pieces(await File.ReadAllBytesAsync(file.FullName, stop), csv))
        {
            using var content = new ByteArrayContent(text);
            content.Headers.ContentType = new MediaTypeHeaderValue(csv ? "text/csv" : "application/x-ndjson");
            using var answer = await http.PostAsync(new Uri($"/v1/outlets:import{(dryRun ? "?dryRun=true" : "")}", UriKind.Relative), content, stop);
            var body = await answer.Content.ReadAsStringAsync(stop);
            if (!answer.IsSuccessStatusCode) return CommandLine.Fail($"the server refused the import ({(int)answer.StatusCode}): {Detail(body)}");
            using var result = JsonDocument.Parse(body);
            foreach (var line in result.RootElement.GetProperty("results").EnumerateArray())
            {
                sent++;
                var outcome = line.GetProperty("outcome").GetString()!;
                totals[outcome] = totals.GetValueOrDefault(outcome) + 1;
                if (outcome != "rejected") continue;
                rejected++;
                var at = line.GetProperty("line").GetInt32() + firstLine;
                var errors = line.GetProperty("errors").EnumerateArray().Select(e => $"{e.GetProperty("path").GetString()}: {e.GetProperty("message").GetString()}");
                Console.Error.WriteLine($"{file.Name}:{at}: {string.Join("; ", errors)}");
            }
            Console.Error.WriteLine($"{sent} lines sent");
        }
        Console.WriteLine($"{(dryRun ? "checked" : "imported")} {sent}: {string.Join(", ", totals.OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => $"{t.Value} {t.Key}"))}");
        return rejected == 0 ? CommandLine.Done : CommandLine.Failed;
    }

    /// <summary>Trusts the certificates of a file and no others. What is wrong with the file, or null.</summary>
    private static string? Trust(FileInfo file, SocketsHttpHandler handler)
    {
        var chain = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        try
        {
            chain.CustomTrustStore.ImportFromPemFile(file.FullName);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or CryptographicException)
        {
            return $"the certificates in {file} cannot be read: {failure.Message}";
        }
        if (chain.CustomTrustStore.Count == 0) return $"there is no certificate in {file}";
        handler.SslOptions.CertificateChainPolicy = chain;
        return null;
    }

    private static string? Key(string? keyFile)
    {
        if (keyFile is null && Environment.GetEnvironmentVariable("TWIN_ADMIN_KEY") is { Length: > 0 } given) return given;
        var path = keyFile ?? Path.Combine("data", "admin.key");
        return File.Exists(path) ? File.ReadAllText(path).Trim() : null;
    }

    /// <summary>Cuts a file between lines; a CSV piece repeats the header. A quoted CSV field may hold line breaks, so only a line break outside quotes ends a row.</summary>
    private static IEnumerable<(byte[] Text, int FirstLine)> Pieces(byte[] all, bool csv)
    {
        var (rows, line) = (new List<(int Start, int End, int Line)>(), 1);
        var (start, startLine, quoted) = (0, 1, false);
        for (var i = 0; i <= all.Length; i++)
        {
            if (i < all.Length && csv && all[i] == '"') quoted = !quoted;
            var ends = i == all.Length ? i > start : all[i] == '\n' && !quoted;
            if (i < all.Length && all[i] == '\n') line++;
            if (!ends) continue;
            var end = Math.Min(i + 1, all.Length);
            rows.Add((start, end, startLine));
            (start, startLine) = (end, line);
        }
        var header = csv && rows.Count > 0 ? all[rows[0].Start..rows[0].End] : [];
        var body = rows.Skip(csv ? 1 : 0).ToList();
        if (body.Count == 0) yield return (all, 0);
        foreach (var piece in body.Chunk(LinesPerRequest))
            yield return ([.. header, .. all[piece[0].Start..piece[^1].End]], piece[0].Line - (csv ? 2 : 1));
    }

    private static string Detail(string body)
    {
        try
        {
            using var problem = JsonDocument.Parse(body);
            var detail = problem.RootElement.TryGetProperty("detail", out var d) ? d.GetString() : problem.RootElement.GetProperty("title").GetString();
            var errors = problem.RootElement.TryGetProperty("errors", out var e) ? e.EnumerateArray().Select(x => x.GetProperty("message").GetString()) : [];
            return string.Join("; ", errors.Prepend(detail));
        }
        catch (JsonException)
        {
            return Encoding.UTF8.GetByteCount(body) > 200 ? body[..200] : body;
        }
    }
}
