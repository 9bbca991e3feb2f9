using System.Diagnostics.CodeAnalysis;
using Twin.Api.View;
using Twin.Domain.Readings;

namespace Twin.Api.Telemetry;

/// <summary>The readings of a batch by device, each device's in the order they were sent. Chains of indices, so that nothing is allocated per device.</summary>
internal sealed class DeviceGroups
{
    private readonly Dictionary<RegisteredDevice, int> _groupOf = new(ByRef.Instance);
    private readonly List<Group> _groups = [];
    private int[] _next = [];

    /// <param name="Elsewhere">The device is at home on another silo and its readings have been sent there.</param>
    public record struct Group(int First, int Last, int Count, bool Elsewhere = false);

    public int Count => _groups.Count;

    public Group this[int group] => _groups[group];

    public void MarkElsewhere(int group) => _groups[group] = _groups[group] with { Elsewhere = true };

    /// <summary>Where the reading after this one of the same device is.</summary>
    public int Next(int reading) => _next[reading];

    public void Fill(List<ParsedReading> readings)
    {
        if (_next.Length < readings.Count) _next = new int[Math.Max(readings.Count, 2 * _next.Length)];
        for (var i = 0; i < readings.Count; i++)
        {
            ref var group = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_groupOf, readings[i].Device, out var exists);
            if (!exists)
            {
                group = _groups.Count;
                _groups.Add(new(i, i, 1));
                continue;
            }
            var known = _groups[group];
            _next[known.Last] = i;
            _groups[group] = known with { Last = i, Count = known.Count + 1 };
        }
    }

    /// <summary>A device's readings, in order.</summary>
    public Reading[] ReadingsOf(Group group, List<ParsedReading> readings)
    {
        var result = new Reading[group.Count];
        for (int i = 0, at = group.First; i < result.Length; i++, at = _next[at]) result[i] = readings[at].Reading;
        return result;
    }

    public void Clear()
    {
        _groupOf.Clear();
        _groups.Clear();
    }

    /// <summary>By what is registered, not by instance: the directory may hand out a new one between two readings, and order must hold all the same.</summary>
    private sealed class ByRef : IEqualityComparer<RegisteredDevice>
    {
        public static readonly ByRef Instance = new();

        public bool Equals(RegisteredDevice? x, RegisteredDevice? y) => ReferenceEquals(x, y) || (x is not null && y is not null && x.Hash == y.Hash && x.Ref == y.Ref);

        public int GetHashCode([DisallowNull] RegisteredDevice obj) => obj.Hash;
    }
}
