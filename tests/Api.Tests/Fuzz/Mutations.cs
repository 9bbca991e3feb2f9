using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Twin.Api.Tests.Fuzz;

/// <summary>Bends what is right until it may be wrong.</summary>
internal static class Mutations
{
    public static T Pick<T>(this Random random, IReadOnlyList<T> of) => of[random.Next(of.Count)];

    public static bool OneIn(this Random random, int n) => random.Next(n) == 0;

    /// <summary>A JSON text with one or a few values, names or places changed.</summary>
    public static string Json(Random random, JsonNode? valid)
    {
        var marks = new List<(string Mark, string With)>();
        var root = valid?.DeepClone();
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            var mark = $"\u0001{marks.Count}\u0001";
            if (Replace(random, root, mark)) marks.Add((JsonSerializer.Serialize(mark), Value(random)));
            else root = null;
        }
        var text = root?.ToJsonString() ?? random.Pick(Hostile.Json);
        foreach (var (mark, with) in marks) text = text.Replace(mark, with, StringComparison.Ordinal);
        return text;
    }

    private static string Value(Random random) => random.OneIn(2) ? random.Pick(Hostile.Json) : JsonSerializer.Serialize(random.Pick(Hostile.Texts));

    private static bool Replace(Random random, JsonNode? root, string mark)
    {
        var places = new List<Action>();
        void Walk(JsonNode? node)
        {
            if (node is JsonObject o)
            {
                foreach (var (key, value) in o.ToArray())
                {
                    places.Add(() => o[key] = mark);
                    places.Add(() => o.Remove(key));
                    places.Add(() => o[random.Pick(Hostile.Texts)] = mark);
                    Walk(value);
                }
            }
            else if (node is JsonArray a)
            {
                for (var i = 0; i < a.Count; i++)
                {
                    var at = i;
                    places.Add(() => a[at] = mark);
                    places.Add(() => a.Add(a[at]?.DeepClone()));
                    Walk(a[i]);
                }
            }
        }
        Walk(root);
        if (places.Count == 0) return false;
        random.Pick(places)();
        return true;
    }

    /// <summary>A text with pieces cut, doubled, swapped for others or filled with what does not belong.</summary>
    public static string Text(Random random, string valid)
    {
        var text = new StringBuilder(valid);
        for (var i = random.Next(1, 5); i > 0; i--)
        {
            var at = random.Next(text.Length + 1);
            var length = Math.Min(random.Next(1, 20), text.Length - at);
            switch (random.Next(5))
            {
                case 0: text.Remove(at, length); break;
                case 1: text.Insert(at, text.ToString(at, length)); break;
                case 2: text.Insert(at, random.Pick(Hostile.Texts)); break;
                case 3: text.Remove(at, length).Insert(at, random.Pick(Hostile.Texts)); break;
                default: text.Insert(at, (char)random.Next(1, 0x3000)); break;
            }
        }
        return text.ToString();
    }

    public static byte[] Bytes(Random random, byte[] valid)
    {
        var bytes = new List<byte>(valid);
        for (var i = random.Next(1, 6); i > 0; i--)
        {
            var at = random.Next(bytes.Count + 1);
            switch (random.Next(4))
            {
                case 0 when at < bytes.Count: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 1: bytes.RemoveRange(at, Math.Min(random.Next(1, 50), bytes.Count - at)); break;
                case 2: bytes.InsertRange(at, random.Pick(Hostile.Bytes)); break;
                default: bytes.Insert(at, (byte)random.Next(256)); break;
            }
        }
        return [.. bytes];
    }

    /// <summary>As HTTP and files carry it; what is no text, such as half a surrogate, becomes bytes that are none either.</summary>
    public static byte[] Utf8(string text)
    {
        var bytes = new List<byte>(text.Length);
        Span<byte> one = stackalloc byte[4];
        for (var i = 0; i < text.Length; i++)
        {
            if (Rune.TryGetRuneAt(text, i, out var rune))
            {
                bytes.AddRange(one[..rune.EncodeToUtf8(one)]);
                if (rune.Utf16SequenceLength == 2) i++;
            }
            else bytes.AddRange([(byte)(0xE0 | (text[i] >> 12)), (byte)(0x80 | ((text[i] >> 6) & 0x3F)), (byte)(0x80 | (text[i] & 0x3F))]);
        }
        return [.. bytes];
    }
}
