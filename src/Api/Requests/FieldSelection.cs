using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Twin.Api.Errors;
using Twin.Api.Json;

namespace Twin.Api.Requests;

/// <summary><c>fields=code,status</c>: only these members of an answer.</summary>
public static class FieldSelection
{
    /// <summary>Given with every selection, as in lists.</summary>
    private const string Always = "code";

    /// <summary>The answer cut down to the fields asked for; whole when none are named.</summary>
    public static IResult Answer<T>(T model, string? fields) where T : notnull
    {
        if (string.IsNullOrWhiteSpace(fields)) return Results.Json(model, ApiJson.Options);
        var asked = fields.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (Refuse<T>(asked) is { } problem) return problem;
        var whole = JsonSerializer.SerializeToNode(model, ApiJson.Options)!.AsObject();
        var cut = new JsonObject(whole.Where(m => m.Key == Always || asked.Contains(m.Key)).Select(m => KeyValuePair.Create(m.Key, m.Value?.DeepClone())));
        return Results.Text(cut.ToJsonString(ApiJson.Options), MediaTypes.Json);
    }

    /// <summary>A problem naming every field the type does not have.</summary>
    public static Problem? Refuse<T>(IReadOnlyCollection<string> asked)
    {
        var known = ((JsonTypeInfo<T>)ApiJson.Options.GetTypeInfo(typeof(T))).Properties.Select(p => p.Name).ToHashSet(StringComparer.Ordinal);
        var unknown = asked.Where(f => !known.Contains(f)).Select(f => new ProblemError("fields", "unknownField", $"there is no field '{f}'")).ToArray();
        return unknown.Length == 0 ? null : Problem.BadRequest($"Fields here: {string.Join(", ", known.Order(StringComparer.Ordinal))}.", unknown);
    }
}
