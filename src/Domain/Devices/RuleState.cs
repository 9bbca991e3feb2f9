using Twin.Domain.Rules;

namespace Twin.Domain.Devices;

/// <summary>
/// Where one rule stands on one device. Times are ticks. <see cref="Due"/> and <see cref="NextDevice"/> are device time; for rules that look at silence
/// <see cref="Due"/> is steady time, since silence is. <see cref="Never"/> stands for none.
/// </summary>
internal struct RuleState()
{
    public const long Never = long.MaxValue;

    public RulePhase Phase;
    public FlappingRing Ring;

    /// <summary>When the running hold completes.</summary>
    public long Due = Never;

    /// <summary>When the present fault was raised, as told to people.</summary>
    public long FaultSince;

    /// <summary>When the phase last changed, as told to people.</summary>
    public long PhaseSince;

    /// <summary>When time alone may change what the conditions say.</summary>
    public long NextDevice = Never;
    public long NextSteady = Never;

    public readonly bool Active => Phase >= RulePhase.Raised;
    public readonly bool IsDefault => Phase == RulePhase.Clear && Ring.IsDefault;
}
