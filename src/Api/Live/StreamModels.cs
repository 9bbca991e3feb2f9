using Twin.Api.Outlets;

namespace Twin.Api.Live;

/// <summary>Data of a <c>snapshot</c> event.</summary>
/// <param name="Items">Up to 1,000 outlets.</param>
/// <param name="Done">Whether this was the last part; it carries the id to resume from.</param>
/// <param name="Revision">The highest row revision taken account of.</param>
public sealed record SnapshotEvent(IReadOnlyList<OutletModel> Items, bool Done, long Revision);

/// <summary>Data of a <c>change</c> event.</summary>
/// <param name="Revision">Revision of the row; grows with every change of the outlet.</param>
/// <param name="Outlet">The outlet as it is now; absent when removed.</param>
/// <param name="Removed">True when it no longer belongs here.</param>
/// <param name="Reason">Why: <c>deleted</c>, or <c>filtered</c> when it still exists but the filters no longer match.</param>
public sealed record ChangeEvent(string Code, long Revision, OutletModel? Outlet, bool? Removed, string? Reason);

/// <summary>Data of a <c>resync</c> event: what was known must be forgotten. A snapshot follows, or the connection ends and a new one begins with a snapshot.</summary>
/// <param name="Reason"><c>otherEpoch</c>, <c>gone</c> (too long ago) or <c>tooSlow</c>.</param>
public sealed record ResyncEvent(string Reason);
