using System.Globalization;
using System.Net;
using System.Text;

namespace Twin.Simulation.Reports;

/// <summary>A drawing, element by element. Colours are classes of the report's style sheet, so that it follows a dark screen.</summary>
internal sealed class Svg(double width, double height)
{
    private readonly StringBuilder _elements = new();

    public double Width => width;
    public double Height => height;

    public Svg Line(double x1, double y1, double x2, double y2, string style = "axis") => Add($"<line class=\"{style}\" x1=\"{N(x1)}\" y1=\"{N(y1)}\" x2=\"{N(x2)}\" y2=\"{N(y2)}\"/>");

    public Svg Rect(double x, double y, double w, double h, string style, string? title = null) => Add($"<rect class=\"{style}\" x=\"{N(x)}\" y=\"{N(y)}\" width=\"{N(w)}\" height=\"{N(h)}\">{Title(title)}</rect>");

    public Svg Circle(double x, double y, double r, string style, string? title = null, string? fill = null) =>
        Add($"<circle class=\"{style}\" cx=\"{N(x)}\" cy=\"{N(y)}\" r=\"{N(r)}\"{(fill is null ? "" : $" style=\"fill:{fill}\"")}>{Title(title)}</circle>");

    public Svg Text(double x, double y, string text, string anchor = "middle", string style = "label") => Add($"<text class=\"{style}\" x=\"{N(x)}\" y=\"{N(y)}\" text-anchor=\"{anchor}\">{Html.Text(text)}</text>");

    public Svg Path(IEnumerable<(double X, double Y)> points, string style, bool closed = false)
    {
        var path = string.Join('L', points.Select(p => $"{N(p.X)} {N(p.Y)}"));
        return path.Length == 0 ? this : Add($"<path class=\"{style}\" d=\"M{path}{(closed ? "Z" : "")}\"/>");
    }

    public string Write(string description) =>
        $"<svg viewBox=\"0 0 {N(width)} {N(height)}\" width=\"{N(width)}\" height=\"{N(height)}\" role=\"img\" aria-label=\"{Html.Text(description)}\">{_elements}</svg>";

    private Svg Add(string element)
    {
        _elements.Append(element);
        return this;
    }

    private static string Title(string? text) => text is null ? "" : $"<title>{Html.Text(text)}</title>";

    private static string N(double value) => Math.Round(value, 2).ToString(CultureInfo.InvariantCulture);
}

internal static class Html
{
    public static string Text(string text) => WebUtility.HtmlEncode(text);
}

/// <summary>Numbers to places on a line, with round numbers to mark it by.</summary>
internal sealed class Scale
{
    private readonly double _low;
    private readonly double _high;
    private readonly double _from;
    private readonly double _to;

    public Scale(double low, double high, double from, double to)
    {
        if (!(high > low)) (low, high) = (low - Math.Max(1e-9, Math.Abs(low) * 0.05), low + Math.Max(1e-9, Math.Abs(low) * 0.05));
        (_low, _high, _from, _to) = (low, high, from, to);
    }

    public double At(double value) => _from + ((value - _low) / (_high - _low) * (_to - _from));

    /// <summary>Values that are round in the unit they are shown in.</summary>
    public IEnumerable<double> Marks(int about, double factor = 1)
    {
        var raw = (_high - _low) * factor / about;
        var power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        var step = power * (raw / power) switch { < 1.5 => 1, < 3.5 => 2, < 7.5 => 5, _ => 10 } / factor;
        for (var i = Math.Ceiling(_low / step); i * step <= _high + (step * 1e-9); i++) yield return i * step;
    }
}
