using Twin.Api.Devices;
using Twin.Api.Telemetry;
using Twin.Domain.Devices;
using Twin.Domain.Network;
using Twin.Domain.Readings;
using Twin.Grains.Network;

namespace Twin.Api.Tests.Telemetry;

public sealed class DeviceCallsTests
{
    private readonly FakeDevice _device = new();
    private readonly TaskCompletionSource _held = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static Reading Reading(int i) => new() { At = DateTime.UnixEpoch.AddSeconds(i), Values = [] };

    private void Hold() => _device.Answer = async reading =>
    {
        await _held.Task;
        return reading.At.Second % 2 == 0 ? IngestOutcome.Accepted : IngestOutcome.Late;
    };

    [Fact]
    public async Task What_a_device_floods_with_goes_in_a_few_calls_and_each_hears_of_its_own()
    {
        Hold();
        var calls = new DeviceCalls(_device);
        var singles = 0;
        var answers = new List<(int From, Task<IngestOutcome[]> Task)>();
        for (var i = 0; i < 1_000; i += 2)
        {
            if (calls.TryBegin(out _)) singles++;
            else answers.Add((i, calls.Gather([Reading(i), Reading(i + 1)]).AsTask()));
        }
        Assert.Equal(4, singles);
        _held.SetResult();
        foreach (var (_, task) in answers) Assert.Equal([IngestOutcome.Accepted, IngestOutcome.Late], await task);
        Assert.InRange(_device.Calls, 1, 2);
        Assert.Equal(answers.SelectMany(a => (DateTime[])[Reading(a.From).At, Reading(a.From + 1).At]), _device.Applied.Select(r => r.At));
    }

    [Fact]
    public async Task A_failure_is_everybody_s_whose_readings_were_in_the_call_and_the_next_goes_through()
    {
        _device.Answer = _ => throw new TimeoutException();
        var calls = new DeviceCalls(_device);
        while (calls.TryBegin(out _))
        {
        }
        await Assert.ThrowsAsync<TimeoutException>(() => calls.Gather([Reading(0)]).AsTask());
        _device.Answer = _ => new(IngestOutcome.Accepted);
        Assert.Equal([IngestOutcome.Accepted], await calls.Gather([Reading(1)]));
    }

    [Fact]
    public void A_flood_is_a_notice_of_the_device()
    {
        var snapshot = new DeviceSnapshot { Kind = DeviceKind.Terminal, Status = DeviceStatus.Online, Since = default, Severity = Severity.None, Flood = new(DateTime.UnixEpoch, 1_000.5) };
        Assert.Equal([new NoticeModel("flood", "t1", DateTime.UnixEpoch, 1_000.5)], NoticeModel.Of(snapshot, "t1"));
        Assert.Empty(NoticeModel.Of(snapshot with { Flood = null }, null));
    }
}
