namespace Twin.Api.View;

/// <summary>Web Mercator (EPSG:3857), scaled to 0..1 from the north-west corner of the world, as map tiles are.</summary>
public static class Mercator
{
    /// <summary>The projection's edge: beyond it the square world ends.</summary>
    private const double LatMax = 85.05112878;

    public static double X(double lon) => (lon + 180) / 360;

    public static double Y(double lat)
    {
        var sin = Math.Sin(Math.Clamp(lat, -LatMax, LatMax) * Math.PI / 180);
        return 0.5 - Math.Log((1 + sin) / (1 - sin)) / (4 * Math.PI);
    }
}
