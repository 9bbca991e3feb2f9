using Twin.Domain.Incidents;
using Twin.Domain.Network;
using Twin.Domain.Teams;

namespace Twin.Domain.Explanation;

/// <summary>What an access node, and the network as a whole, tell their incidents.</summary>
public static class SharedReports
{
    /// <summary>A node's outage, with the outlets that are without a line; null: there is nothing to say.</summary>
    /// <param name="told">What its incident was told last.</param>
    public static CauseReport? Of(NodeOutage outage, string node, CauseReport? told)
    {
        if (outage.Incident is null || outage is { Down: false, ForgetAt: not null }) return null;
        var members = outage.Down ? outage.Members.ToArray() : [];
        return new()
        {
            Incident = outage.Incident,
            Scope = IncidentScope.AccessNode,
            Place = new() { Name = node, AccessNode = node, District = Most(members.Select(m => m.District)) ?? told?.Place.District, TelecomArea = Most(members.Select(m => m.TelecomArea ?? m.District)) ?? told?.Place.TelecomArea },
            Cause = new()
            {
                Rule = IncidentCause.SharedOutage,
                TitleZh = "接入节点中断",
                TitleEn = "Access node down",
                Runbook = "Many lines of one node are down at once: look at the node, its power and its uplink before any single line.",
                Legs = [Side.Telecom],
            },
            Severity = members.Length == 0 ? told?.Severity ?? Severity.Critical : members.Max(m => m.Severity),
            Bad = outage.Down,
            Since = outage.Began,
            Members = [.. members.Select(m => m.Outlet.ToString())],
            Districts = members.Length == 0 ? told?.Districts ?? [] : [.. members.SelectMany(m => m.TelecomArea is { } area ? new[] { m.District, area } : [m.District]).Distinct().Order()],
            MemberDistricts = [.. members.Select(m => m.District).Distinct().Order()],
        };
    }

    /// <summary>Our own ingest; null: there is nothing to say.</summary>
    public static CauseReport? Of(NetworkSilence silence)
    {
        var lost = silence.State == NetworkState.Lost;
        if (silence.Incident is null || (!lost && silence.ForgetAt is not null)) return null;
        return new()
        {
            Incident = silence.Incident,
            Scope = IncidentScope.Network,
            Place = new(),
            Cause = new()
            {
                Rule = IncidentCause.TelemetryLost,
                TitleZh = "遥测数据大面积中断（疑似本系统接入故障）",
                TitleEn = "Telemetry lost (our own ingest is suspected)",
                Runbook = "Most devices fell silent together: look at ingestion, its network and its keys before any outlet.",
            },
            Severity = Severity.Critical,
            Bad = lost,
            Since = silence.Began,
        };
    }

    /// <summary>The most frequent; the lowest among equals.</summary>
    private static DivisionCode? Most(IEnumerable<DivisionCode> codes) =>
        codes.GroupBy(c => c).OrderByDescending(g => g.Count()).ThenBy(g => g.Key).Select(g => (DivisionCode?)g.Key).FirstOrDefault();
}
