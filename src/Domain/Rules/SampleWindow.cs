using Twin.Domain.Readings;

namespace Twin.Domain.Rules;

/// <summary>
/// The samples of one name as far back as its longest window reaches, oldest first, in a ring that grows by need. Bounded: past
/// <see cref="CountMax"/> the oldest go, so a flood of readings shortens a window instead of filling the memory.
/// </summary>
internal sealed class SampleWindow
{
    public const int CountMax = 10_000;

    private Sample[] _ring = new Sample[1];
    private int _first;

    public int Count { get; private set; }

    /// <summary>The i-th oldest sample kept.</summary>
    public ref readonly Sample this[int i]
    {
        get
        {
            var at = _first + i;
            return ref _ring[at < _ring.Length ? at : at - _ring.Length];
        }
    }

    /// <summary>Appends a sample not older than the newest, and forgets those no window of the given length reaches any more.</summary>
    public void Add(in Sample sample, long window)
    {
        var gone = sample.At.Ticks - window;
        while (Count > 0 && this[0].At.Ticks <= gone) Drop();
        if (Count == CountMax) Drop();
        if (Count == _ring.Length) Grow();
        var at = _first + Count;
        _ring[at < _ring.Length ? at : at - _ring.Length] = sample;
        Count++;
    }

    /// <summary>Index of the oldest sample in (now - window, now]; <see cref="Count"/> when there is none.</summary>
    public int From(long now, long window)
    {
        var (low, high) = (0, Count);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (this[middle].At.Ticks <= now - window) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    private void Drop()
    {
        _ring[_first] = default;
        _first = _first + 1 == _ring.Length ? 0 : _first + 1;
        Count--;
    }

    private void Grow()
    {
        var larger = new Sample[Math.Min(_ring.Length * 2, CountMax)];
        for (var i = 0; i < Count; i++) larger[i] = this[i];
        (_ring, _first) = (larger, 0);
    }
}
