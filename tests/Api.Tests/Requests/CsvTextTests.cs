using System.Text;
using Twin.Api.Requests;

namespace Twin.Api.Tests.Requests;

public sealed class CsvTextTests
{
    [Theory]
    [InlineData("淮安店", "淮安店")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"so\"", "\"say \"\"so\"\"\"")]
    [InlineData("two\r\nlines", "\"two\r\nlines\"")]
    [InlineData("=cmd|' /C calc'!A0", "\"'=cmd|' /C calc'!A0\"")]
    [InlineData("  =1+1", "\"'  =1+1\"")]
    [InlineData("+86 25", "\"'+86 25\"")]
    [InlineData("-1", "\"'-1\"")]
    [InlineData("@SUM(A1)", "\"'@SUM(A1)\"")]
    [InlineData("\t=1", "\"'\t=1\"")]
    [InlineData("＝1", "\"'＝1\"")]
    [InlineData("1-1", "1-1")]
    [InlineData("", "")]
    public void A_field_is_read_back_as_it_is_and_never_run(string field, string written)
    {
        var text = new StringBuilder();
        CsvText.AppendLine(text, field, "x");
        Assert.Equal($"{written},x\r\n", text.ToString());
    }
}
