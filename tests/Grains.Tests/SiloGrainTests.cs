using Twin.Domain.Network;
using Twin.Domain.Readings;
using Twin.Grains.Cluster;
using Twin.Grains.Network;

namespace Twin.Grains.Tests;

/// <summary>Readings that came over from another process.</summary>
public sealed class SiloGrainTests : IAsyncLifetime
{
    private const byte Accepted = (byte)IngestOutcome.Accepted;
    private const byte Duplicate = (byte)IngestOutcome.Duplicate;

    private readonly ReadingsPacketWriter _packet = new();
    private Network _network = null!;

    public async ValueTask InitializeAsync()
    {
        _network = await Network.Build();
        await _network.Register("t1", "t2", "t3");
    }

    public async ValueTask DisposeAsync() => await _network.DisposeAsync();

    [Fact]
    public async Task Each_reading_gets_its_outcome_in_the_order_sent()
    {
        Write("t1", Reading(1, "ok"), Reading(2, "ok"), Reading(1, "ok"));
        Write("t2", Reading(1, "ok"));
        await Answers(Accepted, Accepted, Duplicate, Accepted);
        Assert.Equal(2, (await _network.Terminal.Read()).AcceptedCount);
        Write("t2", Reading(1, "ok"), Reading(2, "ok"));
        await Answers(Duplicate, Accepted);
    }

    [Fact]
    public async Task A_transition_is_stored_before_the_answer()
    {
        var release = _network.Storage.Hold(KeyOf("t1"));
        Write("t1", Reading(1, "jammed"));
        Write("t2", Reading(1, "ok"));
        var answer = Send();
        while (_network.Storage.Writes(KeyOf("t1")) == 0) await Task.Yield();
        Assert.False(answer.IsCompleted);

        release();
        Assert.Equal((byte[])[Accepted, Accepted], await answer);
        Assert.Contains("printer-cutter", _network.Storage.Stored(KeyOf("t1")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_device_that_was_not_awake_is_woken()
    {
        await _network.Crash(_network.Terminal);
        Write("t1", Reading(1, "jammed"));
        await Answers(Accepted);
        Assert.Equal(1, (await _network.Terminal.Read()).AcceptedCount);
    }

    [Fact]
    public async Task Only_the_device_that_could_not_store_is_told_to_be_sent_again()
    {
        _network.Storage.Refuse(KeyOf("t2"), times: 1);
        Write("t1", Reading(1, "jammed"));
        Write("t2", Reading(1, "jammed"), Reading(2, "jammed"));
        Write("t3", Reading(1, "ok"));
        await Answers(Accepted, ReadingsPacket.Failed, ReadingsPacket.Failed, Accepted);
        Write("t2", Reading(1, "jammed"), Reading(2, "jammed"));
        await Answers(Duplicate, Duplicate);
        Assert.Contains("printer-cutter", _network.Storage.Stored(KeyOf("t2")), StringComparison.Ordinal);
    }

    private async Task Answers(params byte[] expected) => Assert.Equal(expected, await Send());

    private Task<byte[]> Send() => _network.Grains.Silo(_network.Silo).Ingest(_packet.Take()).AsTask();

    private Reading Reading(long seq, string cutter) => _network.Reading(("cutter", Value.Of(cutter))) with { Seq = seq };

    private void Write(string device, params Reading[] readings)
    {
        _packet.Device(_network.Device(device).GetGrainId().Key, readings.Length);
        foreach (var reading in readings) _packet.Add(reading);
    }

    private static string KeyOf(string device) => $"t-{Network.Code}-{device}";
}
