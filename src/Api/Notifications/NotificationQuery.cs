using Microsoft.AspNetCore.Http;
using Twin.Api.History;
using Twin.Api.Outlets.Lists;
using Twin.Api.View;
using Twin.Domain.Access;
using Twin.Domain.Incidents;
using Twin.Domain.Notifications;
using Twin.Grains.Incidents;

namespace Twin.Api.Notifications;

/// <summary>What a caller asks of the notifications. They are kept by their incidents; the view's rows say which of those to ask.</summary>
internal sealed class NotificationQuery
{
    public const int LimitMax = 1_000;

    /// <summary>Of a <see cref="DateTime"/>.</summary>
    private const long TicksMax = 3_155_378_975_999_999_999;

    /// <summary>Incidents read at a time.</summary>
    private const int ReadMax = 16;

    private static readonly string[] Outcomes = Words.Of<NotificationOutcome>();
    private static readonly string[] Kinds = Words.Of<NotificationKind>();

    private static readonly IReadOnlyList<QueryParameter> Filters =
    [
        new("incident", "Id of an incident.") { Example = "3208008351-1k9x2" },
        new("recipient", "Id of a person.") { Many = true, Example = "li" },
        new("outcome", "What came of it.") { Many = true, Values = Outcomes, Example = "failed" },
        new("kind", "Kind of message.") { Many = true, Values = Kinds, Example = "page" },
        new("since", "Only those decided at this time or later: ISO 8601 with offset.") { Example = "2027-01-01T00:00:00Z" },
    ];

    public static IReadOnlyList<QueryParameter> Parameters { get; } =
    [
        .. Filters,
        new("limit", "Notifications per page, 1 to 1000; 100 if not given.") { WholeNumber = true },
        new("cursor", "nextCursor of the page before, with the same filters."),
    ];

    private AnyNone<string> _recipients = new([], []);
    private AnyNone<int> _outcomes = new([], []);
    private AnyNone<int> _kinds = new([], []);
    private DateTime? _since;
    private (DateTime At, string Key)? _after;
    private long _hash;
    private int _limit;

    public string? Incident { get; private set; }

    public static NotificationQuery Parse(QueryReader reader, IQueryCollection values)
    {
        reader.RefuseUnknown(Parameters);
        var query = new NotificationQuery
        {
            Incident = reader.One("incident"),
            _recipients = reader.AnyNone<string>("recipient", (string text, out string value) => (value = text).Length <= 200, _ => "A recipient has 1 to 200 characters."),
            _outcomes = reader.AnyNone("outcome", Word(Outcomes), word => $"'{word}' is not an outcome: {string.Join(", ", Outcomes)}."),
            _kinds = reader.AnyNone("kind", Word(Kinds), word => $"'{word}' is not a kind: {string.Join(", ", Kinds)}."),
            _limit = (int)(reader.WholeNumber("limit", 1, LimitMax) ?? 100),
            _hash = PageCursor.QueryHash(values, Filters),
        };
        if (query.Incident is { } id && !IncidentId.IsId(id)) reader.Fault("incident", "badValue", $"'{id}' is not the id of an incident.");
        if (reader.One("since") is { } since)
        {
            if (HistoryTime.TryInstant(since, out var at)) query._since = at;
            else reader.Fault("since", "badValue", "since is a time in ISO 8601 with offset, e.g. 2027-01-01T00:00:00Z.");
        }
        if (reader.One("cursor") is { } text)
        {
            var cursor = PageCursor.Read(text);
            if (cursor is not { Place: [{ Text: null, Number: >= 0 and <= TicksMax } at, { Text: { } key }] }) reader.Fault("cursor", "badValue", "The cursor is not one that was given out.");
            else if (cursor.Query != query._hash) reader.Fault("cursor", "otherQuery", "The cursor belongs to other filters; send those of its first page.");
            else query._after = (new(at.Number, DateTimeKind.Utc), key);
        }
        return query;
    }

    /// <summary>
    /// One page, newest first. No message is newer than its incident's last change, so once the page is full of messages newer than the next incident's, it is whole.
    /// </summary>
    public async Task<(IReadOnlyList<Notification> Items, PageCursor? Next)> Run(ViewState view, DivisionLimit within, Func<string, Task<IncidentView?>> read)
    {
        List<Notification> found = [];
        if (Incident is { } one)
        {
            Add(found, await read(one));
        }
        else
        {
            var rows = view.Incidents(within).Where(MayHave).OrderByDescending(r => r.UpdatedAt).ToArray();
            for (var from = 0; from < rows.Length && !(found.Count > _limit && found[_limit].CreatedAt > rows[from].UpdatedAt); from += ReadMax)
            {
                foreach (var incident in await Task.WhenAll(rows.Skip(from).Take(ReadMax).Select(r => read(r.Id)))) Add(found, incident);
                found.Sort(Compare);
            }
        }
        found.Sort(Compare);
        if (found.Count <= _limit) return (found, null);
        var last = found[_limit - 1];
        return (found.GetRange(0, _limit), new(view.Epoch, view.Seq, view.Revision, _hash, [new(last.CreatedAt.Ticks, null), new(0, last.Key)]));
    }

    private void Add(List<Notification> found, IncidentView? incident)
    {
        if (incident is not null) found.AddRange(incident.Incident.Outbox.Where(Matches));
    }

    private bool MayHave(IncidentRow row) =>
        row.Recipients.Count > 0
        && (_recipients.Any.Count == 0 || row.Recipients.Any(_recipients.Any.Contains))
        && ((row.Pending > 0 && Wanted(_outcomes, (int)NotificationOutcome.Pending)) || (row.Delivered > 0 && Wanted(_outcomes, (int)NotificationOutcome.Delivered)) || (row.Failed > 0 && Wanted(_outcomes, (int)NotificationOutcome.Failed)))
        && (_since is not { } since || row.UpdatedAt >= since)
        && (_after is not { } after || row.OpenedAt <= after.At);

    private bool Matches(Notification it) =>
        Wanted(_recipients, it.Recipient) && Wanted(_outcomes, (int)it.Outcome) && Wanted(_kinds, (int)it.Kind)
        && (_since is not { } since || it.CreatedAt >= since)
        && (_after is not { } after || it.CreatedAt < after.At || (it.CreatedAt == after.At && string.CompareOrdinal(it.Key, after.Key) > 0));

    private static bool Wanted<T>(AnyNone<T> asked, T value) => (asked.Any.Count == 0 || asked.Any.Contains(value)) && !asked.None.Contains(value);

    private static int Compare(Notification a, Notification b) => b.CreatedAt.CompareTo(a.CreatedAt) is var order and not 0 ? order : string.CompareOrdinal(a.Key, b.Key);

    private static QueryReader.Parse<int> Word(string[] words) => (string text, out int value) => (value = Array.IndexOf(words, text)) >= 0;
}
