using Twin.Api.Outlets.Lists;
using Twin.Api.View;

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

    /// <summary>Gathers rows into the cells of the zoom, coarser ones if they are too many. The grid is the world's, so clusters stay put when the map is moved.</summary>
    public static IReadOnlyList<Cluster> Gather(IReadOnlyList<ViewRow> located, int zoom)
    {
        var cells = new Dictionary<long, Cluster>();
        var scale = (double)(1L << (zoom + CellsPerTileLog2));
        foreach (var row in located)
        {
            var cell = ((long)(row.X * scale) << 32) | (uint)(int)(row.Y * scale);
            if (!cells.TryGetValue(cell, out var cluster)) cells[cell] = cluster = new(cell);
            cluster.Add(row);
        }
        while (cells.Count > ClustersMax) cells = Coarser(cells.Values);
        return [.. cells.Values.OrderBy(c => c.Cell)];
    }

    private static Dictionary<long, Cluster> Coarser(IEnumerable<Cluster> clusters)
    {
        var cells = new Dictionary<long, Cluster>();
        foreach (var cluster in clusters)
        {
            var cell = ((cluster.Cell >> 33) << 32) | (uint)((int)(uint)cluster.Cell >> 1);
            if (cells.TryGetValue(cell, out var into)) into.Add(cluster);
            else cells[cell] = cluster.At(cell);
        }
        return cells;
    }
}
