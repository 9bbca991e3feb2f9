using Twin.Domain.Network;

namespace Twin.Api.Map;

/// <summary>The network on a map: clusters, or single outlets when they are few.</summary>
/// <param name="Zoom">The zoom answered for.</param>
/// <param name="Clusters">Outlets of one cell of the grid, at their mean position.</param>
/// <param name="Outlets">Single outlets, in the order of their codes.</param>
/// <param name="Total">How many outlets match, with and without location.</param>
/// <param name="WithoutLocation">How many of them cannot be shown. With a bbox none: what has no location is in no box.</param>
/// <param name="Revision">The highest row revision taken account of.</param>
public sealed record OutletMapModel(
    int Zoom, IReadOnlyList<MapClusterModel> Clusters, IReadOnlyList<MapOutletModel> Outlets, int Total, int WithoutLocation, long Revision);

/// <param name="Bbox">West, south, east, north of the outlets in it.</param>
/// <param name="Statuses">How many are of each status; those that none has are left out.</param>
/// <param name="Severity">The worst.</param>
public sealed record MapClusterModel(
    double Lon, double Lat, int Count, IReadOnlyList<double> Bbox, IReadOnlyDictionary<string, int> Statuses, Severity Severity);

public sealed record MapOutletModel(string Code, string Name, double Lon, double Lat, OutletStatus Status, Severity Severity);
