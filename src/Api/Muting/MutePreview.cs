using Twin.Api.View;
using Twin.Domain.Access;
using Twin.Domain.Devices;
using Twin.Domain.Incidents;
using Twin.Domain.Muting;
using Twin.Grains.Incidents;
using Twin.Grains.Network;

namespace Twin.Api.Muting;

/// <summary>What a mute would cover, as the view has it now.</summary>
internal static class MutePreview
{
    private const int OutletsShown = 20;
    private const int IncidentsShown = 1_000;

    public static MutePreviewModel Of(Mute mute, ViewState view, DivisionLimit within, DateTime now)
    {
        var outlets = view.Present(within).Where(o => mute.Match.CoversPlace(o.Profile)).ToArray();
        var held = view.Incidents(within).Where(i => i is { Phase: < IncidentPhase.Resolved, Security: false } && MuteRules.Covers(mute.Match, ScopeOf(i))).ToArray();
        return new(
            PlannedMuteModel.Of(mute, now),
            outlets.Length,
            [.. outlets.OrderBy(o => o.Code).Take(OutletsShown).Select(o => o.Code.ToString())],
            [.. held.OrderByDescending(i => i.Severity).ThenBy(i => i.Id, StringComparer.Ordinal).Take(IncidentsShown).Select(Held)],
            held.Length,
            outlets.Sum(o => Faults(mute.Match, o)));
    }

    private static int Faults(MuteMatch match, OutletRow outlet) =>
        outlet.Devices.Where(d => match.Device is not { } device || device.Id == d.Profile.Id)
            .Sum(d => d.Summary?.Faults.Count(f => f.State == FaultState.Raised && (match.Rule is null || match.Rule == f.Rule)) ?? 0);

    internal static MuteScope ScopeOf(IncidentRow row) => new(row.Outlet, row.Device, row.Rule, row.AccessNode, row.District, row.TelecomArea, row.Districts);

    private static HeldIncidentModel Held(IncidentRow row) => new(row.Id, row.Outlet?.ToString(), row.AccessNode, row.Rule, row.Severity, row.Phase);
}
