using Twin.Api.View;
using Twin.Domain.Access;
using Twin.Domain.Network;
using Twin.Grains.Network;

namespace Twin.Api.Outlets;

/// <summary>An outlet with the live parts, from its twin and those of its devices.</summary>
internal static class LiveOutlet
{
    /// <summary>Looked at where it is near, else asked. Null when there is no such outlet within the divisions. Only for a code the view knows: asking activates the twin.</summary>
    public static async ValueTask<OutletPresent?> ReadAsync(INetworkView view, IGrainFactory grains, OutletCode code, DivisionLimit within)
    {
        view.Look(code, within, out var present);
        present ??= await grains.Outlet(code).ReadPresent();
        return present is not null && within.Holds(present.Row.Profile.District) ? present : null;
    }
}
