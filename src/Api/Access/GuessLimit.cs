using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace Twin.Api.Access;

/// <summary>
/// How many wrong keys whoever shows them may still try. A bucket of guesses each, which refills with time. The same wrong key again is hardly a guess: a gateway whose key was
/// revoked sends it for days, and those who share its address should not have to pay for it.
/// </summary>
public sealed class GuessLimit(IOptions<AccessOptions> options, TimeProvider time)
{
    private const double Repeat = 0.1;

    /// <summary>Wrong keys of each that are known again.</summary>
    private const int KnownKeys = 4;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedListNode<Guesser>> _byName = new(StringComparer.Ordinal);
    private readonly LinkedList<Guesser> _latestFirst = new();

    /// <summary>Those kept in mind.</summary>
    public int Count
    {
        get { lock (_lock) return _byName.Count; }
    }

    /// <summary>An address as it is counted. Of IPv6 the network: one person has all of its addresses.</summary>
    public static string Of(IPAddress? address)
    {
        if (address is null) return "";
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return address.ToString();
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        bytes[8..].Clear();
        return $"{new IPAddress(bytes)}/64";
    }

    /// <summary>Whether no guess is left.</summary>
    public bool IsUsedUp(string who)
    {
        lock (_lock) return _byName.TryGetValue(who, out var node) && Refilled(node.Value).Left < 1;
    }

    /// <summary>Counts a wrong key. Null: one more guess that is answered as such. Otherwise none is left until this time has passed.</summary>
    public TimeSpan? Failed(string who, string key)
    {
        var hash = BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
        lock (_lock)
        {
            var guesser = Refilled(Find(who));
            var price = Array.IndexOf(guesser.Keys, hash) >= 0 ? Repeat : 1;
            if (guesser.Left < price) return TimeSpan.FromMinutes((price - guesser.Left) / options.Value.GuessesPerMinute);
            guesser.Left -= price;
            if (price == 1) guesser.Keys[guesser.Next++ % KnownKeys] = hash;
            return null;
        }
    }

    private Guesser Find(string who)
    {
        if (_byName.TryGetValue(who, out var node)) _latestFirst.Remove(node);
        else
        {
            if (_byName.Count >= options.Value.GuessersMax)
            {
                _byName.Remove(_latestFirst.Last!.Value.Name);
                _latestFirst.RemoveLast();
            }
            _byName[who] = node = new(new(who, options.Value.GuessesMax, time.GetTimestamp()));
        }
        _latestFirst.AddFirst(node);
        return node.Value;
    }

    private Guesser Refilled(Guesser guesser)
    {
        var now = time.GetTimestamp();
        guesser.Left = Math.Min(options.Value.GuessesMax, guesser.Left + (time.GetElapsedTime(guesser.At, now).TotalMinutes * options.Value.GuessesPerMinute));
        guesser.At = now;
        return guesser;
    }

    private sealed class Guesser(string name, double left, long at)
    {
        public string Name => name;
        public double Left { get; set; } = left;
        public long At { get; set; } = at;
        public long[] Keys { get; } = new long[KnownKeys];
        public int Next { get; set; }
    }
}
