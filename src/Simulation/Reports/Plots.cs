using System.Globalization;
using Twin.Domain.Network;
using Twin.Simulation.Output;
using Twin.Simulation.Runs;
using Twin.Simulation.Studies;

namespace Twin.Simulation.Reports;

/// <summary>The report's drawings.</summary>
internal static class Plots
{
    /// <summary>Every replication as a dot, the mean with its interval over them, a closed form as a diamond's line.</summary>
    public static string Strip(IReadOnlyList<double> values, Estimate mean, double? closed, Unit unit)
    {
        const double Width = 240, Height = 26, Edge = 8;
        double[] known = [.. values.Where(double.IsFinite)];
        if (known.Length == 0) return "";
        double[] all = [.. known, .. closed is { } c ? [c] : Array.Empty<double>()];
        if (all.Max() - all.Min() <= 1e-12 * Math.Abs(all.Max())) return "";
        var x = new Scale(all.Min(), all.Max(), Edge, Width - Edge);
        var svg = new Svg(Width, Height).Line(Edge, Height / 2, Width - Edge, Height / 2, "faint");
        foreach (var value in known) svg.Circle(x.At(value), Height / 2, 2.5, "dot", FigureText.Of(value, unit));
        if (double.IsFinite(mean.HalfWidth)) svg.Rect(x.At(mean.Mean - mean.HalfWidth), 8, Math.Max(1, x.At(mean.Mean + mean.HalfWidth) - x.At(mean.Mean - mean.HalfWidth)), Height - 16, "band", FigureText.Of(mean, unit));
        svg.Line(x.At(mean.Mean), 4, x.At(mean.Mean), Height - 4, "mean");
        if (closed is { } reference) svg.Line(x.At(reference), 1, x.At(reference), Height - 1, "closed");
        return svg.Write($"replications, mean {FigureText.Of(mean, unit)}");
    }

    public static string Curve(SummaryCurve curve)
    {
        const double Width = 640, Height = 250, Left = 64, Bottom = 40, Top = 12, Right = 12;
        var unit = curve.YUnit switch { "share" => Unit.Share, "s" => Unit.Seconds, _ => Unit.Count };
        var points = curve.X.Zip(curve.Y).Where(p => double.IsFinite(p.Second.Mean)).ToArray();
        if (points.Length == 0) return "";
        double Spread(Estimate y) => double.IsFinite(y.HalfWidth) ? y.HalfWidth : 0;
        var x = new Scale(points.Min(p => p.First), points.Max(p => p.First), Left, Width - Right);
        var y = new Scale(Math.Min(0, points.Min(p => p.Second.Mean)), points.Max(p => p.Second.Mean + Spread(p.Second)) * 1.05, Height - Bottom, Top);
        var svg = new Svg(Width, Height);
        var axis = FigureText.Axis(points.Max(p => p.Second.Mean), unit);
        foreach (var mark in y.Marks(4, axis.Factor)) svg.Line(Left, y.At(mark), Width - Right, y.At(mark), "faint").Text(Left - 6, y.At(mark) + 4, axis.Mark(mark), "end");
        foreach (var mark in x.Marks(8)) svg.Line(x.At(mark), Height - Bottom, x.At(mark), Height - Bottom + 4).Text(x.At(mark), Height - Bottom + 17, FigureText.Plain(mark));
        svg.Path([.. points.Select(p => (x.At(p.First), y.At(p.Second.Mean + Spread(p.Second)))), .. points.Reverse().Select(p => (x.At(p.First), y.At(p.Second.Mean - Spread(p.Second))))], "band", closed: true);
        svg.Path(points.Select(p => (x.At(p.First), y.At(p.Second.Mean))), "line");
        if (points.Length <= 40)
            foreach (var (at, figure) in points) svg.Circle(x.At(at), y.At(figure.Mean), 3, "mark", $"{FigureText.Plain(at)}: {FigureText.Of(figure, unit)}");
        svg.Line(Left, Height - Bottom, Width - Right, Height - Bottom).Text((Left + Width - Right) / 2, Height - 6, curve.XUnit);
        return svg.Write(curve.Name);
    }

    /// <summary>Differences as a share of what the scenario has, with their intervals: left is less, right is more.</summary>
    public static string Forest(IReadOnlyList<Difference> differences)
    {
        const double Width = 640, RowHeight = 24, Left = 190, Right = 90, Top = 8;
        var rows = differences.Where(d => d.Base != 0 && double.IsFinite(d.Base) && double.IsFinite(d.Paired.HalfWidth))
            .Select(d => (d.Metric, d.Unit, d.Paired, Mean: d.Paired.Mean / Math.Abs(d.Base), Half: d.Paired.HalfWidth / Math.Abs(d.Base))).ToArray();
        if (rows.Length == 0) return "";
        var reach = Math.Max(0.001, Math.Min(2, rows.Max(r => Math.Abs(r.Mean) + r.Half)));
        var height = Top + (rows.Length * RowHeight) + 30;
        var x = new Scale(-reach, reach, Left, Width - Right);
        double Inside(double value) => x.At(Math.Clamp(value, -reach, reach));
        var svg = new Svg(Width, height);
        foreach (var mark in x.Marks(6)) svg.Line(x.At(mark), Top, x.At(mark), height - 30, "faint").Text(x.At(mark), height - 12, mark.ToString("+0.##%;-0.##%;0", CultureInfo.InvariantCulture));
        svg.Line(x.At(0), Top, x.At(0), height - 30);
        for (var i = 0; i < rows.Length; i++)
        {
            var (row, at) = (rows[i], Top + ((i + 0.5) * RowHeight));
            var style = !row.Paired.Significant ? "none" : row.Mean < 0 ? "less" : "more";
            svg.Text(Left - 10, at + 4, row.Metric, "end")
                .Line(Inside(row.Mean - row.Half), at, Inside(row.Mean + row.Half), at, $"whisker {style}")
                .Circle(Inside(row.Mean), at, 4, style, FigureText.Of(row.Paired, row.Unit))
                .Text(Width - Right + 6, at + 4, row.Mean.ToString("+0.0%;-0.0%;0", CultureInfo.InvariantCulture), "start");
        }
        return svg.Write("differences with their intervals");
    }

