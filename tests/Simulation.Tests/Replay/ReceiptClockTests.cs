using Twin.Domain.Network;
using Twin.Simulation.Replay;

namespace Twin.Simulation.Tests.Replay;

public sealed class ReceiptClockTests
{
    /// <summary>Readings <c>device@second</c>, or <c>device@second!received</c>; what comes of them: the second each was received in.</summary>
    private static (string Seconds, long Disbelieved) Run(string readings)
    {
        var clock = new ReceiptClock();
        var recording = readings.Split(' ').Select((text, i) =>
        {
            var parts = text.Split('@', '!');
            DateTime At(string second) => Recorded.Start.AddSeconds(int.Parse(second, System.Globalization.CultureInfo.InvariantCulture));
            return new RecordedReading(i + 1, DeviceRef.Parse($"320800000{parts[0]}/t1"), new() { At = At(parts[1]) }, parts.Length > 2 ? At(parts[2]) : null);
        });
        return (string.Join(' ', clock.Run(recording).Select(r => (r.Received - Recorded.Start).TotalSeconds)), clock.Disbelieved);
    }

    [Theory]
    [InlineData("1@0 2@5 3@9 1@30", "0 5 9 30", 0)] // clocks that are right
    [InlineData("1@0 2@5 1@3 3@9", "0 5 5 9", 0)] // out of order: time stands, and does not go back
    [InlineData("1@0 2@5 1@9000 2@35 3@39 1@60", "0 5 5 35 39 60", 1)] // one clock jumps for once
    [InlineData("1@9000 2@5 3@9 2@35 3@39", "5 5 9 35 39", 1)] // the very first is wrong
    [InlineData("1@0 2@5 1@9000 2@9005 3@9009", "0 5 9000 9005 9009", 0)] // all of them jump: a pause
    [InlineData("1@0 1@30 1@9000 1@9030", "0 30 9000 9030", 0)] // one device alone, a pause
    [InlineData("1@0 1@30 1@9000 1@60 1@90", "0 30 30 60 90", 1)] // one device alone, a wrong clock
    [InlineData("1@0 2@5 3@9 2@1 2@2 2@3 2@4 4@30 1@35", "0 5 9 9 9 9 9 30 35", 0)] // what was kept back and sent at once
    [InlineData("1@0 2@5 3@9 1@30 2@9000", "0 5 9 30 30", 1)] // nobody after it to belie it
    [InlineData("1@0 1@30 1@60", "0 30 60", 0)]
    [InlineData("1@0!100 2@5!100 3@9!160 1@9000!161", "100 100 160 161", 0)] // the recording says it
    public void Time_goes_by_what_most_say(string readings, string received, long disbelieved) => Assert.Equal((received, disbelieved), Run(readings));
}
