namespace Twin.Domain.Readings;

/// <summary>The last <see cref="Capacity"/> samples of one value name, oldest first.</summary>
public sealed class ValueSeries
{
    public const int Capacity = 60;

    private readonly List<Sample> _samples = [];

    public int Count => _samples.Count;

    /// <summary>Appends a sample not older than the newest; the oldest is dropped when full.</summary>
    public void Add(in Sample sample)
    {
        _samples.Add(sample);
        if (_samples.Count > Capacity) _samples.RemoveAt(0);
    }

    /// <summary>Puts a late sample where it belongs by time; one older than a full series is dropped.</summary>
    public void Insert(in Sample sample)
    {
        var at = sample.At;
        var index = _samples.FindIndex(s => s.At > at);
        _samples.Insert(index < 0 ? _samples.Count : index, sample);
        if (_samples.Count > Capacity) _samples.RemoveAt(0);
    }

    public Sample[] ToArray() => [.. _samples];
}
