using Twin.Api.Documents;
using Twin.Api.Outlets.Import;
using Twin.Documents;
using Twin.Domain.Calendars;
using Twin.Domain.Documents;
using Twin.Domain.Escalation;
using Twin.Domain.Network;
using Twin.Domain.Rules;
using Twin.Domain.Teams;
using Twin.Simulation.Replay;

namespace Twin.Silo.Cli;

/// <summary>The files a back-test goes by, as they are named on the command line.</summary>
internal sealed record ReplayNames
{
    /// <summary>Files, or folders of them.</summary>
    public required IReadOnlyList<FileInfo> Recordings { get; init; }
    public FileInfo? Network { get; init; }
    public FileInfo? RuleBook { get; init; }
    public FileInfo? Policy { get; init; }
    public FileInfo? Against { get; init; }
    public FileInfo? AgainstPolicy { get; init; }
    public IReadOnlyList<FileInfo> Teams { get; init; } = [];
    public IReadOnlyList<FileInfo> Calendars { get; init; } = [];
    public TimeSpan? Answer { get; init; }
    public bool AllDevices { get; init; }
}

/// <summary>Reads the files of a back-test, and notes everything wrong with any of them.</summary>
internal sealed class ReplayFiles
{
    private const string Shipped = "as shipped";

    /// <summary>Each with its file, as it is told.</summary>
    public List<string> Faults { get; } = [];

    /// <summary>The files of the recording.</summary>
    public FileInfo[] Recordings { get; private set; } = [];

    /// <summary>Null: there are faults.</summary>
    public BackTestSetting? Read(ReplayNames names)
    {
        Recordings = [.. names.Recordings.SelectMany(Recorded).DistinctBy(file => file.FullName)];
        var setting = new BackTestSetting
        {
            Recording = Recordings is [var first, .. var others] ? $"{first.Name}{(others.Length > 0 ? $" and {others.Length} more" : "")}" : "",
            Outlets = names.Network is { } network ? Outlets(network) : [],
            Calendars = [.. names.Calendars.Select(file => Document(file, (node, found) => TradingCalendar.Read(Id(file), node, found))).OfType<TradingCalendar>()],
            Teams = [.. names.Teams.Select(file => Document(file, (node, found) => TeamReader.Read(Id(file), node, found))).OfType<Team>()],
            New = Regime(names.RuleBook, names.Policy),
            Old = Regime(names.Against, names.AgainstPolicy),
            Answer = names.Answer,
            WatchUnheard = names.AllDevices,
        };
        foreach (var calendar in setting.Outlets.Select(o => o.Calendar).Distinct().Except([.. setting.Calendars.Select(c => c.Id), TradingCalendar.Always.Id, TradingCalendar.Standard.Id]).Order(StringComparer.Ordinal))
            Faults.Add($"{names.Network}: outlets go by a calendar '{calendar}', which is not here: give it with --calendars {calendar}.yaml");
        return Faults.Count == 0 ? setting : null;
    }

    private IEnumerable<FileInfo> Recorded(FileInfo name)
    {
        if (name.Exists) return [name];
        if (!Directory.Exists(name.FullName))
        {
            Faults.Add($"there is no file {name}");
            return [];
        }
        FileInfo[] files = [.. Directory.GetFiles(name.ToString()).Where(IsRecording).Order(StringComparer.Ordinal).Select(file => new FileInfo(file))];
        if (files.Length == 0) Faults.Add($"there is no recording in the folder {name}: its name ends in .ndjson or .ndjson.gz");
        return files;
    }

    private static bool IsRecording(string file) => file.EndsWith(".ndjson", StringComparison.OrdinalIgnoreCase) || file.EndsWith(".ndjson.gz", StringComparison.OrdinalIgnoreCase);

    private Regime Regime(FileInfo? book, FileInfo? policy) => new(
        book?.Name ?? Shipped, book is null ? FolderFiles.Shipped() : Document(book, RuleBook.Read) ?? RuleBook.Empty,
        policy?.Name ?? Shipped, policy is null ? EscalationPolicy.Default : Document(policy, (node, found) => EscalationPolicyReader.Read(EscalationPolicy.DefaultId, 1, node, found)) ?? EscalationPolicy.Default);

    private IReadOnlyList<OutletProfile> Outlets(FileInfo file)
    {
        if (Bytes(file, FolderFiles.LengthMax) is not { } bytes) return [];
        var found = new List<DocFault>();
        var outlets = OutletFile.Read(bytes, file.Extension.Equals(".csv", StringComparison.OrdinalIgnoreCase) ? true : null, found);
        Note(file, found);
        if (found.Count == 0 && outlets.Count == 0) Faults.Add($"{file}: there is no outlet in it");
        return outlets;
    }

    private T? Document<T>(FileInfo file, Func<DocNode, List<DocFault>, T?> read) where T : class
    {
        if (Bytes(file, DocumentEndpoints.BytesMax) is not { } bytes) return null;
        var found = new List<DocFault>();
        var document = DocumentText.Parse(System.Text.Encoding.UTF8.GetString(bytes), DocumentText.FormatOf(file.Name), found) is { } node ? read(node, found) : null;
        Note(file, found);
        return document;
    }

    private byte[]? Bytes(FileInfo file, long bytesMax)
    {
        try
        {
            if (!file.Exists) Faults.Add($"there is no file {file}");
            else if (file.Length > bytesMax) Faults.Add($"{file} is larger than {bytesMax / (1024 * 1024)} MiB");
            else return File.ReadAllBytes(file.FullName);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Faults.Add($"{file} cannot be read: {failure.Message}");
        }
        return null;
    }

    private void Note(FileInfo file, List<DocFault> found) => Faults.AddRange(found.Select(fault => CommandLine.Told(file, fault)));

    /// <summary>A document is called what its file is called.</summary>
    private static string Id(FileInfo file) => Path.GetFileNameWithoutExtension(file.Name);
}
