using Twin.LoadTests.Fleet;

namespace Twin.LoadTests.Field;

/// <summary>One device of the field.</summary>
/// <param name="Device">Its name and kind.</param>
/// <param name="Outlet">Its outlet's number.</param>
/// <param name="Clock">Its own clock.</param>
/// <param name="Phase">When in each beat it reports.</param>
/// <param name="LiveFirst">Whether after an outage it says first how things are, and then how they were.</param>
public sealed record FieldDevice(Device Device, int Outlet, DeviceClock Clock, TimeSpan Phase, bool LiveFirst)
{
    public FieldFault? Now { get; set; }

    public long Seq { get; set; }
}

/// <summary>All devices, and what they say when. The same seed makes the same clocks, phases and faults.</summary>
public sealed class FieldFleet
{
    private const int LiveFirstOneIn = 10;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);

    private readonly int[][] _byTick;
    private readonly List<(TimeSpan At, FieldFault Fault, bool Begins)> _turns = [];
    private int _turned;
    private long _tick;

    public FieldFleet(Network network, FieldTimes times, double faultsPerDay, int seed)
    {
        Times = times;
        for (var outlet = 0; outlet < network.Outlets; outlet++)
        {
            var chance = new Random(HashCode(seed, outlet));
            var (first, liveFirst) = (Devices.Count, outlet % LiveFirstOneIn == 0);
            foreach (var device in network.DevicesOf(outlet)) Devices.Add(new(device, outlet, DeviceClock.Of(chance, times.Beat, times.Length), times.Beat * chance.NextDouble(), liveFirst));
            Faults.AddRange(FaultPlan.Of([.. Enumerable.Range(first, Devices.Count - first).Where(n => Devices[n].Clock.Kind == ClockKind.Good)], faultsPerDay, times, chance));
        }
        var ticks = (int)Math.Ceiling(times.Beat / Tick);
        _byTick = [.. Enumerable.Range(0, ticks).Select(_ => Array.Empty<int>())];
        foreach (var group in Enumerable.Range(0, Devices.Count).GroupBy(n => (int)(Devices[n].Phase / Tick))) _byTick[group.Key] = [.. group.OrderBy(n => Devices[n].Phase)];
        foreach (var fault in Faults)
        {
            _turns.Add((fault.Begin, fault, true));
            _turns.Add((fault.End, fault, false));
        }
        _turns.Sort((a, b) => a.At.CompareTo(b.At));
    }

    public FieldTimes Times { get; }
    public List<FieldDevice> Devices { get; } = [];
    public List<FieldFault> Faults { get; } = [];

    /// <summary>What was said until then and not asked for before: beats and, at once, what changed, each with the time of its device's own clock.</summary>
    public IEnumerable<FieldReading> Until(TimeSpan now, DateTime began)
    {
        for (; (_tick + 1) * Tick <= now; _tick++)
        {
            var (beat, tick) = Math.DivRem(_tick, _byTick.Length);
            foreach (var n in _byTick[tick])
            {
                var at = beat * (_byTick.Length * Tick) + Devices[n].Phase;
                foreach (var turn in Turned(at, began)) yield return turn;
                if (Devices[n].Now?.Kind != FaultKind.Silent) yield return Say(n, at, began);
            }
            foreach (var turn in Turned((_tick + 1) * Tick, began)) yield return turn;
        }
    }

    /// <summary>What is said of faults that began or ended before then. One that falls silent cannot say so.</summary>
    private IEnumerable<FieldReading> Turned(TimeSpan before, DateTime began)
    {
        for (; _turned < _turns.Count && _turns[_turned].At < before; _turned++)
        {
            var (at, fault, begins) = _turns[_turned];
            Devices[fault.Device].Now = begins ? fault : null;
            if (!begins || fault.Kind != FaultKind.Silent) yield return Say(fault.Device, at, began);
        }
    }

    private FieldReading Say(int n, TimeSpan at, DateTime began)
    {
        var device = Devices[n];
        return new(n, at, device.Clock.Read(began, at), ++device.Seq, device.Now?.Kind == FaultKind.Reported);
    }

    // Not System.HashCode, which differs from one process to the next.
    private static int HashCode(int seed, int outlet) => unchecked((int)((uint)seed * 2_654_435_761u ^ (uint)outlet * 0x9E37_79B9u));
}
