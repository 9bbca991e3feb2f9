using Twin.Domain.Network;
using Twin.Simulation.Runs;

namespace Twin.Simulation.Replay;

/// <summary>
/// Plays a recording to two networks, one that goes by the rule book and policy thought of and one that goes by those it is held against. Both are the simulator's world, which is the live rules
/// in another shell. What is kept grows with the network and with the incidents made, not with the readings.
/// </summary>
public sealed class BackTest(BackTestSetting setting, RecordingSummary summary)
{
    private const int LookEvery = 4096;

    public Action<RunProgress> Progress { get; init; } = _ => { };

    /// <param name="recording">The readings of devices that the network has, in the order in which they came; at least one.</param>
    /// <exception cref="OperationCanceledException">It was told to stop.</exception>
    public BackTestResult Run(IEnumerable<RecordedReading> recording, CancellationToken stop)
    {
        var (clock, played) = (new ReceiptClock(), 0L);
        (RegimeRun New, RegimeRun Old)? runs = null;
        DateTime start = default, now = default;
        foreach (var (reading, received) in clock.Run(recording))
        {
            if (runs is null)
            {
                start = received;
                OutletProfile[] outlets = [.. Watched()];
                runs = (new(setting, setting.New, outlets, start), new(setting, setting.Old, outlets, start));
            }
            if (played++ % LookEvery == 0)
            {
                stop.ThrowIfCancellationRequested();
                Progress(new(Whole(played - 1), Whole(summary.Readings), "readings played"));
            }
            var (made, old) = runs.Value;
            if (received > now)
            {
                now = received;
                made.RunTo(now);
                old.RunTo(now);
            }
            made.Apply(reading.Device, reading.Reading);
            old.Apply(reading.Device, reading.Reading);
        }
        if (runs is not var (a, b)) throw new ArgumentException("a recording without a reading", nameof(recording));
        var (created, known) = (a.Outcome, b.Outcome);
        return new()
        {
            Setting = setting,
            Summary = summary,
            From = start,
            Until = now,
            Duplicates = b.Duplicates,
            Late = b.Late,
            Refused = b.Refused,
            Disbelieved = clock.Disbelieved,
            New = created,
            Old = known,
            Pairs = IncidentPairs.Match(created.Incidents, known.Incidents, now),
        };
    }

    private IEnumerable<OutletProfile> Watched()
    {
        foreach (var outlet in setting.Outlets.OrderBy(o => o.Code))
        {
            if (setting.WatchUnheard) yield return outlet;
            else if (outlet.Devices.Where(d => summary.Heard.Contains(new(outlet.Code, d.Id))).ToArray() is { Length: > 0 } heard) yield return outlet with { Devices = heard };
        }
    }

    private static int Whole(long count) => (int)Math.Min(count, int.MaxValue);
}

/// <summary>What would have been, and what would have been otherwise.</summary>
public sealed record BackTestResult
{
    public required BackTestSetting Setting { get; init; }
    public required RecordingSummary Summary { get; init; }

    /// <summary>When the first reading came, and the last: the network is watched for just as long.</summary>
    public required DateTime From { get; init; }
    public required DateTime Until { get; init; }
    public required long Duplicates { get; init; }
    public required long Late { get; init; }
    public required long Refused { get; init; }

    /// <summary>Readings whose device's clock was so far ahead that the time they came was not taken from it.</summary>
    public required long Disbelieved { get; init; }
    public required RegimeOutcome New { get; init; }
    public required RegimeOutcome Old { get; init; }
    public required IReadOnlyList<IncidentPair> Pairs { get; init; }

    public int Count(PairKind kind) => Pairs.Count(p => p.Kind == kind);

    /// <summary>Devices of the network that the recording has nothing of.</summary>
    public int Unheard => Setting.Outlets.Sum(o => o.Devices.Count) - Summary.Heard.Count;

    public Fingerprint Fingerprint
    {
        get
        {
            var both = New.Fingerprint;
            both.Add(Old.Fingerprint);
            return both;
        }
    }

    /// <summary>Incidents by rule: how many each regime makes.</summary>
    public IEnumerable<(string Rule, int New, int Old)> ByRule => Sides(New.Incidents.CountBy(i => i.Rule), Old.Incidents.CountBy(i => i.Rule));

    public IEnumerable<(string Person, int New, int Old)> ByPerson => Sides(Messages(New, k => k.Person), Messages(Old, k => k.Person));

    public IEnumerable<(string Tier, int New, int Old)> ByTier => Sides(Messages(New, k => k.Tier), Messages(Old, k => k.Tier));

    private static IEnumerable<KeyValuePair<string, int>> Messages(RegimeOutcome of, Func<PageKey, string> by) => of.Messages.GroupBy(m => by(m.Key), m => m.Value).Select(g => KeyValuePair.Create(g.Key, g.Sum()));

    private static IEnumerable<(string, int, int)> Sides(IEnumerable<KeyValuePair<string, int>> made, IEnumerable<KeyValuePair<string, int>> old)
    {
        var (a, b) = (made.ToDictionary(), old.ToDictionary());
        foreach (var key in a.Keys.Union(b.Keys).Order(StringComparer.Ordinal)) yield return (key, a.GetValueOrDefault(key), b.GetValueOrDefault(key));
    }
}
