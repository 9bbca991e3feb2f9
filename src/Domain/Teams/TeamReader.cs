using NodaTime;
using Twin.Domain.Calendars;
using Twin.Domain.Documents;
using Twin.Domain.Network;

namespace Twin.Domain.Teams;

/// <summary>Reads the document of a team and notes everything wrong with it.</summary>
public static class TeamReader
{
    // Generous for a county or a province, and small enough that asking a team stays quick.
    private const int PeopleMax = 500;
    private const int AreasMax = 200;
    private const int ShiftsMax = 200;

    /// <summary>Null, with every fault noted, when anything is wrong.</summary>
    public static Team? Read(string id, DocNode document, List<DocFault> faults)
    {
        var before = faults.Count;
        if (DocReader.Open(document, "", faults) is not { } reader) return null;
        var side = reader.Word("side", TeamWords.Sides, required: true);
        var areas = Areas(reader, side, faults);
        var people = People(reader, faults);
        var zone = CalendarDocument.Zone(reader);
        var shifts = Shifts(reader, [.. people.Select(p => p.Id)], faults);
        reader.Done();
        if (faults.Count == before) return new() { Id = id, Side = side!.Value, Areas = areas, People = people, Shifts = shifts, TimeZone = zone!.Id };
        DocFault.Sort(faults, before);
        return null;
    }

    private static List<DivisionCode> Areas(DocReader reader, Side? side, List<DocFault> faults)
    {
        const string Key = "areas";
        var areas = new List<DivisionCode>();
        foreach (var (node, path) in reader.ListOfAtMost(AreasMax, Key, required: side is Side.Business or Side.Telecom))
            if (node is not DocText text)
                Fault(path, node, "wrongType", $"expected a division code in quotes, such as \"320813\", found {node.Described}");
            else if (!DivisionCode.TryParse(text.Value, out var code))
                Fault(path, node, "invalidValue", $"'{text.Value}' is not a division code: six digits are needed");
            else if (Divisions.Find(code) is null)
                Fault(path, node, "unknownDivision", $"no division has the code {text.Value}");
            else if (areas.Contains(code))
                Fault(path, node, "duplicate", $"{text.Value} is listed twice");
            else
                areas.Add(code);
        if (side is Side.Business or Side.Telecom && reader.Node(Key) is DocList { Items.Count: 0 } empty)
            reader.Fault(Key, empty, "required", "'areas' is empty: the team would be asked for nothing");
        return areas;

        void Fault(string path, DocNode at, string code, string message) => faults.Add(new(path, code, message, at.Line, at.Column));
    }

    private static List<Person> People(DocReader reader, List<DocFault> faults)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var people = new List<Person>();
        foreach (var (node, path) in reader.ListOfAtMost(PeopleMax, "people", required: true))
            if (PersonReader.Read(node, path, ids, faults) is { } person) people.Add(person);
        return people;
    }

    private static List<Shift> Shifts(DocReader reader, HashSet<string> people, List<DocFault> faults)
    {
        var shifts = new List<Shift>();
        foreach (var (node, path) in reader.ListOfAtMost(ShiftsMax, "shifts"))
        {
            if (DocReader.Open(node, path, faults) is not { } shift) continue;
            var named = Named(shift, people, faults);
            var days = WeekDays.Read(shift, "days", faults);
            if (ClockSpan.Read(shift, "from", "to", faults) is { } span)
                shifts.Add(new(named, [.. days.Select(day => (IsoDayOfWeek)(day + 1))], TimeSpan.FromMinutes(span.Start), TimeSpan.FromMinutes(span.End <= ClockSpan.Day ? span.End : span.End - ClockSpan.Day)));
            shift.Done();
        }
        return shifts;
    }

    private static IReadOnlyList<string> Named(DocReader shift, HashSet<string> people, List<DocFault> faults)
    {
        const string Key = "people";
        var named = Recipients.Read(shift, Key, required: true, PeopleMax, faults);
        foreach (var (node, path) in shift.List(Key))
            if (node is DocText text && Recipients.IsId(text.Value) && !people.Contains(text.Value))
                faults.Add(new(path, "unknownPerson", $"'{text.Value}' is not one of the team's people", node.Line, node.Column));
        return named;
    }
}
