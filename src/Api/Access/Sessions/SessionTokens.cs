using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Twin.Domain.Access;

namespace Twin.Api.Access.Sessions;

/// <summary>A session as the browser keeps it.</summary>
/// <param name="Text">What stands in the cookie.</param>
/// <param name="Ends">When it ends by itself.</param>
public readonly record struct Session(string Text, DateTime Ends);

/// <summary>
/// Signed-in browsers, of which no server keeps anything: a session is <c>KEYID.END.MAC</c>, whose key every API node derives from the first key, so that it is good on all of them and after
/// a restart. It names the key it was begun with and does not hold it; a key that is revoked or has expired ends its sessions and what is open for them, as it does for those who send the key
/// itself. A new first key ends all of them.
/// </summary>
public sealed class SessionTokens(KnownKeys keys, IKeyring first, IOptions<AccessOptions> options, TimeProvider time)
{
    /// <summary>Longer than any of ours; what is longer is not looked at.</summary>
    private const int LengthMax = 200;

    // Deriving it is made slow on purpose, so once, when the first browser comes.
    private readonly Lazy<byte[]> _secret = new(() => first.Derive("sessions"));

    /// <summary>A session for whoever showed a key.</summary>
    public Session Begin(Caller caller)
    {
        if (caller.Issuer is not null) throw new InvalidOperationException("A session is begun with a key, not with a token.");
        var ends = Now + options.Value.SessionFor;
        if (caller.ExpiresAt < ends) ends = caller.ExpiresAt.Value;
        var signed = string.Create(CultureInfo.InvariantCulture, $"{IdOf(caller)}.{new DateTimeOffset(ends).ToUnixTimeSeconds()}");
        return new($"{signed}.{Base64Url.EncodeToString(Sign(signed))}", ends);
    }

    /// <summary>Whose session it is, until it ends; null when it is none, or has ended.</summary>
    public Caller? Find(string text)
    {
        if (text.Length > LengthMax || text.LastIndexOf('.') is not (> 0 and var end) || !IsSigned(text, end)) return null;
        var signed = text.AsSpan(0, end);
        var dot = signed.IndexOf('.');
        if (dot < 0 || !long.TryParse(signed[(dot + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)) return null;
        var ends = DateTimeOffset.FromUnixTimeSeconds(seconds).UtcDateTime;
        if (ends <= Now || keys.FindById(signed[..dot].ToString()) is not { } caller) return null;
        return caller with { ExpiresAt = caller.ExpiresAt < ends ? caller.ExpiresAt : ends };
    }

    /// <summary>A new session in place of one in use of which half has passed; null: it is good as it is.</summary>
    public Session? Renew(Caller caller) =>
        caller.ExpiresAt - Now < options.Value.SessionFor / 2 && keys.FindById(IdOf(caller)) is { } known && !(known.ExpiresAt <= caller.ExpiresAt) ? Begin(known) : null;

    private static string IdOf(Caller caller) => caller.KeyId ?? KeyRules.AdminName;

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private byte[] Sign(string text) => HMACSHA256.HashData(_secret.Value, Encoding.UTF8.GetBytes(text));

    private bool IsSigned(string text, int end)
    {
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        var given = text.AsSpan(end + 1);
        return Base64Url.IsValid(given, out var length) && length == mac.Length && Base64Url.TryDecodeFromChars(given, mac, out _) && CryptographicOperations.FixedTimeEquals(mac, Sign(text[..end]));
    }
}
