using System.ComponentModel;
using Twin.Domain.Calendars;
using Twin.Domain.Devices;
using Twin.Domain.History;
using Twin.Domain.Network;

namespace Twin.Api.History;

/// <summary>How much of the time that outlets were open they were up.</summary>
/// <param name="From">Begin, included.</param>
/// <param name="To">End, excluded; now if a later one was asked for.</param>
/// <param name="Items">One per outlet, district or area, in the order of their codes.</param>
/// <param name="Total">All items together, added up before rounding.</param>
public sealed record AvailabilityModel(DateTime From, DateTime To, IReadOnlyList<AvailabilityItemModel> Items, AvailabilityItemModel Total);

/// <summary>Minutes of open time, to three decimals: up, down, unknown and excused add up to open. An outlet's minutes count once each, so a district's are those of its outlets added up.</summary>
/// <param name="District">Absent in the total.</param>
/// <param name="Outlet">Absent where a whole district is meant.</param>
/// <param name="OpenMinutes">The calendar said open: sales stops and closed time are not in it.</param>
/// <param name="UpMinutes">The outlet could sell.</param>
/// <param name="DegradedMinutes">The part of up in which something was broken.</param>
/// <param name="DownMinutes">It could not sell, and that is not excused.</param>
/// <param name="Down">Down minutes by the rule whose fault they are put down to.</param>
/// <param name="UnknownMinutes">A device said nothing, or Twin was not watching, and that is not excused.</param>
/// <param name="ExcusedMinutes">Down or unknown within a maintenance window.</param>
/// <param name="Availability">Up as a share of open less excused; absent when that is nothing.</param>
/// <param name="Incomplete">The history does not reach back to the begin.</param>
public sealed record AvailabilityItemModel(
    string? District, string? Outlet, decimal OpenMinutes, decimal UpMinutes, decimal DegradedMinutes, decimal DownMinutes, IReadOnlyList<DownMinutesModel> Down,
    decimal UnknownMinutes, decimal ExcusedMinutes, double? Availability, bool Incomplete)
{
    [Description("The carrier's area, where items are by it; absent in the item of outlets that have none.")] public string? TelecomArea { get; init; }

    public static AvailabilityItemModel Of(string? district, string? outlet, Availability sum, bool incomplete)
    {
        DownMinutesModel[] causes = [.. sum.DownByCause.Select(d => new DownMinutesModel(d.Key, Minutes(d.Value)))];
        var (up, down, unknown, excused) = (Minutes(sum.Up), causes.Sum(c => c.Minutes), Minutes(sum.Unknown), Minutes(sum.Excused));
        // The parts are rounded and their sum is not rounded again, so that what is read adds up.
        return new(district, outlet, up + down + unknown + excused, up, Minutes(sum.Degraded), down, causes, unknown, excused, sum.Share is { } share ? Math.Round(share, 6) : null, incomplete);
    }

    private static decimal Minutes(TimeSpan time) => Math.Round((decimal)time.Ticks / TimeSpan.TicksPerMinute, 3, MidpointRounding.AwayFromZero);
}

/// <param name="Cause">Id of the rule; <c>none</c> when the outlet named no fault.</param>
public sealed record DownMinutesModel(string Cause, decimal Minutes);

/// <summary>What an outlet was over some time, in order.</summary>
/// <param name="Items">Stretches in which nothing changed. Where the outlet was not there, there is none.</param>
/// <param name="Incomplete">The history does not reach back to the begin.</param>
public sealed record OutletHistoryModel(DateTime From, DateTime To, IReadOnlyList<OutletIntervalModel> Items, bool Incomplete);

/// <param name="Since">When the status began, which may be before the stretch.</param>
/// <param name="Trading">What the calendar said.</param>
/// <param name="Observed">False: Twin was not watching.</param>
public sealed record OutletIntervalModel(
    DateTime From, DateTime To, OutletStatus Status, Severity Severity, DateTime Since, TradingState? Trading, PastCauseModel? Cause, bool Observed, IReadOnlyList<PastDeviceModel> Devices)
{
    public static OutletIntervalModel Of(OutletInterval i) => new(
        i.From, i.To, i.State.Status, i.State.Severity, i.State.Since, i.State.Trading, i.State.Cause is { } cause ? new(cause.Device.ToString(), cause.Rule) : null, i.State.Observed,
        [.. i.State.Devices.Select(d => new PastDeviceModel(d.Id.ToString(), d.Kind, d.Status, d.Rule))]);
}

/// <summary>The fault an outlet's being down or degraded is put down to.</summary>
public sealed record PastCauseModel(string Device, string Rule);

/// <param name="Rule">Rule of the fault that made it faulty or offline.</param>
public sealed record PastDeviceModel(string Id, DeviceKind Kind, DeviceStatus Status, string? Rule);
