namespace Twin.Grains.Incidents;

/// <summary>How many incidents are listed.</summary>
public static class IncidentLists
{
    /// <summary>Closed incidents a district lists, besides all that are open; older ones can still be read by their id.</summary>
    public const int ClosedMax = 2_000;

    /// <summary>As many are left of them when there are too many. A district that has fewer never dropped any.</summary>
    public const int ClosedKept = ClosedMax - (ClosedMax / 10);
}
