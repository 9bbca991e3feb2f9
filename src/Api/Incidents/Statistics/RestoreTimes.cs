using Twin.Domain.Incidents;
using Twin.Grains.Incidents;
using Twin.Simulation.Output;

namespace Twin.Api.Incidents.Statistics;

/// <summary>
/// How many incidents there were and how long they took to be mended, of the whole or of one group. Those still open, those merged into others and those restored add up to all.
/// Memory does not grow with the number of incidents beyond what <see cref="Tally"/> keeps.
/// </summary>
internal sealed class RestoreTimes(TimeSpan? target, DateTime now)
{
    private readonly Tally _restore = new();
    private readonly Dictionary<string, (int Count, TitleModel Title)> _causes = new(StringComparer.Ordinal);

    public int Incidents { get; private set; }
    public int Open { get; private set; }
    public int Merged { get; private set; }
    public int Restored => (int)_restore.Count;
    public int WithinTarget { get; private set; }

    /// <summary>Of the restored; null when none is.</summary>
    public double? WithinTargetShare => Restored == 0 ? null : (double)WithinTarget / Restored;

    /// <summary>From opening to being restored, or until now, of all that were not merged.</summary>
    public TimeSpan FaultTime { get; private set; }

    /// <summary>The one that was opened last.</summary>
    public IncidentRow? Last { get; private set; }

    /// <summary>The commonest first.</summary>
    public IEnumerable<CauseCountModel> Causes => _causes.OrderByDescending(c => c.Value.Count).ThenBy(c => c.Key, StringComparer.Ordinal).Select(c => new CauseCountModel(c.Key, c.Value.Title, c.Value.Count));

    public void Add(IncidentRow incident)
    {
        Incidents++;
        if (Last is null || incident.OpenedAt > Last.OpenedAt) Last = incident;
        _causes[incident.Rule] = (_causes.GetValueOrDefault(incident.Rule).Count + 1, new(incident.TitleZh, incident.TitleEn));
        if (incident.MergedInto is not null)
        {
            Merged++;
            return;
        }
        var restored = RestoredAt(incident);
        var took = (restored ?? now) - incident.OpenedAt;
        if (took > TimeSpan.Zero) FaultTime += took;
        if (restored is null)
        {
            Open++;
            return;
        }
        _restore.Add(Math.Max(0, took.TotalSeconds));
        if (took <= target) WithinTarget++;
    }

    /// <summary>When it was last mended; null while it is not.</summary>
    public static DateTime? RestoredAt(IncidentRow incident) => incident.Phase >= IncidentPhase.Resolved ? incident.ResolvedAt ?? incident.ClosedAt : null;

    public TimeSpan? Quantile(double p) => Restored == 0 ? null : Seconds(_restore.Quantile(p));

    public TimeSpan? Mean => Restored == 0 ? null : Seconds(_restore.Mean);

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromMilliseconds(Math.Round(seconds * 1000));
}
