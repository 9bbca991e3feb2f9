using Twin.Domain.Escalation;
using Twin.Domain.Incidents;
using Twin.Domain.Network;
using Twin.Domain.Time;

namespace Twin.Domain.Explanation;

/// <summary>
/// How a district's devices talk. Only silence that nothing nearer explains is counted: an outlet whose line tells of its own fault proves that we hear.
/// </summary>
[GenerateSerializer, Immutable, Alias("twin.SilenceCensus")]
public sealed record SilenceCensus
{
    /// <summary>Devices that are heard.</summary>
    [Id(0)] public int Heard { get; init; }

    /// <summary>Devices that are silent, by the time (wall) they fell silent.</summary>
    [Id(1)] public IReadOnlyList<SilentOutlet> Silent { get; init; } = [];
}

/// <summary>Devices of one outlet that fell silent; <see cref="Since"/> is wall time of the last of them.</summary>
[GenerateSerializer, Immutable, Alias("twin.SilentOutlet")]
public readonly record struct SilentOutlet([property: Id(0)] OutletCode Outlet, [property: Id(1)] string? AccessNode, [property: Id(2)] int Devices, [property: Id(3)] DateTime Since);

/// <summary>What is thought of our own ingest. Times are steady unless said otherwise.</summary>
[GenerateSerializer, Immutable, Alias("twin.NetworkSilence")]
public sealed record NetworkSilence
{
    public static NetworkSilence None { get; } = new();

    [Id(0)] public NetworkState State { get; init; }
    [Id(1)] public string? Incident { get; init; }

    /// <summary>When the silence began, wall time.</summary>
    [Id(2)] public DateTime Began { get; init; }

    /// <summary>A suspicion ends when it has not been fed for a while.</summary>
    [Id(3)] public DateTime? SuspectedUntil { get; init; }
    [Id(4)] public DateTime? ForgetAt { get; init; }
    [Id(5)] public long LastNumber { get; init; }

    /// <summary>Outlets that were silent when the loss was last judged.</summary>
    [Id(6)] public int Outlets { get; init; }

    /// <summary>Devices that were heard or silent when the loss was judged.</summary>
    [Id(7)] public long Devices { get; init; }

    /// <summary>After a restart: until then the loss stands as it was stored, unless almost all of <see cref="Devices"/> have been counted again.</summary>
    [Id(8)] public DateTime? AwaitedUntil { get; init; }

    public NetworkVerdict Verdict => new(State, State == NetworkState.Lost ? Incident : null, Began);

    public NetworkSilence Rebased(TimeSpan shift) => this with { SuspectedUntil = SuspectedUntil + shift, ForgetAt = ForgetAt + shift, AwaitedUntil = AwaitedUntil + shift };

    /// <summary>As it was stored, in a process that has not heard from the districts yet.</summary>
    public NetworkSilence Restored(Moment now) => this with { AwaitedUntil = State == NetworkState.Lost ? now.Steady + CountedAgainWithin : null };

    private static readonly TimeSpan CountedAgainWithin = TimeSpan.FromMinutes(5);
}

/// <summary>When over half of what is heard falls silent together, it is rather we who have gone deaf.</summary>
public static class NetworkSilenceRules
{
    /// <summary>What the districts count is gathered this long and judged together.</summary>
    public static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(100);

    /// <summary>So small a share within so short a time makes us wait for more before any outlet is blamed.</summary>
    private const double SuspiciousShare = 0.02;
    private static readonly TimeSpan SuspiciousWithin = TimeSpan.FromSeconds(15);

    /// <summary>How long a suspicion lasts without new silence to feed it.</summary>
    private static readonly TimeSpan SuspicionLasts = TimeSpan.FromSeconds(30);

    /// <summary>So many of the devices must have been counted again before a restored loss may be taken back: the first districts to answer are not the network.</summary>
    private const double CountedShare = 0.9;

    /// <summary>One access node is that node's outage.</summary>
    private const int NodesLeast = 2;

