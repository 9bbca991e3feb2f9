using Twin.Api.View;

namespace Twin.Api.History;

/// <summary>Every outlet as it was at one time, for the same queries that the present is asked.</summary>
public sealed class PastNetwork(DateTime at, IReadOnlyList<ViewRow> rows) : IRowSource
{
    public IReadOnlyList<ViewRow> Rows => rows;

    /// <summary>Row revisions are microseconds since 1970, so the time is the highest there can be.</summary>
    public long Revision => (at - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    public (TVisitor Visitor, long Seq, long Revision) Scan<TVisitor>(Func<TVisitor> start) where TVisitor : IRowVisitor
    {
        var visitor = start();
        foreach (var row in rows) visitor.Visit(row);
        return (visitor, 0, Revision);
    }
}
