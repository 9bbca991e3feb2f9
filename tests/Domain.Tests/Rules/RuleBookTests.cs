using CsCheck;
using Twin.Domain.Documents;
using Twin.Domain.Network;
using Twin.Domain.Rules;

namespace Twin.Domain.Tests.Rules;

public class RuleBookTests
{
    [Fact]
    public void Ten_faults_are_ten_faults()
    {
        var faults = new List<DocFault>();
        var document = Books.Map(("version", 2), ("extra", 1), ("rules", new DocList(3, 1,
        [
            Books.Map(("id", "Bad Id"), ("device", "fridge"), ("when", "x = 5"), ("severity", "high"), ("hold", "5 minutes"), ("colour", "red")),
            Books.Map(("id", "b"), ("device", "line"), ("severity", "info"), ("legs", new[] { "business", "sales" }), ("clearHold", 5)),
        ])));
        Assert.Null(RuleBook.Read(document, faults));
        Assert.Equal(
            ["extra unknownField", "rules[0].colour unknownField", "rules[0].device invalidValue", "rules[0].hold invalidValue", "rules[0].id invalidValue",
             "rules[0].severity invalidValue", "rules[0].when syntax", "rules[1].clearHold invalidValue", "rules[1].legs[1] invalidValue", "rules[1].when required", "version invalidValue"],
            faults.Select(f => $"{f.Path} {f.Code}").Order(StringComparer.Ordinal));
        Assert.All(faults, f => Assert.True(f.Line > 0 && f.Column > 0 && f.Message.Length > 0));
    }

    [Theory]
    [InlineData("id", "duplicate")]
    [InlineData("device", "required")]
    [InlineData("hold", "outOfRange")]
    [InlineData("security", "wrongType")]
    [InlineData("title", "wrongType")]
    [InlineData("when", "wrongType")]
    [InlineData("flapping", "wrongType")]
    public void Each_field_is_checked(string field, string code)
    {
        object? wrong = field switch { "id" => "first", "device" => null, "hold" => "8d", "when" => true, _ => "yes" };
        var fields = new List<(string, object?)> { ("id", "second"), ("device", "camera"), ("when", "x"), ("severity", "minor") };
        fields.RemoveAll(f => f.Item1 == field);
        fields.Add((field, wrong));
        var faults = new List<DocFault>();
        Assert.Null(RuleBook.Read(Books.Document(Books.Rule("first", "x > 1"), Books.Map([.. fields])), faults));
        var fault = Assert.Single(faults);
        Assert.Equal(($"rules[1].{field}", code), (fault.Path, fault.Code));
    }

    [Fact]
    public void A_full_rule_is_read_as_written()
    {
        var book = Books.One("x > 20", ("device", "camera"), ("hold", "1h30m"), ("clear", "x < 10"), ("clearHold", "60s"), ("severity", "critical"),
            ("title", Books.Map(("zh", "热"), ("en", "Hot"))), ("runbook", "fan"), ("security", true), ("legs", new[] { "business", "telecom" }), ("flapping", false), ("pageWhenClosed", true));
        var rule = Assert.Single(book.Rules);
        Assert.Equal((DeviceKind.Camera, "x > 20", TimeSpan.FromMinutes(90), "x < 10", TimeSpan.FromSeconds(60), Severity.Critical), (rule.Device, rule.When, rule.Hold, rule.Clear, rule.ClearHold, rule.Severity));
        Assert.Equal(("热", "Hot", "fan", true, false, true, false), (rule.TitleZh, rule.TitleEn, rule.Runbook, rule.Security, rule.Flapping, rule.PageWhenClosed, rule.MeansSilence));
        Assert.Equal(["business", "telecom"], rule.Legs);
        Assert.Same(book.For(DeviceKind.Camera), book.For(DeviceKind.Camera));
        Assert.Equal(0, book.For(DeviceKind.Line).Count);
        Assert.Same(rule, book.For(DeviceKind.Camera)[0]);
    }

    [Fact]
    public void The_fingerprint_is_of_behaviour_and_not_of_words()
    {
        var rule = Books.One("x > 20").Rules[0];
        Assert.Equal(rule.Fingerprint, (rule with { TitleEn = "t", Runbook = "r" }).Fingerprint);
        Rule[] others = [rule with { When = "x > 21" }, rule with { Hold = TimeSpan.FromSeconds(1) }, rule with { Clear = "x < 1" }, rule with { ClearHold = TimeSpan.FromSeconds(1) }, rule with { Severity = Severity.Info },
            rule with { Security = true }, rule with { Legs = ["telecom"] }, rule with { Flapping = false }, rule with { PageWhenClosed = true }, rule with { Device = DeviceKind.Line }];
        Assert.All(others, other => Assert.NotEqual(rule.Fingerprint, other.Fingerprint));
    }

    [Fact]
    public void Five_hundred_rules_are_allowed_and_one_more_is_not()
    {
        Assert.Equal(500, Books.Of([.. Enumerable.Range(0, 500).Select(i => Books.Rule($"r{i}", $"x{i} > 1"))]).Rules.Count);
        var faults = new List<DocFault>();
        Assert.Null(RuleBook.Read(Books.Document([.. Enumerable.Range(0, 501).Select(i => Books.Rule($"r{i}", "x > 1"))]), faults));
        Assert.Equal("tooMany", Assert.Single(faults).Code);
    }

    [Fact]
    public void No_text_makes_the_reader_throw()
    {
        string[] words = ["and", "or", "not", "(", ")", "x", "y.z", "5", "-3.2e4", "90s", "1h30m", "\"t\"", "'", "\"", "silent", "count", "age", "(x, 5m)", "<", ">=", "==", "=", "!", "&&", ",", "true", "open", "温度", "\ud83d", "\n", "1e999", "..", "-", "\0", "“"];
        var fromWords = Gen.Select(Gen.Int[0, words.Length - 1].Select(i => words[i]).Array[0, 40], Gen.Bool, (w, spaced) => string.Join(spaced ? " " : "", w));
        Gen.OneOf(fromWords, Gen.String).Sample(text =>
        {
            var faults = Books.Faults(text);
            Assert.All(faults, f => Assert.True(f.Line >= 10 && f.Column >= 1 && f.Message.Length > 0));
        }, iter: 20_000);
    }
}
