using System.Runtime.InteropServices;
using Twin.Domain.Network;

namespace Twin.Grains.Cluster;

/// <summary>
/// Which silo a twin is at home on: of all silos the one with the highest weight for its place (rendezvous hashing). Everybody who knows the same silos comes to the same answer without
/// asking, an outlet and its devices have one place, and a silo that comes or goes moves only what becomes or was its own. A silo restarted at its address is the same silo.
/// </summary>
public static class Homes
{
    /// <summary>The home among <paramref name="silos"/>, in whatever order they come; null when there are none.</summary>
    public static SiloAddress? Of(ReadOnlySpan<SiloAddress> silos, ReadOnlySpan<char> place)
    {
        if (silos.Length < 2) return silos.IsEmpty ? null : silos[0];
        var hash = Hash(MemoryMarshal.AsBytes(place));
        SiloAddress? home = null;
        ulong heaviest = 0;
        foreach (var silo in silos)
        {
            var weight = Mixed(hash ^ Seed(silo));
            if (home is not null && (weight < heaviest || (weight == heaviest && silo.CompareTo(home) > 0))) continue;
            (home, heaviest) = (silo, weight);
        }
        return home;
    }

    /// <summary>What of a grain's key decides where it lives: the outlet's code for an outlet and its devices, else all that comes after the prefix.</summary>
    public static ReadOnlySpan<char> PlaceOf(string key)
    {
        var rest = key.AsSpan(key.IndexOf('-', StringComparison.Ordinal) + 1);
        var isDevice = rest.Length > OutletCode.Length && rest[OutletCode.Length] == '-' && !rest[..OutletCode.Length].ContainsAnyExceptInRange('0', '9');
        return isDevice ? rest[..OutletCode.Length] : rest;
    }

    private static ulong Seed(SiloAddress silo)
    {
        Span<byte> address = stackalloc byte[20];
        silo.Endpoint.Address.TryWriteBytes(address, out var length);
        MemoryMarshal.Write(address[length..], silo.Endpoint.Port);
        return Mixed(Hash(address[..(length + sizeof(int))]));
    }

    // FNV-1a, then the finaliser of SplitMix64: the same in every process and on every machine, unlike GetHashCode.
    private static ulong Hash(ReadOnlySpan<byte> bytes)
    {
        var hash = 14695981039346656037UL;
        foreach (var b in bytes) hash = (hash ^ b) * 1099511628211UL;
        return hash;
    }

    private static ulong Mixed(ulong x)
    {
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9UL;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EBUL;
        return x ^ (x >> 31);
    }
}
