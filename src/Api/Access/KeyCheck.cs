using System.Net;
using Microsoft.Extensions.Logging;
using Twin.Api.Mqtt;
using Twin.Domain.Access;

namespace Twin.Api.Access;

/// <summary>What is thought of a key that was shown.</summary>
/// <param name="Caller">Whose it is; null: it is no key.</param>
/// <param name="Wait">Wrong keys were tried too often from there: when to come again.</param>
public readonly record struct KeyVerdict(Caller? Caller, TimeSpan? Wait);

/// <summary>
/// The one place where keys are looked at, and guesses counted, for HTTP and MQTT. A right key is let through whatever was guessed beside it: ours are far too long to be guessed, so
/// that holding them back would only hit those who share an address with a guesser. A first key that somebody made up may be short; it is not looked at while no guess is left.
/// </summary>
public sealed partial class KeyCheck(KnownKeys keys, IKeyring first, GuessLimit guesses, TimeProvider time, ILogger<KeyCheck> log)
{
    private readonly LogThrottle _throttle = new(time);

    /// <param name="text">What was shown.</param>
    /// <param name="from">By whom.</param>
    /// <param name="name">The name it must have, counted as well; null: any.</param>
    public KeyVerdict Check(string text, IPAddress? from, string? name = null)
    {
        var looked = !(first.IsGuessable && KeyText.IdOf(text) is null && guesses.IsUsedUp(GuessLimit.Of(from)));
        if (looked && keys.Find(text) is { } caller && (name is null || string.Equals(caller.Name, name, StringComparison.Ordinal))) return new(caller, null);
        return new(null, Failed(GuessLimit.Of(from), text, name));
    }

    /// <summary>Counts something wrong that was shown in place of a key.</summary>
    public TimeSpan? Failed(IPAddress? from, string text) => Failed(GuessLimit.Of(from), text, null);

    private TimeSpan? Failed(string who, string text, string? name)
    {
        var wait = guesses.Failed(who, text);
        // From many addresses at one name: the name has guesses of its own.
        if (name is not null && guesses.Failed($"name {(KeyRules.IsName(name) ? name : "")}", text) is { } ofName && !(wait >= ofName)) wait = ofName;
        if (!_throttle.Allows(out var since)) return wait;
        if (wait is null) LogWrong(log, who, since);
        else LogGuessing(log, who, since);
        return wait;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A wrong key was shown from {Address}; {Unlogged} more since the last such line")]
    private static partial void LogWrong(ILogger log, string address, long unlogged);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Keys are being guessed from {Address}, which is told to wait; {Unlogged} more wrong ones since the last such line")]
    private static partial void LogGuessing(ILogger log, string address, long unlogged);
}
