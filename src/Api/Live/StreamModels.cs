using Twin.Api.Incidents;
using Twin.Api.Outlets;

namespace Twin.Api.Live;

/// <summary>Data of a <c>snapshot</c> event.</summary>
/// <param name="Items">Outlets, where they are followed. With the incidents up to 1,000.</param>
/// <param name="Incidents">Incidents that are not closed; only there where they are followed.</param>
/// <param name="Done">Whether this was the last part; it carries the id to resume from.</param>
/// <param name="Revision">The highest row revision taken account of.</param>
public sealed record SnapshotEvent(IReadOnlyList<OutletModel> Items, IReadOnlyList<IncidentModel>? Incidents, bool Done, long Revision);

/// <summary>Data of a <c>change</c> event of an outlet.</summary>
/// <param name="Revision">Revision of the row; grows with every change of the outlet.</param>
/// <param name="Outlet">The outlet as it is now; absent when removed.</param>
/// <param name="Removed">True when it no longer belongs here.</param>
/// <param name="Reason">Why: <c>deleted</c>, or <c>filtered</c> when it still exists but the filters no longer match.</param>
public sealed record ChangeEvent(string Code, long Revision, OutletModel? Outlet, bool? Removed, string? Reason);

/// <summary>Data of a <c>change</c> event of an incident.</summary>
/// <param name="Revision">Revision of the incident; grows with every change of it.</param>
/// <param name="Incident">The incident as it is now, as in lists; absent when removed. One that closes is told once more, closed, and then no longer.</param>
/// <param name="Removed">True when the filters no longer match.</param>
/// <param name="Reason">Why: <c>filtered</c>.</param>
public sealed record IncidentChangeEvent(string Id, long Revision, IncidentModel? Incident, bool? Removed, string? Reason);

/// <summary>Data of a <c>resync</c> event: what was known must be forgotten. A snapshot follows, or the connection ends and a new one begins with a snapshot.</summary>
/// <param name="Reason"><c>otherEpoch</c>, <c>gone</c> (too long ago) or <c>tooSlow</c>.</param>
public sealed record ResyncEvent(string Reason);
