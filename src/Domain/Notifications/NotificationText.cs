using System.Text;
using NodaTime;
using NodaTime.Text;
using Twin.Domain.Calendars;
using Twin.Domain.Network;

namespace Twin.Domain.Notifications;

/// <summary>What a person reads. First line the subject: what and where; then since when, impact, why they are told, what to do, where to look.</summary>
public static class NotificationText
{
    /// <summary>Longest text, in characters. A chat robot that takes less shortens further by itself.</summary>
    public const int LengthMax = 1800;

    // So that the subject, the place and the link always fit beside each other; what is left goes to the runbook.
    private const int TitleMax = 160;
    private const int PlaceMax = 100;
    private const int AddressMax = 200;
    private const int DeviceMax = 80;
    private const int LinkMax = 500;

    private static readonly DateTimeZone LocalZone = DateTimeZoneProviders.Tzdb[TradingCalendar.DefaultTimeZone];
    private static readonly OffsetDateTimePattern LocalTime = OffsetDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm:ss o<+HH:mm>");

    /// <summary>Without empty lines, at most <see cref="LengthMax"/> characters. A fact that is missing leaves its line out; so does a reason without words.</summary>
    /// <param name="language"><c>zh</c> or <c>en</c>; anything else is read as <c>zh</c>.</param>
    public static string Compose(NotificationFacts facts, string language)
    {
        var words = string.Equals(language, "en", StringComparison.OrdinalIgnoreCase) ? NotificationWords.En : NotificationWords.Zh;
        var link = Line(facts.Link, int.MaxValue) is { Length: <= LinkMax } whole ? whole : null;
        string?[] lines =
        [
            Subject(facts, words), Where(facts, words), Device(facts, words), Since(facts, words), words.Impact(facts),
            facts.JointDispatch && facts.Kind != NotificationKind.Recovery ? words.JointDispatch : null,
            words.Reason(facts.Reason), facts.Late ? words.Late : null,
        ];
        var text = string.Join('\n', lines.Where(l => !string.IsNullOrEmpty(l)));
        var room = LengthMax - text.Length - (link is null ? 0 : words.Link.Length + link.Length + 1);
        if (Runbook(facts, words, room - 1) is { } runbook) text += "\n" + runbook;
        return link is null ? text : $"{text}\n{words.Link}{link}";
    }

    private static string Subject(NotificationFacts facts, NotificationWords words)
    {
        var what = words.Tag(facts.Kind, facts.Severity) + Line(words.Title(facts), TitleMax);
        var (name, code) = (Line(facts.PlaceName, PlaceMax), Line(facts.OutletCode, PlaceMax));
        var place = (name, code) switch { (null, null) => null, (null, _) => code, (_, null) => name, _ => words.WithCode(name, code) };
        return place is null ? what : $"{what} · {place}";
    }

    private static string? Where(NotificationFacts facts, NotificationWords words)
    {
        var district = facts.District is { } code && Divisions.Find(code) is { } county ? words.District(county, Divisions.Find(code.City)) : null;
        var address = Line(facts.Address, AddressMax);
        var where = district is null ? address : address is null ? district : words.InDistrict(district, address);
        return where is null ? null : words.Place + where;
    }

    private static string? Device(NotificationFacts facts, NotificationWords words) => Line(facts.Device, DeviceMax) is { } device ? words.Device + device : null;

    private static string? Since(NotificationFacts facts, NotificationWords words) => facts.Since == default ? null
        : words.Since + LocalTime.Format(Instant.FromDateTimeUtc(DateTime.SpecifyKind(facts.Since, DateTimeKind.Utc)).InZone(LocalZone).ToOffsetDateTime());

    /// <summary>Over is over: a recovery asks nothing of anybody. Otherwise the first to be cut.</summary>
    private static string? Runbook(NotificationFacts facts, NotificationWords words, int room)
    {
        if (facts.Kind == NotificationKind.Recovery || string.IsNullOrWhiteSpace(facts.Runbook)) return null;
        var steps = facts.Runbook.Split(LineEnds, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(s => Line(s, int.MaxValue)).OfType<string>();
        return Cut(words.Runbook + string.Join('\n', steps), room);
    }

    private static readonly char[] LineEnds = ['\r', '\n', '\v', '\f', '\u0085', '\u2028', '\u2029'];

    /// <summary>One line: control characters and runs of white space become one space; null when nothing is left.</summary>
    private static string? Line(string? text, int max)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        var line = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (!char.IsWhiteSpace(c) && !char.IsControl(c)) line.Append(c);
            else if (line.Length > 0 && line[^1] != ' ') line.Append(' ');
        }
        var trimmed = line.ToString().TrimEnd();
        return trimmed.Length == 0 ? null : Cut(trimmed, max);
    }

    private static string Cut(string text, int max)
    {
        if (text.Length <= max) return text;
        var end = Math.Max(0, max - 1);
        if (end > 0 && char.IsHighSurrogate(text[end - 1])) end--;
        return string.Concat(text.AsSpan(0, end).TrimEnd(), "…");
    }
}
