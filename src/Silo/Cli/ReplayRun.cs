using System.Diagnostics;
using System.Text;
using Twin.Api.Telemetry;
using Twin.Silo.Observability;
using Twin.Simulation.Replay;
using Twin.Simulation.Reports;
using Twin.Simulation.Runs;

namespace Twin.Silo.Cli;

/// <summary><c>simulate --replay</c>: what a rule book and a policy would have made of recorded readings, against another's.</summary>
internal static class ReplayRun
{
    private const int LookEvery = 4096;

    public static int Run(ReplayNames names, DirectoryInfo? output, bool json)
    {
        if (names.Network is null) return CommandLine.Fail("--replay needs the network it was recorded in: --network outlets.ndjson, as GET /v1/outlets:export gives it, or a CSV for import", CommandLine.WrongUse);
        var files = new ReplayFiles();
        if (files.Read(names) is not { } setting) return Refuse(files.Faults, files.Faults.Count, "nothing was replayed");
        using var interruption = new Interruption();
        using var progress = new ProgressLine();
        try
        {
            return Run(files.Recordings, setting, output, json, progress, interruption.Token);
        }
        catch (OperationCanceledException)
        {
            progress.Clear();
            return CommandLine.Fail("told to stop; nothing was written");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            progress.Clear();
            return CommandLine.Fail(failure.Message);
        }
    }

    private static int Run(FileInfo[] files, BackTestSetting setting, DirectoryInfo? output, bool json, ProgressLine progress, CancellationToken stop)
    {
        var clock = Stopwatch.StartNew();
        var reader = new RecordedReadings(setting.Outlets);
        var look = Look(files, reader, progress, stop);
        var summary = look.Summary;
        progress.Clear();
        if (look.FaultCount > 0) return Refuse([.. look.Faults.Select(found => CommandLine.Told(files[found.File], found.Fault))], look.FaultCount, $"nothing was replayed: a line is a reading such as {{\"device\":\"3208008351/t1\",\"at\":\"2026-11-22T08:00:00Z\",\"values\":{{\"temperatureC\":41.5}}}}");
        if (summary.Readings == 0)
            return CommandLine.Fail(summary.Unknown == 0 ? $"{setting.Recording} holds no reading" : $"{setting.Recording} holds no reading of a device of the network; it has {string.Join(", ", summary.UnknownSample)}", CommandLine.WrongUse);
        using var texts = new Opened(files);
        var result = new BackTest(setting, summary) { Progress = progress.Tell }.Run(reader.Readings(texts.Streams), stop);
        progress.Clear();
        var context = new ResultContext(NodeInstruments.Version, clock.Elapsed.TotalSeconds);
        if (output is not null) Write(output, result, context);
        Console.WriteLine(json ? BackTestJson.Write(result, context) : BackTestText.Write(result, context));
        if (output is not null) Console.Error.WriteLine($"report: {Path.Combine(output.FullName, "report.html")}");
        return CommandLine.Done;
    }

    private static RecordingCheck Look(FileInfo[] files, RecordedReadings reader, ProgressLine progress, CancellationToken stop)
    {
        var (lines, length) = (0L, files.Sum(file => file.Length));
        using var texts = new Opened(files);
        return RecordingCheck.Of(reader, texts.Streams, () =>
        {
            if (lines++ % LookEvery != 0) return;
            stop.ThrowIfCancellationRequested();
            progress.Tell(new((int)(texts.Read / 1024), (int)(length / 1024), "KiB checked"));
        });
    }

    /// <summary>All files of a recording, open.</summary>
    private sealed class Opened : IDisposable
    {
        private readonly FileInfo[] _files;
        private readonly List<FileStream> _streams = [];

        public Opened(FileInfo[] files)
        {
            _files = files;
            try
            {
                foreach (var file in files) _streams.Add(file.OpenRead());
            }
            catch
            {
                Dispose();
                throw;
            }
        }

        public IReadOnlyList<FileStream> Streams => _streams;

        /// <summary>Bytes read so far. One that has been read through is closed.</summary>
        public long Read => _streams.Select((stream, i) => stream.CanRead ? stream.Position : _files[i].Length).Sum();

        public void Dispose()
        {
            foreach (var stream in _streams) stream.Dispose();
        }
    }

    private static int Refuse(List<string> faults, long count, string so)
    {
        foreach (var fault in faults.Take(RecordingCheck.FaultsMax)) Console.Error.WriteLine(fault);
        return CommandLine.Fail($"{count} {(count == 1 ? "fault" : "faults")}{(count > RecordingCheck.FaultsMax ? $", the first {RecordingCheck.FaultsMax} above" : "")}; {so}", CommandLine.WrongUse);
    }

    private static void Write(DirectoryInfo output, BackTestResult result, ResultContext context)
    {
        output.Create();
        File.WriteAllText(Path.Combine(output.FullName, "result.json"), BackTestJson.Write(result, context) + "\n");
        File.WriteAllText(Path.Combine(output.FullName, "incidents.csv"), BackTestCsv.Write(result));
        File.WriteAllText(Path.Combine(output.FullName, "report.html"), BackTestHtml.Write(result, context), new UTF8Encoding(false));
    }
}
