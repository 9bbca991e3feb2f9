using Microsoft.AspNetCore.Http;
using Twin.Api.History;
using Twin.Api.Outlets.Lists;
using Twin.Api.View;
using Twin.Domain.Access;
using Twin.Domain.Network;
using Twin.Domain.Teams;
using Twin.Grains.Incidents;

namespace Twin.Api.Incidents;

/// <summary>What a caller asks of the list of incidents.</summary>
internal sealed class IncidentListQuery
{
    public const int LimitMax = 1_000;

    private static readonly string[] SortNames = ["openedAt", "updatedAt", "closedAt", "severity", "phase", "members", "visits", "outlet", "id"];
    private static readonly string[] Sides = ["business", "telecom"];
    private static readonly string[] Truths = ["false", "true"];

    /// <summary>What an incident is, whenever it was.</summary>
    public static IReadOnlyList<QueryParameter> Kinds { get; } =
    [
        new("phase", "Phase of the incident.") { Many = true, Values = Words.IncidentPhase, Example = "open,acknowledged" },
        new("severity", "Severity.") { Many = true, Values = Words.Severity, Example = "critical" },
        new("district", "Division code that the incident, or an outlet of it, lies in; the code of a city takes all its districts.") { Many = true, Example = "320812" },
        new("city", "Division code of a city, four or six digits.") { Many = true, Example = "3208" },
        new("outlet", "An outlet's code: its own incidents, and those of its access node it is part of.") { Many = true, Example = "3208008351" },
        new("leg", "Incidents with a leg of this side that must respond.") { Many = true, Values = Sides, Example = "telecom" },
        new("team", "Incidents with a leg of this team.") { Many = true },
        new("assignee", "Incidents with a leg assigned to this person.") { Many = true },
        new("rule", "Id of the rule of the cause.") { Many = true, Example = "line-down" },
        new("accessNode", "Name of an access node.") { Many = true },
        new("telecomArea", "Division code of the carrier's area that the incident is in.") { Many = true, Example = "320813" },
        new("scope", "What the cause is about.") { Many = true, Values = Words.IncidentScope, Example = "outlet" },
        new("device", "The device of the cause.") { Many = true, Example = "3208008351/t1" },
        new("merged", "true: only those that another incident took in; false: only the others.") { Values = Truths },
        new("model", "Model of the device of the cause, as it is registered now.") { Many = true },
    ];

    public static IReadOnlyList<QueryParameter> Filters { get; } =
    [
        .. Kinds,
        new("since", "Only incidents opened at this time or later: ISO 8601 with offset.") { Example = "2027-01-01T00:00:00Z" },
        new("until", "Only incidents opened before this time: ISO 8601 with offset.") { Example = "2027-02-01T00:00:00Z" },
        new("openAt", "Only incidents that had been opened and were not closed at this time; all else of them is as it is now. ISO 8601 with offset.") { Example = "2027-01-01T00:00:00Z" },
    ];

    public static IReadOnlyList<QueryParameter> Parameters { get; } =
    [
        .. Filters,
        new("sort", $"Keys in order of weight, with a leading - for descending; id is added as the last. Keys: {string.Join(", ", SortNames)}. If not given: -openedAt.") { Example = "-severity,openedAt" },
        new("limit", "Incidents per page, 1 to 1000; 100 if not given.") { WholeNumber = true },
        new("cursor", "nextCursor of the page before, with the same filters and sort."),
        new("minRevision", "Waits up to 5 s until the view has seen this revision; 412 if it has not by then.") { WholeNumber = true },
    ];

    private readonly List<Predicate<IncidentRow>> _terms = [];
    private List<(int Key, bool Descending)> _sort = [];
    private SortValue[]? _after;
    private long _hash;

    public int Limit { get; private set; }
    public long? MinRevision { get; private set; }

    public static IncidentListQuery Parse(QueryReader reader, IQueryCollection values, ViewState network)
    {
        reader.RefuseUnknown(Parameters);
        var query = Filter(reader, network);
        query.ReadSort(reader);
        query.Limit = (int)(reader.WholeNumber("limit", 1, LimitMax) ?? 100);
        query.MinRevision = reader.WholeNumber("minRevision", 0, long.MaxValue);
        query._hash = PageCursor.QueryHash(values, Filters);
        if (reader.One("cursor") is { } text)
        {
            var cursor = PageCursor.Read(text);
            if (cursor is null) reader.Fault("cursor", "badValue", "The cursor is not one that was given out.");
            else if (cursor.Query != query._hash || cursor.Place.Length != query._sort.Count) reader.Fault("cursor", "otherQuery", "The cursor belongs to other filters or another sort; send those of its first page.");
            else query._after = cursor.Place;
        }
        return query;
    }

