using Twin.LoadTests.Pacing;
using Twin.LoadTests.Servers;

namespace Twin.LoadTests.Scenarios;

/// <summary>What a device takes of the heap, its share of outlet, district, history and view included: all that is there after a full collection, less what an empty Twin has.</summary>
public static class Memory
{
    public static async Task Run(Bench bench)
    {
        bench.Report.Note("Heap: after a full collection that the tool asks for, fragments left out. Of it is taken what a Twin without outlets has. Outlets, districts, history and the API's view of them are included, all divided by the number of devices.");
        for (var run = 0; run < bench.Options.Runs; run++)
        {
            using var data = new DataFolder();
            var fleet = bench.Fleet();
            await using var twin = await bench.StartTwin(data);
            await using var sampler = new ServerSampler(twin.Process, bench.Key);
            var empty = await Collector.HeapAfterCollection(twin);
            await bench.Populate(twin, fleet);
            var heard = await Collector.HeapAfterCollection(twin);
            bench.Progress.Say("readings, to see whether it stays");
            var senders = fleet.Senders(twin.Url, Steady.Connections);
            var result = await Load.Closed([twin.Process], senders, bench.Timeline(), bench.Stop);
            foreach (var sender in senders) sender.Dispose();
            var after = await Collector.HeapAfterCollection(twin);

            bench.Chart("Twin", run, result, sampler, "readings/s");
            bench.Report.Add("heap of an empty Twin", "MiB", empty / 1048576);
            bench.Report.Add("heap once every device was heard", "MiB", heard / 1048576);
            bench.Report.Add("heap after a stretch of readings", "MiB", after / 1048576);
            bench.Report.Add("heap of a device when first heard", "kB", (heard - empty) / fleet.Network.Devices / 1000);
            bench.Report.Add("heap of a device after a stretch of readings", "kB", (after - empty) / fleet.Network.Devices / 1000);
            bench.Report.Add("resident", "MiB", twin.Process.ResidentMiB());
        }
        bench.Report.Judge("P6", "heap of a device after a stretch of readings");
    }
}
