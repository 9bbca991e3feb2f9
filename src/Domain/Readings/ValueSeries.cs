namespace Twin.Domain.Readings;

/// <summary>What was reported under one name: the newest sample, as rules see it, and the last <see cref="Capacity"/>, oldest first.</summary>
public sealed class ValueSeries
{
    public const int Capacity = 60;

    /// <summary>Not always the last of the samples: a late one is history and nothing else. Of kind <see cref="ValueKind.None"/> before there is one.</summary>
    internal Sample Newest;

    private SampleQueue _samples;

    public int Count => _samples.Count;

    /// <summary>Bytes of heap its samples take, texts and the newest by itself not counted.</summary>
    internal int HeapBytes => 16 + _samples.HeapBytes;

    /// <summary>Appends a sample not older than the newest; the oldest is dropped when full.</summary>
    public void Add(in Sample sample)
    {
        if (Count == Capacity) _samples.DropOldest();
        _samples.Add(sample);
    }

    /// <summary>Puts a late sample where it belongs by time; one older than a full series is dropped.</summary>
    public void Insert(in Sample sample)
    {
        if (Count == 0 || sample.At.Ticks >= _samples.NewestTicks)
        {
            Add(sample);
            return;
        }
        if (Count == Capacity && sample.At.Ticks < _samples.OldestTicks) return;
        var at = sample.At;
        var samples = ToArray();
        var index = Array.FindIndex(samples, s => s.At > at);
        _samples.Clear();
        for (var i = 0; i < samples.Length; i++)
        {
            if (i == index) Add(sample);
            Add(samples[i]);
        }
    }

    public Sample[] ToArray()
    {
        var samples = new Sample[Count];
        var i = 0;
        for (var reader = _samples.Read(); reader.Has; reader.Next()) samples[i++] = reader.Sample;
        return samples;
    }
}
