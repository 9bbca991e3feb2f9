using System.Globalization;
using System.Text.Json.Nodes;
using Twin.Domain.Documents;

namespace Twin.Api.Requests;

/// <summary>Between the positioned tree that faults point into and plain JSON.</summary>
public static class DocumentTree
{
    /// <summary>Whole numbers up to here are the same in a double and in an integer.</summary>
    private const double ExactMax = 9_007_199_254_740_992;

    /// <summary>The document as JSON. Of a key given twice the last counts, as in every JSON parser; readers of documents report it.</summary>
    public static JsonNode? ToJson(this DocNode node) => node switch
    {
        DocMap map => Object(map),
        DocList list => new JsonArray([.. list.Items.Select(ToJson)]),
        DocText text => text.Value,
        DocNumber number when number.Value == Math.Truncate(number.Value) && Math.Abs(number.Value) <= ExactMax => (long)number.Value,
        DocNumber number => number.Value,
        DocBool boolean => boolean.Value,
        _ => null,
    };

    /// <summary>The node that a fault's path names (<c>terminals[2].id</c>), or the nearest one around it that exists.</summary>
    public static DocNode NodeAt(this DocNode root, string path)
    {
        var at = root;
        foreach (var step in path.Split(['.', '['], StringSplitOptions.RemoveEmptyEntries))
        {
            var next = at switch
            {
                DocMap map => map.Entries.LastOrDefault(e => e.Key == step)?.Value,
                DocList list when int.TryParse(step.TrimEnd(']'), NumberStyles.None, CultureInfo.InvariantCulture, out var i) && i < list.Items.Count => list.Items[i],
                _ => null,
            };
            if (next is null) return at;
            at = next;
        }
        return at;
    }

    private static JsonObject Object(DocMap map)
    {
        var json = new JsonObject();
        foreach (var entry in map.Entries) json[entry.Key] = entry.Value.ToJson();
        return json;
    }
}
