using Twin.Api.View;

namespace Twin.Api.Outlets.Lists;

/// <summary>
/// Keeps the first so many rows of an order out of any number: a bounded heap with the worst kept row on top, so nearly every row is dismissed by
/// one comparison and nothing is sorted but the page.
/// </summary>
internal sealed class TopRows(OutletSort sort, int count)
{
    private readonly (SortValue First, ViewRow Row)[] _heap = new (SortValue, ViewRow)[count];
    private int _used;

    public void Offer(SortValue first, ViewRow row)
    {
        if (_used < _heap.Length)
        {
            Rise(_used++, (first, row));
            return;
        }
        if (Compare((first, row), _heap[0]) < 0) Sink((first, row));
    }

    /// <summary>Whether there is no need to offer the row of an outline: as many are kept, and all of them come before it.</summary>
    public bool IsBeyond(in RowOutline outline) => _used == _heap.Length && sort.IsSurelyAfter(outline, _heap[0].Row);

    public ViewRow[] InOrder()
    {
        var rows = _heap.AsSpan(0, _used).ToArray();
        Array.Sort(rows, Compare);
        return [.. rows.Select(r => r.Row)];
    }

    private void Rise(int at, (SortValue First, ViewRow Row) entry)
    {
        while (at > 0 && Compare(entry, _heap[(at - 1) / 2]) > 0)
        {
            _heap[at] = _heap[(at - 1) / 2];
            at = (at - 1) / 2;
        }
        _heap[at] = entry;
    }

    private void Sink((SortValue First, ViewRow Row) entry)
    {
        var at = 0;
        while (true)
        {
            var child = (2 * at) + 1;
            if (child >= _used) break;
            if (child + 1 < _used && Compare(_heap[child + 1], _heap[child]) > 0) child++;
            if (Compare(entry, _heap[child]) >= 0) break;
            _heap[at] = _heap[child];
            at = child;
        }
        _heap[at] = entry;
    }

    private int Compare((SortValue First, ViewRow Row) a, (SortValue First, ViewRow Row) b) =>
        sort.Compare(0, a.First, b.First) is var order and not 0 ? order : sort.CompareFrom(1, a.Row, b.Row);
}
