using Microsoft.Extensions.Options;
using Twin.Api.Outlets.Lists;
using Twin.Api.View;
using Twin.Domain.Access;
using Twin.Domain.Devices;
using Twin.Domain.History;
using Twin.Domain.Network;
using Twin.Grains.History;
using Twin.Grains.Network;

namespace Twin.Api.History;

/// <summary>Puts the network of a past time together from the districts' ledgers of that day.</summary>
public sealed class PastReader(IGrainFactory grains, NetworkView view, TimeProvider time, IOptions<HistoryOptions> options)
{
    private const int DistrictsAtOnce = 16;

    private static readonly DeviceSummary[] Summaries = [.. Enum.GetValues<DeviceStatus>().Select(status => new DeviceSummary(status, default, Severity.None, []))];

    /// <summary>The time asked for by <c>asOf</c>; null when none is, or when it is faulty.</summary>
    public DateTime? AsOf(QueryReader query)
    {
        if (query.One("asOf") is not { } text) return null;
        var now = time.GetUtcNow().UtcDateTime;
        if (!HistoryTime.TryInstant(text, out var at)) query.Fault("asOf", "badValue", "asOf is a time in ISO 8601 with offset, e.g. 2026-11-20T08:00:00+08:00.");
        else if (at > now) query.Fault("asOf", "inFuture", $"asOf is a past time; it is {now:yyyy-MM-dd'T'HH:mm:ss'Z'} now.");
        else if (DateOnly.FromDateTime(at) < DateOnly.FromDateTime(now).AddDays(-options.Value.Days)) query.Fault("asOf", "tooOld", $"The history is kept for {options.Value.Days} days.");
        else return LedgerDay.Whole(at);
        return null;
    }

    /// <summary>Outlets that were not there then, or are not there any more, are left out; so are, for whoever is limited to divisions, those that were elsewhere.</summary>
    public async Task<PastNetwork> Read(DateTime at, DivisionLimit within)
    {
        var districts = await Task.WhenAll(Divisions.CountyLevel.Where(d => within.Holds(d.Code)).Select(d => Read(d.Code, at, within)));
        var rows = new Dictionary<long, ViewRow>();
        // An outlet that moves is for a moment in two districts.
        foreach (var row in districts.SelectMany(d => d)) rows.TryAdd(row.Key, row);
        return new(at, [.. rows.Values]);
    }

    /// <summary>
    /// The same for several times, in their order: tells each outlet with the place of the time among them. The days are read once, and an outlet has one row for as long as it does not change.
    /// </summary>
    public async Task Read(IReadOnlyList<DateTime> times, DivisionLimit within, Action<int, ViewRow> tell)
    {
        var (first, last) = (DateOnly.FromDateTime(times[0]), DateOnly.FromDateTime(times[^1]));
        var districts = Divisions.CountyLevel.Where(d => within.Holds(d.Code)).ToArray();
        var told = times.Select(_ => new HashSet<long>()).ToArray();
        // Not all at once: a year of the whole province would not fit into memory.
        foreach (var some in districts.Chunk(DistrictsAtOnce))
            foreach (var past in await Task.WhenAll(some.Select(d => grains.History(d.Code).Days(first, last).AsTask())))
                foreach (var day in past.Days.Select(bytes => LedgerDay.Read(bytes))) Tell(day, times, within, (i, row) => { if (told[i].Add(row.Key)) tell(i, row); });
    }

    private void Tell(LedgerDay day, IReadOnlyList<DateTime> times, DivisionLimit within, Action<int, ViewRow> tell)
    {
        int[] here = [.. Enumerable.Range(0, times.Count).Where(i => DateOnly.FromDateTime(times[i]) == day.Date)];
        if (here.Length == 0) return;
        DateTime[] asked = [.. here.Select(i => times[i])];
        foreach (var outlet in day.Outlets)
        {
            if (view.State.Find(outlet, within) is not { Outlet: { } present } now) continue;
            var (at, state, row) = (0, default(RecordedOutlet), default(ViewRow));
            foreach (var then in day.StatesAt(outlet, asked))
            {
                if (!ReferenceEquals(then, state)) (state, row) = (then, then is null ? null : RowOf(present, now, then));
                if (row is not null) tell(here[at], row);
                at++;
            }
        }
    }

    private async Task<List<ViewRow>> Read(DivisionCode district, DateTime at, DivisionLimit within)
    {
        var date = DateOnly.FromDateTime(at);
        var past = await grains.History(district).Days(date, date);
        var rows = new List<ViewRow>();
        foreach (var day in past.Days.Select(bytes => LedgerDay.Read(bytes)))
            foreach (var outlet in day.Outlets)
                if (day.StateAt(outlet, at) is { } state && view.State.Find(outlet, within) is { Outlet: { } present } now) rows.Add(RowOf(present, now, state));
        return rows;
    }

    private static ViewRow RowOf(OutletRow present, ViewRow now, RecordedOutlet state)
    {
        var row = present with
        {
            Status = state.Status,
            Severity = state.Severity,
            Since = state.Since,
            UpdatedAt = state.Since,
            Trading = state.Trading,
            Cause = null,
            Devices = [.. state.Devices.Select(d => DeviceOf(present, d))],
        };
        return new(now.Key, 0, now.Owner, row, now, RulesOf(state));
    }

    private static DeviceRow DeviceOf(OutletRow present, RecordedDevice device)
    {
        DeviceProfile? profile = null;
        foreach (var known in present.Profile.Devices)
            if (known.Id == device.Id) profile = known;
        // The ledger has no fault's severity and times: none is shown rather than one made up.
        return new(profile ?? new(device.Id, device.Kind), Summaries[(int)device.Status]);
    }

    private static List<string> RulesOf(RecordedOutlet state)
    {
        var rules = new List<string>();
        foreach (var device in state.Devices)
            if (device.Rule is { } rule && !rules.Contains(rule)) rules.Add(rule);
        return rules;
    }
}
