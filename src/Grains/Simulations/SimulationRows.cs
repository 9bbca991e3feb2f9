using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Orleans.Storage;
using Twin.Domain.Network;
using Twin.Grains.Documents;
using Twin.Grains.Hosting;
using Twin.Grains.Network;

namespace Twin.Grains.Simulations;

/// <summary>A stored text or result; <see cref="Packed"/> is Brotli.</summary>
public sealed class SimulationRecord
{
    public string? Text { get; set; }
    public bool Json { get; set; }
    public byte[]? Packed { get; set; }
}

/// <summary>What a scenario calls live, as it was when the scenario was sent; the outlets by their codes.</summary>
public sealed record SimulationSettingRecord(DocumentVersion RuleBook, DocumentVersion Policy, SortedDictionary<string, OutletProfileRecord>? Outlets);

/// <summary>Replications of a run that are done, some in a row.</summary>
public sealed class SimulationPartRecord
{
    public List<StoredReplication> Replications { get; set; } = [];
}

/// <summary>A replication's outcome and what it is the outcome of.</summary>
public sealed record StoredReplication(string Plan, int Index, long WarmupTicks, byte[] Packed);

/// <summary>
/// What a run keeps beside its line in the list: the scenario as it was sent and what it calls live (keys <c>sim-7.scenario</c>, <c>sim-7.setting</c>), the replications that are done while it is running (<c>sim-7.part-3</c>), and the result
/// (<c>sim-7.result</c>, <c>sim-7.report</c>, <c>sim-7.replications</c>). The same replication gives the same outcome wherever it is run, so whoever writes last is right.
/// </summary>
public sealed class SimulationRows(IGrainStorage storage)
{
    private const string StateName = "simulation";
    private static readonly GrainType Type = GrainType.Create("simulation");

    public Task WriteScenario(string run, string text, bool json) => Write(Id(run, "scenario"), new SimulationRecord { Text = text, Json = json });

    /// <summary>Null: the run is gone.</summary>
    public async Task<(string Text, bool Json)?> Scenario(string run) => (await Read<SimulationRecord>(Id(run, "scenario"))).State is { Text: { } text } scenario ? (text, scenario.Json) : null;

    public Task WriteSetting(string run, SimulationSetting setting)
    {
        var outlets = setting.Outlets?.ToDictionary(o => o.Code.ToString(), OutletProfileRecord.Of, StringComparer.Ordinal);
        var record = new SimulationSettingRecord(setting.RuleBook, setting.Policy, outlets is null ? null : new(outlets, StringComparer.Ordinal));
        return Write(Id(run, "setting"), new SimulationRecord { Packed = Packed(JsonSerializer.SerializeToUtf8Bytes(record, StateSerializer.Options)) });
    }

    /// <summary>Null: the scenario is not about a network.</summary>
    public async Task<SimulationSetting?> Setting(string run)
    {
        if ((await Read<SimulationRecord>(Id(run, "setting"))).State is not { Packed: { } packed }) return null;
        var record = JsonSerializer.Deserialize<SimulationSettingRecord>(Unpacked(packed), StateSerializer.Options)!;
        return new(record.RuleBook, record.Policy, record.Outlets is null ? null : [.. record.Outlets.Select(o => o.Value.ToProfile(OutletCode.Parse(o.Key)))]);
    }

    public Task WriteResult(string run, byte[] json) => Write(Id(run, "result"), new SimulationRecord { Packed = Packed(json) });

    public async Task<byte[]?> Result(string run) => (await Read<SimulationRecord>(Id(run, "result"))).State is { Packed: { } packed } ? Unpacked(packed) : null;

    public Task WriteReport(string run, byte[] html) => Write(Id(run, "report"), new SimulationRecord { Packed = Packed(html) });

    public async Task<byte[]?> Report(string run) => (await Read<SimulationRecord>(Id(run, "report"))).State is { Packed: { } packed } ? Unpacked(packed) : null;

    public Task WriteReplications(string run, byte[] csv) => Write(Id(run, "replications"), new SimulationRecord { Packed = Packed(csv) });

    /// <summary>Null: the run is gone, or an earlier version ended it.</summary>
    public async Task<byte[]?> Replications(string run) => (await Read<SimulationRecord>(Id(run, "replications"))).State is { Packed: { } packed } ? Unpacked(packed) : null;

    public Task WritePart(string run, int part, IEnumerable<StoredReplication> replications) => Write(Part(run, part), new SimulationPartRecord { Replications = [.. replications] });

    /// <summary>Empty: there is no such part.</summary>
    public async Task<IReadOnlyList<StoredReplication>> ReadPart(string run, int part) => (await Read<SimulationPartRecord>(Part(run, part))).State?.Replications ?? [];

    public async Task DeleteParts(string run)
    {
        for (var part = 0; await Delete<SimulationPartRecord>(Part(run, part)); part++)
        {
            // One after the other: they are numbered without a gap.
        }
    }

    public async Task Delete(string run)
    {
        await DeleteParts(run);
        await Delete<SimulationRecord>(Id(run, "result"));
        await Delete<SimulationRecord>(Id(run, "report"));
        await Delete<SimulationRecord>(Id(run, "replications"));
        await Delete<SimulationRecord>(Id(run, "setting"));
        await Delete<SimulationRecord>(Id(run, "scenario"));
    }

    public static byte[] Packed(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Fastest)) brotli.Write(bytes);
        return packed.ToArray();
    }

    public static byte[] Unpacked(byte[] packed)
    {
        using var bytes = new MemoryStream();
        using (var brotli = new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress)) brotli.CopyTo(bytes);
        return bytes.ToArray();
    }

    private async Task<GrainState<T>> Read<T>(GrainId id) where T : class, new()
    {
        var row = new GrainState<T>(new());
        await storage.ReadStateAsync(StateName, id, row);
        return row;
    }

    private async Task Write<T>(GrainId id, T record) where T : class, new()
    {
        var row = await Read<T>(id);
        row.State = record;
        await storage.WriteStateAsync(StateName, id, row);
    }

    private async Task<bool> Delete<T>(GrainId id) where T : class, new()
    {
        var row = await Read<T>(id);
        if (!row.RecordExists) return false;
        await storage.ClearStateAsync(StateName, id, row);
        return true;
    }

    private static GrainId Id(string run, string what) => GrainId.Create(Type, $"{run}.{what}");

    private static GrainId Part(string run, int part) => Id(run, string.Create(CultureInfo.InvariantCulture, $"part-{part}"));
}
