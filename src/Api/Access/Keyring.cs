using System.Security.Cryptography;
using System.Text;

namespace Twin.Api.Access;

/// <summary>Whoever presented a key.</summary>
/// <param name="Name">The key's name: <c>admin</c> for the first one. Also the MQTT user name.</param>
public sealed record Caller(string Name);

/// <summary>Knows the keys.</summary>
public interface IKeyring
{
    /// <summary>The caller a key belongs to, or null. Takes the same time whatever is wrong with the key.</summary>
    Caller? Find(string? key);
}

/// <summary>The one key of an installation: the admin's.</summary>
public sealed class AdminKeyring(string adminKey) : IKeyring
{
    private static readonly Caller Admin = new("admin");

    private readonly byte[] _adminHash = SHA256.HashData(Encoding.UTF8.GetBytes(adminKey));

    public Caller? Find(string? key) =>
        key is not null && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(key)), _adminHash) ? Admin : null;
}
