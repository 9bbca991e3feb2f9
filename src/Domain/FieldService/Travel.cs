using Twin.Domain.Network;

namespace Twin.Domain.FieldService;

/// <summary>How long it takes to get somewhere, for lack of a road map: the straight line, lengthened, at the speed of town traffic.</summary>
public static class Travel
{
    /// <summary>Roads are about this much longer than the straight line between their ends.</summary>
    public const double DetourFactor = 1.3;

    public const double SpeedKmPerHour = 30;

    // Mean radius of the earth (IUGG).
    private const double EarthRadiusKm = 6371.0088;

    /// <summary>Great-circle distance by the haversine formula.</summary>
    public static double DistanceKm(GeoPoint from, GeoPoint to)
    {
        var (lat1, lat2) = (double.DegreesToRadians(from.Lat), double.DegreesToRadians(to.Lat));
        var (dLat, dLon) = (Math.Sin((lat2 - lat1) / 2), Math.Sin(double.DegreesToRadians(to.Lon - from.Lon) / 2));
        var h = dLat * dLat + Math.Cos(lat1) * Math.Cos(lat2) * dLon * dLon;
        return 2 * EarthRadiusKm * Math.Asin(Math.Min(1, Math.Sqrt(h)));
    }

    /// <summary>To the second: more would pretend to be known.</summary>
    public static TimeSpan Time(double distanceKm) => TimeSpan.FromSeconds(Math.Round(distanceKm * DetourFactor / SpeedKmPerHour * 3600));
}
