using System.Text.Json.Nodes;
using CsCheck;
using Twin.Domain.Documents;

namespace Twin.Domain.Tests.Documents;

public class MergePatchTests
{
    // RFC 7396, appendix A, in its order.
    [Theory]
    [InlineData("""{"a":"b"}""", """{"a":"c"}""", """{"a":"c"}""")]
    [InlineData("""{"a":"b"}""", """{"b":"c"}""", """{"a":"b","b":"c"}""")]
    [InlineData("""{"a":"b"}""", """{"a":null}""", """{}""")]
    [InlineData("""{"a":"b","b":"c"}""", """{"a":null}""", """{"b":"c"}""")]
    [InlineData("""{"a":["b"]}""", """{"a":"c"}""", """{"a":"c"}""")]
    [InlineData("""{"a":"c"}""", """{"a":["b"]}""", """{"a":["b"]}""")]
    [InlineData("""{"a":{"b":"c"}}""", """{"a":{"b":"d","c":null}}""", """{"a":{"b":"d"}}""")]
    [InlineData("""{"a":[{"b":"c"}]}""", """{"a":[1]}""", """{"a":[1]}""")]
    [InlineData("""["a","b"]""", """["c","d"]""", """["c","d"]""")]
    [InlineData("""{"a":"b"}""", """["c"]""", """["c"]""")]
    [InlineData("""{"a":"foo"}""", """null""", """null""")]
    [InlineData("""{"a":"foo"}""", "\"bar\"", "\"bar\"")]
    [InlineData("""{"e":null}""", """{"a":1}""", """{"e":null,"a":1}""")]
    [InlineData("""[1,2]""", """{"a":"b","c":null}""", """{"a":"b"}""")]
    [InlineData("""{}""", """{"a":{"bb":{"ccc":null}}}""", """{"a":{"bb":{}}}""")]
    public void The_cases_of_the_RFC_hold_and_leave_their_arguments_alone(string target, string patch, string result)
    {
        var (before, change) = (JsonNode.Parse(target), JsonNode.Parse(patch));
        var after = MergePatch.Apply(before, change);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(result), after), after?.ToJsonString() ?? "null");
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(target), before));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(patch), change));
    }

    private static readonly Gen<JsonNode?> GenJson = Gen.Recursive<JsonNode?>((depth, inner) => depth >= 4
        ? Gen.Int[0, 3].Select(n => (JsonNode?)n)
        : Gen.OneOf(
            Gen.Int[0, 3].Select(n => (JsonNode?)n),
            Gen.Const((JsonNode?)null),
            Gen.Select(Gen.Char["abc"].Select(c => c.ToString()), inner).Array[0, 3].Select(entries =>
                (JsonNode?)new JsonObject(entries.DistinctBy(e => e.Item1).Select(e => KeyValuePair.Create(e.Item1, e.Item2?.DeepClone()))))));

    [Fact]
    public void Applying_a_patch_again_changes_nothing() => Gen.Select(GenJson, GenJson).Sample((target, patch) =>
    {
        var once = MergePatch.Apply(target, patch);
        return JsonNode.DeepEquals(once, MergePatch.Apply(once, patch));
    });
}
