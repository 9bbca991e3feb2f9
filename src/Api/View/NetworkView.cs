using System.Buffers;
using System.Text;
using Twin.Domain.Access;
using Twin.Domain.Network;
using Twin.Grains.Network;

namespace Twin.Api.View;

/// <summary>The whole network in memory, one per API node: <see cref="NetworkFeedReader"/> writes it, lists, maps, streams and ingestion read it.</summary>
public sealed class NetworkView(IGrainFactory grains, TimeProvider time, ViewState state, INearTwins? twins = null) : INetworkView, IDeviceDirectory
{
    /// <summary>How long a caller waits for a write to show.</summary>
    public static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(5);

    private readonly TaskCompletionSource _firstSync = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ViewState State => state;
    public long Revision => state.Revision;

    /// <summary>Whether every district has answered once. Before that an outlet that is not found may well exist.</summary>
    public bool Ready => _firstSync.Task.IsCompleted;

    /// <summary>Completes when the view is <see cref="Ready"/>.</summary>
    public Task FirstSync => _firstSync.Task;

    public OutletRow? Find(OutletCode code, DivisionLimit within) => state.Find(code, within)?.Outlet;

    public Reach ReachOf(OutletCode code, DivisionLimit within) => ReachOf(state.Find(ViewRow.KeyOf(code)), within);

    public Reach Look(OutletCode code, DivisionLimit within, out OutletPresent? present)
    {
        var row = state.Find(ViewRow.KeyOf(code));
        var reach = ReachOf(row, within);
        present = reach == Reach.Inside && twins is not null && row!.Twins?.Near(twins, grains)?.Look() is { } now && within.Holds(now.Row.Profile.District) ? now : null;
        return reach;
    }

    public IReadOnlyList<OutletRow> Rows(DivisionLimit within) => state.Present(within);

    public FeedOutcome Apply(DistrictChanges changes) => state.Apply(changes);

    /// <summary>Every district has been heard.</summary>
    public void MarkReady() => _firstSync.TrySetResult();

    public async Task<bool> WaitFor(OutletCode code, long revision, CancellationToken cancellation)
    {
        var waiter = state.Waiters.Join(code, revision);
        try
        {
            if (waiter.IsMetBy(state.Find(ViewRow.KeyOf(code)))) return true;
            await waiter.Met.Task.WaitAsync(WaitMax, time, cancellation);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
        finally
        {
            state.Waiters.Leave(waiter);
        }
    }

    /// <summary>Waits until the view as a whole has seen this revision. False after five seconds.</summary>
    public async Task<bool> WaitForRevision(long revision, CancellationToken cancellation)
    {
        var until = time.GetTimestamp() + (long)(WaitMax.TotalSeconds * time.TimestampFrequency);
        while (true)
        {
            var next = state.NextChange;
            if (Revision >= revision) return true;
            var left = time.GetElapsedTime(time.GetTimestamp(), until);
            if (left <= TimeSpan.Zero) return false;
            try { await next.WaitAsync(left, time, cancellation); }
            catch (TimeoutException) { return Revision >= revision; }
        }
    }

    /// <summary>Waits until the view is <see cref="Ready"/>. False after five seconds.</summary>
    public async Task<bool> WaitForFirstSync(CancellationToken cancellation)
    {
        if (Ready) return true;
        try
        {
            await FirstSync.WaitAsync(WaitMax, time, cancellation);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    public Reach Find(ReadOnlySpan<byte> device, DivisionLimit within, out RegisteredDevice? found)
    {
        found = null;
        if (device.Length < OutletCode.Length + 2 || device[OutletCode.Length] != '/') return Reach.Unknown;
        long key = 0;
        foreach (var digit in device[..OutletCode.Length])
        {
            if (!char.IsAsciiDigit((char)digit)) return Reach.Unknown;
            key = (key * 10) + (digit - '0');
        }
        var row = state.Find(key);
        // Which devices an outlet outside has is not told either.
        if (ReachOf(row, within) is var reach && reach != Reach.Inside) return reach;
        found = row!.Twins?.Find(device[(OutletCode.Length + 1)..], grains);
        return found is null ? Reach.Unknown : Reach.Inside;
    }

    public Reach Find(ReadOnlySpan<char> device, DivisionLimit within, out RegisteredDevice? found)
    {
        const int LengthMax = OutletCode.Length + 1 + DeviceId.LengthMax;
        found = null;
        Span<byte> utf8 = stackalloc byte[LengthMax];
        // What does not fit, or is not ASCII, names no device.
        return Ascii.FromUtf16(device, utf8, out var written) == OperationStatus.Done ? Find(utf8[..written], within, out found) : Reach.Unknown;
    }

    private static Reach ReachOf(ViewRow? row, DivisionLimit within) => row is null ? Reach.Unknown : within.Holds(row.District) ? Reach.Inside : Reach.Outside;
}
