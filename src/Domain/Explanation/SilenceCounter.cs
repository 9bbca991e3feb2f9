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

    public void Add(OutletCode outlet, string? accessNode, IEnumerable<(DeviceKind Kind, DeviceSummary? Summary)> devices) => Add(outlet, accessNode, OutletTalk.Of(devices));

    public void Add(OutletCode outlet, string? accessNode, OutletTalk talk)
    {
        _heard += talk.Heard;
        var (count, since) = (0, DateTime.MinValue);
        foreach (var began in talk.SilentSince)
        {
            if (began < _from) continue;
            count++;
            if (began > since) since = began;
        }
        // An outlet whose line tells of its own fault proves that we hear.
        if (count > 0 && !talk.LineTells) _silent.Add(new(outlet, accessNode, count, since));
    }

    /// <summary>Devices known to be heard without looking at each.</summary>
    public void AddHeard(int devices) => _heard += devices;

    public SilenceCensus Census()
    {
        _silent.Sort((a, b) => a.Outlet.CompareTo(b.Outlet));
        return new() { Heard = _heard, Silent = _silent };
    }
}

/// <summary>How the devices of one outlet talk: kept for as long as none of them changes, so that counting a district does not look at each of them again.</summary>
/// <param name="Heard">Devices that are heard.</param>
/// <param name="SilentSince">When each that is not fell silent.</param>
/// <param name="LineTells">Whether a line tells of its own fault.</param>
public readonly record struct OutletTalk(int Heard, DateTime[] SilentSince, bool LineTells)
{
    public static readonly OutletTalk None = new(0, [], LineTells: false);

    public static OutletTalk Of(IEnumerable<(DeviceKind Kind, DeviceSummary? Summary)> devices)
    {
        var (heard, lineTells, silent) = (0, false, (List<DateTime>?)null);
        foreach (var (kind, summary) in devices)
        {
            if (summary is null) continue;
            if (summary.Status is DeviceStatus.Online or DeviceStatus.Faulty) heard++;
            if (kind == DeviceKind.Line) lineTells |= summary.Faults.Any(f => f is { OutOfService: true, MeansSilence: false });
            if (summary.Status == DeviceStatus.Offline) (silent ??= []).Add(summary.Since);
        }
        return new(heard, silent is null ? [] : [.. silent], lineTells);
    }
}
