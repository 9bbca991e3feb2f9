using Twin.Grains.Incidents;

namespace Twin.Api.View;

/// <summary>Takes the rows of one state of the view, each once, in no particular order.</summary>
public interface IRowVisitor
{
    /// <summary>Whether the row is needed, and so to be visited. Whoever needs no more than its outline takes that here, and says no.</summary>
    bool Needs(in RowOutline outline);

    /// <summary>A row whose outline was not shown, or that it needs; it may not be wanted at all.</summary>
    void Visit(ViewRow row);
}

/// <summary>Rows to look for something in: the network as it is, or as it was.</summary>
public interface IRowSource
{
    /// <summary>Shows every outlet to a visitor. <c>Revision</c>: the highest row revision that was taken account of.</summary>
    (TVisitor Visitor, long Seq, long Revision) Scan<TVisitor>(Func<TVisitor> start) where TVisitor : IRowVisitor;
}

public sealed partial class ViewState
{
    /// <summary>
    /// Shows every outlet as it was after change <paramref name="seq"/>. False when the log no longer reaches back that far; what the visitor has
    /// been shown by then is worthless.
    /// </summary>
    public bool Scan(long seq, IRowVisitor visitor)
    {
        if (seq > Seq) return false;
        HashSet<long>? newer = null;
        var slots = Volatile.Read(ref _slots);
        for (var i = 0; i < slots.Rows.Length; i++)
        {
            // Written in the other order: if the number is not newer than asked for, neither is any part of the outline.
            ref var mark = ref slots.Marks[i];
            var outline = mark.Outline;
            Volatile.ReadBarrier();
            if (Volatile.Read(ref mark.Seq) <= seq && !(outline.IsThere && visitor.Needs(outline))) continue;
            if (Volatile.Read(ref slots.Rows[i]) is not { } row) continue;
            if (row.Seq > seq) (newer ??= []).Add(row.Key);
            else if (row.Outlet is not null) visitor.Visit(row);
        }
        if (newer is not null && !ScanOlder(seq, newer, visitor)) return false;
        return seq == Seq || Log.At(seq + 1) is not null;
    }

    /// <summary>Shows the present state to a visitor, and says which state that was. All of it: the filter of what is answered knows within which divisions.</summary>
    public (TVisitor Visitor, long Seq, long Revision) Scan<TVisitor>(Func<TVisitor> start) where TVisitor : IRowVisitor
    {
        for (var attempt = 0; attempt < 3; attempt++)
        {
            var (visitor, revision, seq) = (start(), Revision, Seq);
            if (Scan(seq, visitor)) return (visitor, seq, revision);
        }
        lock (_gate)
        {
            // More changes came during each scan than the log holds: hold them up for once.
            var visitor = start();
            Scan(_seq, visitor);
            return (visitor, _seq, _revision);
        }
    }

    /// <summary>Like <see cref="Scan{TVisitor}(Func{TVisitor})"/>, with the incidents of the same moment.</summary>
    public (TVisitor Visitor, IReadOnlyList<IncidentRow> Incidents, long Seq, long Revision) ScanWithIncidents<TVisitor>(Func<TVisitor> start) where TVisitor : IRowVisitor
    {
        for (var attempt = 0; attempt < 3; attempt++)
        {
            var (visitor, seq, revision) = Scan(start);
            if (IncidentsAt(seq) is { } incidents) return (visitor, incidents, seq, revision);
        }
        lock (_gate)
        {
            var (visitor, seq, revision) = Scan(start);
            return (visitor, [.. _incidents.Values], seq, revision);
        }
    }

    /// <summary>The incidents as they were after a change: those of now with the changes since undone. Null when the log no longer reaches back that far.</summary>
    internal IReadOnlyList<IncidentRow>? IncidentsAt(long seq)
    {
        var incidents = _incidents.Values.ToDictionary(i => i.Id, StringComparer.Ordinal);
        // The log is written before the incidents are: whatever is among them is in it, even if its number is not out yet.
        HashSet<string>? undone = null;
        var at = seq + 1;
        for (; Log.At(at) is { } change; at++)
        {
            if (change.Incident is not { } now || !(undone ??= new(StringComparer.Ordinal)).Add(now.Id)) continue;
            if (change.IncidentBefore is { } before) incidents[now.Id] = before;
            else incidents.Remove(now.Id);
        }
        return at > Seq ? [.. incidents.Values] : null;
    }

    // An outlet's row at that time is what its first change since then replaced.
    private bool ScanOlder(long seq, HashSet<long> newer, IRowVisitor visitor)
    {
        for (var at = seq + 1; newer.Count > 0; at++)
        {
            if (Log.At(at) is not { } change) return false;
            if (change.New is { } row && newer.Remove(row.Key) && change.Old?.Outlet is not null) visitor.Visit(change.Old);
        }
        return true;
    }

    private int NewSlot()
    {
        if (_used == _slots.Rows.Length) Rebuild();
        return _used++;
    }

    // Removed outlets give up their slots when no reader can ask for a time at which they were there. Readers keep the slots they started with.
    private void Rebuild()
    {
        var oldest = _seq - Log.Capacity;
        var kept = new List<ViewRow>(_used);
        foreach (var row in _slots.Rows)
        {
            if (row!.Outlet is null && row.Seq < oldest) _byCode.TryRemove(row.Key, out _);
            else kept.Add(row);
        }
        var slots = new Slots(Math.Max(1_024, kept.Count + (kept.Count / 2)));
        for (var i = 0; i < kept.Count; i++)
        {
            kept[i].Slot = i;
            slots.Put(i, kept[i]);
        }
        _used = kept.Count;
        Volatile.Write(ref _slots, slots);
    }

    /// <summary>The rows, each with what tells whether to look at it. One writer, readers without a lock.</summary>
    private sealed class Slots(int count)
    {
        public ViewRow?[] Rows { get; } = new ViewRow?[count];
        public Mark[] Marks { get; } = new Mark[count];

        public void Put(int at, ViewRow row)
        {
            ref var mark = ref Marks[at];
            mark.Seq = row.Seq;
            Volatile.WriteBarrier();
            mark.Outline = row.Outline;
            Volatile.Write(ref Rows[at], row);
        }
    }

    /// <summary>As wide as what a processor fetches at once.</summary>
    private struct Mark
    {
        public long Seq;
        public RowOutline Outline;
    }
}
