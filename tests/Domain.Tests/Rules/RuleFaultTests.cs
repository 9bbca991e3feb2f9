using Twin.Domain.Documents;
using Twin.Domain.Rules;

namespace Twin.Domain.Tests.Rules;

/// <summary>What is wrong with a condition, and exactly where. The condition starts at line 10 column 11.</summary>
public class RuleFaultTests
{
    [Theory]
    // expression, code, column, part of the message
    [InlineData("paper < \"out\"", "wrongType", 17, "texts have no order")]
    [InlineData("session > true", "wrongType", 19, "no order")]
    [InlineData("open >= closed", "wrongType", 16, "no order")]
    [InlineData("1 == \"a\"", "wrongType", 13, "a number cannot be compared with a text")]
    [InlineData("count(x, 10m) == true", "wrongType", 25, "cannot be compared with true")]
    [InlineData("silent(90s) == 5", "wrongType", 23, "cannot be compared with a number")]
    [InlineData("temperatureC > 5m", "wrongType", 11, "write age(temperatureC)")]
    [InlineData("age(x) > 5", "wrongType", 18, "write 5s")]
    [InlineData("5", "wrongType", 11, "not a condition")]
    [InlineData("\"on\"", "wrongType", 11, "not a condition")]
    [InlineData("90s", "wrongType", 11, "not a condition")]
    [InlineData("open and count(x, 10m)", "wrongType", 20, "e.g. count(name, 10m) > 3")]
    [InlineData("age(x) or open", "wrongType", 11, "age(name) > 5m")]
    [InlineData("silent", "wrongType", 11, "silent(90s)")]
    [InlineData("x > 5 and x == \"a\"", "wrongType", 21, "'x' is a text here but a number at line 10 column 11")]
    [InlineData("x and rate(x, 5m) > 1", "wrongType", 22, "'x' is a number here but true/false")]
    [InlineData("x == \"a\" and count(x, 5m) > 1", "wrongType", 30, "count needs numbers or true/false")]
    [InlineData("a == b and a == 1 and b == \"t\"", "wrongType", 13, "'a' is a number")]
    [InlineData("silent(90)", "wrongType", 18, "needs a duration")]
    [InlineData("silent(\"90s\")", "wrongType", 18, "needs a duration")]
    [InlineData("silent()", "wrongType", 11, "takes one argument, found 0")]
    [InlineData("count(x) > 1", "wrongType", 11, "takes two arguments, found 1")]
    [InlineData("count(\"x\", 10m) > 1", "wrongType", 17, "without quotes")]
    [InlineData("count(5, 10m) > 1", "wrongType", 17, "takes the name")]
    [InlineData("silnet(90s)", "unknownFunction", 11, "did you mean 'silent'?")]
    [InlineData("Count(x, 10m) > 3", "unknownFunction", 11, "did you mean 'count'?")]
    [InlineData("average(x, 10m) > 3", "unknownFunction", 11, "did you mean 'avg'?")]
    [InlineData("fridge(x) > 3", "unknownFunction", 11, "known are silent, count")]
    [InlineData("silent(0s)", "outOfRange", 18, "more than 0s")]
    [InlineData("count(x, 8d) > 1", "outOfRange", 20, "at most 7d")]
    [InlineData("1 < x < 5", "syntax", 17, "cannot be chained")]
    [InlineData("x = 5", "syntax", 13, "write '=='")]
    [InlineData("open && x > 5", "syntax", 16, "write 'and'")]
    [InlineData("open || x > 5", "syntax", 16, "write 'or'")]
    [InlineData("!open", "syntax", 11, "write 'not'")]
    [InlineData("open AND x > 5", "syntax", 16, "write 'and'")]
    [InlineData("x == True", "syntax", 16, "write 'true'")]
    [InlineData("Open", "syntax", 11, "write 'open'")]
    [InlineData("x == \"out", "syntax", 16, "no closing \"")]
    [InlineData("(x > 5", "syntax", 11, "'(' without its ')'")]
    [InlineData("open and (x > 5 or (y > 3)", "syntax", 20, "'(' without its ')'")]
    [InlineData("x > 5)", "syntax", 16, "')' without a '('")]
    [InlineData("x >", "syntax", 14, "a value is missing after '>', found the end")]
    [InlineData("> 5", "syntax", 11, "a condition is missing")]
    [InlineData("open and", "syntax", 19, "a condition is missing")]
    [InlineData("open and or closed", "syntax", 20, "a condition is missing here, found 'or'")]
    [InlineData("x y", "syntax", 13, "expected 'and', 'or' or a comparison, found 'y'")]
    [InlineData("x > 5 y", "syntax", 17, "expected 'and', 'or'")]
    [InlineData("x + 1 > 5", "syntax", 13, "no arithmetic")]
    [InlineData("x > 1e999", "outOfRange", 15, "too large")]
    [InlineData("age(x) > 5min", "syntax", 20, "neither a number nor a duration")]
    [InlineData("age(x) > -5m", "syntax", 20, "cannot be negative")]
    [InlineData("x # 5", "syntax", 13, "unexpected character '#'")]
    [InlineData("温度 > 七", "wrongType", 11, "")]
    [InlineData("x ＞ 5", "syntax", 13, "write '>'")]
    [InlineData("open,", "syntax", 15, "unexpected ','")]
    public void One_fault_where_it_stands(string when, string code, int column, string message)
    {
        if (message.Length == 0)
        {
            Assert.Empty(Books.Faults(when)); // Chinese names are names: two values compared.
            return;
        }
        var fault = Assert.Single(Books.Faults(when));
        Assert.Equal(("rules[0].when", code, 10, column), (fault.Path, fault.Code, fault.Line, fault.Column));
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    public void An_empty_condition_is_a_fault(string when) => Assert.Equal("required", Assert.Single(Books.Faults(when)).Code);

    [Fact]
    public void One_reading_finds_every_fault_of_an_expression()
    {
        var faults = Books.Faults("paper < \"a\" and silnet(9s) or 1 < x < 3 and (age(y) > 5 or z = 4)");
        Assert.Equal([17, 27, 47, 63, 72], faults.Select(f => f.Column));
    }

    [Fact]
    public void The_clear_condition_must_agree_with_the_raise_condition()
    {
        var fault = Assert.Single(Books.Faults("x > 5", ("clear", Books.Text("open and x == \"cold\"", 20, 12))));
        Assert.Equal(("rules[0].clear", 20, 21), (fault.Path, fault.Line, fault.Column));
        Assert.Contains("line 10 column 11", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Places_are_counted_over_lines_and_from_behind_a_quote()
    {
        var faults = new List<DocFault>();
        RuleBook.Read(Books.Document(Books.Map(("id", "r"), ("device", "line"), ("severity", "info"),
            ("when", new DocText(7, 11, "x > 5 and\n  y < true\nor z = 3") { Content = (8, 7) }))), faults);
        Assert.Equal([(9, 11), (10, 12)], faults.Select(f => (f.Line, f.Column)).Order());
    }

    [Fact]
    public void Depth_and_length_are_bounded()
    {
        Assert.Empty(Books.Faults(new string('(', 100) + "open" + new string(')', 100)));
        Assert.Equal("tooDeep", Assert.Single(Books.Faults(new string('(', 101) + "open" + new string(')', 101))).Code);
        Assert.Equal("tooDeep", Assert.Single(Books.Faults(string.Concat(Enumerable.Repeat("not ", 101)) + "open")).Code);
        Assert.Equal("tooDeep", Assert.Single(Books.Faults(new string('(', 1999))).Code);
        Assert.Equal("tooLong", Assert.Single(Books.Faults(new string('x', 2001))).Code);
        Assert.Empty(Books.Faults(string.Join(" or ", Enumerable.Repeat("open", 240))));
    }

    [Theory]
    [InlineData("x > -1.5e-3 and x.y_2 == 'a \"quoted\" text' or not (closed)")]
    [InlineData("count(温度.1, 1h30m) >= 3 and rate(c, 5m) < 0.5")]
    [InlineData("session == false and open")]
    [InlineData("5 < x and true != session and 'a' == t")]
    [InlineData("age(x) > age(y) and avg(x, 5m) > min(x, 5m) and max(x, 10m) - 0 > 1", false)]
    [InlineData("a == b and (x > 5) == (y < 3)")]
    [InlineData("changes(t, 10m) > 3 and t == \"a\" and age(t) < 1d")]
    public void Sound_conditions_are_accepted(string when, bool sound = true) => Assert.Equal(sound, Books.Faults(when).Count == 0);
}
