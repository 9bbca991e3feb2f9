using Twin.Domain.Devices;
using Twin.Domain.Network;

namespace Twin.Domain.Explanation;

/// <summary>Counts how the devices of some outlets talk: who is heard, and who fell silent when.</summary>
/// <param name="verdict">What is thought of our ingest. While it is lost, what fell silent with it counts, however long that is ago.</param>
/// <param name="wall">Now.</param>
public sealed class SilenceCounter(NetworkVerdict verdict, DateTime wall)
{
    /// <summary>Changes are counted this long after the first of them: in a storm they come by the thousand.</summary>
    public static readonly TimeSpan CountAfter = TimeSpan.FromMilliseconds(100);

    /// <summary>Silence older than this is nobody's news any more.</summary>
    private static readonly TimeSpan Counted = TimeSpan.FromHours(1);

    private readonly DateTime _from = (verdict is { State: NetworkState.Lost, Began: var began } ? began : wall) - Counted;
    private readonly List<SilentOutlet> _silent = [];
    private int _heard;

    /// <summary>Devices that are heard, and whether any has fallen silent: while none has, an outlet counts by that number alone.</summary>
    public static (int Heard, bool AnySilent) Look(IEnumerable<DeviceSummary?> devices)
    {
        var (heard, silent) = (0, false);
        foreach (var summary in devices)
        {
            if (summary is null) continue;
            if (IsHeard(summary)) heard++;
            silent |= summary.Status == DeviceStatus.Offline;
        }
        return (heard, silent);
    }

    public void Add(OutletCode outlet, string? accessNode, IEnumerable<(DeviceKind Kind, DeviceSummary? Summary)> devices)
    {
        var (count, since, lineTells) = (0, DateTime.MinValue, false);
        foreach (var (kind, summary) in devices)
        {
            if (summary is null) continue;
            if (IsHeard(summary)) _heard++;
            if (kind == DeviceKind.Line) lineTells |= summary.Faults.Any(f => f is { OutOfService: true, MeansSilence: false });
            if (summary.Status != DeviceStatus.Offline || summary.Since < _from) continue;
            count++;
            if (summary.Since > since) since = summary.Since;
        }
        // An outlet whose line tells of its own fault proves that we hear.
        if (count > 0 && !lineTells) _silent.Add(new(outlet, accessNode, count, since));
    }

    /// <summary>Devices known to be heard without looking at each.</summary>
    public void AddHeard(int devices) => _heard += devices;

    private static bool IsHeard(DeviceSummary summary) => summary.Status is DeviceStatus.Online or DeviceStatus.Faulty;

    public SilenceCensus Census()
    {
        _silent.Sort((a, b) => a.Outlet.CompareTo(b.Outlet));
        return new() { Heard = _heard, Silent = _silent };
    }
}
