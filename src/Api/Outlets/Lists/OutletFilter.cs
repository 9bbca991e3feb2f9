using Twin.Api.View;
using Twin.Domain.Access;
using Twin.Domain.Network;

namespace Twin.Api.Outlets.Lists;

/// <summary>A term of a filter that the outline of a row decides.</summary>
public delegate bool OutlineTerm(in RowOutline outline);

/// <summary>Which outlets are meant: every term must hold, and none outside the divisions is meant by whoever is limited to them.</summary>
/// <param name="outlines">Terms that the outline of a row decides; tried first.</param>
/// <param name="terms">The others.</param>
public sealed class OutletFilter(DivisionLimit within, IReadOnlyList<OutlineTerm> outlines, IReadOnlyList<Predicate<ViewRow>> terms, BoundingBox? box, GeoPoint? near)
{
    private readonly OutlineTerm[] _outlines = within.IsWhole ? [.. outlines] : [(in outline) => within.Holds(outline.District), .. outlines];
    private readonly Predicate<ViewRow>[] _terms = [.. terms];

    /// <summary>Whether a row's outline decides it: <see cref="MayMatch"/> is all there is to ask.</summary>
    public bool IsByOutline => _terms.Length == 0;

    /// <summary>Whether every outlet is meant.</summary>
    public bool IsEmpty => _outlines.Length == 0 && _terms.Length == 0;
    public BoundingBox? Box => box;
    public GeoPoint? Near => near;

    /// <summary>Whether the row is there and meant.</summary>
    public bool Matches(ViewRow? row)
    {
        if (row?.Outlet is null || !MayMatch(row.Outline)) return false;
        foreach (var term in _terms)
            if (!term(row)) return false;
        return true;
    }

    /// <summary>Whether a row with this outline may be meant.</summary>
    public bool MayMatch(in RowOutline outline)
    {
        foreach (var term in _outlines)
            if (!term(outline)) return false;
        return true;
    }

    /// <summary>Metres from <see cref="Near"/>; null without one or without a location.</summary>
    public double? DistanceM(in RowOutline outline) => near is { } from && outline.HasLocation ? Geo.DistanceM(from, new(outline.Lon, outline.Lat)) : null;
}
