using Twin.Documents;
using Twin.Domain.Documents;
using Twin.Domain.Network;
using Twin.Silo.Demo;

namespace Twin.Silo.Tests.Demo;

public sealed class DemoNetworkTests
{
    private const int Many = 20_000;

    private static readonly IReadOnlyList<OutletProfile> Province = DemoNetwork.Make(Many);

    [Fact]
    public void The_same_size_and_seed_make_the_same_network_and_another_seed_another()
    {
        var (one, again, other) = (DemoNetwork.Make(500), DemoNetwork.Make(500), DemoNetwork.Make(500, seed: 2));
        Assert.All(one.Zip(again), pair => Assert.True(pair.First.SaysTheSameAs(pair.Second)));
        Assert.NotEqual(one.Select(o => o.Code), other.Select(o => o.Code));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(200)]
    [InlineData(Many)]
    public void As_many_outlets_as_asked_for_each_with_a_code_of_its_own(int count)
    {
        var outlets = count == Many ? Province : DemoNetwork.Make(count);
        Assert.Equal(count, outlets.Count);
        Assert.Equal(count, outlets.Select(o => o.Code).Distinct().Count());
        Assert.All(outlets, o => Assert.Equal(o.District.City, o.Code.City));
        Assert.All(outlets, o => Assert.Contains(DemoNetwork.Label, o.Designations));
    }

    [Fact]
    public void Counties_have_outlets_as_they_have_people()
    {
        var people = Divisions.CountyLevel.Sum(d => (double)d.Population);
        var made = Province.CountBy(o => o.District).ToDictionary();
        // Rounding gives or takes one, a known code adds one.
        Assert.All(Divisions.CountyLevel, d => Assert.InRange(made.GetValueOrDefault(d.Code) - Many * d.Population / people, -1.01, 2.01));
    }

    [Theory]
    [InlineData("3208008351", "320812")]
    [InlineData("3208008732", "320830")]
    [InlineData("3203003072", "320303")]
    public void The_known_codes_are_in_their_districts(string code, string district) =>
        Assert.Equal(district, Assert.Single(Province, o => o.Code.ToString() == code).District.ToString());

    [Fact]
    public void An_access_node_has_16_to_64_lines_of_one_county_where_the_county_has_that_many()
    {
        var inCounty = Province.CountBy(o => o.District).ToDictionary();
        Assert.All(Province.GroupBy(o => o.AccessNode!), node =>
        {
            var county = Assert.Single(node.Select(o => o.District).Distinct());
            Assert.InRange(node.Count(), Math.Min(16, inCounty[county]), 64);
        });
    }

    [Fact]
    public void Every_outlet_has_a_line_terminals_and_cameras()
    {
        Assert.All(Province, o => Assert.Single(o.Devices, d => d.Kind == DeviceKind.Line));
        Assert.All(Province, o => Assert.Contains(o.Devices, d => d.Kind == DeviceKind.Terminal));
        Assert.All(Province, o => Assert.Contains(o.Devices, d => d.Kind == DeviceKind.Camera));
    }

    [Fact]
    public void Every_profile_is_one_the_API_would_take() => Assert.All(Province, outlet =>
    {
        var faults = new List<DocFault>();
        var document = DocumentText.Parse(OutletProfileFormat.ToJson(outlet).ToJsonString(), DocumentFormat.Json, faults);
        var read = OutletProfileFormat.Read(document!, outlet.Code, ReadOnlyFields.Refuse, faults);
        Assert.Empty(faults);
        Assert.True(read!.SaysTheSameAs(outlet));
    });
}
