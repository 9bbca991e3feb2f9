using Twin.Domain.Network;

namespace Twin.Api.Outlets.Lists;

/// <summary>A box in degrees, edges included.</summary>
public sealed record BoundingBox(double West, double South, double East, double North)
{
    public bool Holds(double lon, double lat) => lon >= West && lon <= East && lat >= South && lat <= North;
}

public static class Geo
{
    private const double EarthRadiusM = 6_371_008.8; // mean radius, IUGG

    /// <summary>A degree of latitude, rounded down: two points further apart in latitude than this says are further apart.</summary>
    public const double MetresPerDegreeMin = 111_000;

    /// <summary>Great-circle distance in metres (haversine).</summary>
    public static double DistanceM(GeoPoint a, GeoPoint b)
    {
        var (lat1, lat2) = (Radians(a.Lat), Radians(b.Lat));
        var h = Square(Math.Sin((lat2 - lat1) / 2)) + (Math.Cos(lat1) * Math.Cos(lat2) * Square(Math.Sin(Radians(b.Lon - a.Lon) / 2)));
        return 2 * EarthRadiusM * Math.Asin(Math.Sqrt(Math.Min(1, h)));
    }

    private static double Radians(double degrees) => degrees * Math.PI / 180;
    private static double Square(double x) => x * x;
}
