using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Twin.Domain.Readings;

/// <summary>
/// Strings for UTF-8 that comes again and again, such as value names: 4,096 places in sets of four, a newcomer in a full set takes the next one's
/// place. So memory is bounded, and a client that sends nothing but new names costs the others a string now and then, not the table.
/// Safe from any thread: entries never change and are replaced whole.
/// </summary>
public sealed class TextCache
{
    private const int Ways = 4;
    private const int Sets = 1024;

    /// <summary>Longer texts are not worth a place.</summary>
    private const int BytesMax = 64;

    private sealed record Entry(byte[] Utf8, string Text);

    private readonly Entry?[] _entries = new Entry?[Sets * Ways];
    private uint _turn;

    /// <param name="utf8">Valid UTF-8.</param>
    public string Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > BytesMax) return Encoding.UTF8.GetString(utf8);
        var set = _entries.AsSpan((int)(Hash(utf8) % Sets) * Ways, Ways);
        foreach (var entry in set)
        {
            if (entry is null) break;
            if (utf8.SequenceEqual(entry.Utf8)) return entry.Text;
        }
        var text = Encoding.UTF8.GetString(utf8);
        var place = set.IndexOf((Entry?)null);
        Volatile.Write(ref set[place >= 0 ? place : (int)(_turn++ % Ways)], new(utf8.ToArray(), text));
        return text;
    }

    // Only spreads: a collision costs one string. Marvin or xxHash would cost more than the look-up.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Hash(ReadOnlySpan<byte> utf8)
    {
        var hash = (ulong)utf8.Length * 0x9E3779B97F4A7C15;
        for (; utf8.Length >= 8; utf8 = utf8[8..]) hash = (hash ^ MemoryMarshal.Read<ulong>(utf8)) * 0xFF51AFD7ED558CCD;
        foreach (var b in utf8) hash = (hash ^ b) * 0x100000001B3;
        return (uint)(hash >> 33 ^ hash >> 11);
    }
}
