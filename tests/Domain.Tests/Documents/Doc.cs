using System.Globalization;
using System.Text.Json.Nodes;
using Twin.Domain.Documents;

namespace Twin.Domain.Tests.Documents;

/// <summary>Documents for tests, written as JSON.</summary>
internal static class Doc
{
    public static DocNode Of(string json) => DocJson.From(JsonNode.Parse(json));

    public static DateTime Utc(string text) => DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal);

    public static string[] Said(this IEnumerable<DocFault> faults) => [.. faults.Select(f => $"{f.Path} {f.Code}")];
}
