using Orleans.Storage;
using Twin.Domain.Audit;

namespace Twin.Grains.Audit;

/// <summary>A stored page of the audit ledger.</summary>
public sealed class AuditPageRecord
{
    public List<AuditEntry> Entries { get; set; } = [];
}

/// <summary>
/// The rows of the audit ledger (grain type and state name <c>auditPage</c>, key <c>ap-17</c>). An entry is stored by writing its page: a page is small enough for that to be cheap.
/// </summary>
public sealed class AuditPages(IGrainStorage storage)
{
    /// <summary>Entries of a page.</summary>
    public const int Size = 64;

    private const string StateName = "auditPage";
    private static readonly GrainType Type = GrainType.Create("auditPage");

    /// <summary>The entries and their tag; none and null: it was not written yet.</summary>
    public async Task<(List<AuditEntry> Entries, string? ETag)> Read(long page)
    {
        var row = new GrainState<AuditPageRecord>(new());
        await storage.ReadStateAsync(StateName, Id(page), row);
        return row.RecordExists ? (row.State!.Entries, row.ETag) : ([], null);
    }

    /// <summary>Writes a page over the one that has this tag; null: there must be none. Returns the new tag.</summary>
    public async Task<string> Write(long page, List<AuditEntry> entries, string? etag)
    {
        var row = new GrainState<AuditPageRecord>(new() { Entries = entries }, etag) { RecordExists = etag is not null };
        await storage.WriteStateAsync(StateName, Id(page), row);
        return row.ETag!;
    }

    public async Task Delete(long page)
    {
        var row = new GrainState<AuditPageRecord>(new());
        await storage.ReadStateAsync(StateName, Id(page), row);
        if (row.RecordExists) await storage.ClearStateAsync(StateName, Id(page), row);
    }

    private static GrainId Id(long page) => GrainId.Create(Type, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"ap-{page}"));
}
