using System.Security.Cryptography;
using System.Text;
using Twin.Domain.Access;

namespace Twin.Api.Access;

/// <summary>The key an installation begins with, which the host gives: it makes the others.</summary>
public interface IKeyring
{
    /// <summary>The caller a key belongs to, or null. Takes the same time whatever is wrong with the key.</summary>
    Caller? Find(string? key);

    /// <summary>The caller of this name, for whoever has shown the key before.</summary>
    Caller? Named(string name) => null;

    /// <summary>A secret that every process with the same key derives alike, and that does not lead back to it.</summary>
    byte[] Derive(string purpose) => RandomNumberGenerator.GetBytes(SHA256.HashSizeInBytes);

    /// <summary>Whether it is so short that it could be guessed.</summary>
    bool IsGuessable => false;
}

/// <summary>The first key: everything, everywhere, until the host has another.</summary>
public sealed class AdminKeyring(string adminKey) : IKeyring
{
    /// <summary>Characters of chance that nobody guesses at the speed of a network.</summary>
    private const int LengthMin = 16;

    /// <summary>So that what is derived from a short key does not give it away to those who try all: about a tenth of a second each.</summary>
    private const int Rounds = 200_000;

    private static readonly Caller Admin = new(KeyRules.AdminName, Scopes.Admin, DivisionLimit.Whole);

    private readonly byte[] _adminHash = SHA256.HashData(Encoding.UTF8.GetBytes(adminKey));

    public Caller? Named(string name) => name == Admin.Name ? Admin : null;

    public byte[] Derive(string purpose) =>
        Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(adminKey), Encoding.UTF8.GetBytes($"twin {purpose}"), Rounds, HashAlgorithmName.SHA256, SHA256.HashSizeInBytes);

    public bool IsGuessable => adminKey.Length < LengthMin;

    public Caller? Find(string? key) =>
        key is not null && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(key)), _adminHash) ? Admin : null;
}
