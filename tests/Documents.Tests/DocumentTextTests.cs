using System.Diagnostics;
using System.Globalization;
using System.Text;
using CsCheck;
using Twin.Documents;
using Twin.Domain.Documents;
using Twin.Domain.Rules;

namespace Twin.Documents.Tests;

public class DocumentTextTests
{
    private static DocNode Parsed(string text, DocumentFormat format)
    {
        var faults = new List<DocFault>();
        var node = DocumentText.Parse(text, format, faults);
        Assert.Empty(faults);
        return node!;
    }

    private static DocNode Yaml(string text) => Parsed(text, DocumentFormat.Yaml);
    private static DocNode Json(string text) => Parsed(text, DocumentFormat.Json);

    private static string Fault(string text, DocumentFormat format)
    {
        var faults = new List<DocFault>();
        Assert.Null(DocumentText.Parse(text, format, faults));
        var fault = Assert.Single(faults);
        Assert.DoesNotContain("LineNumber", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Idx", fault.Message, StringComparison.Ordinal);
        return $"{fault.Code} {fault.Line}:{fault.Column}";
    }

    // The tree without positions, with the type of every scalar.
    private static string Shape(DocNode? node) => node switch
    {
        DocMap map => $"{{{string.Join(' ', map.Entries.Select(e => $"{e.Key}={Shape(e.Value)}"))}}}",
        DocList list => $"[{string.Join(' ', list.Items.Select(Shape))}]",
        DocText text => $"'{text.Value}'",
        DocNumber number => number.Value.ToString("R", CultureInfo.InvariantCulture),
        DocBool boolean => boolean.Value ? "true" : "false",
        DocNull => "null",
        _ => "nothing",
    };

    // Every position: type, line:column, and where the text itself starts.
    private static string Places(DocNode node) => node switch
    {
        DocMap map => $"{map.Line}:{map.Column}{{{string.Join(' ', map.Entries.Select(e => $"{e.Key}@{e.Line}:{e.Column}={Places(e.Value)}"))}}}",
        DocList list => $"{list.Line}:{list.Column}[{string.Join(' ', list.Items.Select(Places))}]",
        DocText text => $"{text.Line}:{text.Column}>{text.Content.Line}:{text.Content.Column}",
        _ => $"{node.Line}:{node.Column}",
    };

    [Theory]
    [InlineData("true", "true"), InlineData("True", "true"), InlineData("FALSE", "false"), InlineData("'true'", "'true'"), InlineData("\"false\"", "'false'")]
    [InlineData("yes", "'yes'"), InlineData("no", "'no'"), InlineData("on", "'on'"), InlineData("off", "'off'")]
    [InlineData("null", "null"), InlineData("~", "null"), InlineData("'null'", "'null'"), InlineData("''", "''")]
    [InlineData("12", "12"), InlineData("-3.5", "-3.5"), InlineData("+.5", "0.5"), InlineData("1e3", "1000"), InlineData("1.", "1"), InlineData("'12'", "'12'"), InlineData("0x1F", "31"), InlineData("0o17", "15"), InlineData("007", "7")]
    [InlineData("08:30-21:30", "'08:30-21:30'"), InlineData("21:00", "'21:00'"), InlineData("2027-02-17", "'2027-02-17'"), InlineData("90s", "'90s'"), InlineData("30%", "'30%'")]
    [InlineData("1_000", "'1_000'"), InlineData(".inf", "'.inf'"), InlineData(".nan", "'.nan'"), InlineData("1.2.3", "'1.2.3'"), InlineData("-", "[null]"), InlineData("+", "'+'"), InlineData(".", "'.'")]
    [InlineData("终端机离线", "'终端机离线'"), InlineData("a b", "'a b'"), InlineData("<<", "'<<'")]
    public void A_YAML_scalar_means_what_the_core_schema_says(string yaml, string meaning) => Assert.Equal(meaning, Shape(Yaml(yaml)));

    [Fact]
    public void The_raw_text_of_a_number_is_kept()
    {
        Assert.Equal("007", ((DocNumber)Yaml("007")).Raw);
        Assert.Equal("1.50", ((DocNumber)Json("1.50")).Raw);
    }

    [Fact]
    public void YAML_knows_where_everything_stands() => Assert.Equal(
        "1:1{version@1:1=1:10 rules@2:1=3:3[3:5{id@3:5=3:9>3:9 when@4:5=4:11>4:12 title@5:5=5:12{zh@5:13=5:17>5:17 en@5:24=5:28>5:29}}]}",
        Places(Yaml("version: 1\nrules:\n  - id: hot\n    when: \"t > 70\"\n    title: {zh: 终端机过热, en: 'Terminal hot'}\n")));

    [Theory]
    [InlineData("a: |\n  text\n", "1:4>2:3", "text\n")]
    [InlineData("a: >-\n    silent(90s)\n    and open\n", "1:4>2:5", "silent(90s) and open")]
    [InlineData("a: |2\n    text\n", "1:4>2:3", "  text\n")]
    [InlineData("a: | # why\n\n   text\n", "1:4>2:4", "\ntext\n")]
    [InlineData("b: 1\r\na: |\r\n  text\r\n", "2:4>3:3", "text\n")]
    [InlineData("a: |\n\nb: 1\n", "1:4>2:1", "")]
    public void The_text_of_a_block_starts_on_its_first_line(string yaml, string places, string value)
    {
        var text = (DocText)((DocMap)Yaml(yaml)).Entries.Single(e => e.Key == "a").Value;
        Assert.Equal((places, value), (Places(text), text.Value));
    }

    [Fact]
    public void JSON_knows_where_everything_stands() => Assert.Equal(
        "1:1{id@2:3=2:9>2:10 n@2:17=2:22 list@3:3=3:11[3:12 3:18 3:23>3:24]}",
        Places(Json("{\n  \"id\": \"终端😀\", \"n\": -1,\n  \"list\": [true, null,\"\"]\n}")));

    [Theory]
    [InlineData("""{"a":[1,2.5,-3e2,true,false,null,"x\n\"y\" 店"],"b":{}}""")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    public void JSON_means_the_same_when_read_as_YAML(string json) => Assert.Equal(Shape(Json(json)), Shape(Yaml(json)));

    [Theory]
    [InlineData("a: 1\na: 2\n", DocumentFormat.Yaml)]
    [InlineData("""{"a":1,"a":2}""", DocumentFormat.Json)]
    public void Keys_given_twice_are_kept_for_the_reader_to_report(string text, DocumentFormat format)
    {
        var node = Parsed(text, format);
        Assert.Equal("{a=1 a=2}", Shape(node));
        var faults = new List<DocFault>();
        DocReader.Open(node, "", faults);
        Assert.Equal("duplicate", faults.Single().Code);
    }

    [Theory]
    [InlineData("\uFEFFa: 1", DocumentFormat.Yaml)]
    [InlineData("\uFEFF{\"a\":1}", DocumentFormat.Json)]
    [InlineData("%YAML 1.2\n---\na: 1\n...\n", DocumentFormat.Yaml)]
    [InlineData("---\na: 1", DocumentFormat.Yaml)]
    [InlineData("# c\na: 1 # d\n", DocumentFormat.Yaml)]
    public void A_byte_order_mark_a_directive_and_YAML_comments_are_allowed(string text, DocumentFormat format) => Assert.Equal("{a=1}", Shape(Parsed(text, format)));

    [Fact]
    public void A_key_may_look_like_a_number_or_a_word() => Assert.Equal("{1='a' true='b' ='c'}", Shape(Yaml("1: a\ntrue: b\n'': c\n")));

    [Theory]
    [InlineData("", "empty 1:1")]
    [InlineData(" \n", "empty 1:1")]
    [InlineData("# only a comment\n", "empty 1:1")]
    [InlineData("---\n", "empty 1:1")]
    [InlineData("---\n...\n", "empty 1:1")]
    [InlineData("a: &x 1\nb: *x\n", "unsupported 1:4")]
    [InlineData("a: *x\n", "unsupported 1:4")]
    [InlineData("&x {a: 1}", "unsupported 1:1")]
    [InlineData("&k a: 1", "unsupported 1:1")]
    [InlineData("a: !!str 1\n", "unsupported 1:4")]
    [InlineData("a: !mine {}\n", "unsupported 1:4")]
    [InlineData("a: ! 1\n", "unsupported 1:4")]
    [InlineData("{a: 1}: 2\n", "unsupported 1:1")]
    [InlineData("[a]: 2\n", "unsupported 1:1")]
    [InlineData("~: 2\n", "unsupported 1:1")]
    [InlineData("a: 1\n---\nb: 2\n", "multipleDocuments 2:1")]
    [InlineData("a: 1e999\n", "outOfRange 1:4")]
    [InlineData("a: \"\\uD800\"\n", "syntax 1:4")]
    [InlineData("a: 'x\n", "syntax 1:4")]
    [InlineData("a: [1, 2\nb: 3\n", "syntax 1:6")]
    [InlineData("a: {b: 1\n", "syntax 2:1")]
    [InlineData("a: 1\nb: 2\n\tc: 3\n", "syntax 3:1")]
    [InlineData("a: 1\n b: 2\n", "syntax 2:3")]
    [InlineData("a:\n\t- 1\n", "syntax 2:1")]
    [InlineData("a: @x\n", "syntax 1:4")]
    public void A_text_that_is_no_YAML_document_has_one_fault(string text, string fault) => Assert.Equal(fault, Fault(text, DocumentFormat.Yaml));

    [Theory]
    [InlineData("", "empty 1:1")]
    [InlineData(" \r\n", "empty 1:1")]
    [InlineData("{", "syntax 1:2")]
    [InlineData("{\"a\":1,}", "syntax 1:8")]
    [InlineData("[1,]", "syntax 1:4")]
    [InlineData("// c\n1", "syntax 1:1")]
    [InlineData("1 2", "syntax 1:3")]
    [InlineData("{\n  \"终端😀\": x\n}", "syntax 2:11")]
    [InlineData("{a:1}", "syntax 1:2")]
    [InlineData("'a'", "syntax 1:1")]
    [InlineData("NaN", "syntax 1:1")]
    [InlineData("\"\\uD800\"", "syntax 1:1")]
    [InlineData("{\"\\uDC00x\":1}", "syntax 1:2")]
    [InlineData("[1e999]", "outOfRange 1:2")]
    [InlineData("\"a\nb\"", "syntax 1:3")]
    public void A_text_that_is_no_JSON_document_has_one_fault(string text, string fault) => Assert.Equal(fault, Fault(text, DocumentFormat.Json));

    [Theory]
    [InlineData(DocumentFormat.Yaml)]
    [InlineData(DocumentFormat.Json)]
    public void Half_a_surrogate_pair_in_the_text_is_a_syntax_fault(DocumentFormat format) => Assert.Equal("syntax 2:2", Fault("[\n\"\uD83D\"]", format));

    // Bounds on time in these tests are there to catch what is quadratic, not to measure a machine that is shared.
    [Theory]
    [InlineData(DocumentFormat.Yaml)]
    [InlineData(DocumentFormat.Json)]
    public void Limits_are_faults_and_come_quickly(DocumentFormat format)
    {
        var clock = Stopwatch.StartNew();
        Assert.NotNull(Parsed(new string('[', 64) + new string(']', 64), format));
        Assert.Equal("tooDeep 1:65", Fault(new string('[', 65) + new string(']', 65), format));
        Assert.Equal("tooDeep 1:65", Fault(new string('[', 500_000), format));
        Assert.StartsWith("tooManyNodes ", Fault($"[{string.Join(',', Enumerable.Repeat("1", 200_000))}]", format), StringComparison.Ordinal);
        Assert.NotNull(Parsed($"[{string.Join(',', Enumerable.Repeat("1", 199_999))}]", format));
        Assert.Equal("tooLarge 0:0", Fault(new string(' ', DocumentText.LengthMax + 1), format));
        Assert.Equal("empty 1:1", Fault(new string('\n', DocumentText.LengthMax), format));
        Assert.True(clock.Elapsed < TimeSpan.FromMinutes(1), $"took {clock.Elapsed}");
    }

    [Theory]
    [InlineData("- ")]
    [InlineData("? ")]
    [InlineData("{a: ")]
    [InlineData("&a ")]
    [InlineData("a: |\n\n")]
    [InlineData("\"")]
    [InlineData("'")]
    [InlineData("#")]
    [InlineData("%")]
    [InlineData("*a ")]
    [InlineData("|\n")]
    [InlineData("[a,")]
    [InlineData("a\n")]
    [InlineData("a:\n ")]
    public void The_same_thing_a_great_many_times_is_refused_or_read_quickly(string piece)
    {
        var clock = Stopwatch.StartNew();
        var text = new StringBuilder().Insert(0, piece, DocumentText.LengthMax / piece.Length).ToString();
        DocumentText.Parse(text, DocumentFormat.Yaml, []);
        DocumentText.Parse(text, DocumentFormat.Json, []);
        Assert.True(clock.Elapsed < TimeSpan.FromMinutes(1), $"took {clock.Elapsed}");
    }

    private static readonly string[] Valid =
    [
        Defaults.RuleBookYaml, Defaults.StandardCalendarYaml,
        """{"code":"3208008351","name":"店\n","location":{"lon":119.02,"lat":33.6e0},"lines":[{"id":"l1"}],"demo":true,"x":null}""",
        "a: |\n  block\n   more\nb: >-\n  folded\n  text\nc: [1, 'two', \"thr\\u0065e\"]\n? d\n: - e\n  -\n",
    ];

    private static readonly Gen<string> GenNoise = Gen.String[Gen.OneOf(Gen.Char["{}[]:,-?&*!|>'\"%@`#\\ \n\r\t~<=.0aZ\0\u0085\u2028\uFEFF"], Gen.Char)];

    private static readonly Gen<string> GenMutated = Gen.Select(Gen.Int[0, 3], Gen.Select(Gen.Int[0, 400], Gen.Int[0, 5], GenNoise).Array[1, 4], (which, edits) =>
    {
        var text = Valid[which];
        foreach (var (at, length, noise) in edits)
        {
            var start = at % (text.Length + 1);
            text = text.Remove(start, Math.Min(length, text.Length - start)).Insert(start, noise[..Math.Min(noise.Length, 3)]);
        }
        return text;
    });

    private static readonly Gen<string> GenBytes = Gen.Byte.Array[0, 60].Select(Encoding.UTF8.GetString);

    [Fact]
    public void No_text_makes_it_throw_and_every_refusal_has_one_fault_inside_the_text() =>
        Gen.Select(Gen.OneOf(GenNoise, GenBytes, GenMutated), Gen.OneOf(Gen.Const(DocumentFormat.Yaml), Gen.Const(DocumentFormat.Json))).Sample((text, format) =>
        {
            var faults = new List<DocFault>();
            var node = DocumentText.Parse(text, format, faults);
            Assert.Equal(node is null ? 1 : 0, faults.Count);
            if (node is null) Assert.True(faults[0] is { Line: >= 1, Column: >= 1 }, $"{faults[0]}");
            else Assert.DoesNotContain('\uD800', Shape(node));
        }, iter: 10_000);

    [Theory]
    [InlineData("when: >\n      x > 1 and\n      y >> 2\n", 3, 10)]
    [InlineData("when: >-\n\n  x > 1 and\n\n    y >> 2\n", 5, 8)]
    [InlineData("when: x > 1 and\n   y >> 2\n", 2, 7)]
    [InlineData("when: x > 1 and\r\n   y >> 2\r\n", 2, 7)]
    [InlineData("when: |\n   x > 1 and\n   y >> 2\n", 3, 7)]
    public void A_fault_in_a_condition_over_several_lines_is_placed_in_its_own_line(string rule, int line, int column)
    {
        var faults = new List<DocFault>();
        var text = "version: 1\nrules:\n  - id: a\n    device: terminal\n    severity: minor\n    " + rule.Replace("\n", "\n    ", StringComparison.Ordinal);
        RuleBook.Read(Yaml(text), faults);
        var fault = Assert.Single(faults);
        Assert.Equal((5 + line, 4 + column), (fault.Line, fault.Column));
    }
}
