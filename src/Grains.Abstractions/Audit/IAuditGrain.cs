using Twin.Domain.Audit;

namespace Twin.Grains.Audit;

/// <summary>
/// Who changed what. Key <c>audit</c>: one for all, so that there is one order; people change things a few times a second at most, and entries that come together are stored together.
/// </summary>
[Alias("twin.IAuditGrain")]
public interface IAuditGrain : IGrainWithStringKey
{
    /// <summary>A call that is about to change something. Durable when it returns: a change is never without its entry. Returns the entry's id.</summary>
    [Alias("Begin")] ValueTask<long> Begin(AuditEntry entry);

    /// <summary>How that call ended. Durable when it returns.</summary>
    [Alias("End")] ValueTask End(long id, AuditEnd end);

    /// <summary>A call that was not let through. Of these only so many a day are kept: a key that may do nothing must not fill the store.</summary>
    [Alias("Refused")] ValueTask Refused(AuditEntry entry);

    /// <summary>Entries before this id, the newest first. Looks through a part of the ledger at a time: there may be fewer than asked for, or none, although there are more.</summary>
    [Alias("Read")] ValueTask<AuditFound> Read(AuditFilter filter, long before, int limit);
}

/// <param name="Entries">The newest first.</param>
/// <param name="Before">Where to go on; null: there are no more.</param>
[GenerateSerializer, Immutable, Alias("twin.AuditFound")]
public sealed record AuditFound([property: Id(0)] AuditEntry[] Entries, [property: Id(1)] long? Before);

public static class AuditKeys
{
    public static IAuditGrain Audit(this IGrainFactory grains) => grains.GetGrain<IAuditGrain>("audit");
}
