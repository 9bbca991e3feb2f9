using Twin.Domain.Documents;
using Twin.Simulation.Distributions;

namespace Twin.Simulation.Scenarios;

/// <summary>
/// Reads a distribution of durations: a plain duration is fixed, a plain rate (<c>2/h</c>) is exponential, anything else is an object with one field, the name.
/// </summary>
internal sealed class DistributionReader(ScenarioFiles files, List<DocFault> faults)
{
    public const string Names = "fixed, exponential, uniform, lognormal, weibull, gamma, erlang, mixture, empirical";

    // Deeper than any mixture someone means.
    private const int DepthMax = 4;
    private const int StagesMax = 10_000;

    // Beyond these, samples are nothing at all or longer than numbers go.
    private const double CvMax = 1000;
    private const double ShapeAbove = 0.01;
    private const double ShapeMax = 100_000;

    public Distribution? Read(DocReader reader, string key, bool required = false)
    {
        var node = required ? reader.Required(key) : reader.Node(key);
        var before = faults.Count;
        var read = node is null ? null : Read(node, reader.PathOf(key), 1);
        return faults.Count == before ? read : null;
    }

    private Distribution? Read(DocNode node, string path, int depth)
    {
        switch (node)
        {
            case DocText text when QuantityText.TryDuration(text.Value, out var seconds) && seconds <= ScenarioFields.SecondsMax: return new Fixed(seconds);
            case DocText text when QuantityText.TryRate(text.Value, out var rate) && rate > 0: return new Exponential(1 / rate);
            case DocMap { Entries: [var only] }:
                return DocReader.Open(node, path, faults) is { } reader ? Named(reader, only, depth) : null;
            case DocMap map:
                faults.Add(new(path, "invalidValue", map.Entries.Count == 0 ? $"which distribution? one of {Names}" : $"one distribution, found {map.Entries.Count} fields; known are {Names}", node.Line, node.Column));
                return null;
            default:
                faults.Add(new(path, node is DocText or DocNumber ? "invalidValue" : "wrongType",
                    $"expected a duration ({QuantityText.DurationExamples}; at most 3000y), a rate ({QuantityText.RateExamples}) or one of {Names}; found {node.Described}", node.Line, node.Column));
                return null;
        }
    }

    private Distribution? Named(DocReader reader, DocEntry entry, int depth)
    {
        switch (entry.Key)
        {
            case "fixed": return reader.Seconds("fixed", zeroAllowed: true) is { } value ? new Fixed(value) : null;
            case "exponential": return Exponential(reader, entry);
            case "uniform": return Uniform(reader, entry);
            case "lognormal": return Fields(reader, entry) is { } lognormal ? Lognormal(lognormal) : null;
            case "weibull": return Fields(reader, entry) is { } weibull ? Weibull(weibull) : null;
            case "gamma": return Fields(reader, entry) is { } gamma ? Gamma(gamma) : null;
            case "erlang": return Fields(reader, entry) is { } erlang ? Erlang(erlang) : null;
            case "mixture" when depth < DepthMax: return Mixture(reader, depth);
            case "empirical": return Empirical(reader, entry);
            default:
                faults.Add(new(reader.PathOf(entry.Key), entry.Key == "mixture" ? "tooDeep" : "unknownField", entry.Key == "mixture" ? "mixtures within mixtures within mixtures" : $"no distribution '{entry.Key}'; known are {Names}", entry.Line, entry.Column));
                return null;
        }
    }

    private DocReader? Fields(DocReader reader, DocEntry entry) => DocReader.Open(entry.Value, reader.PathOf(entry.Key), faults);

    // exponential: 30m, exponential: {mean: 30m} or exponential: 2/h.
    private Exponential? Exponential(DocReader reader, DocEntry entry)
    {
        if (entry.Value is DocText text && QuantityText.TryRate(text.Value, out var rate) && rate > 0) return new(1 / rate);
        if (entry.Value is not DocMap) return reader.Seconds(entry.Key) is { } plain ? new(plain) : null;
        if (Fields(reader, entry) is not { } fields) return null;
        var mean = fields.Seconds("mean", required: true);
        fields.Done();
        return mean is { } seconds ? new(seconds) : null;
    }

    private Uniform? Uniform(DocReader reader, DocEntry entry)
    {
        if (Fields(reader, entry) is not { } fields) return null;
        var from = fields.Seconds("from", required: true, zeroAllowed: true);
        var to = fields.Seconds("to", required: true, zeroAllowed: true);
        fields.Done();
        if (from > to) fields.Fault("to", fields.Node("to"), "outOfOrder", "'to' is not before 'from'");
        return from is { } a && to is { } b && a <= b ? new(a, b) : null;
    }

    private static Lognormal? Lognormal(DocReader fields)
    {
        var (mean, cv) = (fields.Seconds("mean", required: true), fields.Above("cv", 0, required: true, CvMax));
        fields.Done();
        return mean is { } m && cv is { } c ? new(m, c) : null;
    }

