using Twin.Domain.Calendars;
using Twin.Grains.Documents;

namespace Twin.Api.Documents;

/// <summary>Which calendars there are: the built-in ones and those that were uploaded.</summary>
internal static class CalendarNames
{
    /// <summary>The one that cannot be changed: devices of outlets without hours depend on it.</summary>
    public static string Always => TradingCalendar.Always.Id;

    public static async ValueTask<bool> ExistsAsync(IGrainFactory grains, string id) =>
        id == Always || (TradingCalendar.IsId(id) && await grains.CalendarDocument(id).Current() is not null);

    /// <summary>In order of their ids.</summary>
    public static async Task<string[]> AllAsync(IGrainFactory grains)
    {
        var uploaded = await DocumentNames.UploadedAsync(grains, DocumentKeys.CalendarPrefix);
        return [.. uploaded.Append(Always).Append(TradingCalendar.Standard.Id).Distinct().Order(StringComparer.Ordinal)];
    }
}
