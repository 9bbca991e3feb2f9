using Twin.Domain.Access;
using Twin.Domain.Network;

namespace Twin.Domain.Tests.Access;

public sealed class DivisionLimitTests
{
    [Theory]
    [InlineData("", "320812", true, true, "no limit holds everything")]
    [InlineData("32", "320812", true, true, "the province holds every county")]
    [InlineData("3208", "320812", true, true, "a city holds its counties")]
    [InlineData("320800", "320812", true, true, "a city may be written with its zeros")]
    [InlineData("320812", "320812", true, true, "a county holds itself")]
    [InlineData("320812", "320813", false, false, "and no other of its city")]
    [InlineData("3208", "320312", false, false, "a city holds nothing of another")]
    [InlineData("320812", "320800", false, true, "a county is a part of its city and not all of it")]
    [InlineData("3208", "320000", false, true, "a city is a part of the province and not all of it")]
    [InlineData("3203 320812", "320812", true, true, "one of several is enough")]
    public void A_limit_holds_what_begins_with_one_of_its_prefixes(string prefixes, string division, bool holds, bool touches, string why)
    {
        var limit = DivisionLimit.Of(prefixes.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.True(limit.Holds(DivisionCode.Parse(division)) == holds, why);
        Assert.True(limit.Touches(DivisionCode.Parse(division)) == touches, why);
    }

    [Theory]
    [InlineData("3208", true)]
    [InlineData("320800", true)]
    [InlineData("320812", true)]
    [InlineData("32", true)]
    [InlineData("", false)]
    [InlineData("3", false)]
    [InlineData("33", false)]
    [InlineData("3299", false)]
    [InlineData("320899", false)]
    [InlineData("32081", false)]
    [InlineData("32081a", false)]
    [InlineData("３２", false)]
    public void A_prefix_is_two_four_or_six_digits_of_a_division_that_exists(string prefix, bool valid) => Assert.Equal(valid, DivisionLimit.Fault(prefix) is null);

    [Fact]
    public void What_has_no_division_lies_in_the_whole_only()
    {
        Assert.True(DivisionLimit.Whole.Holds((DivisionCode?)null));
        Assert.False(DivisionLimit.Of(["32"]).Holds((DivisionCode?)null));
    }

    [Fact]
    public void The_code_of_an_outlet_tells_its_city()
    {
        Assert.True(DivisionLimit.Of(["320812"]).MayHold(OutletCode.Parse("3208008351")));
        Assert.False(DivisionLimit.Of(["320812"]).MayHold(OutletCode.Parse("3203003072")));
    }
}
