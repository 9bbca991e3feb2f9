using System.CommandLine;
using System.Diagnostics;
using System.Text;
using Twin.Documents;
using Twin.Domain.Documents;
using Twin.Silo.Observability;
using Twin.Simulation.Reports;
using Twin.Simulation.Runs;
using Twin.Simulation.Scenarios;
using Twin.Simulation.Studies;

namespace Twin.Silo.Cli;

/// <summary><c>simulate</c>: runs a scenario and reports what came of it.</summary>
public static class SimulateCommand
{
    public static Command Make()
    {
        var file = new Argument<FileInfo?>("scenario") { Description = "A scenario, YAML or JSON (.json). See docs/simulation.md.", Arity = ArgumentArity.ZeroOrOne };
        var seed = new Option<long?>("--seed") { Description = "Instead of the scenario's.", HelpName = "N" };
        var replications = new Option<int?>("--replications") { Description = "Exactly so many, instead of what the scenario says.", HelpName = "N" };
        var threads = new Option<int?>("--threads") { Description = "Replications side by side; the result is the same for any number. [default: the machine's cores]", HelpName = "N" };
        var output = new Option<DirectoryInfo?>("--out") { Description = "Where to write report.html, result.json and replications.csv (incidents.csv of a replay).", HelpName = "DIR" };
        var json = new Option<bool>("--json") { Description = "The result as JSON on standard output, which is also what a pipe or file gets." };
        var text = new Option<bool>("--text") { Description = "A table on standard output, which is also what a terminal gets." };
        AtLeastOne(replications, ReplicationPlan.CountMax);
        AtLeastOne(threads, 1024);
        var replay = new ReplayOptions();
        var server = new ServerConnection("Have a running server run the scenario, which may then begin with the network as it stands there: network: {live: true}.", otherwise: null);
        var command = new Command("simulate", "Run a scenario in virtual time, or recorded readings through another rule book.") { file, seed, replications, threads, output, json, text };
        replay.AddTo(command);
        server.AddTo(command);
        command.Validators.Add(given =>
        {
            var replayed = given.GetResult(replay.Recording) is not null;
            if (given.GetValue(file) is null && !replayed) given.AddError("give a scenario, or --replay with recorded readings");
            if (!replayed && replay.Given(given) is { } without) given.AddError($"{without} goes with --replay");
            if (server.IsNamedBy(given))
            {
                if (replayed) given.AddError("--replay does not go with --server: recorded readings are played here");
                foreach (var option in (Option[])[seed, replications, threads])
                    if (given.GetResult(option) is not null) given.AddError($"{option.Name} does not go with --server: write it into the scenario");
            }
            if (!replayed) return;
            if (given.GetValue(file) is not null) given.AddError("give either a scenario or --replay");
            foreach (var option in (Option[])[seed, replications, threads])
                if (given.GetResult(option) is not null) given.AddError($"{option.Name} does not go with --replay: what was recorded is played once, and by no chance");
        });
        command.SetAction((parsed, _) => server.IsNamedBy(parsed.CommandResult) ? server.With(parsed, http => SimulateThere.Run(http, parsed.GetRequiredValue(file)!, parsed.GetValue(output), Json(parsed))) : Task.FromResult(parsed.GetResult(replay.Recording) is not null ? ReplayRun.Run(replay.Of(parsed), parsed.GetValue(output), Json(parsed)) : Simulate(
            parsed.GetRequiredValue(file)!,
            scenario => scenario.With(parsed.GetValue(seed), parsed.GetValue(replications)),
            parsed.GetValue(threads) ?? Environment.ProcessorCount,
            parsed.GetValue(output),
            Json(parsed))));
        return command;

        bool Json(ParseResult parsed) => parsed.GetValue(json) || (Console.IsOutputRedirected && !parsed.GetValue(text));
    }

    private static void AtLeastOne(Option<int?> option, int max) => option.Validators.Add(r =>
    {
        if (r.Tokens.Count > 0 && int.TryParse(r.Tokens[0].Value, out var value) && (value < 1 || value > max)) r.AddError($"{option.Name} takes a whole number from 1 to {max}, not {value}");
    });

    private static int Simulate(FileInfo file, Func<Scenario, Scenario> given, int threads, DirectoryInfo? output, bool json)
    {
        if (!file.Exists) return CommandLine.Fail($"there is no file {file}", CommandLine.WrongUse);
        if (Read(file, out var why) is not { } read) return CommandLine.Fail(why!, CommandLine.WrongUse);
        if (read.Scenario is null)
        {
            foreach (var fault in read.Faults) Console.Error.WriteLine(CommandLine.Told(file, fault));
            return CommandLine.Fail($"{file} has {read.Faults.Count} {(read.Faults.Count == 1 ? "fault" : "faults")}", CommandLine.WrongUse);
        }
        using var interruption = new Interruption();
        using var progress = new ProgressLine();
        try
        {
            output?.Create();
            var clock = Stopwatch.StartNew();
            var result = new Study(given(read.Scenario)) { Threads = threads, Progress = progress.Tell }.Run(interruption.Token);
            progress.Clear();
            var context = new ResultContext(NodeInstruments.Version, clock.Elapsed.TotalSeconds);
            if (output is not null) Write(output, result, context);
            Console.WriteLine(json ? ResultJson.Write(result, context) : ResultText.Write(result, context));
            if (output is not null) Console.Error.WriteLine($"report: {Path.Combine(output.FullName, "report.html")}");
            return result.IsPartial ? CommandLine.Fail("told to stop: the result is partial, of what was done until then", CommandLine.Partial) : CommandLine.Done;
        }
        catch (OperationCanceledException)
        {
            progress.Clear();
            return CommandLine.Fail("told to stop before a replication was done; nothing was written");
        }
        catch (Exception broken) when (Reason(broken) is not null)
        {
            progress.Clear();
            return CommandLine.Fail($"{file}: {Reason(broken)}");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            progress.Clear();
            return CommandLine.Fail($"the result could not be written: {failure.Message}");
        }
    }

    // Replications on several threads fail together.
    private static string? Reason(Exception failure) => failure switch
    {
        RunBrokenOffException broken => broken.Message,
        AggregateException several => several.InnerExceptions.Select(Reason).FirstOrDefault(reason => reason is not null),
        _ => null,
    };

    private static (Scenario? Scenario, List<DocFault> Faults)? Read(FileInfo file, out string? why)
    {
        var files = new FolderFiles(file.DirectoryName!);
        if (files.Text(file.FullName, out why) is not { } text) return null;
        var faults = new List<DocFault>();
        var document = DocumentText.Parse(text, DocumentText.FormatOf(file.Name), faults);
        return (document is null ? null : new ScenarioReader(files).Read(document, faults), faults);
    }

    private static void Write(DirectoryInfo output, StudyResult result, ResultContext context)
    {
        File.WriteAllText(Path.Combine(output.FullName, "result.json"), ResultJson.Write(result, context) + "\n");
        File.WriteAllText(Path.Combine(output.FullName, "replications.csv"), ReplicationCsv.Write(result));
        File.WriteAllText(Path.Combine(output.FullName, "report.html"), ReportHtml.Write(result, context), new UTF8Encoding(false));
    }
}
