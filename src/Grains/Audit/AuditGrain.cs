using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;
using Twin.Domain.Audit;

namespace Twin.Grains.Audit;

/// <summary>Which pages of the ledger there are.</summary>
public sealed class AuditState
{
    public List<AuditDay> Days { get; set; } = [];
}

/// <summary>The pages a day (UTC) has filled, in order.</summary>
public sealed class AuditDay
{
    public DateOnly Date { get; set; }
    public long First { get; set; }
    public long Last { get; set; }
}

/// <summary>
/// Keeps the ledger of changes in pages: an entry is added to the last page, which is then written whole. Reentrant, so that what comes while a page is being written is written with
/// the next one. When a write fails, the activation is given up with all it holds in memory: what is stored is the truth.
/// </summary>
[GrainType("audit"), KeepAlive, Reentrant]
public sealed partial class AuditGrain(
    [PersistentState("audit")] IPersistentState<AuditState> index, AuditPages pages, TimeProvider time, IOptions<AuditOptions> options, ILogger<AuditGrain> log) : Grain, IAuditGrain
{
    /// <summary>Pages looked through by one call.</summary>
    private const int PagesPerRead = 256;

    private static readonly TimeSpan DeleteEvery = TimeSpan.FromHours(1);

    /// <summary>The last page, and those whose calls have not all ended.</summary>
    private readonly Dictionary<long, Task<AuditPage>> _pages = [];
    private AuditPage? _last;
    private Task? _turning;
    private (DateOnly Date, int Count) _refused;

    private List<AuditDay> Days => index.State.Days;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (Days is [.., var today]) _last = await Page(today.Last);
        this.RegisterGrainTimer(static (self, _) => self.DeleteOld(), this, new GrainTimerCreationOptions(TimeSpan.FromMinutes(1), DeleteEvery));
    }

    public ValueTask<long> Begin(AuditEntry entry) => Add(entry, open: true);

    public async ValueTask End(long id, AuditEnd end)
    {
        var page = await Page(id / AuditPages.Size);
        var at = page.Entries.FindIndex(e => e.Id == id);
        if (at < 0) return; // as old as the ledger: it was deleted meanwhile
        page.Entries[at] = AuditRules.Ended(page.Entries[at], end);
        page.Open--;
        await Store(page);
        if (page != _last && page.Open <= 0 && page.IsIdle) _pages.Remove(page.Number);
    }

    public async ValueTask Refused(AuditEntry entry)
    {
        var today = Today;
        if (_refused.Date != today) _refused = (today, 0);
        if (_refused.Count > options.Value.RefusedPerDayMax) return;
        var isLast = ++_refused.Count > options.Value.RefusedPerDayMax;
        await Add(isLast ? entry with { Detail = "More calls that were not let through today are not recorded." } : entry, open: false);
    }

    public async ValueTask<AuditFound> Read(AuditFilter filter, long before, int limit)
    {
        List<AuditEntry> found = [];
        var looked = 0;
        foreach (var day in Days.ToArray().Reverse())
        {
            if (day.Date < DateOnly.FromDateTime(filter.Since)) break;
            if (day.Date > DateOnly.FromDateTime(filter.Until)) continue;
            for (var number = Math.Min(day.Last, (before - 1) / AuditPages.Size); number >= day.First; number--)
            {
                if (looked++ == PagesPerRead) return new([.. found], (number + 1) * AuditPages.Size);
                var entries = await Entries(number);
                for (var i = entries.Length - 1; i >= 0; i--)
                {
                    if (entries[i].Id >= before || !filter.Matches(entries[i])) continue;
                    if (found.Count == limit) return new([.. found], found[^1].Id);
                    found.Add(entries[i]);
                }
            }
        }
        return new([.. found], null);
    }

    private DateOnly Today => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    private async ValueTask<long> Add(AuditEntry entry, bool open)
    {
        // Others may fill the new page before this call goes on.
        while (_last is not { IsFull: false } last || last.Date < Today) await (_turning ??= Turn());
        var page = _last!;
        var id = (page.Number * AuditPages.Size) + page.Entries.Count;
        page.Entries.Add(entry with { Id = id, At = time.GetUtcNow().UtcDateTime });
        if (open) page.Open++;
        await Store(page);
        return id;
    }

    /// <summary>Begins a page: first it is in the index, then it is written.</summary>
    private async Task Turn()
    {
        // Not before the caller has taken note of it.
        await Task.Yield();
        try
        {
            var (today, before) = (Today, _last);
            var number = Days is [.., var latest] ? latest.Last + 1 : 1;
            if (Days is [.., var day] && day.Date >= today) day.Last = number;
            else Days.Add(new() { Date = today, First = number, Last = number });
            await GivingUp(index.WriteStateAsync());
            _last = new(number, Days[^1].Date, [], null, pages);
            _pages[number] = Task.FromResult(_last);
            if (before is { Open: <= 0, IsIdle: true }) _pages.Remove(before.Number);
        }
        finally
        {
            _turning = null;
        }
    }

    private Task<AuditPage> Page(long number)
    {
        if (_pages.TryGetValue(number, out var page) && !page.IsFaulted) return page;
        return _pages[number] = Load(number);
    }

    private async Task<AuditPage> Load(long number)
    {
        var (entries, tag) = await pages.Read(number);
        return new(number, Days.Find(d => d.Last >= number)?.Date ?? default, entries, tag, pages);
    }

    private async Task<AuditEntry[]> Entries(long number) =>
        _pages.TryGetValue(number, out var held) && held.IsCompletedSuccessfully ? [.. held.Result.Entries] : [.. (await pages.Read(number)).Entries];

    private Task Store(AuditPage page) => GivingUp(page.Store());

    private async Task GivingUp(Task write)
    {
        try
        {
            await write;
        }
        catch
        {
            DeactivateOnIdle();
            throw;
        }
    }

    private async Task DeleteOld()
    {
        var keep = Today.AddDays(-options.Value.Days);
        try
        {
            while (Days is [{ } oldest, _, ..] && oldest.Date < keep)
            {
                for (var page = oldest.First; page <= oldest.Last; page++) await pages.Delete(page);
                Days.Remove(oldest);
                await GivingUp(index.WriteStateAsync());
            }
        }
        catch (Exception failure)
        {
            LogNotDeleted(log, failure);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Old entries of the audit log could not be deleted; it is tried again")]
    private static partial void LogNotDeleted(ILogger log, Exception failure);
}
