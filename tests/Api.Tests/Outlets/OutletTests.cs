namespace Twin.Api.Tests.Outlets;

public sealed class OutletTests(TwinServer server)
{
    [Fact]
    public async Task A_new_outlet_is_created_then_replaced_and_read_back()
    {
        const string Code = "3208100001";
        var created = (await server.Register(Code, ",\"calendar\":\"always\"")).Is(201);
        Assert.Equal($"/v1/outlets/{Code}", created.Location);
        Assert.Equal($"\"rev:{created["revision"]}\"", created.ETag);
        Assert.Equal("unknown", (string?)created["status"]);
        Assert.Equal(["l1", "t1", "c1"], created["devices"].AsArray().Select(d => (string)d!["id"]!));

        var replaced = (await server.Register(Code, ",\"accessNode\":\"N1\"")).Is(200);
        Assert.NotEqual(created.ETag, replaced.ETag);
        var read = (await server.Send("GET", $"/v1/outlets/{Code}")).Is(200);
        Assert.Equal("N1", (string?)read["accessNode"]);
        Assert.Equal(replaced.ETag, read.ETag);
        Assert.Equal(3, (int)read["freshness"]["devicesUnknown"]!);
        var head = await server.Send("HEAD", $"/v1/outlets/{Code}");
        Assert.Equal((200, "", read.ETag), (head.Status, head.Text, head.ETag));
    }

    [Fact]
    public async Task What_was_read_can_be_written_back()
    {
        const string Code = "3208100002";
        await server.Register(Code);
        var read = await server.Send("GET", $"/v1/outlets/{Code}");
        var written = (await server.Send("PUT", $"/v1/outlets/{Code}", read.Text)).Is(200);
        Assert.Equal(read.ETag, written.ETag);
    }

    [Fact]
    public async Task Only_the_fields_asked_for_are_given()
    {
        const string Code = "3208100003";
        await server.Register(Code);
        Assert.Equal(["code", "status"], (await server.Send("GET", $"/v1/outlets/{Code}?fields=code,status")).Is(200).Json.AsObject().Select(m => m.Key));
        Assert.Equal(["fields:unknownField"], (await server.Send("GET", $"/v1/outlets/{Code}?fields=code,stat")).Is(400).Errors);
        Assert.Equal(["feilds:unknownParameter"], (await server.Send("GET", $"/v1/outlets/{Code}?feilds=code")).Is(400).Errors);
    }

    [Theory]
    [InlineData("{\"name\":\"X\",\"district\":\"320812\",\"colour\":1,\"calendar\":7}", 400, "calendar:wrongType colour:unknownField")]
    [InlineData("{\"name\":\"X\",\"district\":\"329999\"}", 422, "district:unknownDivision")]
    [InlineData("{\"name\":\"X\",\"district\":\"329999\",\"colour\":1}", 400, "colour:unknownField district:unknownDivision")]
    [InlineData("{\"name\":\"X\",\"district\":\"320812\",\"code\":\"3208008351\"}", 422, "code:codeMismatch")]
    [InlineData("{\"name\":\"X\",\"district\":\"320812\",\"calendar\":\"nowhere\"}", 422, "calendar:unknownCalendar")]
    [InlineData("[]", 400, ":wrongType")]
    [InlineData("{\"name\":", 400, ":syntax")]
    [InlineData("", 400, ":empty")]
    public async Task Everything_wrong_with_a_body_is_said_at_once(string body, int status, string errors) =>
        Assert.Equal(errors.Split(' '), (await server.Send("PUT", "/v1/outlets/3208100004", body)).Is(status).Errors.Order(StringComparer.Ordinal));

    [Fact]
    public async Task A_fault_has_its_line_and_column()
    {
        var fault = (await server.Send("PUT", "/v1/outlets/3208100004", "{\n  \"name\": \"X\",\n  \"district\": 3\n}")).Is(400)["errors"][0]!;
        Assert.Equal((3, 15), ((int)fault["line"]!, (int)fault["column"]!));
    }

    [Fact]
    public async Task A_code_that_is_none_is_a_bad_request_and_an_unknown_one_is_not_found()
    {
        foreach (var method in (string[])["GET", "DELETE"])
        {
            Assert.Equal(["code:invalidValue"], (await server.Send(method, "/v1/outlets/32081")).Is(400).Errors);
            (await server.Send(method, "/v1/outlets/3208199999")).Is(404);
        }
        (await server.Send("PUT", "/v1/outlets/32081", "{}")).Is(400);
        (await server.Send("PATCH", "/v1/outlets/3208199999", "{}", "application/merge-patch+json")).Is(404);
    }

    [Fact]
    public async Task A_body_of_another_kind_or_size_is_refused()
    {
        (await server.Send("PUT", "/v1/outlets/3208100005", "{}", "text/plain")).Is(415);
        (await server.Send("PUT", "/v1/outlets/3208100005", "{}", null)).Is(415);
        (await server.Send("PUT", "/v1/outlets/3208100005", new string(' ', 300_000))).Is(413);
        (await server.Send("PUT", "/v1/outlets/3208100005", [0x7B, 0xB9, 0xFA], "application/json")).Is(400);
        var patch = (await server.Send("PATCH", "/v1/outlets/3208100005", "{}")).Is(415);
        Assert.Equal("application/merge-patch+json", patch.Header("Accept-Patch"));
    }

    [Fact]
    public async Task A_deleted_outlet_is_gone_with_its_devices()
    {
        const string Code = "3208100006";
        await server.Register(Code);
        (await server.Send("GET", $"/v1/devices/{Code}/t1")).Is(200);
        Assert.Equal(204, (await server.Send("DELETE", $"/v1/outlets/{Code}")).Status);
        (await server.Send("GET", $"/v1/outlets/{Code}")).Is(404);
        (await server.Send("GET", $"/v1/devices/{Code}/t1")).Is(404);
        (await server.Send("DELETE", $"/v1/outlets/{Code}")).Is(404);
        (await server.Register(Code)).Is(201);
    }

    [Fact]
    public async Task What_a_list_by_distance_shows_can_be_written_back()
    {
        const string Code = "3208110090";
        await server.Register(Code, ",\"location\":{\"lon\":119.5,\"lat\":33.5}");
        var shown = (await server.Send("GET", "/v1/outlets?near=119.5,33.5&within=1m")).Is(200)["items"][0]!;
        Assert.NotNull(shown["distanceM"]);
        (await server.Send("PUT", $"/v1/outlets/{Code}", shown.ToJsonString())).Is(200);
    }

    [Fact]
    public async Task A_hundred_emoji_are_a_hundred_characters()
    {
        const string Code = "3208110091";
        var name = string.Concat(Enumerable.Repeat("😀", 100));
        (await server.Send("PUT", $"/v1/outlets/{Code}", $$"""{"name":"{{name}}","district":"320812"}""")).Is(201);
        (await server.Send("PUT", $"/v1/outlets/{Code}", $$"""{"name":"{{name}}😀","district":"320812"}""")).Is(400);
    }

    [Fact]
    public async Task A_selection_of_fields_always_has_the_code()
    {
        const string Code = "3208110092";
        await server.Register(Code);
        Assert.Equal(["code", "name"], (await server.Send("GET", $"/v1/outlets/{Code}?fields=name")).Is(200).Json.AsObject().Select(m => m.Key));
    }
}
