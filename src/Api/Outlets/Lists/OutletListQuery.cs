using Microsoft.AspNetCore.Http;
using Twin.Api.History;
using Twin.Api.View;
using Twin.Domain.Access;

namespace Twin.Api.Outlets.Lists;

/// <summary>What a caller asks of the list.</summary>
public sealed record OutletListQuery(OutletFilter Filter, OutletSort Sort, OutletFields Fields, int Limit, PageCursor? Cursor, long Hash)
{
    public const int LimitMax = 1_000;
    private const int LimitDefault = 100;

    /// <summary>Faults are left with the reader.</summary>
    public static OutletListQuery Parse(QueryReader query, IQueryCollection values, DivisionLimit within)
    {
        query.RefuseUnknown(OutletFilterParameters.List);
        var filter = OutletFilterParser.Parse(query, within);
        var sort = OutletSort.Parse(query, filter);
        var hash = PageCursor.QueryHash(values, [.. OutletFilterParameters.Filters, OutletFilterParameters.AsOf]);
        var limit = (int)(query.WholeNumber("limit", 1, LimitMax) ?? LimitDefault);
        return new(filter, sort, OutletFields.Parse(query), limit, ReadCursor(query, sort, hash), hash);
    }

    /// <summary>
    /// Reads the page from the state its list began with. When the log no longer reaches back to it, or it was another process's, the list goes on
    /// from the same place in the present state: no outlet that stays where it is in the order is lost or repeated even then.
    /// </summary>
    public OutletPage Run(ViewState view)
    {
        if (Cursor is { } cursor && cursor.Epoch == view.Epoch)
        {
            var page = new PageVisitor(this);
            if (view.Scan(cursor.Seq, page)) return page.Finish(view.Epoch, cursor.Seq, cursor.Revision);
        }
        var (present, seq, revision) = view.Scan(() => new PageVisitor(this));
        return present.Finish(view.Epoch, seq, revision);
    }

    /// <summary>Reads the page from the past, which does not change: the place in the order is enough to go on from.</summary>
    public OutletPage Run(PastNetwork past)
    {
        var (page, seq, revision) = past.Scan(() => new PageVisitor(this));
        return page.Finish(epoch: 0, seq, revision);
    }

    private static PageCursor? ReadCursor(QueryReader query, OutletSort sort, long hash)
    {
        if (query.One("cursor") is not { } text) return null;
        var cursor = PageCursor.Read(text);
        if (cursor is null) query.Fault("cursor", "badValue", "The cursor is not one that was given out.");
        else if (cursor.Query != hash || !sort.CanBePlace(cursor.Place))
        {
            query.Fault("cursor", "otherQuery", "The cursor belongs to other filters or another sort; send those of its first page.");
            return null;
        }
        return cursor;
    }

    private sealed class PageVisitor(OutletListQuery query) : IRowVisitor
    {
        // One more than the page, to know whether there is another.
        private readonly TopRows _top = new(query.Sort, query.Limit + 1);
        private int _total;

        public bool Needs(in RowOutline outline)
        {
            if (!query.Filter.MayMatch(outline)) return false;
            if (!query.Filter.IsByOutline || !_top.IsBeyond(outline)) return true;
            _total++;
            return false;
        }

        public void Visit(ViewRow row)
        {
            if (!query.Filter.Matches(row)) return;
            _total++;
            var first = query.Sort.Value(0, row);
            if (query.Cursor is null || query.Sort.IsAfter(row, first, query.Cursor.Place)) _top.Offer(first, row);
        }

        public OutletPage Finish(long epoch, long seq, long revision)
        {
            var rows = _top.InOrder();
            if (rows.Length <= query.Limit) return new(rows, null, _total, revision);
            rows = rows[..query.Limit];
            return new(rows, new(epoch, seq, revision, query.Hash, query.Sort.Place(rows[^1])), _total, revision);
        }
    }
}

/// <summary>A page before it is written.</summary>
public sealed record OutletPage(IReadOnlyList<ViewRow> Rows, PageCursor? Next, int Total, long Revision);
