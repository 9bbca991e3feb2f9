using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Twin.Api.Documents;
using Twin.Api.Errors;
using Twin.Api.View;
using Twin.Domain.Access;
using Twin.Domain.Documents;
using Twin.Domain.Network;
using Twin.Grains.Network;

namespace Twin.Api.Outlets.Import;

/// <summary>One run over the lines of a file: good ones are written, many at a time; bad ones are reported.</summary>
internal sealed partial class OutletImport(IGrainFactory grains, INetworkView view, ILogger log, bool dryRun, DivisionLimit within)
{
    /// <summary>Writes under way at once: enough to keep storage busy, few enough not to crowd out telemetry.</summary>
    private const int WritesMax = 64;

    /// <summary>Writes that may fail for want of storage before the rest of the file is not even tried.</summary>
    private const int UnavailableMax = 200;

    /// <summary>Writers that get between reading and writing of one line; more than this many in a row and it is to be sent again.</summary>
    private const int AttemptsMax = 8;

    private readonly ConcurrentBag<ImportLineModel> _results = [];
    private readonly ConcurrentBag<(OutletCode Code, long Revision)> _written = [];
    private readonly ConcurrentDictionary<string, Task<bool>> _calendars = new(StringComparer.Ordinal);
    private int _unavailable;

    public async Task<ImportModel> RunAsync(IEnumerable<ImportLine> lines, CancellationToken cancellation)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = WritesMax, CancellationToken = cancellation };
        await Parallel.ForEachAsync(WithoutDuplicates(lines), options, async (line, _) =>
            _results.Add(line.Profile is not { } profile || line.Faults.Count > 0 ? line.Rejected() : await ApplyAsync(line, profile)));

        // The view catches up in order, so after the first of these the others rarely wait; one that does not come ends the waiting.
        foreach (var (code, revision) in _written.OrderByDescending(w => w.Revision))
            if (!await view.WaitFor(code, revision, cancellation)) break;
        var results = _results.OrderBy(r => r.Line).ToArray();
        return new(dryRun, results.Length, Count(ImportOutcome.Created), Count(ImportOutcome.Replaced), Count(ImportOutcome.Unchanged), Count(ImportOutcome.Rejected), results);

        int Count(ImportOutcome outcome) => results.Count(r => r.Outcome == outcome);
    }

    /// <summary>Which of two lines for one outlet is meant nobody can know; the first stands, as it would with writes one after the other.</summary>
    private static IEnumerable<ImportLine> WithoutDuplicates(IEnumerable<ImportLine> lines)
    {
        var first = new Dictionary<OutletCode, int>();
        foreach (var line in lines)
            if (line.Profile is { } profile && !first.TryAdd(profile.Code, line.Line))
                yield return line with { Profile = null, Faults = [new("code", "duplicate", $"{profile.Code} is given on line {first[profile.Code]} already", line.Line)] };
            else
                yield return line;
    }

    private async Task<ImportLineModel> ApplyAsync(ImportLine line, OutletProfile profile)
    {
        if (!within.Holds(profile.District)) return Forbidden(line, "district", $"{profile.District} is outside the key's divisions");
        if (view.ReachOf(profile.Code, within) == Reach.Outside) return Outside(line, profile);
        try
        {
            if (dryRun) return await ForetellAsync(line, profile);
            if (Volatile.Read(ref _unavailable) > UnavailableMax) return Unavailable(line);
            if (await PutAsync(profile) is not { } write) return Outside(line, profile);
            if (write.Outcome == OutletWriteOutcome.UnknownCalendar) return UnknownCalendar(line, profile);
            if (write.Outcome == OutletWriteOutcome.PreconditionFailed) return Unavailable(line);
            _written.Add((profile.Code, write.Revision));
            return Told(line, write.Outcome switch
            {
                OutletWriteOutcome.Created => ImportOutcome.Created,
                OutletWriteOutcome.Unchanged => ImportOutcome.Unchanged,
                _ => ImportOutcome.Replaced,
            });
        }
        catch (Exception e) when (ErrorHandling.IsUnavailable(e))
        {
            // Other lines are applied by now, so a 503 for the whole would say too little.
            if (Interlocked.Increment(ref _unavailable) == 1) LogUnavailable(log, e, line.Line);
            return Unavailable(line);
        }
    }

    /// <summary>Null: what is stored lies outside the divisions. Where there are any, the revision that was seen to lie inside is pinned.</summary>
    private async Task<OutletWrite?> PutAsync(OutletProfile profile)
    {
        var outlet = grains.Outlet(profile.Code);
        if (within.IsWhole) return await outlet.Put(profile, WriteCondition.None);
        for (var attempt = 1; ; attempt++)
        {
            var row = await outlet.Read();
            if (row is not null && !within.Holds(row.Profile.District)) return null;
            var write = await outlet.Put(profile, row is null ? WriteCondition.MustBeNew : WriteCondition.MustBe(row.Revision));
            if (write.Outcome != OutletWriteOutcome.PreconditionFailed || attempt == AttemptsMax) return write;
        }
    }

    private async Task<ImportLineModel> ForetellAsync(ImportLine line, OutletProfile profile)
    {
        if (!await _calendars.GetOrAdd(profile.Calendar, HasCalendarAsync)) return UnknownCalendar(line, profile);
        return Told(line, view.Find(profile.Code, within) is not { } row ? ImportOutcome.Created
            : Same(row.Profile, profile) ? ImportOutcome.Unchanged
            : ImportOutcome.Replaced);
    }

    private async Task<bool> HasCalendarAsync(string id) => await CalendarNames.ExistsAsync(grains, id);

    private static bool Same(OutletProfile a, OutletProfile b) => OutletProfileFormat.ToJson(a).ToJsonString() == OutletProfileFormat.ToJson(b).ToJsonString();

    private static ImportLineModel Told(ImportLine line, ImportOutcome outcome) => new(line.Line, line.Code, outcome);

    private static ImportLineModel UnknownCalendar(ImportLine line, OutletProfile profile) =>
        (line with { Faults = [new("calendar", "unknownCalendar", $"no calendar has the id '{profile.Calendar}'", line.Line)] }).Rejected();

    private static ImportLineModel Outside(ImportLine line, OutletProfile profile) => Forbidden(line, "code", $"{profile.Code} is registered outside the key's divisions");

    private static ImportLineModel Forbidden(ImportLine line, string path, string message) => (line with { Faults = [new(path, "forbidden", message, line.Line)] }).Rejected();

    private static ImportLineModel Unavailable(ImportLine line) =>
        (line with { Faults = [new("", "unavailable", "could not be stored just now; send this line again", line.Line)] }).Rejected();

    [LoggerMessage(Level = LogLevel.Warning, Message = "An import could not store line {Line}; it goes on, and reports every line that fails so")]
    private static partial void LogUnavailable(ILogger logger, Exception exception, int line);
}