    /// <param name="reader">The query.</param>
    /// <param name="network">Knows which model a device is.</param>
    public static IncidentListQuery Filter(QueryReader reader, ViewState network)
    {
        var query = new IncidentListQuery();
        query.Any(reader, "phase", Word(Words.IncidentPhase), r => (int)r.Phase, $"one of {string.Join(", ", Words.IncidentPhase)}");
        query.Any(reader, "severity", Word(Words.Severity), r => (int)r.Severity, $"one of {string.Join(", ", Words.Severity)}");
        query.Division(reader, "district", six: true);
        query.Division(reader, "city", six: false);
        query.Outlets(reader);
        query.AnyLeg(reader, "leg", text => Array.IndexOf(Sides, text) >= 0, (leg, text) => leg.Required && Sides[(int)leg.Side] == text, "business or telecom");
        query.AnyLeg(reader, "team", _ => true, (leg, text) => leg.Team == text, "a team's id");
        query.AnyLeg(reader, "assignee", _ => true, (leg, text) => leg.Assignee == text, "a person's id");
        query.Text(reader, "rule", r => r.Rule);
        query.Text(reader, "accessNode", r => r.AccessNode);
        query.Division(reader, "telecomArea", six: true, AreaOf);
        query.Any(reader, "scope", Word(Words.IncidentScope), r => (int)r.Scope, $"one of {string.Join(", ", Words.IncidentScope)}");
        query.Any(reader, "merged", Word(Truths), r => r.MergedInto is null ? 0 : 1, "true or false");
        query.Text(reader, "device", r => r.Device?.ToString());
        query.Text(reader, "model", r => DeviceModels.Of(network, r.Device));
        query.Time(reader, "since", (r, at) => r.OpenedAt >= at);
        query.Time(reader, "until", (r, at) => r.OpenedAt < at);
        query.Time(reader, "openAt", (r, at) => r.OpenedAt <= at && !(r.ClosedAt <= at));
        return query;
    }

    /// <summary>Those of the outlets' filters that an incident answers itself.</summary>
    public static IncidentListQuery OfStream(QueryReader reader)
    {
        var query = new IncidentListQuery();
        query.Any(reader, "severity", Word(Words.Severity), r => (int)r.Severity, $"one of {string.Join(", ", Words.Severity)}");
        query.Division(reader, "district", six: true);
        query.Division(reader, "city", six: false);
        query.Division(reader, "telecomArea", six: true, AreaOf);
        query.Text(reader, "rule", r => r.Rule);
        query.Text(reader, "accessNode", r => r.AccessNode);
        return query;
    }

    private static IReadOnlyList<DivisionCode> AreaOf(IncidentRow row) => row.TelecomArea is { } area ? [area] : [];

    public bool Matches(IncidentRow row) => _terms.TrueForAll(t => t(row));

    /// <summary>One page. An incident that stays where it is in the order is neither lost nor repeated, whatever else changes between two pages.</summary>
    public (IReadOnlyList<IncidentRow> Rows, PageCursor? Next, int Total) Run(ViewState view, DivisionLimit within)
    {
        // Filters and sorts see no more than the caller does, so that neither tells what is hidden.
        var matching = view.Incidents(within).Where(Matches).Select(r => (Row: r, Place: Place(r))).ToList();
        var total = matching.Count;
        if (_after is { } after) matching.RemoveAll(m => Compare(m.Place, after) <= 0);
        matching.Sort((a, b) => Compare(a.Place, b.Place));
        if (matching.Count <= Limit) return ([.. matching.Select(m => m.Row)], null, total);
        var page = matching[..Limit];
        return ([.. page.Select(m => m.Row)], new(view.Epoch, view.Seq, view.Revision, _hash, page[^1].Place), total);
    }

    private void ReadSort(QueryReader reader)
    {
        foreach (var text in reader.Many("sort"))
        {
            var descending = text[0] == '-';
            var key = Array.IndexOf(SortNames, descending ? text[1..] : text);
            if (key < 0) reader.Fault("sort", "badValue", $"'{text}' is not a key to sort by: {string.Join(", ", SortNames)}, with a leading - for descending.");
            else if (_sort.Exists(s => s.Key == key)) reader.Fault("sort", "repeated", $"'{text}' is given twice.");
            else _sort.Add((key, descending));
        }
        if (_sort.Count == 0) _sort = [(0, true)];
        if (!_sort.Exists(s => SortNames[s.Key] == "id")) _sort.Add((Array.IndexOf(SortNames, "id"), false));
    }

