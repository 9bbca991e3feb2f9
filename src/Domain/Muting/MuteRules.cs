using Twin.Domain.Incidents;

namespace Twin.Domain.Muting;

/// <summary>What a mute covers.</summary>
public static class MuteRules
{
    /// <summary>Whether an incident lies in the scope. An access node's incident is covered by its node, its own district and area, or one that holds all its members.</summary>
    public static bool Covers(MuteMatch match, CauseReport report)
    {
        var place = report.Place;
        if (match.Outlet is { } outlet && place.Outlet != outlet) return false;
        if (match.Device is { } device && report.Cause.Device != device) return false;
        if (match.Rule is { } rule && report.Cause.Rule != rule) return false;
        if (match.AccessNode is { } node && place.AccessNode != node) return false;
        if (match.TelecomArea is { } area && place.TelecomArea != area) return false;
        if (match.District is { } district && !(place.District == district && report.Districts.All(d => d == district))) return false;
        return match.City is not { } city || (place.District?.City == city && report.Districts.All(d => d.City == city));
    }
}
