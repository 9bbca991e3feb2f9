using System.Text.Json.Nodes;
using Twin.Domain.Documents;

namespace Twin.Domain.Tests.Documents;

public class DocJsonTests
{
    [Theory]
    [InlineData("""{"a":[1,2.5,-3e2,true,false,null,"x\n\"y\" 店"],"b":{}}""")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"text\"")]
    public void JSON_survives_the_way_there_and_back(string json) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(json), DocJson.To(DocJson.From(JsonNode.Parse(json)))));

    [Fact]
    public void Values_made_in_code_read_like_values_parsed()
    {
        var node = new JsonObject { ["n"] = 3, ["c"] = 'c', ["s"] = "s", ["b"] = true, ["d"] = 1.5m };
        Assert.Equal("""{"n":3,"c":"c","s":"s","b":true,"d":1.5}""", DocJson.To(DocJson.From(node))!.ToJsonString());
    }

    [Fact]
    public void A_number_too_large_for_a_double_is_a_text() => Assert.Equal(new DocText(0, 0, "1e999"), DocJson.From(JsonNode.Parse("1e999")));

    [Fact]
    public void Of_a_key_given_twice_the_last_counts() =>
        Assert.Equal("""{"a":2}""", DocJson.To(new DocMap(1, 1, [new("a", 1, 1, new DocNumber(1, 1, 1, "1")), new("a", 1, 1, new DocNumber(1, 1, 2, "2"))]))!.ToJsonString());
}
