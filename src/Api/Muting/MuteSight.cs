using Twin.Api.View;
using Twin.Domain.Access;
using Twin.Domain.Muting;
using Twin.Domain.Network;

namespace Twin.Api.Muting;

/// <summary>Silences and maintenance windows and the divisions a caller is limited to.</summary>
internal static class MuteSight
{
    /// <summary>Whether all that is matched lies inside, so that the caller may set and end it: it names an outlet, a device, a district or a city inside, and none that is not.</summary>
    public static bool IsInside(MuteMatch match, DivisionLimit within, ViewState network)
    {
        if (within.IsWhole) return true;
        bool? outlet = match.Outlet is { } code ? Holds(code, within, network) : null, device = match.Device is { } one ? Holds(one.Outlet, within, network) : null;
        if (outlet == false || device == false || match.District is { } district && !within.Holds(district) || match.City is { } city && !within.Touches(city)) return false;
        return outlet == true || device == true || match.District is not null || within.Holds(match.City);
    }

    /// <summary>Whether something inside is, or may come to be, matched: the caller sees why nobody is paged.</summary>
    public static bool Touches(MuteMatch match, DivisionLimit within, ViewState network) => within.IsWhole
        || ((match.Outlet is not { } outlet || Holds(outlet, within, network))
            && (match.Device is not { } device || Holds(device.Outlet, within, network))
            && (match.District is not { } district || within.Holds(district))
            && (match.City is not { } city || within.Touches(city))
            && (match is { TelecomArea: null, AccessNode: null } || network.Present(within).Any(o => match.CoversPlace(o.Profile))));

    /// <summary>An outlet that is not registered any more lay somewhere in the city its code begins with.</summary>
    private static bool Holds(OutletCode outlet, DivisionLimit within, ViewState network) =>
        network.Find(outlet, within) is not null || (network.Find(outlet, DivisionLimit.Whole) is null && within.Holds(outlet.City));
}
