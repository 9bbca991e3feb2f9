using Twin.Domain.Documents;
using Twin.Simulation.ServiceDays;

namespace Twin.Simulation.Scenarios;

/// <summary>Reads <c>serviceDay:</c>. See docs/simulation.md.</summary>
internal sealed class ServiceDayReader(DistributionReader distributions, List<DocFault> faults)
{
    private const int WindowsMax = 10_000;
    private const int SlotsMax = 10_000;
    private const int PerSlotMax = 100_000;
    private const int DaysMax = 1000;
    private const long CustomersMax = 20_000_000;

    public ServiceDayScenario? Read(DocNode node)
    {
        var before = faults.Count;
        if (DocReader.Open(node, "serviceDay", faults) is not { } day) return null;
        var windows = day.Whole("windows", 1, WindowsMax, required: true);
        var slot = day.Seconds("slot", required: true, zeroAllowed: true);
        var booked = Booked(day);
        var service = distributions.Read(day, "service", required: true);
        var scenario = new ServiceDayScenario
        {
            Windows = windows ?? 1,
            SlotSeconds = slot ?? 1,
            Booked = booked,
            Service = service ?? new Distributions.Fixed(0),
            Days = day.Whole("days", 1, DaysMax) ?? 1,
            NoShow = day.Share("noShow") ?? 0,
            Unpunctual = Unpunctual(day),
            Emergency = Emergency(day, windows ?? 1),
            WaitOver = day.Seconds("waitOver", zeroAllowed: true),
        };
        day.Done();
        if (booked.Sum(n => (long)n) * scenario.Days > CustomersMax) day.Fault("perSlot", day.Node("perSlot"), "outOfRange", FormattableString.Invariant($"more than {CustomersMax:N0} booked in a replication"));
        return faults.Count == before ? scenario : null;
    }

    // perSlot: 14 with slots: 14, or a number for each slot, as with two at the opening and one at a time after that.
    private List<int> Booked(DocReader day)
    {
        if (day.Node("perSlot") is not DocList)
        {
            var (slots, perSlot) = (day.Whole("slots", 1, SlotsMax, required: true), day.Whole("perSlot", 0, PerSlotMax, required: true));
            return slots is { } n && perSlot is { } each ? [.. Enumerable.Repeat(each, n)] : [];
        }
        var booked = new List<int>();
        foreach (var (node, path) in day.ListOfAtMost(SlotsMax, "perSlot"))
            if (node is DocNumber { Value: >= 0 and <= PerSlotMax } number && number.Value == Math.Floor(number.Value)) booked.Add((int)number.Value);
            else faults.Add(new(path, "outOfRange", $"expected a whole number from 0 to {PerSlotMax}, found {node.Described}", node.Line, node.Column));
        if (day.Whole("slots", 1, SlotsMax) is { } given && given != booked.Count && booked.Count > 0)
            day.Fault("slots", day.Node("slots"), "invalidValue", $"'perSlot' lists {booked.Count} slots");
        if (day.Node("perSlot") is DocList { Items.Count: 0 } empty) day.Fault("perSlot", empty, "required", "'perSlot' is empty");
        return booked;
    }

    // unpunctual: {early: {share: 30%, by: …}, late: {share: 20%, by: …}}, or a distribution by which everyone is late.
    private Unpunctuality? Unpunctual(DocReader day)
    {
        if (day.Node("unpunctual") is not { } node) return null;
        if (node is not DocMap map || !map.Entries.Any(entry => entry.Key is "early" or "late"))
            return distributions.Read(day, "unpunctual") is { } all ? new(0, null, 1, all) : null;
        if (DocReader.Open(node, day.PathOf("unpunctual"), faults) is not { } off) return null;
        var (early, earlyBy) = Side(off, "early");
        var (late, lateBy) = Side(off, "late");
        off.Done();
        if (early + late > 1 + 1e-9) off.Fault("late", off.Node("late"), "outOfRange", "the shares of early and late add up to more than all");
        return new(earlyBy is null ? 0 : early, earlyBy, lateBy is null ? 0 : late, lateBy);
    }

    private (double Share, Distributions.Distribution? By) Side(DocReader off, string key)
    {
        if (off.Node(key) is not { } node || DocReader.Open(node, off.PathOf(key), faults) is not { } side) return (0, null);
        if (side.Required("share") is null) return (0, null);
        var (share, by) = (side.Share("share") ?? 0, distributions.Read(side, "by", required: true));
        side.Done();
        return (share, by);
    }

    // emergencyStaff: 2, or {people: 2, whenWaiting: 8, arrive: 10m}.
    private EmergencyStaff? Emergency(DocReader day, int windows)
    {
        const double ArriveSeconds = 600;
        if (day.Node("emergencyStaff") is not { } node) return null;
        if (node is not DocMap) return day.Whole("emergencyStaff", 0, WindowsMax) is > 0 and var plain ? new(plain, windows, ArriveSeconds) : null;
        if (DocReader.Open(node, day.PathOf("emergencyStaff"), faults) is not { } staff) return null;
        var people = staff.Whole("people", 1, WindowsMax, required: true);
        var read = new EmergencyStaff(people ?? 1, staff.Whole("whenWaiting", 1, PerSlotMax) ?? windows, staff.Seconds("arrive", zeroAllowed: true) ?? ArriveSeconds);
        staff.Done();
        return read;
    }
}
