namespace Twin.Api.Map;

/// <summary>What a map shows at which zoom.</summary>
public static class MapRules
{
    public const int ZoomMax = 22;

    /// <summary>So few are always shown singly.</summary>
    public const int FewMax = 200;

    /// <summary>From this zoom on, streets, up to <see cref="SinglesMax"/> are shown singly.</summary>
    public const int StreetZoom = 13;
    public const int SinglesMax = 2_000;

    /// <summary>A cluster takes up to 230 bytes, so the largest answer stays under 200 kB. Cells grow until no more are needed.</summary>
    public const int ClustersMax = 750;

    /// <summary>A tile has 256 points, a cell 64: about the room a cluster's mark takes.</summary>
    private const int CellsPerTileLog2 = 2;

    /// <summary>The zoom at which a width, as a share of the world's, takes up to a thousand points.</summary>
    public static int ZoomFor(double width) => width <= 0 ? ZoomMax : Math.Clamp((int)Math.Floor(Math.Log2(4 / width)), 0, ZoomMax);

    public static bool Singles(int located, int zoom) => located <= FewMax || (zoom >= StreetZoom && located <= SinglesMax);

    /// <summary>Level of the grid at a zoom: the world has two to this many columns.</summary>
    public static int GridLevel(int zoom) => zoom + CellsPerTileLog2;
}
