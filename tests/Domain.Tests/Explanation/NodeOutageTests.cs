using Twin.Domain.Escalation;
using Twin.Domain.Explanation;
using Twin.Domain.Network;
using Twin.Domain.Time;

namespace Twin.Domain.Tests.Explanation;

/// <summary>When lines behind one access node are one outage.</summary>
public class NodeOutageTests
{
    private const string Node = "HA-QJP-OLT-03";
    private static readonly SharedOutage Shared = EscalationPolicy.Default.SharedOutage;
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(30);

    /// <summary>A node of so many lines, of which some went down, each at a second.</summary>
    private static NodeOutage Of(int lines, params double[] down) => With(NodeOutage.None, lines, down);

    private static NodeOutage With(NodeOutage outage, int lines, params double[] down) => outage with
    {
        Outlets = Enumerable.Range(0, lines).ToDictionary(i => $"{3208000000 + i}", i => new OutletLines
        {
            Outlet = OutletCode.Parse($"{3208000000 + i}"),
            Count = 1,
            District = DivisionCode.Parse("320812"),
            Down = i < down.Length ? 1 : 0,
            DownSince = i < down.Length ? Branch.At(down[i]) : default,
        }),
    };

    private static (NodeOutage Outage, DateTime? Next) Judge(NodeOutage outage, double second) => NodeOutageRules.Judge(outage, Node, Shared, Settle, null, Moment.At(Branch.At(second)));

    public static TheoryData<int, double[], bool, string> Cases => new()
    {
        { 5, [0, 1], false, "two lines are too few, whatever their share" },
        { 5, [0, 1, 2], true, "three of five" },
        { 10, [0, 1, 2], true, "exactly 30 %" },
        { 11, [0, 1, 2], false, "27 %" },
        { 11, [0, 1, 2, 3], true, "36 %" },
        { 3, [0, 30, 60], true, "exactly within 60 s" },
        { 3, [0, 30, 60.001], false, "a moment longer" },
        { 4, [0, 50, 70, 105], true, "three within 60 s, though not the first three" },
        { 100, [0, 1, 2, 3], false, "4 %" },
    };

    [Theory, MemberData(nameof(Cases))]
    public void At_least_three_and_thirty_percent_within_a_minute_are_an_outage(int lines, double[] down, bool expected, string why)
    {
        var (outage, _) = Judge(Of(lines, down), 200);
        Assert.True(expected == outage.Down, why);
        Assert.Equal(expected, outage.Incident is not null);
    }

    [Fact]
    public void It_began_with_the_first_of_those_that_fell_together() => Assert.Equal(Branch.At(50), Judge(Of(4, 0, 50, 70, 105), 200).Outage.Began);

    [Fact]
    public void C13_fifteen_hundred_outlets_are_one_incident_and_three_hundred_more_join_it()
    {
        var (outage, _) = Judge(Of(1800, [.. Enumerable.Range(0, 1500).Select(i => i * 20.0 / 1500)]), 20);
        Assert.Equal((true, 1500), (outage.Down, outage.Members.Count()));
        var (more, _) = Judge(With(outage, 1800, [.. Enumerable.Range(0, 1800).Select(i => (double)i)]), 2000);
        Assert.Equal((outage.Incident, outage.Began, 1800), (more.Incident, more.Began, more.Members.Count()));
    }

    [Fact]
    public void It_ends_when_fewer_than_the_threshold_have_been_down_for_a_while()
    {
        var (down, _) = Judge(Of(10, 0, 0, 0), 1);
        var (few, next) = Judge(With(down, 10, 0, 0), 100);
        Assert.Equal((true, Branch.At(130)), (few.Down, next));
        Assert.Same(few, Judge(few, 129.999).Outage);
        // One more in between begins the wait anew.
        var (again, none) = Judge(With(few, 10, 0, 0, 110), 110);
        Assert.Equal((true, null, null), (again.Down, again.FewSince, none));
        Assert.Same(again, Judge(again, 111).Outage);
        var (over, _) = Judge(Judge(With(again, 10, 0, 0), 120).Outage, 150);
        Assert.Equal((false, 2), (over.Down, over.Members.Count())); // those two are on their own now
        Assert.Same(over, Judge(over, 1000).Outage);
    }

    [Fact]
    public void The_same_node_soon_after_is_the_same_incident_and_later_another()
    {
        var (first, _) = Judge(Of(3, 0, 0, 0), 1);
        var back = Judge(Judge(With(first, 3), 100).Outage, 130).Outage with { ForgetAt = Branch.At(1000) };
        Assert.Equal(first.Incident, Judge(With(back, 3, 900, 900, 900), 900).Outage.Incident);
        Assert.NotEqual(first.Incident, Judge(With(back, 3, 1000, 1000, 1000), 1000).Outage.Incident);
    }

    [Fact]
    public void A_restart_moves_its_times_along()
    {
        var few = Judge(With(Judge(Of(3, 0, 0, 0), 1).Outage, 3), 100).Outage.Rebased(TimeSpan.FromHours(1));
        Assert.Equal(Branch.At(3730), Judge(few, 3600 + 129).Next);
    }

    [Theory]
    [InlineData("HA-QJP-OLT-03", "HA-QJP-OLT-03")]
    [InlineData("清江浦 OLT/3", "x")]
    public void A_nodes_name_fits_into_an_id(string node, string start)
    {
        Assert.StartsWith(start, NodeOutageRules.Slug(node), StringComparison.Ordinal);
        Assert.True(Twin.Domain.Incidents.IncidentId.IsId($"node-{NodeOutageRules.Slug(node)}-1"));
    }
}
