using System.Buffers;
using System.Text;
using System.Text.Json;
using Twin.Domain.Network;
using Twin.Silo.Demo;

namespace Twin.Silo.Tests.Demo;

public sealed class DemoFleetTests
{
    private const int StepsPerMinute = 120;

    private static readonly DateTime Start = new(2027, 1, 4, 2, 0, 0, DateTimeKind.Utc);
    private static readonly IReadOnlyList<OutletProfile> Outlets = DemoNetwork.Make(2_000);

    private static IEnumerable<(DateTime At, IReadOnlyCollection<DemoDevice> Reporting)> Run(DemoFleet fleet, int minutes) =>
        Enumerable.Range(0, minutes * StepsPerMinute).Select(i => (Start + i * DemoFleet.Step, fleet.Next(Start + i * DemoFleet.Step)));

    private static string Said(DemoFleet fleet, int minutes)
    {
        var said = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(said);
        foreach (var (at, reporting) in Run(fleet, minutes))
            foreach (var device in reporting)
            {
                device.Write(json, at);
                json.Flush();
                json.Reset();
            }
        return Encoding.UTF8.GetString(said.WrittenSpan);
    }

    [Fact]
    public void The_same_seed_tells_the_same_story_and_another_seed_another()
    {
        var outlets = Outlets.Take(300).ToArray();
        var story = Said(new(outlets), 10);
        Assert.Equal(story, Said(new(outlets), 10));
        Assert.NotEqual(story, Said(new(outlets, seed: 2), 10));
    }

    [Fact]
    public void Every_device_reports_once_a_minute_as_long_as_it_can()
    {
        var fleet = new DemoFleet(Outlets);
        var said = Run(fleet, 1).SelectMany(s => s.Reporting).CountBy(d => d).ToDictionary();
        // Within the first minute nothing has been wrong for long: only what has just broken is missing or has spoken twice.
        Assert.InRange(said.Count, fleet.Devices * 0.95, fleet.Devices);
        Assert.InRange(said.Values.Count(n => n == 1), fleet.Devices * 0.95, fleet.Devices);
    }

    [Fact]
    public void What_is_cut_off_or_mute_says_nothing() => Assert.All(
        Run(new(Outlets), 60).SelectMany(s => s.Reporting.Select(d => (s.At, Device: d, d.Fault, d.CutOffUntil))),
        r => Assert.True(r.CutOffUntil <= r.At && r.Fault != DemoFault.Silent));

    [Fact]
    public void Things_break_and_every_fault_ends_in_its_time()
    {
        var broken = new Dictionary<DemoDevice, DateTime>();
        var (faults, ended) = (0, 0);
        foreach (var (at, reporting) in Run(new(Outlets), 120))
        {
            foreach (var device in reporting)
            {
                Assert.True(device.Fault == DemoFault.None || device.Until > at, $"{device.Fault} should have ended at {device.Until}, it is {at}");
                if (device.Fault == DemoFault.None && broken.Remove(device)) ended++;
                if (device.Fault != DemoFault.None && broken.TryAdd(device, device.Until)) faults++;
            }
        }
        Assert.NotEqual(0, faults);
        Assert.InRange(ended, faults / 2, faults);
        // What is left began late or is one of the few that take long, and none is overdue by the end.
        Assert.All(broken.Keys, d => Assert.True(d.Fault == DemoFault.None || d.Until > Start + TimeSpan.FromMinutes(120) - DemoFleet.Step));
    }
}
