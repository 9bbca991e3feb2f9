using System.Globalization;
using System.Net;
using Orleans.Runtime;
using Twin.Grains.Cluster;

namespace Twin.Grains.Tests;

/// <summary>Where twins live.</summary>
public sealed class HomesTests
{
    private static SiloAddress Silo(int n, int generation = 1) => SiloAddress.New(IPAddress.Parse("10.0.0.1"), 11_111 + n, generation);

    private static readonly string[] Places = [.. Enumerable.Range(0, 20_000).Select(n => string.Create(CultureInfo.InvariantCulture, $"3208{n:000000}"))];

    [Theory]
    [InlineData("o-3208008351", "3208008351")]
    [InlineData("t-3208008351-t1", "3208008351")]
    [InlineData("c-3208008351-cam-2", "3208008351")]
    [InlineData("d-320812", "320812")]
    [InlineData("n-HA-QJP-OLT-03", "HA-QJP-OLT-03")]
    [InlineData("i-3208008351-gvo81", "3208008351")]
    public void An_outlet_and_what_is_in_it_have_one_place(string key, string place) => Assert.Equal(place, Homes.PlaceOf(key).ToString());

    [Fact]
    public void Everybody_who_knows_the_same_silos_in_whatever_order_comes_to_the_same_home()
    {
        SiloAddress[] silos = [.. Enumerable.Range(0, 5).Select(n => Silo(n))];
        SiloAddress[] others = [.. silos.Reverse()];
        Assert.All(Places, p => Assert.Equal(Homes.Of(silos, p), Homes.Of(others, p)));
    }

    [Fact]
    public void A_silo_started_again_at_its_address_is_home_to_the_same()
    {
        SiloAddress[] before = [Silo(0), Silo(1), Silo(2)];
        SiloAddress[] after = [Silo(0), Silo(1, generation: 2), Silo(2)];
        Assert.All(Places, p => Assert.Equal(Homes.Of(before, p)!.Endpoint, Homes.Of(after, p)!.Endpoint));
    }

    [Fact]
    public void Outlets_are_spread_evenly_and_only_those_of_a_silo_that_goes_move()
    {
        SiloAddress[] four = [.. Enumerable.Range(0, 4).Select(n => Silo(n))];
        var homes = Places.ToDictionary(p => p, p => Homes.Of(four, p)!);
        Assert.All(homes.Values.GroupBy(h => h), g => Assert.InRange(g.Count(), 4_700, 5_300));
        Assert.All(Places.Where(p => !homes[p].Equals(Silo(3))), p => Assert.Equal(homes[p], Homes.Of(four.AsSpan(0, 3), p)));
    }

    [Fact]
    public void Without_silos_there_is_no_home() => Assert.Null(Homes.Of([], "3208008351"));

    [Fact]
    public void A_key_names_its_silo() => Assert.Equal(Silo(7), SiloKeys.SiloOf(SiloKeys.KeyOf(Silo(7), copy: 3)));
}
