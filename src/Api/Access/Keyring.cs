using System.Security.Cryptography;
using System.Text;
using Twin.Domain.Access;

namespace Twin.Api.Access;

/// <summary>The key an installation begins with, which the host gives: it makes the others.</summary>
public interface IKeyring
{
    /// <summary>The caller a key belongs to, or null. Takes the same time whatever is wrong with the key.</summary>
    Caller? Find(string? key);

    /// <summary>Whether it is so short that it could be guessed.</summary>
    bool IsGuessable => false;
}

/// <summary>The first key: everything, everywhere, until the host has another.</summary>
public sealed class AdminKeyring(string adminKey) : IKeyring
{
    /// <summary>Characters of chance that nobody guesses at the speed of a network.</summary>
    private const int LengthMin = 16;

    private static readonly Caller Admin = new(KeyRules.AdminName, Scopes.Admin, DivisionLimit.Whole);

    private readonly byte[] _adminHash = SHA256.HashData(Encoding.UTF8.GetBytes(adminKey));

    public bool IsGuessable => adminKey.Length < LengthMin;

    public Caller? Find(string? key) =>
        key is not null && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(key)), _adminHash) ? Admin : null;
}
