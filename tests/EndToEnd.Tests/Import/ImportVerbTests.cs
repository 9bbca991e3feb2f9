using Twin.EndToEnd.Tests.Running;
using Twin.EndToEnd.Tests.Walk;

namespace Twin.EndToEnd.Tests.Import;

/// <summary>The <c>import</c> verb against a running server.</summary>
public sealed class ImportVerbTests(RunningTwin twin) : IClassFixture<RunningTwin>, IDisposable
{
    private const string Header = "code,name,district,address,lon,lat,telecomArea,accessNode,terminals,cameras,lines,calendar,designations\n";

    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    private async Task<Ended> Import(string name, string text, params string[] more)
    {
        await File.WriteAllTextAsync(_temp[name], text);
        return await Executable.Run(_temp.Path, new Dictionary<string, string> { ["TWIN_ADMIN_KEY"] = twin.Process.Key }, ["import", name, "--server", twin.Process.Url, .. more]);
    }

    private static string Row(string code, string name = "网点", string district = "320812") => $"{code},{name},{district},,119.03,33.59,,HA-OLT-01,2,1,1,always,\n";

    private async Task<int> Count(string prefix) =>
        (await twin.Api.Text("/v1/outlets:export")).Split('\n').Count(l => l.Contains($"\"code\":\"{prefix}", StringComparison.Ordinal));

    [Fact]
    public async Task Good_lines_are_applied_and_bad_ones_told_with_their_line_numbers()
    {
        var text = Header + Row("3208410001") + Row("32084") + Row("3208410002", "\"两\n行\"") + Row("3208410003", district: "999999") + Row("3208410004");
        var ended = await Import("outlets.csv", text);
        Assert.Equal(1, ended.Code);
        // The name of the third outlet is on two lines, and a name must not be: it is on line 4, and the next begins on line 6.
        Assert.Equal(["outlets.csv:3:", "outlets.csv:4:", "outlets.csv:6:"], ended.ErrorLines.Where(l => l.StartsWith("outlets.csv", StringComparison.Ordinal)).Select(l => l.Split(' ')[0]));
        Assert.Contains("code: '32084' is not an outlet code", ended.Errors, StringComparison.Ordinal);
        Assert.Contains("999999", ended.Errors, StringComparison.Ordinal);
        Assert.Equal("imported 5: 2 created, 3 rejected\n", ended.Output);
        Assert.Equal(2, await Count("320841"));
    }

    [Fact]
    public async Task A_dry_run_says_the_same_and_changes_nothing()
    {
        var text = Header + Row("3208420001") + Row("x") + Row("3208420002");
        var dry = await Import("dry.csv", text, "--dry-run");
        Assert.Equal((1, "checked 3: 2 created, 1 rejected\n"), (dry.Code, dry.Output));
        Assert.Contains("dry.csv:3: code:", dry.Errors, StringComparison.Ordinal);
        Assert.Equal(0, await Count("320842"));
    }

    [Fact]
    public async Task A_file_sent_in_pieces_keeps_its_line_numbers()
    {
        var rows = string.Concat(Enumerable.Range(0, 2_500).Select(n => n == 2_300 ? Row("bad") : Row($"320843{n:0000}")));
        var ended = await Import("many.csv", Header + rows);
        Assert.Equal((1, "imported 2500: 2499 created, 1 rejected\n"), (ended.Code, ended.Output));
        Assert.Contains("many.csv:2302: code:", ended.Errors, StringComparison.Ordinal);
        Assert.Equal(2_499, await Count("320843"));
    }

    [Fact]
    public async Task What_is_imported_again_is_unchanged_and_ndjson_is_as_good()
    {
        var text = string.Join('\n', Enumerable.Range(1, 3).Select(n => TwinApi.Profile($"320844000{n}", "网点").Trim())) + "\n";
        Assert.Equal((0, "imported 3: 3 created\n"), await CodeAndOutput("outlets.ndjson", text));
        Assert.Equal((0, "imported 3: 3 unchanged\n"), await CodeAndOutput("outlets.ndjson", text));
        var bad = await Import("bad.ndjson", text + "{\n");
        Assert.Contains("bad.ndjson:4:", bad.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("code,name\n3208450001,网点\n", "district")]
    [InlineData("", "header")]
    public async Task A_file_whose_header_is_wrong_is_refused_whole(string text, string with)
    {
        var ended = await Import("outlets.csv", text);
        Assert.Equal(1, ended.Code);
        Assert.Contains(with, Assert.Single(ended.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_key_is_told_in_one_line()
    {
        await File.WriteAllTextAsync(_temp["a.csv"], Header + Row("3208460001"));
        var ended = await Executable.Run(_temp.Path, new Dictionary<string, string> { ["TWIN_ADMIN_KEY"] = "wrong" }, "import", "a.csv", "--server", twin.Process.Url);
        Assert.Equal(1, ended.Code);
        Assert.Contains("(401)", Assert.Single(ended.ErrorLines), StringComparison.Ordinal);
    }

    private async Task<(int, string)> CodeAndOutput(string name, string text) => await Import(name, text) is var ended ? (ended.Code, ended.Output) : default;
}
