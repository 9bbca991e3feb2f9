using Twin.Grains.Incidents;

namespace Twin.Api.View;

/// <summary>One change of one outlet or one incident, in one order.</summary>
public sealed class Change
{
    private byte[]? _json;

    public Change(long seq, ViewRow? old, ViewRow @new) => (Seq, Old, New) = (seq, old, @new);

    public Change(long seq, IncidentRow? before, IncidentRow incident) => (Seq, IncidentBefore, Incident) = (seq, before, incident);

    public long Seq { get; }

    /// <summary>The outlet's row before; null, or a row without outlet, when there was none.</summary>
    public ViewRow? Old { get; }

    /// <summary>The outlet's row; null when an incident changed.</summary>
    public ViewRow? New { get; }
    public IncidentRow? IncidentBefore { get; }
    public IncidentRow? Incident { get; }

    /// <summary>The new outlet's or incident's JSON, written once for all readers of a stream and dropped when the change is no longer recent.</summary>
    internal byte[]? Json { get => Volatile.Read(ref _json); set => Volatile.Write(ref _json, value); }
}

/// <summary>
/// The last changes in order, in a ring. Streams walk it instead of queueing, and an older state of the view is the present one with the changes
/// since undone. One writer; readers need no lock because entries are immutable and say which place they hold.
/// </summary>
public sealed class ChangeLog
{
    /// <summary>Changes whose JSON is kept: what readers that keep up are reading now. The rest would cost some 100 MB.</summary>
    private const int RecentMax = 1_024;

    private readonly Change?[] _ring;
    private readonly long _mask;

    /// <param name="capacity">A power of two.</param>
    public ChangeLog(int capacity)
    {
        if (!int.IsPow2(capacity)) throw new ArgumentOutOfRangeException(nameof(capacity), capacity, "A power of two is needed.");
        _ring = new Change?[capacity];
        _mask = capacity - 1;
    }

    public int Capacity => _ring.Length;

    /// <summary>The change with this number, or null when it has left the log or has not happened yet.</summary>
    public Change? At(long seq)
    {
        var change = Volatile.Read(ref _ring[seq & _mask]);
        return change?.Seq == seq ? change : null;
    }

    internal void Append(Change change)
    {
        if (At(change.Seq - RecentMax) is { } aged) aged.Json = null;
        Volatile.Write(ref _ring[change.Seq & _mask], change);
    }
}
