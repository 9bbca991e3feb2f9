using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Twin.Documents;
using Twin.Domain.Documents;
using Twin.Simulation.Calculators.Asking;

namespace Twin.Silo.Cli;

/// <summary><c>plan</c>: a closed form in milliseconds, as JSON.</summary>
public static class PlanCommand
{
    public static Command Make()
    {
        var name = new Argument<string?>("name") { Description = "The calculator; without one all are listed.", Arity = ArgumentArity.ZeroOrOne };
        var values = new Argument<string[]>("arg=value") { Description = "Its arguments: numbers such as 0.8, 1/30 or 95%, vectors such as 1,2,1. Any unit of time, the same throughout.", Arity = ArgumentArity.ZeroOrMore };
        var command = new Command("plan", "Answer a planning question by a closed form, as JSON.") { name, values };
        command.Add(new HelpOption { Action = new Explain(name) });
        command.SetAction(parsed => parsed.GetValue(name) is { } asked ? Answer(asked, parsed.GetValue(values) ?? []) : Tell(PlanHelp.List()));
        return command;
    }

    private static int Answer(string name, string[] values)
    {
        var answer = Plan.Ask(name, values, new DiskFiles());
        return answer.Faults.Count > 0 ? CommandLine.Fail(string.Join("; ", answer.Faults), CommandLine.WrongUse) : Tell(PlanJson.Write(answer));
    }

    private static int Tell(string text)
    {
        Console.WriteLine(text);
        return CommandLine.Done;
    }

    private sealed class Explain(Argument<string?> name) : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parsed)
        {
            if (parsed.GetValue(name) is not { } asked) return Tell(PlanHelp.List());
            return PlanHelp.Explain(asked) is { } text ? Tell(text) : Answer(asked, []);
        }
    }

    private sealed class DiskFiles : IPlanFiles
    {
        public string Text(string path) => File.ReadAllText(path);

        public DocNode? Document(string text, string path, List<DocFault> faults) =>
            DocumentText.Parse(text, DocumentText.FormatOf(path), faults);
    }
}
