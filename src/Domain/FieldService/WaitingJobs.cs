using Twin.Domain.Escalation;
using Twin.Domain.Teams;

namespace Twin.Domain.FieldService;

/// <summary>The legs that wait for someone. Nobody stores them: incidents ask again.</summary>
public sealed class WaitingJobs
{
    private readonly Dictionary<(string Incident, Side Leg), WaitingJob> _jobs = [];

    public int Count => _jobs.Count;
    public IReadOnlyCollection<WaitingJob> All => _jobs.Values;

    /// <summary>Whether it did not wait yet, or not like this.</summary>
    public bool Add(WaitingJob waiting)
    {
        var key = (waiting.Job.Incident, waiting.Job.Leg);
        var known = _jobs.TryGetValue(key, out var before) && before.Job == waiting.Job && before.Policy == waiting.Policy;
        _jobs[key] = waiting;
        return !known;
    }

    /// <summary>When somebody was last asked for, for any leg of an incident; null: none of them waits.</summary>
    public DateTime? AskedAt(string incident)
    {
        DateTime? last = null;
        foreach (var side in Enum.GetValues<Side>())
            if (_jobs.TryGetValue((incident, side), out var waiting) && (last is null || waiting.AskedAt > last)) last = waiting.AskedAt;
        return last;
    }

    public void Remove(Assignment assignment) => _jobs.Remove((assignment.Incident, assignment.Leg));

    /// <summary>An incident's assignees are these: the legs that have one wait no more, and none of its legs does once it is over.</summary>
    public void Remove(string incident, IReadOnlyList<Assignment> assignments, bool over)
    {
        foreach (var key in _jobs.Keys.Where(k => k.Incident == incident && (over || assignments.Any(a => a.Leg == k.Leg))).ToArray()) _jobs.Remove(key);
    }
}
