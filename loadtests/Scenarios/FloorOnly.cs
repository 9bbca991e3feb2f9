namespace Twin.LoadTests.Scenarios;

/// <summary>The floor alone, to know a machine.</summary>
public static class FloorOnly
{
    public static async Task Run(Bench bench)
    {
        var fleet = bench.Fleet();
        for (var run = 0; run < bench.Options.Runs; run++)
        {
            await Steady.Floor(bench, fleet, run);
            await Query.Floor(bench, fleet.Network, run);
        }
    }
}
