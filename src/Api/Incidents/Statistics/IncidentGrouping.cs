using Twin.Api.Outlets.Lists;
using Twin.Api.View;
using Twin.Domain.Incidents;
using Twin.Domain.Network;
using Twin.Grains.Incidents;

namespace Twin.Api.Incidents.Statistics;

/// <summary>What statistics group by. Every key is a value of the list's filter of the same name, so that a group's incidents can be listed.</summary>
internal static class IncidentGrouping
{
    private static readonly Dictionary<string, Func<ViewState, IncidentRow, IEnumerable<string>>> Keys = new(StringComparer.Ordinal)
    {
        // An incident that concerns two cities is one of each, as it is to the list.
        ["city"] = (_, row) => row.Districts.Select(d => d.City).Where(c => c.IsCity).Distinct().Select(c => c.ToString()),
        ["district"] = (_, row) => row.Districts.Where(d => d.IsCounty).Distinct().Select(d => d.ToString()),
        ["telecomArea"] = (_, row) => One(row.TelecomArea?.ToString()),
        ["model"] = (network, row) => One(DeviceModels.Of(network, row.Device)),
        ["rule"] = (_, row) => One(row.Rule),
        ["severity"] = (_, row) => One(Words.Severity[(int)row.Severity]),
        ["accessNode"] = (_, row) => One(row.AccessNode),
        ["outlet"] = (_, row) => One(row.Scope == IncidentScope.Outlet ? row.Outlet?.ToString() : null),
        ["device"] = (_, row) => One(row.Device?.ToString()),
    };

    public static IReadOnlyList<string> Names { get; } = [.. Keys.Keys];

    public static IEnumerable<string> Of(string by, ViewState network, IncidentRow row) => Keys[by](network, row);

    private static IEnumerable<string> One(string? key) => string.IsNullOrEmpty(key) ? [] : [key];
}
