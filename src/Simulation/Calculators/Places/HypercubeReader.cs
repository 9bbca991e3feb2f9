using Twin.Domain.Documents;
using Twin.Simulation.Scenarios;

namespace Twin.Simulation.Calculators.Places;

/// <summary>Units that serve calls of atoms, each atom with its own order of units.</summary>
internal sealed record HypercubeModel
{
    /// <summary>A call that finds all busy is lost, instead of waiting first come first served.</summary>
    public required bool Loss { get; init; }

    /// <summary>Calls per time that each unit serves while it is busy.</summary>
    public required double[] Mu { get; init; }

    /// <summary>Calls per time of each atom.</summary>
    public required double[] Rates { get; init; }

    /// <summary>The units that serve each atom, as indexes, the first one first.</summary>
    public required int[][] Prefer { get; init; }
}

/// <summary>
/// Reads <c>{queue: infinite|loss, mu, units: 3 | [ids] | [{id, mu}], atoms: [{id, rate, prefer: [ids]}]}</c>. With <c>queue: infinite</c> every atom names every unit: whoever is free takes the next call.
/// </summary>
internal static class HypercubeReader
{
    private const int UnitsMax = 12;
    private const int AtomsMax = 10_000;

    public static HypercubeModel? Read(DocNode document, List<DocFault> faults)
    {
        if (DocReader.Open(document, "", faults) is not { } reader) return null;
        var loss = reader.Word("queue", [("infinite", false), ("loss", true)]) ?? false;
        var common = reader.Above("mu", 0);
        var units = Units(reader, common, faults);
        var atoms = new List<(double Rate, int[] Prefer)>();
        foreach (var (node, path) in reader.ListOfAtMost(AtomsMax, "atoms", required: true))
            if (Atom(node, path, units, loss, faults) is { } atom)
                atoms.Add(atom);
        if (reader.Node("atoms") is DocList { Items.Count: 0 } none) reader.Fault("atoms", none, "required", "'atoms' is empty: nobody would call");
        reader.Done();
        return faults.Count > 0 ? null : new() { Loss = loss, Mu = [.. units.Select(u => u.Mu)], Rates = [.. atoms.Select(a => a.Rate)], Prefer = [.. atoms.Select(a => a.Prefer)] };
    }

    private static List<(string Id, double Mu)> Units(DocReader reader, double? common, List<DocFault> faults)
    {
        var (units, missing) = (new List<(string Id, double Mu)>(), false);
        var node = reader.Required("units");
        if (node is DocNumber)
            for (var i = 1; i <= (reader.Whole("units", 1, UnitsMax) ?? 0); i++) Add($"{i}", node, null);
        else if (node is not null)
            foreach (var (unit, path) in reader.ListOfAtMost(UnitsMax, "units"))
                if (unit is DocMap) Described(unit, path);
                else if (Id(unit, path, faults) is { } id) Add(id, unit, null);
        if (node is DocList { Items.Count: 0 }) reader.Fault("units", node, "required", "'units' is empty: nobody would serve");
        if (missing && reader.Node("mu") is null) reader.Fault("mu", null, "required", "'mu' is missing: give one for all units, or one for each");
        return units;

        void Described(DocNode unit, string path)
        {
            var fields = DocReader.Open(unit, path, faults)!;
            var id = fields.Required("id") is { } name ? Id(name, fields.PathOf("id"), faults) : null;
            var mu = fields.Above("mu", 0);
            fields.Done();
            if (id is not null) Add(id, unit, mu);
        }

        void Add(string id, DocNode at, double? mu)
        {
            if (units.Any(u => u.Id == id)) reader.Fault("units", at, "duplicate", $"the unit '{id}' is given twice");
            missing |= (mu ?? common) is null;
            units.Add((id, mu ?? common ?? 1));
        }
    }

    private static (double, int[])? Atom(DocNode node, string path, List<(string Id, double Mu)> units, bool loss, List<DocFault> faults)
    {
        if (DocReader.Open(node, path, faults) is not { } atom) return null;
        if (atom.Node("id") is { } named) Id(named, atom.PathOf("id"), faults);
        var rate = atom.Above("rate", 0, required: true);
        var prefer = new List<int>();
        foreach (var (item, at) in atom.List("prefer", required: true))
            if (Id(item, at, faults) is not { } id) continue;
            else if (units.FindIndex(u => u.Id == id) is not (>= 0 and var unit)) faults.Add(new(at, "unknown", $"there is no unit '{id}'; there are {string.Join(", ", units.Select(u => u.Id))}", item.Line, item.Column));
            else if (prefer.Contains(unit)) faults.Add(new(at, "duplicate", $"the unit '{id}' is given twice", item.Line, item.Column));
            else prefer.Add(unit);
        if (atom.Node("prefer") is DocList { Items.Count: 0 } empty) atom.Fault("prefer", empty, "required", "'prefer' is empty: nobody would come");
        else if (!loss && prefer.Count < units.Count && atom.Node("prefer") is DocList { } some && some.Items.Count < units.Count)
            atom.Fault("prefer", some, "invalidValue", "with queue: infinite every atom names every unit, since whoever is free takes the next call; with queue: loss some may be left out");
        atom.Done();
        return (rate ?? 1, [.. prefer]);
    }

    private static string? Id(DocNode node, string path, List<DocFault> faults)
    {
        if (node is DocText { Value.Length: > 0 and <= 100 } text) return text.Value;
        if (node is DocNumber number) return number.Raw;
        faults.Add(new(path, "wrongType", $"expected an id of at most 100 characters, found {node.Described}", node.Line, node.Column));
        return null;
    }
}
