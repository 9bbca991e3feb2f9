using Twin.Api.View;

namespace Twin.Api.Map;

/// <summary>
/// Gathers rows into cells of the world's grid, so that clusters stay put when the map is moved. Cells of one level are quarters of the next
/// coarser one's, so as soon as there are far too many the grid is made coarser and goes on: one pass, and never many cells.
/// </summary>
public sealed class ClusterGrid(int level)
{
    // Cells only become more as rows come in, so a level left for having this many could not have been answered with.
    private const int CellsMax = 4 * MapRules.ClustersMax;

    private Dictionary<long, Cluster> _cells = [];
    private double _scale = 1L << level;

    public int Level { get; private set; } = level;

    public void Add(in RowOutline outlet)
    {
        var cell = ((long)(outlet.X * _scale) << 32) | (uint)(int)(outlet.Y * _scale);
        if (!_cells.TryGetValue(cell, out var cluster)) _cells[cell] = cluster = new(cell);
        cluster.Add(outlet);
        if (_cells.Count > CellsMax) Coarsen();
    }

    /// <summary>The clusters at this level or a coarser one, so that they are not too many.</summary>
    public IReadOnlyList<Cluster> Finish(int levelMax)
    {
        while (Level > levelMax || _cells.Count > MapRules.ClustersMax) Coarsen();
        return [.. _cells.Values.OrderBy(c => c.Cell)];
    }

    private void Coarsen()
    {
        var cells = new Dictionary<long, Cluster>();
        foreach (var cluster in _cells.Values)
        {
            var cell = ((cluster.Cell >> 33) << 32) | ((uint)cluster.Cell >> 1);
            if (cells.TryGetValue(cell, out var into)) into.Add(cluster);
            else cells[cell] = cluster.At(cell);
        }
        Level--;
        _scale /= 2;
        _cells = cells;
    }
}
