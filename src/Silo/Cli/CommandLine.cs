using System.CommandLine;
using Twin.Domain.Documents;

namespace Twin.Silo.Cli;

/// <summary>
/// The verbs. Exit codes: 0 done, 1 it could not be done (one line on standard error says why), 2 the command line is wrong, 3 it was told to stop and what it
/// gave is a part of what was asked for.
/// </summary>
public static class CommandLine
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int WrongUse = 2;
    public const int Partial = 3;

    public static async Task<int> Run(string[] args)
    {
        var root = new RootCommand("Twin: a live digital twin of a retail outlet network.") { ServeCommand.Make(), ImportCommand.Make(), BackupCommand.Make(), RestoreCommand.Make(), PlanCommand.Make(), SimulateCommand.Make() };
        var parsed = root.Parse(args.Length == 0 ? ["--help"] : args);
        if (parsed.Errors.Count > 0)
        {
            var verb = parsed.CommandResult.Command.Name;
            var help = parsed.CommandResult.Command == root ? "--help" : $"{verb} --help";
            await Console.Error.WriteLineAsync($"twin: {string.Join("; ", parsed.Errors.Select(e => OneLine(e.Message).TrimEnd('.')))}. See {help}.");
            return WrongUse;
        }
        // The host hears SIGTERM itself and takes its time to drain; the parser's own handling would cut it off after two seconds.
        return await parsed.InvokeAsync(new() { ProcessTerminationTimeout = null });
    }

    /// <summary>Says in one line why a command could not be carried out.</summary>
    public static int Fail(string why, int code = Failed)
    {
        Console.Error.WriteLine($"twin: {OneLine(why)}");
        return code;
    }

    /// <summary>A fault with its file and, where they are known, line and column.</summary>
    internal static string Told(FileInfo file, DocFault fault) =>
        $"{file}{(fault.Line > 0 ? $":{fault.Line}" : "")}{(fault.Column > 0 ? $":{fault.Column}" : "")}: {(fault.Path.Length > 0 ? $"{fault.Path}: " : "")}{fault.Message}";

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
