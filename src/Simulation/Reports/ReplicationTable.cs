using System.Globalization;
using System.Text;
using Twin.Simulation.Output;

namespace Twin.Simulation.Reports;

/// <summary>The figures of a scenario's own replications, read back from the CSV that was kept of them; the plans it was compared with are left out.</summary>
public sealed class ReplicationTable
{
    private readonly Dictionary<string, double[]> _values = new(StringComparer.Ordinal);

    private ReplicationTable(IReadOnlyList<string> metrics, int count) => (Metrics, Count) = (metrics, count);

    /// <summary>Figures, and quantiles of samples as <c>restore.p95</c>, in the order in which they are shown.</summary>
    public IReadOnlyList<string> Metrics { get; }

    /// <summary>Replications.</summary>
    public int Count { get; }

    /// <summary>A figure of each replication; not a number where it was not measured.</summary>
    public IReadOnlyList<double> this[string metric] => _values[metric];

    public bool Has(string metric) => _values.ContainsKey(metric);

    public static ReplicationTable Read(string csv)
    {
        var lines = Lines(csv);
        // Replications are numbered from 0 in each plan, and the scenario's own come first.
        List<string>[] own = [.. lines.Skip(1).TakeWhile((line, i) => line[1] == i.ToString(CultureInfo.InvariantCulture))];
        string[] metrics = [.. lines[0].Skip(ReplicationCsv.Heads.Length)];
        var table = new ReplicationTable(metrics, own.Length);
        for (var m = 0; m < metrics.Length; m++)
            table._values[metrics[m]] = [.. own.Select(line => line[ReplicationCsv.Heads.Length + m] is { Length: > 0 } text ? double.Parse(text, CultureInfo.InvariantCulture) : double.NaN)];
        return table;
    }

    /// <summary>How much more another run has of each figure they both have, replication by replication, as many as there are of both.</summary>
    public IReadOnlyList<(string Metric, double Base, double Other, Estimate Paired)> Against(ReplicationTable other, double confidence)
    {
        var pairs = Math.Min(Count, other.Count);
        return
        [
            .. Metrics.Where(m => other.Has(m) && !m.EndsWith(".min", StringComparison.Ordinal) && !m.EndsWith(".max", StringComparison.Ordinal))
                .Select(m => (Name: m, These: this[m].Take(pairs).ToArray(), Others: other[m].Take(pairs).ToArray()))
                .Select(m => (m.Name, Estimate.Of(m.These, confidence).Mean, Estimate.Of(m.Others, confidence).Mean, Estimate.OfDifferences(m.These, m.Others, confidence)))
                .Where(m => m.Item4.Count > 0),
        ];
    }

    /// <summary>Fields are quoted where they must be (RFC 4180), and every line has an end.</summary>
    private static List<List<string>> Lines(string csv)
    {
        var (lines, line, field, quoted) = (new List<List<string>>(), new List<string>(), new StringBuilder(), false);
        for (var i = 0; i < csv.Length; i++)
        {
            if (csv[i] == '"' && quoted && i + 1 < csv.Length && csv[i + 1] == '"') field.Append(csv[i++]);
            else if (csv[i] == '"') quoted = !quoted;
            else if (quoted || csv[i] is not (',' or '\n')) field.Append(csv[i]);
            else
            {
                line.Add(field.ToString());
                field.Clear();
                if (csv[i] == ',') continue;
                lines.Add(line);
                line = [];
            }
        }
        return lines;
    }
}
