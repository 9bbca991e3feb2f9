using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;

namespace Twin.Api.Tests.Outlets;

public sealed class ImportTests(TwinServer server)
{
    private const string Header = "code,name,district,terminals\n";

    private Task<Answer> Import(string body, string type = "text/csv", string query = "") => server.Send("POST", "/v1/outlets:import" + query, body, type);

    private static string[] Outcomes(Answer answer) =>
        [.. answer.Is(200)["results"].AsArray().Select(r => $"{r!["line"]}:{r["outcome"]}{string.Concat((r["errors"]?.AsArray() ?? []).Select(e => $":{e!["code"]}"))}")];

    [Fact]
    public async Task Good_lines_are_applied_and_bad_ones_reported()
    {
        var answer = await Import(Header + "3208130001,甲,320812,2\n3208130002,乙,999999,1\nnonsense,丙,320812,1\n3208130003,丁,320812,1\n");
        Assert.Equal(["2:created", "3:rejected:unknownDivision", "4:rejected:invalidValue", "5:created"], Outcomes(answer));
        Assert.Equal((4, 2, 2), ((int)answer["total"]!, (int)answer["created"]!, (int)answer["rejected"]!));
        Assert.Equal(2, (await server.Send("GET", "/v1/outlets/3208130001")).Is(200)["devices"].AsArray().Count);
        Assert.Equal(["2:unchanged", "3:replaced"], Outcomes(await Import(Header + "3208130001,甲,320812,2\n3208130003,丁二,320812,1\n")));
    }

