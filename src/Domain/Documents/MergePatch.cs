using System.Text.Json.Nodes;

namespace Twin.Domain.Documents;

/// <summary>JSON merge patch, RFC 7396.</summary>
public static class MergePatch
{
    /// <summary>The target with the patch applied; neither argument is changed. A null in the patch removes, a JSON null being a null reference here.</summary>
    public static JsonNode? Apply(JsonNode? target, JsonNode? patch)
    {
        if (patch is not JsonObject changes) return patch?.DeepClone();
        var result = target is JsonObject ? (JsonObject)target.DeepClone() : [];
        foreach (var (name, change) in changes)
            if (change is null)
                result.Remove(name);
            else
                result[name] = Apply(result[name], change);
        return result;
    }
}
