using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Twin.Documents;
using Twin.Domain.Calendars;
using Twin.Domain.Documents;
using Twin.Domain.Escalation;
using Twin.Domain.Rules;
using Twin.Domain.Teams;
using Twin.Grains.Network;

namespace Twin.Grains.Documents;

/// <summary>
/// The documents in force as this silo has compiled them, shared by all its twins. It asks the catalogue several times a second, which is one local
/// or remote call however many documents there are, and has every twin look again when the rule book or a calendar changed. Policies and teams are asked for
/// when something is to be decided, so nobody has to be told of them.
/// </summary>
public sealed partial class ActiveDocuments(IGrainFactory grains, LocalTwins twins, TimeProvider time, ILogger<ActiveDocuments> log)
{
    private static readonly TimeSpan AskEvery = TimeSpan.FromMilliseconds(200);

    private readonly ConcurrentDictionary<string, TradingCalendar> _calendars = new(
        [new(TradingCalendar.Always.Id, TradingCalendar.Always), new(TradingCalendar.Standard.Id, TradingCalendar.Standard)]);
    private readonly ConcurrentDictionary<string, EscalationPolicy> _policies = new([new(EscalationPolicy.DefaultId, EscalationPolicy.Default)]);
    private readonly ConcurrentDictionary<string, Team> _teams = new();
    private readonly TaskCompletionSource _loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _known = -1;

    public RuleBook RuleBook { get; private set; } = RuleBook.Empty;

    /// <summary>All teams; a new directory whenever one of them changes.</summary>
    public TeamDirectory Teams { get; private set; } = TeamDirectory.Empty;

    /// <summary>Completes when the documents in force are here.</summary>
    public Task Loaded => _loaded.Task;

    public TradingCalendar? Calendar(string id) => _calendars.GetValueOrDefault(id);

    /// <summary>The policy with its version; the default one where there is none of that id.</summary>
    public EscalationPolicy Policy(string id) => _policies.GetValueOrDefault(id) ?? _policies[EscalationPolicy.DefaultId];

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
        if (_known < 0) Load(DocumentKeys.RuleBook, await grains.RuleBookDocument().Current());
        var changes = await grains.DocumentCatalogue().Since(Math.Max(_known, 0));
        foreach (var entry in changes.Entries)
            if (Document(entry.Name) is { } document)
                Load(entry.Name, await document.Current());
        if (changes.Entries.Any(e => DocumentKeys.IdIn(e.Name, DocumentKeys.TeamPrefix) is not null)) Teams = TeamDirectory.Of(_teams.Values);
        var twinsConcerned = _known >= 0 && changes.Entries.Any(e => e.Name == DocumentKeys.RuleBook || DocumentKeys.IdIn(e.Name, DocumentKeys.CalendarPrefix) is not null);
        _known = changes.Version;
        _loaded.TrySetResult();
        if (twinsConcerned) await twins.ReconsiderAll();
    }

    // Null for a kind this release does not know: another silo may run a newer one.
    private IDocumentGrain? Document(string name) =>
        name == DocumentKeys.RuleBook ? grains.RuleBookDocument()
        : DocumentKeys.IdIn(name, DocumentKeys.CalendarPrefix) is { } calendar ? grains.CalendarDocument(calendar)
        : DocumentKeys.IdIn(name, DocumentKeys.PolicyPrefix) is { } policy ? grains.PolicyDocument(policy)
        : DocumentKeys.IdIn(name, DocumentKeys.TeamPrefix) is { } team ? grains.TeamDocument(team)
        : null;

    private void Load(string name, DocumentVersion? document)
    {
        if (document is null)
        {
            if (DocumentKeys.IdIn(name, DocumentKeys.TeamPrefix) is { } removed) _teams.TryRemove(removed, out _);
            return;
        }
        var faults = new List<DocFault>();
        if (DocumentText.Parse(document.Text, document.Json ? DocumentFormat.Json : DocumentFormat.Yaml, faults) is { } node) Compile(name, document.Version, node, faults);
        if (faults.Count > 0) LogFaulty(log, name, document.Version, faults[0].Message);
    }

    // What cannot be read leaves the version before it in force.
    private void Compile(string name, int version, DocNode node, List<DocFault> faults)
    {
        if (name == DocumentKeys.RuleBook) RuleBook = RuleBook.Read(node, faults) ?? RuleBook;
        else if (DocumentKeys.IdIn(name, DocumentKeys.CalendarPrefix) is { } calendarId && TradingCalendar.Read(calendarId, node, faults) is { } calendar) _calendars[calendarId] = calendar;
        else if (DocumentKeys.IdIn(name, DocumentKeys.PolicyPrefix) is { } policyId && EscalationPolicyReader.Read(policyId, version, node, faults) is { } policy) _policies[policyId] = policy;
        else if (DocumentKeys.IdIn(name, DocumentKeys.TeamPrefix) is { } teamId && TeamReader.Read(teamId, node, faults) is { } team) _teams[teamId] = team;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The documents in force could not be asked for; those known stay in force")]
    private static partial void LogNotRefreshed(ILogger log, Exception failure);

    [LoggerMessage(Level = LogLevel.Error, Message = "Stored document {Name} version {Version} cannot be read by this release: {Fault}")]
    private static partial void LogFaulty(ILogger log, string name, int version, string fault);
}
