using System.Collections.Frozen;
using System.Text.Json;
using Twin.Domain.Devices;
using Twin.Domain.Explanation;
using Twin.Domain.Incidents;
using Twin.Domain.Network;
using Twin.Domain.Readings;

namespace Twin.Api.Outlets.Lists;

/// <summary>Enumerations as the API spells them, for reading queries and for writing rows without a serializer.</summary>
public static class Words
{
    public static IReadOnlyList<string> Status { get; } = Of<OutletStatus>();
    public static IReadOnlyList<string> Severity { get; } = Of<Severity>();
    public static IReadOnlyList<string> DeviceStatus { get; } = Of<DeviceStatus>();
    public static IReadOnlyList<string> FaultState { get; } = Of<FaultState>();
    public static IReadOnlyList<string> FaultStanding { get; } = Of<FaultStanding>();
    public static IReadOnlyList<string> FaultReason { get; } = Of<FaultReason>();
    public static IReadOnlyList<string> IncidentPhase { get; } = Of<IncidentPhase>();
    public static IReadOnlyList<string> IncidentScope { get; } = Of<IncidentScope>();
    public static IReadOnlyList<string> ReadingType { get; } = Of<ReadingType>();

    /// <summary>Kinds begin at 1, so the first place is empty.</summary>
    public static IReadOnlyList<string> DeviceKind { get; } = ["", .. Of<DeviceKind>()];

    private static readonly FrozenDictionary<string, int> StatusByWord = Index(Status);
    private static readonly FrozenDictionary<string, int> SeverityByWord = Index(Severity);

    public static bool TryStatus(string word, out int status) => StatusByWord.TryGetValue(word, out status);
    public static bool TrySeverity(string word, out int severity) => SeverityByWord.TryGetValue(word, out severity);

    /// <summary>How bad a status is, from 0: ok, closed, unknown, degraded, down.</summary>
    public static int Rank(OutletStatus status) => status switch
    {
        OutletStatus.Ok => 0,
        OutletStatus.Closed => 1,
        OutletStatus.Unknown => 2,
        OutletStatus.Degraded => 3,
        _ => 4,
    };

    internal static string[] Of<T>() where T : struct, Enum => [.. Enum.GetNames<T>().Select(JsonNamingPolicy.CamelCase.ConvertName)];

    private static FrozenDictionary<string, int> Index(IReadOnlyList<string> words) =>
        words.Select((word, i) => KeyValuePair.Create(word, i)).ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
}
