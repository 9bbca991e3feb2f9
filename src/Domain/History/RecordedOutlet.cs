using Twin.Domain.Calendars;
using Twin.Domain.Network;

namespace Twin.Domain.History;

/// <summary>A device of a recorded outlet. <see cref="Rule"/> is the rule of the fault that makes it faulty or offline; null: none does.</summary>
public readonly record struct RecordedDevice(DeviceId Id, DeviceKind Kind, DeviceStatus Status, string? Rule);

/// <summary>The fault an outlet's being down or degraded is put down to.</summary>
public sealed record RecordedCause(DeviceId Device, string Rule);

/// <summary>
/// An outlet as the ledger has it at one time. Times are whole milliseconds (UTC). <see cref="Trading"/> is what its calendar said, null when there was no such calendar.
/// Not <see cref="Observed"/>: Twin was not running, so that nothing is known but what the calendar says.
/// </summary>
public sealed record RecordedOutlet
{
    public OutletStatus Status { get; init; }
    public Severity Severity { get; init; }
    public DateTime Since { get; init; }
    public TradingState? Trading { get; init; }
    public RecordedCause? Cause { get; init; }
    public string Calendar { get; init; } = "";
    public bool Observed { get; init; } = true;
    public IReadOnlyList<RecordedDevice> Devices { get; init; } = [];

    /// <summary>The same outlet from a time on at which nobody looked: unknown, or closed where the calendar says so.</summary>
    public RecordedOutlet Unobserved(DateTime at, TradingState? trading)
    {
        var status = trading == TradingState.Closed ? OutletStatus.Closed : OutletStatus.Unknown;
        return this with
        {
            Status = status,
            Severity = Severity.None,
            Since = status == Status ? Since : LedgerDay.Whole(at),
            Trading = trading,
            Cause = null,
            Observed = false,
            Devices = Devices.All(d => d is { Status: DeviceStatus.Unknown, Rule: null }) ? Devices : [.. Devices.Select(d => d with { Status = DeviceStatus.Unknown, Rule = null })],
        };
    }

    /// <summary>Whether both say the same, item by item.</summary>
    public bool SaysTheSameAs(RecordedOutlet other) =>
        this with { Devices = other.Devices } == other && (ReferenceEquals(Devices, other.Devices) || Devices.SequenceEqual(other.Devices));
}
