using System.Security.Cryptography;
using System.Text;

namespace Twin.Domain.Access;

/// <summary>
/// How a key is written: <c>twin_ID_SECRET</c>, the id in 10 and the secret in 64 hexadecimal digits. The prefix lets scanners of source code and logs recognise a leaked one.
/// </summary>
public static class KeyText
{
    public const int IdBytes = 5;

    /// <summary>So much chance that guessing is hopeless at any speed, and a hash without salt or stretching tells nothing.</summary>
    public const int SecretBytes = 32;

    private const string Prefix = "twin_";

    /// <param name="random">Chance from the caller, <see cref="IdBytes"/> and <see cref="SecretBytes"/> long together.</param>
    public static (string Id, string Text) Write(ReadOnlySpan<byte> random)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(random.Length, IdBytes + SecretBytes);
        var id = Convert.ToHexStringLower(random[..IdBytes]);
        return (id, $"{Prefix}{id}_{Convert.ToHexStringLower(random[IdBytes..])}");
    }

    /// <summary>The id a key names; null when it is not written as a key is.</summary>
    public static string? IdOf(string text) =>
        text.Length == Prefix.Length + (2 * IdBytes) + 1 + (2 * SecretBytes) && text.StartsWith(Prefix, StringComparison.Ordinal) && text[Prefix.Length + (2 * IdBytes)] == '_'
            ? text.Substring(Prefix.Length, 2 * IdBytes)
            : null;

    public static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
