using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Twin.Documents;
using Twin.Simulation.Calculators.Asking;
using Twin.Simulation.Runs;

namespace Twin.Silo.Cli;

/// <summary><c>simulate --server</c>: sends a scenario to a running server, waits for it, and writes what came of it.</summary>
internal static class SimulateThere
{
    private static readonly TimeSpan AskEvery = TimeSpan.FromMilliseconds(500);

    public static async Task<int> Run(HttpClient http, FileInfo file, DirectoryInfo? output, bool json)
    {
        if (!file.Exists) return CommandLine.Fail($"there is no file {file}", CommandLine.WrongUse);
        using var interruption = new Interruption();
        using var progress = new ProgressLine();
        string? run = null;
        try
        {
            using var content = new ByteArrayContent(await File.ReadAllBytesAsync(file.FullName, interruption.Token));
            content.Headers.ContentType = new MediaTypeHeaderValue(DocumentText.FormatOf(file.Name) == DocumentFormat.Json ? "application/json" : "application/yaml");
            using var started = await http.PostAsync(new Uri("/v1/simulations", UriKind.Relative), content, interruption.Token);
            if (started.StatusCode != HttpStatusCode.Accepted) return Refused(file, started.StatusCode, await started.Content.ReadAsStringAsync(interruption.Token));
            run = started.Headers.Location!.OriginalString;
            using var ended = await Ended(http, run, progress, interruption.Token);
            progress.Clear();
            var status = ended.RootElement.GetProperty("status").GetString();
            if (status != "done") return CommandLine.Fail($"{file}: the run {status}{(ended.RootElement.TryGetProperty("detail", out var why) ? $": {why.GetString()}" : "")}");
            var result = ended.RootElement.GetProperty("result");
            Console.WriteLine(json ? PlanJson.Text(result.WriteTo) : Table(result));
            if (output is not null) await Write(http, run, output, result, interruption.Token);
            return CommandLine.Done;
        }
        catch (OperationCanceledException) when (interruption.Token.IsCancellationRequested)
        {
            progress.Clear();
            if (run is not null) await http.DeleteAsync(new Uri(run, UriKind.Relative), CancellationToken.None);
            return CommandLine.Fail("told to stop; the run was cancelled and nothing was written");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return CommandLine.Fail($"the result could not be written: {failure.Message}");
        }
    }

    private static int Refused(FileInfo file, HttpStatusCode status, string body)
    {
        if (status != HttpStatusCode.BadRequest) return CommandLine.Fail($"the server refused the scenario ({(int)status}): {ServerConnection.Detail(body)}");
        return CommandLine.Fail($"{file}: {ServerConnection.Detail(body)}", CommandLine.WrongUse);
    }

    private static async Task<JsonDocument> Ended(HttpClient http, string run, ProgressLine progress, CancellationToken stop)
    {
        while (true)
        {
            var text = await http.GetStringAsync(new Uri(run, UriKind.Relative), stop);
            var answer = JsonDocument.Parse(text);
            if (answer.RootElement.GetProperty("status").GetString() is not ("queued" or "running")) return answer;
            if (answer.RootElement.TryGetProperty("progress", out var at) && at.ValueKind == JsonValueKind.Object)
                progress.Tell(new RunProgress(at.GetProperty("done").GetInt32(), at.GetProperty("planned").GetInt32(), at.GetProperty("of").GetString()!));
            answer.Dispose();
            await Task.Delay(AskEvery, stop);
        }
    }

    private static async Task Write(HttpClient http, string run, DirectoryInfo output, JsonElement result, CancellationToken stop)
    {
        output.Create();
        await File.WriteAllTextAsync(Path.Combine(output.FullName, "result.json"), PlanJson.Text(result.WriteTo) + "\n", stop);
        var report = Path.Combine(output.FullName, "report.html");
        await File.WriteAllTextAsync(report, await http.GetStringAsync(new Uri($"{run}/report", UriKind.Relative), stop), new UTF8Encoding(false), stop);
        await Console.Error.WriteLineAsync($"report: {report}");
    }

    private static string Table(JsonElement result)
    {
        var lines = new StringBuilder();
        lines.AppendLine(CultureInfo.InvariantCulture, $"{result.GetProperty("scenario").GetString()}: {result.GetProperty("replications").GetRawText()} replications, seed {result.GetProperty("seed").GetRawText()}, fingerprint {result.GetProperty("fingerprint").GetString()}");
        foreach (var metric in result.GetProperty("metrics").EnumerateObject())
            lines.AppendLine(CultureInfo.InvariantCulture, $"  {metric.Name,-24} {Figure(metric.Value, "mean"),14} ± {Figure(metric.Value, "halfWidth")}");
        return lines.ToString().TrimEnd();
    }

    private static string Figure(JsonElement metric, string name) =>
        metric.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble().ToString("0.###", CultureInfo.InvariantCulture) : "-";
}
