using System.Globalization;
using NodaTime;
using NodaTime.Text;
using Twin.Domain.Documents;

namespace Twin.Domain.Calendars;

/// <summary>Reads the document of a calendar, as <see cref="TradingCalendar.Read"/> describes it.</summary>
internal static class CalendarDocument
{
    // Generous for any shop, and small enough that asking a calendar stays quick.
    private const int SpansPerDayMax = 24;
    private const int StopsMax = 100;
    private const int ExceptionsMax = 1000;

    public static TradingHours? Read(DocNode document, List<DocFault> faults)
    {
        var before = faults.Count;
        if (DocReader.Open(document, "", faults) is not { } reader) return null;
        var zone = Zone(reader);
        var weekly = Weekly(reader, faults);
        var stops = SalesStops(reader, faults);
        var exceptions = Exceptions(reader, faults);
        reader.Done();
        if (faults.Count == before) return new(zone!, weekly, stops, exceptions);
        DocFault.Sort(faults, before);
        return null;
    }

    /// <summary>The field <c>timeZone</c>, a tzdb id; the network's own zone when it is left out, null with a fault when there is no such zone.</summary>
    public static DateTimeZone? Zone(DocReader reader)
    {
        const string Key = "timeZone";
        var node = reader.Node(Key);
        var id = reader.Text(Key, lengthMax: 100);
        if (node is null) id = TradingCalendar.DefaultTimeZone;
        if (id is null) return null;
        var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(id);
        if (zone is not null) return zone;
        var near = DateTimeZoneProviders.Tzdb.Ids.FirstOrDefault(known => string.Equals(known, id, StringComparison.OrdinalIgnoreCase));
        reader.Fault(Key, node, "unknownZone", $"'{id}' is not a time zone of the tz database{(near is null ? "" : $"; did you mean '{near}'?")}");
        return null;
    }

    private static IReadOnlyList<ClockSpan>[] Weekly(DocReader reader, List<DocFault> faults)
    {
        const string Key = "weekly";
        var week = new IReadOnlyList<ClockSpan>?[WeekDays.Count];
        if (reader.Required(Key) is { } node && DocReader.Open(node, reader.PathOf(Key), faults) is { } days)
            foreach (var entry in days.Map.Entries.DistinctBy(e => e.Key))
            {
                var path = days.PathOf(entry.Key);
                var spans = Spans(entry.Value, path, faults);
                var named = new List<int>();
                WeekDays.Parse(entry.Key, (entry.Line, entry.Column), path, named, faults);
                foreach (var day in named)
                    if (week[day] is null) week[day] = spans;
                    else faults.Add(new(path, "duplicate", $"{WeekDays.Name(day)} is listed twice", entry.Line, entry.Column));
            }
        return [.. week.Select(spans => spans ?? [])];
    }

    private static IReadOnlyList<ClockSpan>[] SalesStops(DocReader reader, List<DocFault> faults)
    {
        const string Key = "salesStops";
        var week = Enumerable.Range(0, WeekDays.Count).Select(_ => new List<ClockSpan>()).ToArray();
        foreach (var (node, path) in reader.ListOfAtMost(StopsMax, Key))
        {
            if (DocReader.Open(node, path, faults) is not { } stop) continue;
            var days = WeekDays.Read(stop, "days", faults);
            if (ClockSpan.Read(stop, "from", "to", faults) is { } span)
                foreach (var day in days)
                    week[day].Add(span);
            stop.Done();
        }
        return week;
    }

    private static Dictionary<LocalDate, IReadOnlyList<ClockSpan>> Exceptions(DocReader reader, List<DocFault> faults)
    {
        var dates = new Dictionary<LocalDate, IReadOnlyList<ClockSpan>>();
        foreach (var (node, path) in reader.ListOfAtMost(ExceptionsMax, "exceptions"))
        {
            if (DocReader.Open(node, path, faults) is not { } exception) continue;
            var date = Date(exception);
            var closed = exception.Boolean("closed") ?? false;
            var hours = exception.Node("hours");
            var spans = hours is null ? [] : Spans(hours, exception.PathOf("hours"), faults);
            if (closed && hours is not null)
                exception.Fault("hours", hours, "conflict", "a closed day has no hours: give either 'closed: true' or 'hours'");
            else if (hours is DocList { Items.Count: 0 })
                exception.Fault("hours", hours, "required", "'hours' is empty: write 'closed: true' for a closed day");
            else if (!closed && hours is null)
                exception.Fault("hours", exception.Map, "required", "an exception needs 'closed: true' or 'hours'");
            if (date is { } day && !dates.TryAdd(day, spans))
                exception.Fault("date", exception.Node("date"), "duplicate", $"{LocalDatePattern.Iso.Format(day)} has two exceptions");
            exception.Done();
        }
        return dates;
    }

    private static LocalDate? Date(DocReader exception)
    {
        const string Key = "date";
        var text = exception.Text(Key, required: true);
        if (text is null) return null;
        // The year is bounded so that a mistyped one is noticed rather than kept for a thousand years.
        if (LocalDatePattern.Iso.Parse(text).TryGetValue(default, out var date) && date.Year is >= 1970 and < 2200) return date;
        exception.Fault(Key, exception.Node(Key), "invalidValue", string.Create(CultureInfo.InvariantCulture, $"'{text}' is not a date: write YYYY-MM-DD, from 1970 to 2199"));
        return null;
    }

    private static List<ClockSpan> Spans(DocNode node, string path, List<DocFault> faults)
    {
        var spans = new List<ClockSpan>();
        if (node is not DocList list)
            faults.Add(new(path, "wrongType", $"expected a list of hours ([] for a closed day), found {node.Described}", node.Line, node.Column));
        else if (list.Items.Count > SpansPerDayMax)
            faults.Add(new(path, "tooMany", $"{list.Items.Count} hours for one day; at most {SpansPerDayMax} are allowed", node.Line, node.Column));
        else
            for (var i = 0; i < list.Items.Count; i++)
                if (ClockSpan.Read(list.Items[i], $"{path}[{i}]", faults) is { } span) spans.Add(span);
        return spans;
    }
}
