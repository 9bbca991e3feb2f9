using Twin.Api.View;
using Twin.Domain.Network;

namespace Twin.Api.Map;

/// <summary>Outlets of one cell, added up.</summary>
public sealed class Cluster(long cell)
{
    private readonly int[] _statuses = new int[5];
    private double _lonSum;
    private double _latSum;

    public long Cell { get; private set; } = cell;
    public int Count { get; private set; }
    public Severity Severity { get; private set; }
    public double West { get; private set; } = double.MaxValue;
    public double South { get; private set; } = double.MaxValue;
    public double East { get; private set; } = double.MinValue;
    public double North { get; private set; } = double.MinValue;
    public double Lon => _lonSum / Count;
    public double Lat => _latSum / Count;

    public int Of(OutletStatus status) => _statuses[(int)status];

    public Cluster At(long cell)
    {
        Cell = cell;
        return this;
    }

    public void Add(in RowOutline outlet)
    {
        _statuses[(int)outlet.Status]++;
        Take(1, outlet.Lon, outlet.Lat, outlet.Severity, outlet.Lon, outlet.Lat, outlet.Lon, outlet.Lat);
    }

    public void Add(Cluster other)
    {
        for (var i = 0; i < _statuses.Length; i++) _statuses[i] += other._statuses[i];
        Take(other.Count, other._lonSum, other._latSum, other.Severity, other.West, other.South, other.East, other.North);
    }

    private void Take(int count, double lonSum, double latSum, Severity severity, double west, double south, double east, double north)
    {
        Count += count;
        _lonSum += lonSum;
        _latSum += latSum;
        if (severity > Severity) Severity = severity;
        (West, South) = (Math.Min(West, west), Math.Min(South, south));
        (East, North) = (Math.Max(East, east), Math.Max(North, north));
    }
}