    public static (NetworkSilence Silence, DateTime? NextDeadline) Judge(NetworkSilence before, IReadOnlyCollection<SilenceCensus> districts, TelemetryLoss loss, Moment now)
    {
        var (heard, together, recent) = Count(districts, (before.State == NetworkState.Lost ? before.Began : now.Wall) - loss.Within, now.Wall - SuspiciousWithin);
        var judged = before with { Outlets = together.Outlets };
        if (Enough(together, heard, loss.Share, loss)) return (Lost(judged, heard, together, now), null);
        if (before is { State: NetworkState.Lost, AwaitedUntil: { } awaited } && now.Steady < awaited && heard + together.Devices < CountedShare * before.Devices) return (judged, awaited);
        if (before.State == NetworkState.Lost) return (judged with { State = NetworkState.Clear, SuspectedUntil = null, AwaitedUntil = null }, null);

        if (Enough(recent, heard + together.Devices - recent.Devices, SuspiciousShare, loss))
        {
            // Counted from the silence and not from now: how often the districts are asked to count again, as when they look after their outlets, must make no difference.
            var lasts = now.ToSteady(recent.Last + SuspicionLasts);
            return (judged with { State = NetworkState.Suspected, SuspectedUntil = lasts }, lasts);
        }
        return before is { State: NetworkState.Suspected, SuspectedUntil: { } until } && now.Steady < until
            ? (judged, until)
            : (judged with { State = NetworkState.Clear, SuspectedUntil = null }, null);
    }

    /// <summary>What fell silent since a time.</summary>
    private struct Tally()
    {
        private string? _node;

        public long Devices;
        public int Outlets;
        public DateTime First = DateTime.MaxValue;
        public DateTime Last = DateTime.MinValue;

        /// <summary>No further than there are enough of them, which is two.</summary>
        public int Nodes;

        public void Add(in SilentOutlet silent)
        {
            Devices += silent.Devices;
            Outlets++;
            if (silent.Since < First) First = silent.Since;
            if (silent.Since > Last) Last = silent.Since;
            if (Nodes == NodesLeast) return;
            // Outlets without a node have nothing in common, so each counts for itself.
            var node = silent.AccessNode ?? silent.Outlet.ToString();
            if (node != _node) (_node, Nodes) = (node, Nodes + 1);
        }
    }

    private static bool Enough(Tally silent, long heard, double share, TelemetryLoss loss) =>
        silent.Devices > share * (heard + silent.Devices) && silent.Outlets >= loss.Outlets && silent.Nodes >= NodesLeast;

    private static (long Heard, Tally Together, Tally Recent) Count(IReadOnlyCollection<SilenceCensus> districts, DateTime together, DateTime recent)
    {
        var (heard, inAll, ofLate) = (0L, new Tally(), new Tally());
        foreach (var district in districts)
        {
            heard += district.Heard;
            for (var i = 0; i < district.Silent.Count; i++)
            {
                var silent = district.Silent[i];
                if (silent.Since >= together) inAll.Add(silent);
                if (silent.Since >= recent) ofLate.Add(silent);
            }
        }
        return (heard, inAll, ofLate);
    }

    private static NetworkSilence Lost(NetworkSilence before, long heard, Tally silent, Moment now)
    {
        if (before.State == NetworkState.Lost) return before;
        var began = silent.First;
        before = before with { Devices = heard + silent.Devices, AwaitedUntil = null };
        if (before.Incident is not null && (before.ForgetAt is not { } forget || now.Steady < forget))
            return before with { State = NetworkState.Lost, Began = began, SuspectedUntil = null, ForgetAt = null };
        var number = Math.Max(before.LastNumber + 1, IncidentId.NumberAt(now.Wall));
        return before with { State = NetworkState.Lost, Began = began, SuspectedUntil = null, ForgetAt = null, Incident = IncidentId.Of(NetworkVerdict.Name, number), LastNumber = number };
    }
}
