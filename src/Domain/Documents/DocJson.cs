using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Twin.Domain.Documents;

/// <summary>
/// Between the positioned tree and JSON in memory: a patch arrives as text, is merged as JSON and is read as a document again.
/// Text from outside goes through Twin.Documents first: <see cref="JsonNode"/> finds keys given twice and halves of surrogate pairs only
/// when it is walked, and throws.
/// </summary>
public static class DocJson
{
    /// <summary>The tree of a JSON value; there is no text to point into, so every position is 0. A number no double can hold becomes a text.</summary>
    public static DocNode From(JsonNode? node) => node switch
    {
        null => new DocNull(0, 0),
        JsonObject map => new DocMap(0, 0, [.. map.Select(entry => new DocEntry(entry.Key, 0, 0, From(entry.Value)))]),
        JsonArray list => new DocList(0, 0, [.. list.Select(From)]),
        _ => node.GetValueKind() switch
        {
            JsonValueKind.True => new DocBool(0, 0, true),
            JsonValueKind.False => new DocBool(0, 0, false),
            JsonValueKind.Number => Number(node.ToJsonString()),
            JsonValueKind.Null => new DocNull(0, 0),
            // Through JSON text rather than as a string: a value made in code may hold a char, a date or an enum.
            _ => new DocText(0, 0, JsonSerializer.Deserialize<string>(node.ToJsonString()) ?? ""),
        },
    };

    /// <summary>The JSON of a tree. Of a key given twice the last one counts; whoever minds has read the faults before.</summary>
    public static JsonNode? To(DocNode node) => node switch
    {
        DocMap map => Object(map),
        DocList list => new JsonArray([.. list.Items.Select(To)]),
        DocText text => JsonValue.Create(text.Value),
        DocNumber number => JsonValue.Create(number.Value),
        DocBool boolean => JsonValue.Create(boolean.Value),
        _ => null,
    };

    private static JsonObject Object(DocMap map)
    {
        var json = new JsonObject();
        foreach (var entry in map.Entries)
            json[entry.Key] = To(entry.Value);
        return json;
    }

    private static DocNode Number(string raw)
    {
        var number = double.Parse(raw, NumberStyles.Float, CultureInfo.InvariantCulture);
        return double.IsFinite(number) ? new DocNumber(0, 0, number, raw) : new DocText(0, 0, raw);
    }
}
