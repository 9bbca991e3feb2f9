using System.CommandLine;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Twin.Silo.Cli;

/// <summary><c>import</c>: sends a CSV or NDJSON file of outlets to a running server, piece by piece, and reports every line that was refused.</summary>
public static class ImportCommand
{
    private const int LinesPerRequest = 2_000;

    public static Command Make()
    {
        var file = new Argument<FileInfo>("file") { Description = "outlets.csv, or a file of one JSON object per line (.ndjson, .jsonl)." };
        var server = new ServerConnection("The server's URL.", otherwise: "http://127.0.0.1:8080");
        var dryRun = new Option<bool>("--dry-run") { Description = "Check every line, change nothing." };
        var command = new Command("import", "Import outlets from a CSV or NDJSON file.") { file, dryRun };
        server.AddTo(command);
        command.SetAction((parsed, stop) => parsed.GetRequiredValue(file) is { Exists: true } found
            ? server.With(parsed, http => Send(http, found, found.Extension.Equals(".csv", StringComparison.OrdinalIgnoreCase), parsed.GetValue(dryRun), stop))
            : Task.FromResult(CommandLine.Fail($"there is no file {parsed.GetRequiredValue(file)}", CommandLine.WrongUse)));
        return command;
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
            if (!answer.IsSuccessStatusCode) return CommandLine.Fail($"the server refused the import ({(int)answer.StatusCode}): {ServerConnection.Detail(body)}");
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
}
