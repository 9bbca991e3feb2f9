using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Storage;
using Twin.Domain.History;
using Twin.Domain.Network;
using Twin.Domain.Time;
using Twin.Grains.Cluster;
using Twin.Grains.Documents;
using Twin.Grains.Network;
using Twin.Grains.Time;

namespace Twin.Grains.History;

/// <summary>What a district's history stores of itself: which days there are, and when recording began. The days are rows of their own.</summary>
public sealed class HistoryState
{
    public DateOnly? First { get; set; }
    public DateOnly? Last { get; set; }
    public DateTime? Began { get; set; }
}

/// <summary>
/// Keeps today's ledger in memory and stores it whole when something changed, gathered over a second, and once a minute as proof that Twin was watching. When it wakes it finds the
/// day it left off and either goes on from there or records that nobody looked.
/// </summary>
[GrainType("history"), HomePlacement, KeepAlive]
public sealed partial class DistrictHistoryGrain(
    [PersistentState("history")] IPersistentState<HistoryState> storage, LedgerStore ledger, TwinClock clock, ActiveDocuments documents, IOptions<HistoryOptions> options,
    ILogger<DistrictHistoryGrain> log) : Grain, IDistrictHistoryGrain
{
    private static readonly TimeSpan Gather = TimeSpan.FromSeconds(1);

    /// <summary>A quiet day is stored this often all the same.</summary>
    private static readonly TimeSpan ProofEvery = TimeSpan.FromMinutes(1);

    /// <summary>
    /// A pause in watching that leaves no mark: two proofs. A device has at least its window of silence before anything is said of it, so a pause this short hides nothing that would
    /// have been seen.
    /// </summary>
    public static readonly TimeSpan PauseMax = TimeSpan.FromMinutes(2);

    /// <summary>A day is closed this long after its end, so that what happened in its last moment and comes a little later still finds its place.</summary>
    private static readonly TimeSpan CloseAfter = TimeSpan.FromSeconds(5);

    private readonly List<(DateTime At, OutletCode Outlet, RecordedOutlet? State)> _early = [];
    private LedgerDay _day = null!;
    private string? _tag;
    private FeedPosition _known;
    private bool _changed;
    private DateTime _storedAt;

    /// <summary>When it last looked, and when it began to look again after a pause (wall clock).</summary>
    private DateTime _lookedAt;
    private DateTime _resumedAt;

    private HistoryState State => storage.State;

    private DivisionCode Code => GrainKeys.DistrictOf(this.GetPrimaryKeyString());

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await documents.Loaded.WaitAsync(cancellationToken);
        var now = clock.Now();
        _day = await LastStored() ?? Begin(now.Wall);
        (_lookedAt, _storedAt) = (_tag is null ? now.Wall : _day.Until, now.Steady);
        await Look(now);
        this.RegisterGrainTimer(static (self, _) => self.Attempt(self.Look), this, new GrainTimerCreationOptions(Gather, Gather));
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (_day?.Outlets.Count > 0) await Attempt(() => StoreDay(clock.Now()));
    }

    public async Task Changed(DistrictChanges changes)
    {
        var follows = changes.From.Epoch == _known.Epoch && changes.From.Version <= _known.Version && !changes.Whole;
        if (!follows) await CatchUp();
        else if (changes.To.Version > _known.Version) Take(changes);
    }

    public Task Watch(FeedPosition position) => position == _known ? Task.CompletedTask : CatchUp();

    public async ValueTask<DistrictPast> Days(DateOnly first, DateOnly last)
    {
        var days = new List<byte[]>();
        var kept = State.First ?? _day.Date;
        if (kept > first) first = kept;
        for (var date = first; date <= last && date <= Today; date = date.AddDays(1))
        {
            // Asked anew each time: the day in memory may have become the next one meanwhile.
            if (date >= _day.Date) days.Add(Present(date).Write());
            else if (await ledger.Read(Code, date) is { } stored) days.Add(stored.Day);
        }
        return new(Code, Began, [.. days]);
    }

    private DateOnly Today => DateOnly.FromDateTime(clock.Now().Wall);

    private DateTime? Began => State.First is { } first && State.Began is { } began ? began > LedgerDay.StartOf(first) ? began : LedgerDay.StartOf(first) : null;

    /// <summary>Today as it is now. In the seconds after midnight it is the day in memory gone on.</summary>
    private LedgerDay Present(DateOnly date)
    {
        var day = _day;
        if (date > day.Date)
        {
            day = Following(day);
            while (day.Date < date) day = day.Next();
        }
        day.Until = clock.Now().Wall;
        return day;
    }

    private LedgerDay Following(LedgerDay day)
    {
        var next = day.Next();
        foreach (var (at, outlet, state) in _early) next.Add(at, outlet, state);
        return next;
    }

    private async Task CatchUp()
    {
        try
        {
            var district = GrainFactory.District(Code);
            var changes = await district.Changes(_known);
            // Asked for second: an outlet in the changes can only be missing here if it was removed since.
            if (changes.Whole) Forget(await district.Outlets());
            Take(changes);
        }
        catch (Exception failure)
        {
            LogNotCaughtUp(log, failure, Code);
        }
    }

    private void Take(DistrictChanges changes)
    {
        var now = clock.Now().Wall;
        foreach (var row in changes.Rows) Take(row, now);
        foreach (var code in changes.Removed) Add(now, code, null);
        _known = changes.To;
    }

    private void Forget(OutletCode[] outlets)
    {
        var (now, present) = (clock.Now().Wall, outlets.ToHashSet());
        foreach (var gone in _day.Outlets.Where(o => !present.Contains(o)).ToArray()) Add(now, gone, null);
    }

    private void Take(OutletRow row, DateTime now)
    {
        // What was stored when Twin last ran is no observation.
        if (!row.Observed) return;
        var at = _day.Last(row.Code) switch
        {
            // Of the time in which nobody looked nothing can be said, whatever the row has found out since.
            { Observed: false } => row.UpdatedAt > _resumedAt ? row.UpdatedAt : _resumedAt,
            // A change that was lost on its way: only the newest row is told, and after a crash only what was stored.
            { } last when last.Status != row.Status => row.Since,
            _ => row.HoldsFrom,
        };
        Add(at > now ? now : at, row.Code, RowRecord.Of(row));
    }

    private void Add(DateTime at, OutletCode outlet, RecordedOutlet? state)
    {
        if (at >= _day.End) _early.Add((at, outlet, state));
        else if (_early.Exists(e => e.Outlet == outlet)) _early.Add((_day.End, outlet, state));
        else _changed |= _day.Add(at, outlet, state);
    }

    private Task Look() => Look(clock.Now());

    private async Task Look(Moment now)
    {
        if (_day.Outlets.Count == 0 && _early.Count == 0)
        {
            // Nothing to record: the day in memory follows the clock, and leaves no row behind.
            if (_day.Date < DateOnly.FromDateTime(now.Wall)) (_day, _tag) = (Begin(now.Wall), null);
            _lookedAt = now.Wall;
            return;
        }
        if (now.Wall - _lookedAt > PauseMax) Blank(now.Wall);
        _lookedAt = now.Wall;
        var closed = false;
        for (; now.Wall >= _day.End + CloseAfter; closed = true) await CloseDay();
        if (closed) await DeleteOld();
        if (_changed || now.Steady - _storedAt >= ProofEvery) await StoreDay(now);
    }

    private async Task Attempt(Func<Task> store)
    {
        try
        {
            await store();
        }
        catch (InconsistentStateException)
        {
            // Another activation recorded meanwhile: what it stored is the truth to go on from.
            DeactivateOnIdle();
            throw;
        }
        catch (Exception failure)
        {
            LogNotStored(log, failure, Code);
        }
    }

    // A turn of its own: nothing is added to the day while it is being written. What cannot be written stays, and is tried again at the next look.
    private async Task StoreDay(Moment now)
    {
        if (State.Last != _day.Date) await StoreIndex(_day.Date);
        _day.Until = now.Wall;
        _tag = await ledger.Write(Code, _day, over: false, _tag);
        (_changed, _storedAt) = (false, now.Steady);
    }

    private async Task CloseDay()
    {
        if (State.Last != _day.Date) await StoreIndex(_day.Date);
        _day.Until = _day.End;
        _tag = await ledger.Write(Code, _day, over: true, _tag);
        _day = Following(_day);
        _early.Clear();
        (_tag, _changed) = (null, true);
        if (_resumedAt > _day.Start) Blank(_day.Start, _resumedAt);
    }

    private async Task StoreIndex(DateOnly last)
    {
        var before = (State.First, State.Last, State.Began);
        (State.First, State.Last, State.Began) = (State.First ?? last, last, State.Began ?? _day.Until);
        try
        {
            await storage.WriteStateAsync();
        }
        catch
        {
            (State.First, State.Last, State.Began) = before;
            throw;
        }
    }

    private async Task DeleteOld()
    {
        var (first, keep) = (State.First ?? Today, Today.AddDays(-options.Value.Days));
        if (first >= keep) return;
        try
        {
            for (; first < keep; first = first.AddDays(1)) await ledger.Delete(Code, first);
            State.First = keep;
            await storage.WriteStateAsync();
        }
        catch (Exception failure) when (failure is not InconsistentStateException)
        {
            LogNotDeleted(log, failure, Code);
        }
    }
}
