using System.Collections.Concurrent;
using System.Text;
using Twin.Api.View;
using Twin.Domain.Access;
using Twin.Domain.Devices;
using Twin.Domain.Network;
using Twin.Domain.Readings;
using Twin.Grains.Network;

namespace Twin.Api.Tests.Telemetry;

/// <summary>A directory of a few devices whose grains are in memory, and tell what they were sent.</summary>
internal sealed class FakeNetwork : IDeviceDirectory
{
    public const string Known = "3208008351/t1";
    public const string Other = "3208008351/t2";

    private readonly Dictionary<string, RegisteredDevice> _devices = [];

    public ConcurrentQueue<string> Asked { get; } = new();

    public FakeNetwork()
    {
        foreach (var name in (string[])[Known, Other, "3208008351/c1"]) Add(name);
    }

    public FakeDevice this[string name] => (FakeDevice)_devices[name].Grain;

    public void Add(string name)
    {
        var device = DeviceRef.Parse(name);
        _devices[name] = new(device, DeviceKind.Terminal, new FakeDevice());
    }

    public Reach Find(ReadOnlySpan<byte> device, DivisionLimit within, out RegisteredDevice? found) => Find(Encoding.UTF8.GetString(device), out found);

    public Reach Find(ReadOnlySpan<char> device, DivisionLimit within, out RegisteredDevice? found) => Find(device.ToString(), out found);

    private Reach Find(string device, out RegisteredDevice? found)
    {
        Asked.Enqueue(device);
        // A fresh one each time, as after a change of the network between two readings.
        found = _devices.TryGetValue(device, out var known) ? new(known.Ref, known.Kind, known.Grain) : null;
        return found is null ? Reach.Unknown : Reach.Inside;
    }
}

internal sealed class FakeDevice : IDeviceGrain
{
    private readonly ConcurrentQueue<Reading> _applied = new();

    public Func<Reading, ValueTask<IngestOutcome>> Answer { get; set; } = _ => new(IngestOutcome.Accepted);

    public Reading[] Applied => [.. _applied];

    public int Calls { get; private set; }

    public async ValueTask<IngestOutcome> Apply(Reading reading)
    {
        Calls++;
        return await ApplyOne(reading);
    }

    public async ValueTask<IngestOutcome[]> ApplyAll(Reading[] readings)
    {
        Calls++;
        var outcomes = new List<IngestOutcome>();
        foreach (var reading in readings) outcomes.Add(await ApplyOne(reading));
        return [.. outcomes];
    }

    public ValueTask<bool> Settle(Orleans.Runtime.ActivationId activation) => throw new NotSupportedException();

    private async ValueTask<IngestOutcome> ApplyOne(Reading reading)
    {
        var outcome = await Answer(reading);
        _applied.Enqueue(reading);
        return outcome;
    }

    public ValueTask<DeviceSnapshot> Read() => throw new NotSupportedException();
    public ValueTask<DeviceSnapshot> ReadPresent() => throw new NotSupportedException();
    public ValueTask<DeviceFork?> Fork(bool evenAtRest) => throw new NotSupportedException();
    public ValueTask<DeviceSummary> Watch(string calendar) => throw new NotSupportedException();
    public ValueTask Forget() => throw new NotSupportedException();
    public Task Reconsider() => throw new NotSupportedException();
}
