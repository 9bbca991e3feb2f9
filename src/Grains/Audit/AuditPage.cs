using Twin.Domain.Audit;

namespace Twin.Grains.Audit;

/// <summary>A page in memory. Whoever needs it stored while it is being written waits for the next write, which then serves all who wait.</summary>
internal sealed class AuditPage(long number, DateOnly date, List<AuditEntry> entries, string? tag, AuditPages pages)
{
    private string? _tag = tag;
    private long _changes;
    private long _stored;
    private Task? _writing;

    public long Number => number;
    public DateOnly Date => date;
    public List<AuditEntry> Entries => entries;
    public bool IsFull => entries.Count >= AuditPages.Size;

    /// <summary>Whether nobody waits for it: what it holds is stored.</summary>
    public bool IsIdle => _stored == _changes && _writing is null;

    /// <summary>Calls that have begun and not ended; after a restart those of before are not among them.</summary>
    public int Open { get; set; }

    public async Task Store()
    {
        var mine = ++_changes;
        while (_stored < mine) await (_writing ??= Write());
    }

    private async Task Write()
    {
        // Not before the caller has taken note of it as the write under way.
        await Task.Yield();
        try
        {
            var (upTo, copy) = (_changes, new List<AuditEntry>(entries));
            _tag = await pages.Write(number, copy, _tag);
            _stored = upTo;
        }
        finally
        {
            _writing = null;
        }
    }
}
