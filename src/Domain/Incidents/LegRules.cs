using Twin.Domain.Network;
using Twin.Domain.Teams;

namespace Twin.Domain.Incidents;

/// <summary>Who must see to an incident, and who is only told. Responsibility follows the cause.</summary>
public static class LegRules
{
    public readonly record struct Share(Side Side, DivisionCode? Area, bool Required);

    /// <summary>
    /// A terminal is the business side's; a camera too, and the carrier's as well while the outlet's link is bad; a line or access node is the carrier's, with the business side
    /// informed. A rule that names its legs says otherwise; where it names both, either side may be the cause: both are called if the outlet's district and telecom area
    /// differ (joint dispatch), else the business side, with the carrier informed.
    /// </summary>
    public static IReadOnlyList<Share> For(CauseReport report)
    {
        var (cause, place) = (report.Cause, report.Place);
        var business = place.District;
        // Where nobody registered an area, the carrier's team for the county is asked.
        var telecom = place.TelecomArea ?? place.District;
        var differ = place.TelecomArea is { } area && area != place.District;
        if (report.Scope == IncidentScope.Network) return [new(Side.Business, business, true), new(Side.Telecom, telecom, true)];
        var (byBusiness, byTelecom) = (cause.Legs.Contains(Side.Business), cause.Legs.Contains(Side.Telecom));
        if (byBusiness && byTelecom) return [new(Side.Business, business, true), new(Side.Telecom, telecom, differ)];
        if (byTelecom || (!byBusiness && report.Scope == IncidentScope.AccessNode)) return CarriersWithInformed();
        if (byBusiness) return [new(Side.Business, business, true)];
        return cause.Kind switch
        {
            DeviceKind.Line => CarriersWithInformed(),
            DeviceKind.Camera when cause.LinkBad => [new(Side.Business, business, true), new(Side.Telecom, telecom, true)],
            _ => [new(Side.Business, business, true)],
        };

        IReadOnlyList<Share> CarriersWithInformed() => [new(Side.Telecom, telecom, true), new(Side.Business, business, false)];
    }
}
