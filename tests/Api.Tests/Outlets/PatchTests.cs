namespace Twin.Api.Tests.Outlets;

public sealed class PatchTests(TwinServer server)
{
    private const string MergePatch = "application/merge-patch+json";

    private Task<Answer> Patch(string code, string patch) => server.Send("PATCH", $"/v1/outlets/{code}", patch, MergePatch);

    [Fact]
    public async Task What_is_given_is_set_null_removes_and_the_rest_stays()
    {
        const string Code = "3208120001";
        await server.Register(Code, ",\"address\":\"A\",\"accessNode\":\"N1\",\"location\":{\"lon\":119,\"lat\":33},\"designations\":[\"a\",\"b\"]");
        var patched = (await Patch(Code, """{"name":"新","accessNode":null,"location":{"lat":34},"designations":["c"]}""")).Is(200);
        Assert.Equal("新", (string?)patched["name"]);
        Assert.Equal("A", (string?)patched["address"]);
        Assert.Null(patched.Json["accessNode"]);
        Assert.Equal((119, 34), ((double)patched["location"]["lon"]!, (double)patched["location"]["lat"]!));
        Assert.Equal(["c"], patched["designations"].AsArray().Select(d => (string)d!));
        Assert.Equal(3, patched["devices"].AsArray().Count);
    }

    [Theory]
    [InlineData("{\"status\":\"ok\"}", 400, "status:readOnly")]
    [InlineData("{\"status\":null}", 400, "status:readOnly")]
    [InlineData("{\"code\":null}", 400, "code:required")]
    [InlineData("{\"nmae\":null}", 400, "nmae:unknownField")]
    [InlineData("{\"name\":null}", 400, "name:required")]
    [InlineData("{\"code\":\"3208008351\"}", 422, "code:codeMismatch")]
    [InlineData("{\"location\":{\"lat\":null}}", 400, "location.lat:required")]
    [InlineData("{\"calendar\":\"nowhere\"}", 422, "calendar:unknownCalendar")]
    [InlineData("{\"name\":\"a\",\"name\":\"b\"}", 400, "name:duplicate")]
    [InlineData("[1]", 400, ":wrongType")]
    public async Task A_patch_that_cannot_be_applied_changes_nothing(string patch, int status, string errors)
    {
        const string Code = "3208120002";
        await server.Register(Code, ",\"location\":{\"lon\":119,\"lat\":33}");
        var before = (await server.Send("GET", $"/v1/outlets/{Code}")).ETag;
        Assert.Equal([errors], (await Patch(Code, patch)).Is(status).Errors);
        Assert.Equal(before, (await server.Send("GET", $"/v1/outlets/{Code}")).ETag);
    }

    [Fact]
    public async Task Writers_of_different_fields_do_not_undo_each_other()
    {
        const string Code = "3208120003";
        await server.Register(Code);
        var patches = Enumerable.Range(0, 6).Select(i => Patch(Code, i % 2 == 0 ? "{\"address\":\"A\"}" : "{\"accessNode\":\"N\"}"));
        foreach (var answer in await Task.WhenAll(patches)) answer.Is(200);
        var read = await server.Send("GET", $"/v1/outlets/{Code}");
        Assert.Equal(("A", "N"), ((string?)read["address"], (string?)read["accessNode"]));
    }
}
