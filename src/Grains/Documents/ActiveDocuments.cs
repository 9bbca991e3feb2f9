using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Twin.Documents;
using Twin.Domain.Calendars;
using Twin.Domain.Documents;
using Twin.Domain.Rules;
using Twin.Grains.Network;

namespace Twin.Grains.Documents;

/// <summary>
/// The documents in force as this silo has compiled them, shared by all its twins. It asks the catalogue several times a second, which is one local
/// or remote call however many documents there are, and has every twin look again when one of them changed.
/// </summary>
public sealed partial class ActiveDocuments(IGrainFactory grains, LocalTwins twins, TimeProvider time, ILogger<ActiveDocuments> log)
{
    private static readonly TimeSpan AskEvery = TimeSpan.FromMilliseconds(200);

    private readonly ConcurrentDictionary<string, TradingCalendar> _calendars = new(
        [new(TradingCalendar.Always.Id, TradingCalendar.Always), new(TradingCalendar.Standard.Id, TradingCalendar.Standard)]);
    private readonly TaskCompletionSource _loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _known = -1;

    public RuleBook RuleBook { get; private set; } = RuleBook.Empty;

    /// <summary>Completes when the documents in force are here.</summary>
    public Task Loaded => _loaded.Task;

    public TradingCalendar? Calendar(string id) => _calendars.GetValueOrDefault(id);

    /// <summary>Whether there is such a calendar, known here already or not: an outlet may name one that was uploaded a moment ago.</summary>
    public async ValueTask<bool> HasCalendar(string id) =>
        Calendar(id) is not null || (TradingCalendar.IsId(id) && await grains.CalendarDocument(id).Current() is not null);

    /// <summary>The trading interval a calendar has at a wall time; null when there is no such calendar.</summary>
    public TradingInterval? Trading(string? calendar, DateTime wall) => calendar is null ? null : Calendar(calendar)?.At(wall);

    /// <summary>Follows the catalogue until cancelled.</summary>
    public async Task Follow(CancellationToken stop)
    {
        using var ticks = new PeriodicTimer(AskEvery, time);
        do
        {
            try
            {
                await Refresh();
            }
            catch (Exception failure) when (!stop.IsCancellationRequested)
            {
                LogNotRefreshed(log, failure);
            }
        }
        while (await ticks.WaitForNextTickAsync(stop));
    }

    /// <summary>Takes over whatever changed since it last asked.</summary>
    public async Task Refresh()
    {
        if (_known < 0) await Load(DocumentKeys.RuleBook, await grains.RuleBookDocument().Current());
        var changes = await grains.DocumentCatalogue().Since(Math.Max(_known, 0));
        foreach (var entry in changes.Entries)
        {
            var document = entry.Name == DocumentKeys.RuleBook
                ? await grains.RuleBookDocument().Current()
                : await grains.CalendarDocument(entry.Name[DocumentKeys.CalendarPrefix.Length..]).Current();
            await Load(entry.Name, document);
        }
        var changed = _known >= 0 && changes.Entries.Length > 0;
        _known = changes.Version;
        _loaded.TrySetResult();
        if (changed) await twins.ReconsiderAll();
    }

    private Task Load(string name, DocumentVersion? document)
    {
        if (document is null) return Task.CompletedTask;
        var faults = new List<DocFault>();
        var node = DocumentText.Parse(document.Text, document.Json ? DocumentFormat.Json : DocumentFormat.Yaml, faults);
        if (name == DocumentKeys.RuleBook && node is not null && RuleBook.Read(node, faults) is { } book) RuleBook = book;
        else if (name != DocumentKeys.RuleBook && node is not null)
        {
            var id = name[DocumentKeys.CalendarPrefix.Length..];
            if (TradingCalendar.Read(id, node, faults) is { } calendar) _calendars[id] = calendar;
        }
        if (faults.Count > 0) LogFaulty(log, name, document.Version, faults[0].Message);
        return Task.CompletedTask;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The documents in force could not be asked for; those known stay in force")]
    private static partial void LogNotRefreshed(ILogger log, Exception failure);

    [LoggerMessage(Level = LogLevel.Error, Message = "Stored document {Name} version {Version} cannot be read by this release: {Fault}")]
    private static partial void LogFaulty(ILogger log, string name, int version, string fault);
}