    private static Weibull? Weibull(DocReader fields)
    {
        var shape = fields.Above("shape", ShapeAbove, required: true, ShapeMax);
        var (mean, scale) = MeanOr(fields, "scale");
        fields.Done();
        if (shape is not { } k) return null;
        return mean is { } m ? Distributions.Weibull.OfMean(m, k) : scale is { } s ? new(k, s) : null;
    }

    private static Gamma? Gamma(DocReader fields)
    {
        var (mean, scale) = MeanOr(fields, "scale");
        var shape = fields.Node("shape") is null ? null : fields.Above("shape", ShapeAbove, max: ShapeMax);
        var cv = fields.Node("shape") is null ? fields.Above("cv", 0, required: true, CvMax) : null;
        fields.Done();
        return (mean, scale, shape, cv) switch
        {
            ({ } m, _, { } k, _) => new(k, m / k),
            ({ } m, _, _, { } c) => Distributions.Gamma.OfMean(m, c),
            (_, { } s, { } k, _) => new(k, s),
            (_, { } s, _, { } c) => new(1 / (c * c), s),
            _ => null,
        };
    }

    private static Erlang? Erlang(DocReader fields)
    {
        var mean = fields.Seconds("mean", required: true);
        var stages = fields.Whole("k", 1, StagesMax, required: true);
        fields.Done();
        return mean is { } m && stages is { } k ? new(m, k) : null;
    }

    private static (double? Mean, double? Other) MeanOr(DocReader fields, string other)
    {
        if (fields.Node(other) is null) return (fields.Seconds("mean", required: true), null);
        if (fields.Node("mean") is { } both) fields.Fault("mean", both, "invalidValue", $"either 'mean' or '{other}'");
        return (null, fields.Seconds(other));
    }

    private Mixture? Mixture(DocReader reader, int depth)
    {
        var parts = new List<(double P, Distribution Part)>();
        var before = faults.Count;
        foreach (var (node, path) in reader.List("mixture", required: true))
        {
            if (DocReader.Open(node, path, faults) is not { } item) continue;
            if (item.Required("p") is null) continue;
            var p = item.Share("p");
            var rest = new DocMap(node.Line, node.Column, [.. item.Map.Entries.Where(entry => entry.Key != "p")]);
            if (Read(rest, path, depth + 1) is { } part && p is { } share) parts.Add((share, part));
        }
        if (faults.Count > before) return null;
        var sum = parts.Sum(part => part.P);
        if (parts.Count > 0 && Math.Abs(sum - 1) < 1e-9) return new(parts);
        reader.Fault("mixture", reader.Node("mixture"), "invalidValue", FormattableString.Invariant($"the p of a mixture add up to 1, not to {sum:0.######}"));
        return null;
    }

    private Empirical? Empirical(DocReader reader, DocEntry entry)
    {
        if (entry.Value is DocList)
        {
            var before = faults.Count;
            var values = new List<double>();
            foreach (var (node, path) in reader.List(entry.Key))
                if (node is DocText text && QuantityText.TryDuration(text.Value, out var seconds)) values.Add(seconds);
                else faults.Add(new(path, "invalidValue", $"expected a duration such as {QuantityText.DurationExamples}, found {node.Described}", node.Line, node.Column));
            if (values.Count == 0 && faults.Count == before) reader.Fault(entry.Key, entry.Value, "required", "no observation");
            return faults.Count == before ? new(values) : null;
        }
        if (reader.Text(entry.Key, lengthMax: 1000) is not { } name) return null;
        if (files.Lines(name, out var why) is not { } lines)
        {
            reader.Fault(entry.Key, entry.Value, "unreadableFile", why!);
            return null;
        }
        return FromLines(reader, entry, name, lines);
    }

    // One duration a line; a number alone is seconds, as measuring programs write them. A first line that is neither is a heading.
    private static Empirical? FromLines(DocReader reader, DocEntry entry, string name, IReadOnlyList<string> lines)
    {
        var values = new List<double>();
        for (var i = 0; i < lines.Count; i++)
        {
            var text = lines[i].Trim();
            if (text.Length == 0) continue;
            if (QuantityText.TryDuration(text, out var seconds) || QuantityText.TryDuration(text + "s", out seconds)) values.Add(seconds);
            else if (i > 0)
            {
                reader.Fault(entry.Key, entry.Value, "invalidValue", $"{name}, line {i + 1}: '{(text.Length <= 40 ? text : text[..40] + "…")}' is no duration; one a line, such as {QuantityText.DurationExamples} or a number of seconds");
                return null;
            }
        }
        if (values.Count > 0) return new(values);
        reader.Fault(entry.Key, entry.Value, "invalidValue", $"{name} holds no duration");
        return null;
    }
}
