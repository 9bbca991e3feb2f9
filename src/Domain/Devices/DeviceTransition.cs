namespace Twin.Domain.Devices;

/// <summary>Why a device or one of its rules changed.</summary>
public enum TransitionReason : byte
{
    /// <summary>The condition became true; its hold runs.</summary>
    ConditionMet = 1,

    /// <summary>The condition was true for its hold: the fault is raised.</summary>
    ConditionHeld,

    /// <summary>The condition became false before its hold was over.</summary>
    ConditionBroken,

    /// <summary>The fault looks clear; the clearing hold runs.</summary>
    ClearMet,

    /// <summary>The fault was clear for its clearing hold: it is over.</summary>
    ClearHeld,

    /// <summary>The fault came back during its clearing hold: the same fault goes on.</summary>
    ConditionReturned,

    /// <summary>A new rule book changed the rule, so its state began anew.</summary>
    RuleChanged,

    /// <summary>A new rule book no longer has the rule.</summary>
    RuleRemoved,

    /// <summary>The first reading ever.</summary>
    FirstHeard,

    /// <summary>A reading after so long that nothing could be said of the device.</summary>
    HeardAgain,

    /// <summary>Nothing was heard for so long that nothing can be said.</summary>
    Silent,

    /// <summary>A fault was raised that decides the status.</summary>
    FaultRaised,

    /// <summary>The fault that decided the status is over.</summary>
    FaultCleared,

    /// <summary>The device's clock is far ahead of ours.</summary>
    ClockAhead,

    /// <summary>The device's clock has been right for a while.</summary>
    ClockRight,
    FlappingStarted,
    FlappingEnded,
}

/// <summary>
/// One change. <see cref="Subject"/> is a rule id, <c>status</c> or <c>clock-skew</c>; <see cref="From"/> and <see cref="To"/> are its states in camel case.
/// <see cref="At"/> is device time for rules on values, received time for all else. <see cref="Late"/>: it fell due while Twin was down.
/// </summary>
[GenerateSerializer, Immutable, Alias("twin.DeviceTransition")]
public sealed record DeviceTransition(
    [property: Id(0)] DateTime At,
    [property: Id(1)] string Subject,
    [property: Id(2)] string From,
    [property: Id(3)] string To,
    [property: Id(4)] TransitionReason Reason,
    [property: Id(5)] bool Late = false)
{
    public const string StatusSubject = "status";
}
