using Twin.Api.View;
using Twin.Domain.Access;
using Twin.Domain.History;
using Twin.Domain.Muting;
using Twin.Domain.Network;
using Twin.Grains.History;

namespace Twin.Api.History;

/// <summary>What one outlet's ledger says of a stretch of time. <c>Incomplete</c>: its district's history does not reach back to the begin.</summary>
public sealed record OutletPast(DivisionCode District, OutletCode Outlet, IReadOnlyList<OutletInterval> Intervals, bool Incomplete);

/// <summary>Reads days of districts and adds up what outlets were in them.</summary>
public sealed class AvailabilityReader(IGrainFactory grains, NetworkView view, IMaintenanceWindows mutes)
{
    /// <summary>Districts read at one time: a month of one is some megabytes, and there are a hundred.</summary>
    private const int ReadingMax = 8;

    /// <summary>Each outlet of some districts, by district.</summary>
    public async Task<IReadOnlyList<(DivisionCode District, bool Incomplete, IReadOnlyList<(OutletCode Outlet, Availability Sum)> Outlets)>> Read(
        IReadOnlyList<DivisionCode> districts, HistorySpan span)
    {
        var windows = await mutes.Since(span.From);
        using var slots = new SemaphoreSlim(ReadingMax);
        return await Task.WhenAll(districts.Select(async district =>
        {
            await slots.WaitAsync();
            try
            {
                var (days, incomplete) = await Days(district, span);
                return (district, incomplete, (IReadOnlyList<(OutletCode, Availability)>)[.. days.SelectMany(d => d.Outlets).Distinct().Order()
                    .Select(outlet => (outlet, Sum(district, outlet, OutletInterval.Of(days, outlet, span.From, span.To), windows)))]);
            }
            finally
            {
                slots.Release();
            }
        }));
    }

    public async Task<Availability> Sum(IReadOnlyList<OutletPast> parts, HistorySpan span)
    {
        var windows = await mutes.Since(span.From);
        return Availability.Sum(parts.Select(part => Sum(part.District, part.Outlet, part.Intervals, windows)));
    }

    /// <summary>
    /// What is recorded of one outlet, by district: the one it is in, and if that does not know it from the begin on, every one of its city it was in; of all these only the ones within the divisions. Empty: it is in
    /// none of them and never was.
    /// </summary>
    public async Task<IReadOnlyList<OutletPast>> Read(OutletCode outlet, HistorySpan span, DivisionLimit within)
    {
        var present = view.Find(outlet, within)?.Profile.District;
        List<OutletPast> parts = [];
        if (present is { } own) parts.Add(await Read(own, outlet, span) ?? new(own, outlet, [], true));
        if (parts is [{ Intervals: [{ From: var from }, ..] }] && from == span.From) return parts;
        var others = Divisions.CountyLevel.Where(d => d.Code.City == outlet.City && d.Code != present && within.Holds(d.Code));
        foreach (var part in await Task.WhenAll(others.Select(d => Read(d.Code, outlet, span))))
            if (part is not null) parts.Add(part);
        return parts;
    }

    private async Task<OutletPast?> Read(DivisionCode district, OutletCode outlet, HistorySpan span)
    {
        var (days, incomplete) = await Days(district, span);
        return days.Any(d => d.Outlets.Contains(outlet)) ? new(district, outlet, [.. OutletInterval.Of(days, outlet, span.From, span.To)], incomplete) : null;
    }

    private async Task<(IReadOnlyList<LedgerDay> Days, bool Incomplete)> Days(DivisionCode district, HistorySpan span)
    {
        var past = await grains.History(district).Days(span.First, span.Last);
        return ([.. past.Days.Select(bytes => LedgerDay.Read(bytes))], past.Began is not { } began || began > span.From);
    }

    // What is left of an outlet that was removed is where it was.
    private Availability Sum(DivisionCode district, OutletCode outlet, IEnumerable<OutletInterval> intervals, Mute[] windows) =>
        Availability.Of(intervals, (view.Find(outlet, DivisionLimit.Whole)?.Profile ?? new() { Code = outlet, Name = "", District = district }) with { District = district }, windows);
}