    [Fact]
    public async Task A_dry_run_says_what_would_happen_and_changes_nothing()
    {
        await server.Register("3208130010");
        var lines = $"{TwinServer.Profile("3208130010")}\n{TwinServer.Profile("3208130010", ",\"address\":\"B\"").Replace("3208130010", "3208130011", StringComparison.Ordinal)}\n"
            + TwinServer.Profile("3208130012", ",\"calendar\":\"nowhere\"");
        var answer = await Import(lines, "application/x-ndjson", "?dryRun=true");
        Assert.True((bool)answer["dryRun"]!);
        Assert.Equal(["1:unchanged", "2:created", "3:rejected:unknownCalendar"], Outcomes(answer));
        (await server.Send("GET", "/v1/outlets/3208130011")).Is(404);
        Assert.Equal(["dryRun:invalidValue"], (await Import(lines, "application/x-ndjson", "?dryRun=banana")).Is(400).Errors);
    }

    [Fact]
    public async Task The_second_line_for_an_outlet_is_rejected_and_names_the_first()
    {
        var answer = await Import(Header + "3208130020,甲,320812,1\n3208130020,乙,320812,1\n");
        Assert.Equal(["2:created", "3:rejected:duplicate"], Outcomes(answer));
        Assert.Contains("line 2", (string?)answer["results"][1]!["errors"]![0]!["message"], StringComparison.Ordinal);
        Assert.Equal("甲", (string?)(await server.Send("GET", "/v1/outlets/3208130020"))["name"]);
    }

    [Fact]
    public async Task A_row_counts_from_the_line_it_begins_on_and_a_ragged_one_rejects_itself()
    {
        var answer = await Import("code,name,district,address\r\n3208130030,\"甲\",320812,\"一\"\"号\"\"\"\r\n\r\n3208130031,乙,320812\r\n3208130032,丙,320812,x\"y\"\r\n3208130033,丁,320812,\r\n");
        Assert.Equal(["2:created", "4:rejected:ragged", "5:rejected:syntax", "6:created"], Outcomes(answer));
        Assert.Equal("一\"号\"", (string?)(await server.Send("GET", "/v1/outlets/3208130030"))["address"]);
        var quoted = await Import("code,name,district,address\n3208130034,甲,320812,\"一\n二\"\n3208130035,乙,320812\n");
        Assert.Equal(4, (int)quoted["results"][1]!["line"]!);
    }

    [Theory]
    [InlineData("utf-8", true)]
    [InlineData("utf-8", false)]
    [InlineData("gbk", false)]
    [InlineData("gb2312", false)]
    [InlineData("gb18030", false)]
    public async Task Chinese_arrives_whole_in_every_charset(string charset, bool mark)
    {
        var encoding = charset == "utf-8" ? new UTF8Encoding(mark) : CodePagesEncodingProvider.Instance.GetEncoding(charset)!;
        byte[] body = [.. encoding.GetPreamble(), .. encoding.GetBytes(Header + "3208130040,淮安清江浦店,320812,1\n")];
        Assert.Equal(1, (int)(await server.Send("POST", "/v1/outlets:import", body, $"text/csv; charset={charset}")).Is(200)["total"]!);
        Assert.Equal("淮安清江浦店", (string?)(await server.Send("GET", "/v1/outlets/3208130040"))["name"]);
    }

    [Fact]
    public async Task Bytes_that_are_not_of_the_charset_are_named_with_their_line()
    {
        var gbk = CodePagesEncodingProvider.Instance.GetEncoding("gbk")!.GetBytes(Header + "3208130041,店,320812,1\n");
        var refused = (await server.Send("POST", "/v1/outlets:import", gbk, "text/csv")).Is(400);
        Assert.Contains("charset=gbk", (string?)refused["detail"], StringComparison.Ordinal);
        Assert.Equal((2, 12), ((int)refused["errors"][0]!["line"]!, (int)refused["errors"][0]!["column"]!));
        (await server.Send("POST", "/v1/outlets:import", [0x63, 0xFF, 0xFF], "text/csv; charset=gbk")).Is(400);
        (await server.Send("GET", "/v1/outlets/3208130041")).Is(404);
    }

    [Fact]
    public async Task Faults_of_the_file_as_a_whole_apply_nothing()
    {
        Assert.Equal(["district:required", "colour:unknownField"], (await Import("code,name,colour\n3208130050,甲,red\n")).Is(400).Errors);
        (await Import("")).Is(400);
        Assert.Equal([":tooLarge"], (await Import(new string('x', 100_000))).Is(400).Errors);
        (await Import("{}", "application/json")).Is(415);
        (await Import("code", "text/csv; charset=iso-8859-1")).Is(415);
        (await server.Send("POST", "/v1/outlets:import", "not gzip", "text/csv", null, ("Content-Encoding", "gzip"))).Is(400);
        (await server.Send("POST", "/v1/outlets:import", "x", "text/csv", null, ("Content-Encoding", "br"))).Is(415);
        (await server.Send("POST", "/v1/outlets:import", new byte[(32 * 1024 * 1024) + 1], "text/csv")).Is(413);
        (await server.Send("GET", "/v1/outlets/3208130050")).Is(404);
    }

    [Theory]
    [InlineData("code;name;district\n3208130051;甲;320812\n", "semicolons")]
    [InlineData("code\tname\tdistrict\n3208130051\t甲\t320812\n", "tabs")]
    public async Task A_file_parted_otherwise_is_told_so(string file, string word)
    {
        var refused = (await Import(file)).Is(400);
        Assert.Equal([":separator"], refused.Errors);
        Assert.Contains(word, refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_in_UTF_16_is_not_taken_for_GBK()
    {
        byte[] file = [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("code,name,district\n")];
        Assert.DoesNotContain("gbk", (await server.Send("POST", "/v1/outlets:import", file, "text/csv")).Is(400).Text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_packed_file_that_is_cut_off_applies_nothing()
    {
        using var packed = new MemoryStream();
        await using (var gzip = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionMode.Compress))
            await gzip.WriteAsync(Encoding.UTF8.GetBytes("code,name,district\n3208130052,甲,320812\n"), TestContext.Current.CancellationToken);
        foreach (var cut in (int[])[1, 8, 12])
            (await server.Send("POST", "/v1/outlets:import", packed.ToArray()[..^cut], "text/csv", null, ("Content-Encoding", "gzip"))).Is(400);
        (await server.Send("GET", "/v1/outlets/3208130052")).Is(404);
    }

    [Fact]
    public async Task What_was_exported_can_be_imported_packed()
    {
        await server.Register("3208130060", ",\"accessNode\":\"N\"");
        var export = await server.Send("GET", "/v1/outlets:export");
        Assert.Equal("application/x-ndjson", export.MediaType);
        var lines = export.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var codes = lines.Select(l => (string)JsonNode.Parse(l)!["code"]!).ToArray();
        Assert.Equal(codes.Order(StringComparer.Ordinal), codes);
        Assert.Contains("3208130060", codes);

        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) await gzip.WriteAsync(Encoding.UTF8.GetBytes(export.Text));
        var again = (await server.Send("POST", "/v1/outlets:import?dryRun=true", packed.ToArray(), "application/x-ndjson", null, ("Content-Encoding", "gzip"))).Is(200);
        Assert.Equal(lines.Length, (int)again["total"]!);
        Assert.Equal(0, (int)again["rejected"]!);
    }
}
