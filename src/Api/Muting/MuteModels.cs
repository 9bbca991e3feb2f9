using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Twin.Domain.Muting;
using Twin.Domain.Network;

namespace Twin.Api.Muting;

public enum MuteState : byte { Pending, Active, Expired }

/// <summary>What is meant: whatever meets every field that is given. At least one is needed.</summary>
public sealed record MuteMatchModel
{
    [Description("Code of an outlet."), RegularExpression("^[0-9]{10}$")] public string? Outlet { get; init; }
    [Description("Division code of a county or district."), RegularExpression("^[0-9]{6}$")] public string? District { get; init; }
    [Description("Division code of a city, four or six digits."), RegularExpression("^[0-9]{4}([0-9]{2})?$")] public string? City { get; init; }
    [Description("Division code of the carrier's maintenance area."), RegularExpression("^[0-9]{6}$")] public string? TelecomArea { get; init; }
    public string? AccessNode { get; init; }
    [Description("Id of a rule, e.g. terminal-hot.")] public string? Rule { get; init; }
    [Description("A device with its outlet, e.g. 3208008351/t1.")] public string? Device { get; init; }

    public static MuteMatchModel Of(MuteMatch match) => new()
    {
        Outlet = match.Outlet?.ToString(),
        District = match.District?.ToString(),
        City = match.City?.ToString(),
        TelecomArea = match.TelecomArea?.ToString(),
        AccessNode = match.AccessNode,
        Rule = match.Rule,
        Device = match.Device?.ToString(),
    };
}

/// <summary>A silence or maintenance window to be set.</summary>
public sealed record MuteInput
{
    public required MuteMatchModel Match { get; init; }
    [Description("When it begins; now, if not given.")] public DateTimeOffset? From { get; init; }
    [Description("When it ends. Either this or duration is needed.")] public DateTimeOffset? Until { get; init; }
    [Description("How long it lasts: 15m, 2h or PT15M. Instead of until.")] public string? Duration { get; init; }
    [Description("Why: it is shown to whoever asks why nobody was told.")] public required string Reason { get; init; }
    [Description("Who sets it; the key's name, if not given.")] public string? By { get; init; }
}

/// <summary>A silence or maintenance window as it would be set.</summary>
public record PlannedMuteModel
{
    public required MuteKind Kind { get; init; }
    public required MuteMatchModel Match { get; init; }
    [Description("Included.")] public required DateTime From { get; init; }
    [Description("Excluded.")] public required DateTime Until { get; init; }
    public required string Reason { get; init; }
    public required string By { get; init; }
    public required MuteState State { get; init; }

    public static PlannedMuteModel Of(Mute mute, DateTime now) => new()
    {
        Kind = mute.Kind,
        Match = MuteMatchModel.Of(mute.Match),
        From = mute.From,
        Until = mute.Until,
        Reason = mute.Reason,
        By = mute.By,
        State = StateOf(mute, now),
    };

    internal static MuteState StateOf(Mute mute, DateTime now) => mute.Until <= now || mute.EndedAt is not null ? MuteState.Expired : mute.From > now ? MuteState.Pending : MuteState.Active;
}

/// <summary>A silence or maintenance window.</summary>
public sealed record MuteModel : PlannedMuteModel
{
    [System.Text.Json.Serialization.JsonPropertyOrder(-1)] public required string Id { get; init; }
    public required DateTime CreatedAt { get; init; }
    [Description("When it was ended before its time.")] public DateTime? EndedAt { get; init; }
    public string? EndedBy { get; init; }

    public static new MuteModel Of(Mute mute, DateTime now) => new()
    {
        Id = mute.Id,
        Kind = mute.Kind,
        Match = MuteMatchModel.Of(mute.Match),
        From = mute.From,
        Until = mute.Until,
        Reason = mute.Reason,
        By = mute.By,
        State = StateOf(mute, now),
        CreatedAt = mute.CreatedAt,
        EndedAt = mute.EndedAt,
        EndedBy = mute.EndedBy,
    };
}

public sealed record MuteListModel(IReadOnlyList<MuteModel> Items, int Total);

/// <summary>An open incident whose ladders would stand.</summary>
public sealed record HeldIncidentModel(string Id, string? Outlet, string? AccessNode, string Rule, Severity Severity, Domain.Incidents.IncidentPhase Phase);

/// <summary>What a silence or window would do, as things stand now.</summary>
/// <param name="Mute">As it would be set.</param>
/// <param name="Outlets">How many outlets lie in its scope.</param>
/// <param name="SampleOutlets">The first twenty of them.</param>
/// <param name="Incidents">Open incidents it would hold, the worst first, at most a thousand. What is about security is never held.</param>
/// <param name="IncidentCount">How many incidents it would hold.</param>
/// <param name="Faults">How many raised faults lie in its scope.</param>
public sealed record MutePreviewModel(PlannedMuteModel Mute, int Outlets, IReadOnlyList<string> SampleOutlets, IReadOnlyList<HeldIncidentModel> Incidents, int IncidentCount, int Faults);