    private SortValue[] Place(IncidentRow row) => [.. _sort.Select(s => SortNames[s.Key] switch
    {
        "openedAt" => new SortValue(row.OpenedAt.Ticks, null),
        "updatedAt" => new(row.UpdatedAt.Ticks, null),
        "closedAt" => new(row.ClosedAt?.Ticks ?? 0, null),
        "severity" => new((int)row.Severity, null),
        "phase" => new((int)row.Phase, null),
        "members" => new(row.Members, null),
        "visits" => new(row.Visits, null),
        "outlet" => new(0, row.Outlet?.ToString() ?? ""),
        _ => new(0, row.Id),
    })];

    private int Compare(SortValue[] a, SortValue[] b)
    {
        for (var i = 0; i < _sort.Count; i++)
            if ((_sort[i].Descending ? b[i].CompareTo(a[i]) : a[i].CompareTo(b[i])) is var order and not 0) return order;
        return 0;
    }

    private void Any(QueryReader reader, string name, QueryReader.Parse<int> parse, Func<IncidentRow, int> of, string shape)
    {
        var asked = reader.AnyNone(name, parse, word => $"'{word}' is not a {name}: {shape}.");
        if (!asked.IsEmpty) _terms.Add(r => (asked.Any.Count == 0 || asked.Any.Contains(of(r))) && !asked.None.Contains(of(r)));
    }

    private void Time(QueryReader reader, string name, Func<IncidentRow, DateTime, bool> matches)
    {
        if (reader.One(name) is not { } text) return;
        if (HistoryTime.TryInstant(text, out var at)) _terms.Add(r => matches(r, at));
        else reader.Fault(name, "badValue", $"{name} is a time in ISO 8601 with offset, e.g. 2027-01-01T00:00:00Z.");
    }

    private void Text(QueryReader reader, string name, Func<IncidentRow, string?> of)
    {
        var asked = reader.AnyNone<string>(name, (string text, out string value) => (value = text).Length is > 0 and <= 200, _ => $"A {name} has 1 to 200 characters.");
        if (!asked.IsEmpty) _terms.Add(r => (asked.Any.Count == 0 || asked.Any.Contains(of(r))) && !asked.None.Contains(of(r)));
    }

    private void AnyLeg(QueryReader reader, string name, Predicate<string> valid, Func<LegRow, string, bool> matches, string shape)
    {
        var asked = reader.AnyNone<string>(name, (string text, out string value) => (value = text).Length <= 200 && valid(text), word => $"'{word}' is not a {name}: {shape}.");
        if (!asked.IsEmpty) _terms.Add(r => (asked.Any.Count == 0 || r.Legs.Any(l => asked.Any.Any(a => matches(l, a)))) && !r.Legs.Any(l => asked.None.Any(n => matches(l, n))));
    }

    private void Division(QueryReader reader, string name, bool six, Func<IncidentRow, IReadOnlyList<DivisionCode>>? of = null)
    {
        of ??= r => r.Districts;
        var asked = reader.AnyNone<DivisionCode>(name, (string text, out DivisionCode code) => DivisionCode.TryParse(!six && text.Length == 4 ? text + "00" : text, out code), word => $"'{word}' is not a {name}: {(six ? "six digits, e.g. 320812" : "four or six digits of a city, e.g. 3208")}.");
        if (!asked.IsEmpty) _terms.Add(r => (asked.Any.Count == 0 || of(r).Any(d => asked.Any.Any(a => Lies(d, a)))) && !of(r).Any(d => asked.None.Any(n => Lies(d, n))));
    }

    private static bool Lies(DivisionCode code, DivisionCode within) =>
        code == within || (within.IsCity && code.City == within) || (within.IsProvince && code.ToString().AsSpan(0, 2).SequenceEqual(within.ToString().AsSpan(0, 2)));

    private void Outlets(QueryReader reader)
    {
        var asked = reader.AnyNone<string>("outlet", (string text, out string value) => OutletCode.TryParse(value = text, out _), word => $"'{word}' is not an outlet code: ten digits are needed.");
        if (!asked.IsEmpty) _terms.Add(r => (asked.Any.Count == 0 || asked.Any.Any(o => Concerns(r, o))) && !asked.None.Any(o => Concerns(r, o)));
    }

    private static bool Concerns(IncidentRow row, string outlet) => row.Outlet?.ToString() == outlet || row.MemberSample.Contains(outlet) || (row.Members > row.MemberSample.Count && row.AllMembers.Contains(outlet));

    private static QueryReader.Parse<int> Word(IReadOnlyList<string> words) => (string text, out int value) => (value = words.IndexOf(text)) >= 0;
}
