using System.Text.Json;
using Twin.Domain.Network;

namespace Twin.Silo.Demo;

/// <summary>What can be wrong with a simulated device.</summary>
internal enum DemoFault : byte { None, Silent, NoSession, Hot, PaperOut, CutterJammed, ClockOff, SignalLost, Degraded, PowerLost, PictureLost, Covered, StorageFault, Intrusion }

/// <summary>
/// A simulated device: what it would report now, given what is wrong with it. Values wander a little, as real ones do. Names and words are those the shipped rule
/// book looks at.
/// </summary>
internal sealed class DemoDevice(DeviceRef device, DeviceKind kind, int seed)
{
    private static readonly DemoFault[] TerminalFaults = [DemoFault.Silent, DemoFault.Silent, DemoFault.NoSession, DemoFault.Hot, DemoFault.PaperOut, DemoFault.PaperOut, DemoFault.CutterJammed, DemoFault.ClockOff];
    private static readonly DemoFault[] LineFaults = [DemoFault.SignalLost, DemoFault.Degraded, DemoFault.Degraded, DemoFault.PowerLost];
    private static readonly DemoFault[] CameraFaults = [DemoFault.Silent, DemoFault.PictureLost, DemoFault.Covered, DemoFault.StorageFault];

    private readonly string _name = device.ToString();
    private uint _noise = (uint)seed * 2654435761u + 1;
    private long _seq;
    private double _temperature = 42;

    public DeviceKind Kind => kind;
    public OutletCode Outlet => device.Outlet;
    public DeviceId Id => device.Id;

    /// <summary>What is wrong, and until when (UTC).</summary>
    public DemoFault Fault { get; private set; }
    public DateTime Until { get; private set; }

    /// <summary>The line is cut or the shop is dark: nothing of it reaches anyone until then.</summary>
    public DateTime CutOffUntil { get; set; }

    public void Break(DemoFault fault, DateTime until) => (Fault, Until) = (fault, until);

    public void Repair() => (Fault, Until) = (DemoFault.None, default);

    public bool Speaks(DateTime now) => now >= CutOffUntil && Fault is not DemoFault.Silent;

    /// <summary>One of the faults this kind of device has.</summary>
    public DemoFault AnyFault(Random chance)
    {
        var faults = kind switch { DeviceKind.Terminal => TerminalFaults, DeviceKind.Line => LineFaults, _ => CameraFaults };
        return faults[chance.Next(faults.Length)];
    }

    /// <summary>Writes what the device reports at a time as one telemetry reading.</summary>
    public void Write(Utf8JsonWriter json, DateTime now)
    {
        json.WriteStartObject();
        json.WriteString("device", _name);
        json.WriteString("at", now);
        json.WriteNumber("seq", _seq++);
        json.WriteString("type", Fault == DemoFault.Intrusion ? "detection" : "heartbeat");
        json.WriteStartObject("values");
        switch (kind)
        {
            case DeviceKind.Terminal: WriteTerminal(json); break;
            case DeviceKind.Line: WriteLine(json); break;
            default: WriteCamera(json); break;
        }
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteTerminal(Utf8JsonWriter json)
    {
        var target = Fault == DemoFault.Hot ? 78 : 42;
        _temperature += (target - _temperature) * (Fault == DemoFault.Hot ? 0.8 : 0.3) + Noise() - 0.5;
        json.WriteNumber("temperatureC", Math.Round(_temperature, 1));
        json.WriteBoolean("session", Fault != DemoFault.NoSession);
        json.WriteString("paper", Fault == DemoFault.PaperOut ? "out" : "ok");
        json.WriteString("cutter", Fault == DemoFault.CutterJammed ? "jammed" : "ok");
        json.WriteNumber("clockOffsetS", Fault == DemoFault.ClockOff ? 95 : Math.Round(Noise(), 1));
    }

    private void WriteLine(Utf8JsonWriter json)
    {
        json.WriteBoolean("los", Fault == DemoFault.SignalLost);
        json.WriteBoolean("dyingGasp", Fault == DemoFault.PowerLost);
        if (Fault == DemoFault.SignalLost) return;
        json.WriteNumber("lossPct", Fault == DemoFault.Degraded ? Math.Round(9 + 3 * Noise(), 1) : Noise() < 0.9 ? 0 : 0.2);
        json.WriteNumber("rttMs", Fault == DemoFault.Degraded ? Math.Round(300 + 80 * Noise()) : Math.Round(12 + 6 * Noise()));
    }

    private void WriteCamera(Utf8JsonWriter json)
    {
        json.WriteBoolean("video", Fault != DemoFault.PictureLost);
        json.WriteBoolean("covered", Fault == DemoFault.Covered);
        json.WriteString("storage", Fault == DemoFault.StorageFault ? "fault" : "ok");
        if (Fault == DemoFault.Intrusion) json.WriteNumber("person", 1);
    }

    /// <summary>0 to 1, cheap, and the same for the same seed.</summary>
    private double Noise()
    {
        _noise ^= _noise << 13;
        _noise ^= _noise >> 17;
        _noise ^= _noise << 5;
        return _noise / (double)uint.MaxValue;
    }
}