    /// <summary>What each value tried gave, with the target as a line.</summary>
    public static string Tried(Solution solution, Unit unit)
    {
        const double Width = 640, Height = 260, Left = 72, Bottom = 40, Top = 12, Right = 16;
        var evidence = solution.Evidence.Where(e => double.IsFinite(e.Figure.Mean)).ToArray();
        if (evidence.Length == 0) return "";
        double Half(Evidence e) => double.IsFinite(e.Figure.HalfWidth) ? e.Figure.HalfWidth : 0;
        var target = solution.Search.Until.Value;
        // One value far off must not press the others flat.
        var high = Math.Max(target * 1.2, Math.Min(evidence.Max(e => e.Figure.Mean + Half(e)), target * 4));
        var low = Math.Min(target, evidence.Min(e => e.Figure.Mean - Half(e)));
        if (unit != Unit.Share || low > high * 0.5) low = solution.Search.Until.AtMost ? Math.Min(0, low) : low;
        var x = new Scale(evidence.Min(e => e.Value), evidence.Max(e => e.Value), Left + 12, Width - Right - 12);
        var y = new Scale(low, high, Height - Bottom, Top);
        var svg = new Svg(Width, Height);
        var axis = FigureText.Axis(high, unit);
        foreach (var mark in y.Marks(4, axis.Factor)) svg.Line(Left, y.At(mark), Width - Right, y.At(mark), "faint").Text(Left - 6, y.At(mark) + 4, axis.Mark(mark), "end");
        svg.Line(Left, y.At(target), Width - Right, y.At(target), "closed");
        foreach (var one in evidence)
        {
            var (at, mean) = (x.At(one.Value), y.At(Math.Min(one.Figure.Mean, high)));
            svg.Line(at, y.At(Math.Clamp(one.Figure.Mean - Half(one), low, high)), at, y.At(Math.Min(one.Figure.Mean + Half(one), high)), "whisker")
                .Circle(at, mean, one.Value == solution.Value ? 6 : 4, one.Met ? "less" : "more", $"{one.Value}: {FigureText.Of(one.Figure, unit)}")
                .Text(at, Height - Bottom + 17, one.Value.ToString(CultureInfo.InvariantCulture));
        }
        svg.Line(Left, Height - Bottom, Width - Right, Height - Bottom).Text((Left + Width - Right) / 2, Height - 6, solution.Search.Vary);
        return svg.Write($"{solution.Search.Until.Metric} by {solution.Search.Vary}");
    }

    /// <summary>The divisions where they lie: larger for more cases, darker for a higher figure.</summary>
    public static string Map(IReadOnlyList<(string Code, Summary Figure)> divisions, Unit unit)
    {
        const double Width = 560, Height = 560, Edge = 30;
        var known = divisions.Select(d => (Place: Places.Of(d.Code), d.Figure)).Where(d => d.Place is not null && double.IsFinite(d.Figure.Mean.Mean))
            .Select(d => (Place: d.Place!, Point: d.Place!.Centroid ?? d.Place.Seat, d.Figure)).ToArray();
        if (known.Length < 2) return "";
        // All of the province, so that a few divisions are seen where they are; a degree of longitude is shorter than one of latitude.
        var all = Divisions.CountyLevel.Select(d => d.Centroid ?? d.Seat).ToArray();
        var narrow = Math.Cos(all.Average(p => p.Lat) * Math.PI / 180);
        var (west, south) = (all.Min(p => p.Lon), all.Min(p => p.Lat));
        var scale = Math.Min((Width - (2 * Edge)) / ((all.Max(p => p.Lon) - west) * narrow), (Height - (2 * Edge)) / (all.Max(p => p.Lat) - south));
        (double X, double Y) At(GeoPoint p) => (Edge + ((p.Lon - west) * narrow * scale), Height - Edge - ((p.Lat - south) * scale));
        var (low, high) = (known.Min(d => d.Figure.Mean.Mean), known.Max(d => d.Figure.Mean.Mean));
        var most = Math.Max(1, known.Max(d => d.Figure.CountMean));
        var svg = new Svg(Width, Height);
        foreach (var point in all.Select(At)) svg.Circle(point.X, point.Y, 2, "place");
        foreach (var (place, point, figure) in known.OrderByDescending(d => d.Figure.CountMean))
        {
            var (x, y) = At(point);
            var depth = high > low ? (figure.Mean.Mean - low) / (high - low) : 0.5;
            svg.Circle(x, y, 5 + (11 * Math.Sqrt(figure.CountMean / most)), "area", $"{place.NameZh} {place.NameEn}: {FigureText.Of(figure.Mean, unit)}", FormattableString.Invariant($"hsl({210 - (190 * depth):0},65%,{60 - (15 * depth):0}%)"));
            if (known.Length <= 20) svg.Text(x, y - 12, place.NameZh);
        }
        svg.Text(Edge, Height - 8, $"{FigureText.Of(low, unit)} (blue) to {FigureText.Of(high, unit)} (red)", "start");
        return svg.Write("by division");
    }
}
