using Twin.Domain.Network;

namespace Twin.Domain.Tests.Network;

public class DivisionsTests
{
    [Fact]
    public void Jiangsu_has_a_province_13_cities_95_counties_and_a_zone()
    {
        Assert.Equal((110, 13, 95, 96), (Divisions.All.Count, Divisions.Cities.Count, Divisions.Counties.Count, Divisions.CountyLevel.Count));
        Assert.Equal("320571", Divisions.CountyLevel.Except(Divisions.Counties).Single().Code.ToString());
    }

    [Fact]
    public void Divisions_are_in_the_order_of_their_codes() => Assert.Equal(Divisions.All.OrderBy(d => d.Code), Divisions.All);

    [Fact]
    public void The_province_has_no_parent_and_no_centroid()
    {
        var province = Divisions.Find(DivisionCode.Parse("320000"))!;
        Assert.Equal((DivisionLevel.Province, null, null), (province.Level, province.Parent, province.Centroid));
        Assert.Equal((84_748_016L, 102_600.0), (province.Population, province.AreaKm2));
    }

    [Fact]
    public void A_county_is_found_by_its_code()
    {
        var county = Divisions.Find(DivisionCode.Parse("320812"))!;
        Assert.Equal(("清江浦区", "Qingjiangpu District", DivisionLevel.County, "320800"), (county.NameZh, county.NameEn, county.Level, county.Parent.ToString()));
        Assert.Equal(new(119.019454, 33.603234), county.Seat);
        Assert.Equal(new(119.050656, 33.520074), county.Centroid);
        Assert.Equal((816_683L, 445.1), (county.Population, county.AreaKm2));
    }

    [Fact]
    public void An_unknown_code_is_not_found()
    {
        Assert.Null(Divisions.Find(DivisionCode.Parse("110000")));
        Assert.Null(Divisions.Find(default));
    }

    [Fact]
    public void Every_other_division_has_a_parent_of_the_level_above_and_a_centroid()
    {
        foreach (var division in Divisions.All.Where(d => d.Level != DivisionLevel.Province))
        {
            Assert.Equal(division.IsCountyLevel ? DivisionLevel.City : DivisionLevel.Province, Divisions.Find(division.Parent!.Value)!.Level);
            Assert.True(division.Level == DivisionLevel.City || division.Code.City == division.Parent);
            Assert.NotNull(division.Centroid);
        }
    }

    [Fact]
    public void Populations_add_up_from_county_level_to_city_and_province()
    {
        foreach (var city in Divisions.Cities)
            Assert.Equal(city.Population, Divisions.CountyLevel.Where(d => d.Parent == city.Code).Sum(d => d.Population));
        Assert.Equal(Divisions.All[0].Population, Divisions.Cities.Sum(d => d.Population));
    }
}
