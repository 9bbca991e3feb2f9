using System.CommandLine;
using System.CommandLine.Parsing;
using Twin.Domain.Time;

namespace Twin.Silo.Cli;

/// <summary>The options of <c>simulate --replay</c>.</summary>
internal sealed class ReplayOptions
{
    private readonly Option<FileInfo?> _network = File("--network", "The outlets it was recorded in: what GET /v1/outlets:export gives, or a CSV for import.");
    private readonly Option<FileInfo?> _book = File("--rulebook", "The rule book to try. [default: as shipped]");
    private readonly Option<FileInfo?> _policy = File("--policy", "The policy to try. [default: as shipped]");
    private readonly Option<FileInfo?> _against = File("--against", "The rule book to hold it against. [default: as shipped]");
    private readonly Option<FileInfo?> _againstPolicy = File("--against-policy", "The policy to hold it against. [default: as shipped]");
    private readonly Option<FileInfo[]> _teams = Files("--teams", "Teams, each in a file named after it, for both sides. Without any there is nobody to page.");
    private readonly Option<FileInfo[]> _calendars = Files("--calendars", "Trading calendars other than the shipped ones, each in a file named after it, for both sides.");
    private readonly Option<TimeSpan?> _answer;
    private readonly Option<bool> _allDevices = new("--all-devices") { Description = "Devices that the recording has nothing of are silent, not left out." };

    public ReplayOptions()
    {
        _answer = new("--answer")
        {
            Description = "Whoever is paged takes the job on after so long, e.g. 5m. [default: nobody answers]",
            HelpName = "TIME",
            CustomParser = result =>
            {
                if (DurationText.TryParse(result.Tokens[0].Value, out var time) && time > TimeSpan.Zero) return time;
                result.AddError($"--answer takes a time such as 90s, 5m or 1h, not '{result.Tokens[0].Value}'");
                return null;
            },
        };
    }

    public Option<FileInfo[]> Recording { get; } = Files("--replay", "Recorded readings, one a line as they are sent (NDJSON, gzip too), instead of a scenario: a file, a folder of them, or several, which are played together.");

    private IEnumerable<Option> Others => [_network, _book, _policy, _against, _againstPolicy, _teams, _calendars, _answer, _allDevices];

    public void AddTo(Command command)
    {
        command.Add(Recording);
        foreach (var option in Others) command.Add(option);
    }

    /// <summary>The first of those that mean nothing without a recording.</summary>
    public string? Given(CommandResult result) => Others.FirstOrDefault(option => result.GetResult(option) is { Implicit: false })?.Name;

    public ReplayNames Of(ParseResult parsed) => new()
    {
        Recordings = parsed.GetRequiredValue(Recording),
        Network = parsed.GetValue(_network),
        RuleBook = parsed.GetValue(_book),
        Policy = parsed.GetValue(_policy),
        Against = parsed.GetValue(_against),
        AgainstPolicy = parsed.GetValue(_againstPolicy),
        Teams = parsed.GetValue(_teams) ?? [],
        Calendars = parsed.GetValue(_calendars) ?? [],
        Answer = parsed.GetValue(_answer),
        AllDevices = parsed.GetValue(_allDevices),
    };

    private static Option<FileInfo?> File(string name, string description) => new(name) { Description = description, HelpName = "FILE" };

    private static Option<FileInfo[]> Files(string name, string description) => new(name) { Description = description, HelpName = "FILE", AllowMultipleArgumentsPerToken = true };
}
