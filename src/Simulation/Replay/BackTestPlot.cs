using System.Globalization;
using Twin.Simulation.Reports;

namespace Twin.Simulation.Replay;

/// <summary>The drawings of a back-test.</summary>
internal static class BackTestPlot
{
    private const int Pieces = 96;

    /// <summary>How many incidents each regime opens in each piece of the recording, and how many of them the other has not.</summary>
    public static string OverTime(BackTestResult result)
    {
        const double Width = 900, Height = 220, Left = 44, Right = 8, Top = 10, Bottom = 26;
        var whole = Math.Max(1, (result.Until - result.From).Ticks);
        int Piece(DateTime at) => (int)Math.Clamp((at - result.From).Ticks * (double)Pieces / whole, 0, Pieces - 1);
        var (made, old, onlyNew, onlyOld) = (new int[Pieces], new int[Pieces], new int[Pieces], new int[Pieces]);
        foreach (var pair in result.Pairs)
        {
            if (pair.New is { } a) made[Piece(a.OpenedAt)]++;
            if (pair.Old is { } b) old[Piece(b.OpenedAt)]++;
            if (pair.Kind == PairKind.OnlyNew) onlyNew[Piece(pair.OpenedAt)]++;
            if (pair.Kind == PairKind.OnlyOld) onlyOld[Piece(pair.OpenedAt)]++;
        }
        var most = Math.Max(1, Math.Max(made.Max(), old.Max()));
        var middle = (Height - Bottom + Top) / 2;
        var (step, high) = ((Width - Left - Right) / Pieces, middle - Top);
        var svg = new Svg(Width, Height);
        svg.Text(Left - 6, Top + 10, most.ToString(CultureInfo.InvariantCulture), "end").Text(Left - 6, middle + 4, "0", "end").Text(Left - 6, (2 * middle) - Top, most.ToString(CultureInfo.InvariantCulture), "end");
        for (var i = 0; i < Pieces; i++)
        {
            var at = result.From.AddTicks((long)(whole * (double)i / Pieces));
            Bar(i, made[i], "new", up: true);
            Bar(i, onlyNew[i], "onlyNew", up: true);
            Bar(i, old[i], "old", up: false);
            Bar(i, onlyOld[i], "onlyOld", up: false);

            void Bar(int piece, int count, string style, bool up)
            {
                if (count == 0) return;
                var size = count * high / most;
                svg.Rect(Left + (piece * step), up ? middle - size : middle, Math.Max(1, step - 1), size, style, $"{BackTestText.Time(at)}: {count}");
            }
        }
        svg.Line(Left, middle, Width - Right, middle);
        for (var i = 0; i <= 4; i++)
            svg.Text(Left + ((Width - Left - Right) * i / 4), Height - 6, result.From.AddTicks(whole / 4 * i).ToString("MM-dd HH:mm", CultureInfo.InvariantCulture), i == 0 ? "start" : i == 4 ? "end" : "middle");
        return svg.Write("incidents opened over time, new above and old below");
    }

    public static string Bars(int made, int old, int most)
    {
        const double Width = 240, Height = 22;
        return new Svg(Width, Height).Rect(0, 3, Width * made / most, 7, "onlyNew", $"new {made}").Rect(0, 12, Width * old / most, 7, "old", $"old {old}").Write($"new {made}, old {old}");
    }
}
