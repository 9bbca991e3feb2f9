using System.IO.Compression;
using Orleans.Storage;
using Twin.Domain.History;
using Twin.Domain.Network;
using Twin.Grains.Network;

namespace Twin.Grains.History;

/// <summary>A stored day. <see cref="Packed"/>: compressed, as a day is when it is over.</summary>
public sealed class LedgerRecord
{
    public byte[] Day { get; set; } = [];
    public bool Packed { get; set; }
}

/// <summary>
/// The rows of the ledger, one per district and day (grain type and state name <c>ledger</c>, key <c>y-320812-20261122</c>). Past days are read often and by the hundred, so they are
/// not grains: nothing would be gained by keeping them in memory.
/// </summary>
public sealed class LedgerStore(IGrainStorage storage)
{
    private const string StateName = "ledger";
    private static readonly GrainType Type = GrainType.Create("ledger");

    /// <summary>The coded day and its tag; null: there is none.</summary>
    public async Task<(byte[] Day, string ETag)?> Read(DivisionCode district, DateOnly date)
    {
        var row = new GrainState<LedgerRecord>(new());
        await storage.ReadStateAsync(StateName, Id(district, date), row);
        if (!row.RecordExists || row.State is not { Day.Length: > 0 } record) return null;
        return (record.Packed ? Unpack(record.Day) : record.Day, row.ETag!);
    }

    /// <summary>Writes a day over the one that has this tag; null: there must be none. Returns the new tag.</summary>
    public async Task<string> Write(DivisionCode district, LedgerDay day, bool over, string? etag)
    {
        var record = new LedgerRecord { Day = over ? Pack(day.Write()) : day.Write(), Packed = over };
        var row = new GrainState<LedgerRecord>(record, etag) { RecordExists = etag is not null };
        await storage.WriteStateAsync(StateName, Id(district, day.Date), row);
        return row.ETag!;
    }

    public async Task Delete(DivisionCode district, DateOnly date)
    {
        var row = new GrainState<LedgerRecord>(new());
        await storage.ReadStateAsync(StateName, Id(district, date), row);
        if (row.RecordExists) await storage.ClearStateAsync(StateName, Id(district, date), row);
    }

    private static GrainId Id(DivisionCode district, DateOnly date) => GrainId.Create(Type, HistoryKeys.Ledger(district, date));

    private static byte[] Pack(byte[] day)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Optimal)) brotli.Write(day);
        return packed.ToArray();
    }

    private static byte[] Unpack(byte[] packed)
    {
        using var day = new MemoryStream();
        using (var brotli = new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress)) brotli.CopyTo(day);
        return day.ToArray();
    }
}
