using Twin.Domain.Network;

namespace Twin.Domain.Rules;

/// <summary>Where a rule stands on one device: <c>clear -> pending -> raised -> clearing -> clear</c>.</summary>
public enum RulePhase : byte { Clear, Pending, Raised, Clearing }

/// <summary>One rule of a book, as its author wrote it.</summary>
[GenerateSerializer, Immutable, Alias("twin.Rule")]
public sealed record Rule
{
    public const int IdLengthMax = 64;

    /// <summary>The fault a device clock far ahead opens by itself; no rule may take its name.</summary>
    public const string ClockSkewId = "clock-skew";

    [Id(0)] public required string Id { get; init; }
    [Id(1)] public required DeviceKind Device { get; init; }

    /// <summary>The condition that raises, as text.</summary>
    [Id(2)] public required string When { get; init; }
    [Id(3)] public TimeSpan Hold { get; init; }

    /// <summary>The condition that clears; null: not <see cref="When"/>.</summary>
    [Id(4)] public string? Clear { get; init; }
    [Id(5)] public TimeSpan ClearHold { get; init; }
    [Id(6)] public required Severity Severity { get; init; }
    [Id(7)] public string? TitleZh { get; init; }
    [Id(8)] public string? TitleEn { get; init; }
    [Id(9)] public string? Runbook { get; init; }
    [Id(10)] public bool Security { get; init; }

    /// <summary><c>business</c>, <c>telecom</c>, both, or none given.</summary>
    [Id(11)] public IReadOnlyList<string> Legs { get; init; } = [];
    [Id(12)] public bool Flapping { get; init; } = true;
    [Id(13)] public bool PageWhenClosed { get; init; }

    /// <summary>Whether silence can make <see cref="When"/> true: its fault means the device is offline.</summary>
    [Id(14)] public bool MeansSilence { get; init; }

    /// <summary>The longest silence <see cref="When"/> looks at; zero when it looks at none.</summary>
    [Id(15)] public TimeSpan Silence { get; init; }

    /// <summary>A fault of this rule takes the device out of service: nothing is heard of it, or it is critical (an intrusion is no outage).</summary>
    public bool OutOfService => MeansSilence || (Severity == Severity.Critical && !Security);

    /// <summary>Everything that decides how the rule behaves, in one text. A new version of a book keeps the state of rules that have the same.</summary>
    public string Fingerprint => string.Join('\u001f',
        Device, When.Trim(), Hold.Ticks, Clear?.Trim() ?? "", ClearHold.Ticks, Severity, Security, string.Join(',', Legs), Flapping, PageWhenClosed);

    /// <summary>The title in a language (<c>zh</c>, else English), or the other one, or the id.</summary>
    public string Title(string language) => (language == "zh" ? TitleZh ?? TitleEn : TitleEn ?? TitleZh) ?? Id;
}
