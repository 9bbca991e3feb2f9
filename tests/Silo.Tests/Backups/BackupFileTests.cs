using System.IO.Compression;
using System.Text;
using CsCheck;
using Twin.Silo.Storage.Backups;

namespace Twin.Silo.Tests.Backups;

/// <summary>The file between two stores: what is read is what was written, or it is refused.</summary>
public sealed class BackupFileTests
{
    private const int Schema = 7;

    private static readonly DateTime At = new(2026, 11, 26, 22, 0, 0, 123, DateTimeKind.Utc);

    private static StoredRow Row(string key, byte[]? value) => new("outlet", key, 0, 0, "twin", 3, At, value);

    private static StoredRow Row(string key, string value) => Row(key, Encoding.UTF8.GetBytes(value));

    private static byte[] Write(BackupHeader header, params StoredRow[] rows)
    {
        using var file = new MemoryStream();
        using (var writer = new BackupWriter(file, header))
        {
            foreach (var row in rows) writer.Write(row);
            writer.End();
        }
        return file.ToArray();
    }

    private static byte[] Write(params StoredRow[] rows) => Write(new(1, Schema, "9.8.7", "sqlite", At, rows.Length), rows);

    private static async Task<(BackupHeader Header, List<StoredRow> Rows)> Read(byte[] file)
    {
        await using var reader = await BackupReader.Open(new MemoryStream(file), "the file", Schema, default);
        var rows = new List<StoredRow>();
        await foreach (var row in reader.Rows(default)) rows.Add(row);
        return (reader.Header, rows);
    }

    private static async Task<string> Fault(byte[] file) => (await Assert.ThrowsAsync<BackupException>(() => Read(file))).Message;

    private static string[] Lines(byte[] file)
    {
        using var text = new StreamReader(new GZipStream(new MemoryStream(file), CompressionMode.Decompress));
        return text.ReadToEnd().Split('\n')[..^1];
    }

    private static byte[] Packed(IEnumerable<string> lines)
    {
        using var file = new MemoryStream();
        using (var packed = new GZipStream(file, CompressionLevel.Fastest)) packed.Write(Encoding.UTF8.GetBytes(string.Concat(lines.Select(l => l + "\n"))));
        return file.ToArray();
    }

