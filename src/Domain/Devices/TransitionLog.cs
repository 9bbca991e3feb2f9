using Twin.Domain.Network;
using Twin.Domain.Rules;

namespace Twin.Domain.Devices;

/// <summary>The last <see cref="Capacity"/> transitions of a device in 24 bytes each; nothing is allocated before the first.</summary>
internal struct TransitionLog()
{
    public const int Capacity = 200;

    private static readonly string[] States =
        ["clear", "pending", "raised", "clearing", "unknown", "online", "faulty", "offline", "steady", "flapping"];

    private readonly record struct Entry(long At, string Subject, byte From, byte To, TransitionReason Reason, bool Late);

    private Entry[] _ring = [];
    private int _next;
    private int _count;

    public static byte Code(RulePhase phase) => (byte)phase;
    public static byte Code(DeviceStatus status) => (byte)(4 + (int)status);
    public static byte CodeFlapping(bool flapping) => (byte)(flapping ? 9 : 8);

    public void Add(long at, string subject, byte from, byte to, TransitionReason reason, bool late = false)
    {
        if (_count == _ring.Length && _count < Capacity)
        {
            // The ring has not wrapped before it is at its full size.
            Array.Resize(ref _ring, Math.Min(Capacity, Math.Max(1, _count * 2)));
            _next = _count;
        }
        _ring[_next] = new(at, subject, from, to, reason, late);
        _next = (_next + 1) % _ring.Length;
        _count = Math.Min(_count + 1, _ring.Length);
    }

    public void Restore(IReadOnlyList<DeviceTransition> transitions)
    {
        foreach (var t in transitions)
            if (Array.IndexOf(States, t.From) is var from and >= 0 && Array.IndexOf(States, t.To) is var to and >= 0)
                Add(t.At.Ticks, t.Subject, (byte)from, (byte)to, t.Reason, t.Late);
    }

    /// <summary>Oldest first; those before a time left out.</summary>
    public IReadOnlyList<DeviceTransition> ToList(DateTime? since = null)
    {
        var list = new List<DeviceTransition>(_count);
        for (var i = 0; i < _count; i++)
        {
            var entry = _ring[(_next - _count + i + _ring.Length) % _ring.Length];
            if (since is { } from && entry.At < from.Ticks) continue;
            list.Add(new(new(entry.At, DateTimeKind.Utc), entry.Subject, States[entry.From], States[entry.To], entry.Reason, entry.Late));
        }
        return list;
    }
}
