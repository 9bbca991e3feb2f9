using System.Globalization;
using System.Text.RegularExpressions;
using Twin.Api.Outlets.Lists;
using Twin.Domain.Time;

namespace Twin.Api.History;

/// <summary>Times of the past as queries give them.</summary>
public static partial class HistoryTime
{
    public static bool TryInstant(string text, out DateTime utc)
    {
        // A + that was not escaped arrives as a space.
        var valid = DateTimeOffset.TryParse(text.Replace(' ', '+'), CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var at) && Instant().IsMatch(text);
        utc = at.UtcDateTime;
        return valid;
    }

    /// <summary>A time with offset, or a date, which is its midnight in China.</summary>
    public static DateTime? Read(QueryReader query, string name)
    {
        if (query.One(name) is not { } text)
        {
            query.Fault(name, "required", $"{name} is needed: a date, or a time with offset.");
            return null;
        }
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && date.Year > 1)
            return date.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc) - ChinaTime.Offset;
        if (TryInstant(text, out var at)) return Domain.History.LedgerDay.Whole(at);
        query.Fault(name, "badValue", $"{name} is a date (2026-11-01, midnight in China) or a time in ISO 8601 with offset.");
        return null;
    }

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,7})?)?(Z|[+ -]\d\d:\d\d)$")]
    private static partial Regex Instant();
}