    private static void Same(StoredRow expected, StoredRow read)
    {
        Assert.Equal(expected with { Value = null }, read with { Value = null });
        Assert.Equal(expected.Value, read.Value);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"name":"清江浦网点","n":1.50,"t":[1,2,{"x":null}]}""")]
    [InlineData("""{"escaped":"\u6c5f \"quoted\" \\","emoji":"🎫"}""")]
    [InlineData("""{ "blanks" : 1 }""")]
    [InlineData("{\"lines\":\n1}")]
    [InlineData("{no json}")]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[1]")]
    [InlineData(" {\"before\":1}")]
    public async Task A_value_comes_back_byte_for_byte(string value)
    {
        var row = Row("o-3208008351", value);
        Same(row, Assert.Single((await Read(Write(row))).Rows));
    }

    [Fact]
    public async Task A_value_of_any_bytes_comes_back() => await Gen.Byte.Array[0, 40].SampleAsync(async value => Same(Row("o-1", value), Assert.Single((await Read(Write(Row("o-1", value)))).Rows)));

    [Fact]
    public async Task A_cleared_row_a_deep_one_a_large_one_and_odd_keys_come_back()
    {
        StoredRow[] rows =
        [
            Row("o-1", (byte[]?)null), Row("o-2", string.Concat(Enumerable.Repeat("{\"a\":", 200)) + "1" + new string('}', 200)), Row("o-3", $"{{\"t\":\"{new string('一', 400_000)}\"}}"),
            Row("", "{}") with { KeyN1 = long.MinValue }, Row("ext", "{}") with { KeyN0 = long.MaxValue, KeyN1 = 5 }, Row("x-\"\\\u0001\n 江", "{}") with { State = "ledger", Service = "other", Version = int.MaxValue },
        ];
        var read = (await Read(Write(rows))).Rows;
        Assert.Equal(rows.Length, read.Count);
        foreach (var (expected, was) in rows.Zip(read)) Same(expected, was);
    }

    [Fact]
    public async Task It_says_what_it_is()
    {
        var header = (await Read(Write(Row("o-1", "{}")))).Header;
        Assert.Equal(new BackupHeader(1, Schema, "9.8.7", "sqlite", At, 1), header);
    }

    [Fact]
    public void States_can_be_read_in_it_with_ordinary_tools() =>
        Assert.Contains("""{"state":"outlet","key":"o-江","service":"twin","version":3,"modified":"2026-11-26T22:00:00.1230000Z","value":{"name":"网点"}}""", Lines(Write(Row("o-江", """{"name":"网点"}"""))));

    [Fact]
    public async Task One_that_is_cut_anywhere_is_refused()
    {
        var whole = Write([.. Enumerable.Range(0, 300).Select(n => Row($"o-{n}", $"{{\"n\":{n * 7919}}}"))]);
        Assert.Equal(300, (await Read(whole)).Rows.Count);
        await Gen.Int[0, whole.Length - 9].SampleAsync(async length => await Assert.ThrowsAsync<BackupException>(() => Read(whole[..length])), iter: 200);
    }

    [Fact]
    public async Task One_with_a_wrong_byte_anywhere_is_refused_or_read_as_it_was()
    {
        StoredRow[] rows = [.. Enumerable.Range(0, 300).Select(n => Row($"o-{n}", $"{{\"n\":{n * 7919}}}"))];
        var whole = Write(rows);
        await Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Byte[1, 255]).SampleAsync(
            async (at, mask) =>
            {
                var wrong = whole.ToArray();
                wrong[at] ^= mask;
                try
                {
                    // Parts of gzip's own header mean nothing.
                    foreach (var (expected, was) in rows.Zip((await Read(wrong)).Rows, (e, w) => (e, w))) Same(expected, was);
                }
                catch (BackupException)
                {
                    // Noticed.
                }
            },
            iter: 300);
    }

    [Fact]
    public async Task A_line_that_is_missing_doubled_moved_or_changed_is_noticed()
    {
        var lines = Lines(Write(Row("o-1", """{"n":1}"""), Row("o-2", """{"n":2}"""), Row("o-3", """{"n":3}""")));
        Assert.Contains("2 rows and should have 3", await Fault(Packed([lines[0], lines[1], lines[3], lines[4]])), StringComparison.Ordinal);
        Assert.Contains("4 rows and should have 3", await Fault(Packed([lines[0], lines[1], lines[1], lines[2], lines[3], lines[4]])), StringComparison.Ordinal);
        Assert.Contains("checksum", await Fault(Packed([lines[0], lines[2], lines[1], lines[3], lines[4]])), StringComparison.Ordinal);
        Assert.Contains("checksum", await Fault(Packed([lines[0], lines[1].Replace("\"n\":1", "\"n\":9", StringComparison.Ordinal), .. lines[2..]])), StringComparison.Ordinal);
        Assert.Contains("goes on after its end", await Fault(Packed([.. lines, lines[1]])), StringComparison.Ordinal);
        Assert.Contains("cut short", await Fault(Packed(lines[..^1])), StringComparison.Ordinal);
        Assert.Contains("line 3", await Fault(Packed([lines[0], lines[1], "{\"state\":5}", lines[3], lines[4]])), StringComparison.Ordinal);
        Assert.Contains("line 3", await Fault(Packed([lines[0], lines[1], "no json", lines[3], lines[4]])), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not a backup at all")]
    public async Task What_is_no_backup_is_refused_as_such(string text)
    {
        Assert.Equal("the file is no backup of Twin, or a damaged one", await Fault(Encoding.UTF8.GetBytes(text)));
        Assert.Equal("the file is no backup of Twin, or a damaged one", await Fault(Packed([text])));
        Assert.Equal("the file is no backup of Twin, or a damaged one", await Fault(Packed(["{\"other\":1}"])));
    }

    [Fact]
    public async Task One_of_a_newer_release_is_refused_by_its_schema_and_by_its_format()
    {
        Assert.Equal("the file was taken by a newer Twin, 9.8.7 (its schema is 8, this release knows 7); restore it with that release", await Fault(Write(new BackupHeader(1, Schema + 1, "9.8.7", "sqlite", At, 0))));
        Assert.Equal("the file was taken by a newer Twin (its format is 2, this release knows 1); restore it with that release", await Fault(Packed(["{\"twinBackup\":2,\"all\":\"else\"}"])));
    }
}
