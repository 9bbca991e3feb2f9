using Orleans.Dashboard;
using Twin.Api.Access;
using Twin.Domain.Access;

namespace Twin.Silo.Observability;

/// <summary>Orleans' own dashboard, for admins of the whole province. Off unless asked for: it times every call between grains.</summary>
internal static class DashboardSetup
{
    public const string Path = "/dashboard";

    public static void MapDashboard(this WebApplication app) =>
        app.MapOrleansDashboard(Path).RequireAuthorization(AccessPolicies.Dashboard).WithMetadata(new NeededAccess(Scopes.Admin)).ExcludeFromDescription();
}
