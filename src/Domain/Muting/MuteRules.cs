using Twin.Domain.Incidents;
using Twin.Domain.Network;

namespace Twin.Domain.Muting;

/// <summary>What of an incident a mute looks at. <see cref="Districts"/>: all it has to do with; <see cref="District"/>: where it is itself.</summary>
public readonly record struct MuteScope(
    OutletCode? Outlet, DeviceRef? Device, string Rule, string? AccessNode, DivisionCode? District, DivisionCode? TelecomArea, IReadOnlyList<DivisionCode> Districts)
{
    public static MuteScope Of(CauseReport report) =>
        new(report.Place.Outlet, report.Cause.Device, report.Cause.Rule, report.Place.AccessNode, report.Place.District, report.Place.TelecomArea, report.Districts);
}

/// <summary>What a mute covers.</summary>
public static class MuteRules
{
    public static bool Covers(MuteMatch match, CauseReport report) => Covers(match, MuteScope.Of(report));

    /// <summary>Whether an incident lies in the scope. An access node's incident is covered by its node, its own district and area, or one that holds all its members.</summary>
    public static bool Covers(MuteMatch match, MuteScope incident)
    {
        if (match.Outlet is { } outlet && incident.Outlet != outlet) return false;
        if (match.Device is { } device && incident.Device != device) return false;
        if (match.Rule is { } rule && incident.Rule != rule) return false;
        if (match.AccessNode is { } node && incident.AccessNode != node) return false;
        if (match.TelecomArea is { } area && incident.TelecomArea != area) return false;
        if (match.District is { } district && !(incident.District == district && incident.Districts.All(d => d == district))) return false;
        return match.City is not { } city || (incident.District?.City == city && incident.Districts.All(d => d.City == city));
    }
}
