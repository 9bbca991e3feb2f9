using Twin.Domain.Readings;
using Twin.Grains.Network;

namespace Twin.Api.Telemetry;

/// <summary>
/// The calls of one device's twin from this node. A twin takes them one after another, and one that writes takes a flush of the disk for each: what a flooding device sends beyond a few is gathered and
/// goes in one call, so that it never has more than these few in front of it and takes up no places that others wait for.
/// </summary>
public class DeviceCalls(IDeviceGrain grain)
{
    /// <summary>Calls under way before readings are gathered; a device that behaves has one.</summary>
    private const int SingleMax = 4;

    private Gathered? _next;
    private INearDevice? _near;
    private int _single;
    private bool _gathering;

    public IDeviceGrain Grain => grain;

    /// <summary>Its twin, when that is awake in this process.</summary>
    internal INearDevice? Near(INearTwins twins) => _near is { Awake: true } near ? near : _near = twins.Device(grain.GetGrainId());

    /// <summary>It is at home elsewhere now: a twin that has left is not kept.</summary>
    internal void Leave() => _near = null;

    /// <summary>Whether a call of its own may be made, which is then to be <see cref="End"/>ed.</summary>
    /// <param name="alone">Whether no other call is under way, so that nothing is overtaken.</param>
    public bool TryBegin(out bool alone)
    {
        alone = false;
        // What has been gathered is not overtaken.
        if (Volatile.Read(ref _gathering)) return false;
        var calls = Interlocked.Increment(ref _single);
        alone = calls == 1;
        if (calls <= SingleMax) return true;
        Interlocked.Decrement(ref _single);
        return false;
    }

    public void End() => Interlocked.Decrement(ref _single);

    /// <summary>Applies readings together with whatever else has come for the device meanwhile.</summary>
    public async ValueTask<IngestOutcome[]> Gather(Reading[] readings)
    {
        Gathered with;
        int from;
        var begin = false;
        // There are a million of these and hardly one ever gathers: not a lock for each.
        lock (this)
        {
            with = _next ??= new();
            from = with.Readings.Count;
            with.Readings.AddRange(readings);
            if (!_gathering) begin = _gathering = true;
        }
        if (begin) _ = Run();
        var outcomes = await with.Task;
        return outcomes[from..(from + readings.Length)];
    }

    private async Task Run()
    {
        while (true)
        {
            Gathered now;
            lock (this)
            {
                if (_next is null)
                {
                    _gathering = false;
                    return;
                }
                (now, _next) = (_next, null);
            }
            try
            {
                now.SetResult(await grain.ApplyAll([.. now.Readings]));
            }
            catch (Exception e) // it is everybody's whose readings these are
            {
                now.SetException(e);
            }
        }
    }

    private sealed class Gathered() : TaskCompletionSource<IngestOutcome[]>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public List<Reading> Readings { get; } = [];
    }
}
