using Twin.Domain.Network;

namespace Twin.Api.View;

/// <summary>
/// What most filters, maps and counts ask of a row. A scan looks at these, which lie side by side, and only at the rows they do not settle: a row is several objects somewhere in memory, and
/// waiting for them is what a query over a whole network takes.
/// </summary>
public readonly record struct RowOutline
{
    private const int CodeBits = 20, CodeMask = (1 << CodeBits) - 1, WordBits = 4, WordMask = (1 << WordBits) - 1;
    private const int TelecomAt = CodeBits, StatusAt = 2 * CodeBits, SeverityAt = StatusAt + WordBits, ThereAt = SeverityAt + WordBits, DesignationsAt = ThereAt + 1;

    /// <summary>Of an outlet that is there; division codes as numbers, 0 for no telecom area; ticks, UTC.</summary>
    public RowOutline(long key, int district, int telecomArea, OutletStatus status, Severity severity, long since, int designations, string name, GeoPoint? at)
    {
        (Key, Since, Name) = (key, since, name);
        Bits = (uint)district | ((ulong)(uint)telecomArea << TelecomAt) | ((ulong)status << StatusAt) | ((ulong)severity << SeverityAt) | (1ul << ThereAt) | ((ulong)designations << DesignationsAt);
        (Lon, Lat, Y) = at is { } point ? (point.Lon, point.Lat, Mercator.Y(point.Lat)) : (double.NaN, double.NaN, double.NaN);
    }

    /// <summary>Of one that was removed.</summary>
    public RowOutline(long key) => (Key, Name) = (key, "");

    /// <summary>The outlet code as a number; it has ten digits.</summary>
    public long Key { get; }

    private ulong Bits { get; }

    /// <summary>False of a row that was removed, or never was.</summary>
    public bool IsThere => Bits != 0;
    public int District => (int)(Bits & CodeMask);
    public int City => District / 100 * 100;
    public int TelecomArea => (int)((Bits >> TelecomAt) & CodeMask);
    public OutletStatus Status => (OutletStatus)((Bits >> StatusAt) & WordMask);
    public Severity Severity => (Severity)((Bits >> SeverityAt) & WordMask);

    /// <summary>Since when it has this status; ticks, UTC.</summary>
    public long Since { get; }

    /// <summary>The profile's, without the way there: lists are put in its order.</summary>
    public string Name { get; }

    /// <summary>Which <see cref="DesignationSets"/> it carries.</summary>
    public int Designations => (int)(Bits >> DesignationsAt);

    /// <summary>NaN without a location, so that no comparison with it holds.</summary>
    public double Lon { get; }
    public double Lat { get; }

    /// <summary>Web-Mercator position, 0 to 1 over the world from the north-west.</summary>
    public double X => Mercator.X(Lon);
    public double Y { get; }
    public bool HasLocation => !double.IsNaN(Lon);
}
