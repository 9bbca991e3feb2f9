using Twin.LoadTests.Field;
using Twin.LoadTests.Fleet;

namespace Twin.LoadTests.Tests;

/// <summary>Devices of the field, in time that is only counted: what they say, and what a server that was told it is owed to have found.</summary>
public sealed class FieldTests
{
    private static readonly FieldTimes Times = new(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(300));
    private static readonly DateTime Began = new(2027, 1, 4, 2, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void The_same_seed_makes_the_same_readings_and_each_device_says_them_in_order()
    {
        var readings = Fleet(seed: 5).Until(Times.Length, Began).ToArray();
        Assert.Equal(readings, Fleet(seed: 5).Until(Times.Length, Began));
        Assert.NotEqual(readings, Fleet(seed: 6).Until(Times.Length, Began));
        Assert.All(readings.GroupBy(r => r.Device), one =>
        {
            Assert.Equal(one.OrderBy(r => r.Observed), one);
            Assert.Equal(Enumerable.Range(1, one.Count()), one.Select(r => (int)r.Seq));
        });
    }

    [Fact]
    public void Faults_come_by_the_rate_that_was_asked_for_and_an_outlet_has_one_at_a_time()
    {
        var long1 = new FieldTimes(TimeSpan.FromSeconds(10), TimeSpan.FromDays(1));
        var faults = Enumerable.Range(0, 400).SelectMany(n => FaultPlan.Of([5 * n, 5 * n + 1], 3, long1, new Random(n))).ToArray();
        // 2,400 by chance, and a few seconds after each in which there is no other.
        Assert.InRange(faults.Length, 2_250, 2_500);
        foreach (var outlet in faults.GroupBy(f => f.Device / 5))
            foreach (var (one, next) in outlet.Zip(outlet.Skip(1))) Assert.True(one.End < next.Begin);
        Assert.Empty(FaultPlan.Of([1, 2], 0, long1, new Random(1)));
    }

    [Fact]
    public void A_silent_device_says_nothing_and_a_faulty_one_says_so_at_once_and_says_when_it_is_over()
    {
        var fleet = Fleet(seed: 1, faultsPerDay: 1_000);
        var readings = fleet.Until(Times.Length, Began).ToLookup(r => r.Device);
        Assert.Equal(2, fleet.Faults.Select(f => f.Kind).Distinct().Count());
        foreach (var fault in fleet.Faults)
        {
            var during = readings[fault.Device].Where(r => r.Observed >= fault.Begin && r.Observed < fault.End).ToArray();
            if (fault.Kind == FaultKind.Silent) Assert.Empty(during);
            else Assert.True(during[0].Observed == fault.Begin && during.All(r => r.Faulty));
            Assert.Contains(readings[fault.Device], r => r.Observed == fault.End && !r.Faulty);
        }
    }

    [Fact]
    public void Each_made_fault_that_the_server_heard_of_in_time_is_owed_one_incident()
    {
        var fleet = Fleet(seed: 2, faultsPerDay: 500);
        var ledgers = Play(fleet, _ => TimeSpan.FromMilliseconds(5));
        Assert.NotEmpty(fleet.Faults);
        Assert.Equal(fleet.Faults.Count(f => f.Kind == FaultKind.Silent), ledgers.Where((_, n) => Heard(fleet, n)).Sum(l => l.Silent.Least));
        Assert.Equal(fleet.Faults.Count(f => f.Kind == FaultKind.Reported), ledgers.Sum(l => l.Reported.Least));
        Assert.All(ledgers, l => Assert.Equal((l.Silent.Least, l.Reported.Least), (l.Silent.Most, l.Reported.Most)));
        // Only those whose clocks were set right say anything that is late.
        Assert.True(ledgers.Sum(l => l.LateLeast) > 0);
        Assert.All(ledgers.Where((_, n) => fleet.Devices[n].Clock.Kind != ClockKind.SetRight), l => Assert.Equal(0, l.LateMost));
    }

    [Theory]
    [InlineData(4, 0, 0, "shorter than the hold once it is told: owed nothing")]
    [InlineData(60, 1, 1, "known for longer than hold and slack")]
    [InlineData(12.5, 0, 1, "between: either is right")]
    public void What_a_reported_fault_is_owed_depends_on_how_long_the_server_knew_of_it(double overAt, int least, int most, string why)
    {
        var ledger = new DeviceLedger(Times);
        Say(ledger, 3, faulty: true, heardAt: 10);
        Say(ledger, overAt, faulty: false, heardAt: Math.Max(10.001, overAt));
        ledger.End(TimeSpan.FromSeconds(70));
        Assert.True(new Owed(least, most) == ledger.Reported, $"{why}: {ledger.Reported}");
    }

    [Fact]
    public void After_an_outage_of_the_server_a_device_has_a_whole_window_more()
    {
        var (alive, dead) = (new DeviceLedger(Times), new DeviceLedger(Times));
        foreach (var ledger in new[] { alive, dead })
        {
            Say(ledger, 5, faulty: false);
            ledger.Down(TimeSpan.FromSeconds(10));
            ledger.Up(TimeSpan.FromSeconds(35), TimeSpan.FromSeconds(40));
        }
        Say(alive, 60, faulty: false);
        Say(dead, 40 + 30 + 6, faulty: false);
        Assert.Equal((new Owed(0, 0), new Owed(1, 1)), (alive.Silent, dead.Silent));
    }

    [Fact]
    public void One_that_says_first_how_things_are_is_late_with_the_rest_and_the_others_stay_in_order()
    {
        var buffer = new FieldBuffer();
        foreach (var n in Enumerable.Range(0, 6)) buffer.Add(new(n % 2, TimeSpan.FromSeconds(n), Began.AddSeconds(n), n, false));
        foreach (var again in new[] { 1, 2 }) buffer.NewestFirst(device => device == 1); // a second failure changes nothing more
        Assert.Equal([5, 0, 1, 2, 3, 4], buffer.Next(10).Select(r => (int)r.Seq));
        var ledger = new DeviceLedger(Times);
        foreach (var reading in buffer.Next(10).Where(r => r.Device == 1)) ledger.Heard(reading, TimeSpan.FromSeconds(9), TimeSpan.FromSeconds(9), corrected: false);
        Assert.Equal((2, 2), (ledger.LateLeast, ledger.LateMost));
        buffer.Done(2);
        Assert.Equal((4, 6), (buffer.Next(10).Length, buffer.Most));
    }

    private static FieldFleet Fleet(int seed, double faultsPerDay = 100) => new(new Network(60, 5), Times, faultsPerDay, seed);

    private static bool Heard(FieldFleet fleet, int device) => fleet.Devices[device].Clock.Kind != ClockKind.Wrong;

    private static DeviceLedger[] Play(FieldFleet fleet, Func<FieldReading, TimeSpan> way)
    {
        var ledgers = fleet.Devices.Select(_ => new DeviceLedger(Times)).ToArray();
        foreach (var reading in fleet.Until(Times.Length, Began))
            if (Heard(fleet, reading.Device)) ledgers[reading.Device].Heard(reading, reading.Observed, reading.Observed + way(reading), fleet.Devices[reading.Device].Clock.Kind == ClockKind.FarAhead);
        foreach (var ledger in ledgers) ledger.End(Times.Length);
        return ledgers;
    }

    private static void Say(DeviceLedger ledger, double second, bool faulty, double? heardAt = null)
    {
        var heard = TimeSpan.FromSeconds(heardAt ?? second);
        ledger.Heard(new(0, TimeSpan.FromSeconds(second), Began.AddSeconds(second), (long)(second * 1000), faulty), heard, heard, corrected: false);
    }
}
