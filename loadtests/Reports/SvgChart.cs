using System.Globalization;
using System.Net;
using System.Text;

namespace Twin.LoadTests.Reports;

/// <summary>Lines over time as SVG for inside a page: nothing to load, nothing to install.</summary>
internal static class SvgChart
{
    private const int Width = 640, Height = 220, Left = 56, Right = 12, Top = 12, Bottom = 26, Colours = 8;

    public static string Of(string title, IReadOnlyList<Series> lines)
    {
        var points = lines.SelectMany(l => l.Points).ToArray();
        var (from, to) = (points.Min(p => p.X), Math.Max(points.Max(p => p.X), points.Min(p => p.X) + 1));
        var step = Step(Math.Max(points.Max(p => p.Y), 1e-9));
        var most = step * Math.Ceiling(Math.Max(points.Max(p => p.Y), 1e-9) / step);
        double X(double x) => Left + (x - from) / (to - from) * (Width - Left - Right);
        double Y(double y) => Height - Bottom - y / most * (Height - Top - Bottom);

        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<figure><figcaption>{WebUtility.HtmlEncode(title)}, {WebUtility.HtmlEncode(lines[0].Unit)}</figcaption><svg viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{WebUtility.HtmlEncode(title)}\">");
        for (var y = 0.0; y <= most + step / 2; y += step)
            svg.Append(CultureInfo.InvariantCulture, $"<line class=\"grid\" x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{Y(y):F1}\" y2=\"{Y(y):F1}\"/><text x=\"{Left - 6}\" y=\"{Y(y) + 4:F1}\" text-anchor=\"end\">{Text.Number(y)}</text>");
        var across = Step(to - from);
        for (var x = across * Math.Ceiling(from / across); x <= to; x += across)
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{X(x):F1}\" y=\"{Height - 8}\" text-anchor=\"middle\">{Text.Number(x)} {WebUtility.HtmlEncode(lines[0].Across)}</text>");
        for (var i = 0; i < lines.Count; i++)
        {
            var course = string.Join(' ', lines[i].Points.Select(p => string.Create(CultureInfo.InvariantCulture, $"{X(p.X):F1},{Y(p.Y):F1}")));
            svg.Append(CultureInfo.InvariantCulture, $"<polyline class=\"c{i % Colours}\" points=\"{course}\"/>");
        }
        svg.Append("</svg><ul class=\"legend\">");
        for (var i = 0; i < lines.Count; i++) svg.Append(CultureInfo.InvariantCulture, $"<li class=\"c{i % Colours}\">{WebUtility.HtmlEncode(lines[i].Line)}</li>");
        return svg.Append("</ul></figure>").ToString();
    }

    /// <summary>1, 2 or 5 times a power of ten, so that some five of them span it.</summary>
    private static double Step(double span)
    {
        var rough = span / 5;
        var ten = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        return (rough / ten) switch { <= 1 => ten, <= 2 => 2 * ten, <= 5 => 5 * ten, _ => 10 * ten };
    }
}
