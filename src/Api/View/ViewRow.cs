using Twin.Domain.Network;
using Twin.Grains.Network;

namespace Twin.Api.View;

/// <summary>
/// One outlet in the view: an immutable row with what filters and sorts ask for most laid out flat, because a query looks at every row.
/// A removed outlet leaves a row without <see cref="Outlet"/>, so that whoever reads an older state of the view still finds its place.
/// </summary>
public sealed class ViewRow
{
    internal ViewRow(long key, long seq, DivisionCode owner, OutletRow? outlet, ViewRow? before, IReadOnlyList<string>? rules = null)
    {
        Seq = seq;
        Owner = owner;
        Outlet = outlet;
        LastRevision = outlet?.RowRevision ?? before?.LastRevision ?? 0;
        Slot = before?.Slot ?? -1;
        if (outlet is null)
        {
            Outline = new(key);
            return;
        }

        var profile = outlet.Profile;
        var designations = before?.Outlet?.Profile.Designations is { } were && were.SequenceEqual(profile.Designations) ? before.Outline.Designations : DesignationSets.NumberOf(profile.Designations);
        Outline = new(key, Number(profile.District), profile.TelecomArea is { } area ? Number(area) : 0, outlet.Status, outlet.Severity, outlet.Since.Ticks, designations, profile.Name, profile.Location);
        UpdatedAt = outlet.UpdatedAt.Ticks;
        Search = SearchOf(profile, before);
        Rules = rules ?? RulesOf(outlet);
        Twins = before?.Twins is { } known && known.Covers(profile.Devices) ? known : new(profile.Code, profile.Devices);
    }

    /// <summary>The outlet code as a number; it has ten digits.</summary>
    public long Key => Outline.Key;

    /// <summary>Place of this row in the order of changes.</summary>
    public long Seq { get; }

    /// <summary>The district whose feed brought this row.</summary>
    public DivisionCode Owner { get; }

    /// <summary>Null once removed.</summary>
    public OutletRow? Outlet { get; }

    public RowOutline Outline { get; }
    public OutletStatus Status => Outline.Status;
    public Severity Severity => Outline.Severity;

    /// <summary>Division codes as numbers; 0 for no telecom area.</summary>
    public int District => Outline.District;
    public int City => Outline.City;
    public int TelecomArea => Outline.TelecomArea;

    /// <summary>Ticks, UTC.</summary>
    public long Since => Outline.Since;
    public long UpdatedAt { get; }

    /// <summary>NaN without a location, so that no comparison with it holds.</summary>
    public double Lon => Outline.Lon;
    public double Lat => Outline.Lat;
    public bool HasLocation => Outline.HasLocation;

    public string Name => Outline.Name;

    /// <summary>Name and address in upper case: looking in one text that is folded already is ten times faster than folding two at every look.</summary>
    public string Search { get; } = "";

    /// <summary>Ids of the rules with an active fault, each once.</summary>
    public IReadOnlyList<string> Rules { get; } = [];

    /// <summary>Revision of the row, or of the last one before it was removed.</summary>
    internal long LastRevision { get; }
    internal OutletTwins? Twins { get; }

    /// <summary>Written and read by the one writer only.</summary>
    internal int Slot { get; set; }

    public static long KeyOf(OutletCode code) => long.Parse(code.ToString(), System.Globalization.CultureInfo.InvariantCulture);

    private static int Number(DivisionCode code) => int.Parse(code.ToString(), System.Globalization.CultureInfo.InvariantCulture);

    private static List<string> RulesOf(OutletRow outlet)
    {
        List<string>? rules = null;
        foreach (var device in outlet.Devices)
        {
            foreach (var fault in device.Summary?.Faults ?? [])
            {
                rules ??= [];
                if (!rules.Contains(fault.Rule)) rules.Add(fault.Rule);
            }
        }
        return rules ?? NoRules;
    }

    private static string SearchOf(OutletProfile profile, ViewRow? before) =>
        before?.Outlet?.Profile is { } known && known.Name == profile.Name && known.Address == profile.Address
            ? before.Search
            : $"{profile.Name}\n{profile.Address}".ToUpperInvariant();

    private static readonly List<string> NoRules = [];
}
