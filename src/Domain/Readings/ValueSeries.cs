namespace Twin.Domain.Readings;

/// <summary>
/// The last <see cref="Capacity"/> samples of one value name, oldest first. Millions of these are alive at once, so samples are kept as differences
/// from one to the next (<see cref="SeriesCodec"/>): some 3 bytes for an ordinary one. What comes out is exactly what went in.
/// </summary>
public sealed class ValueSeries
{
    public const int Capacity = 60;

    // Small steps: half a buffer of slack would cost more than the copying does.
    private const int GrowthBytes = 16;

    // The oldest and the newest sample as they are; the buffer holds the steps from the one to the other, between _start and _end.
    private SeriesState _oldest;
    private SeriesState _newest;
    private byte[] _buffer = [];
    private List<string>? _texts; // of the samples that brought a new text, oldest first
    private ushort _start;
    private ushort _end;
    private byte _count;

    public int Count => _count;

    /// <summary>Bytes of heap this series takes, texts not counted.</summary>
    internal int HeapBytes => 16 + 2 * 32 + 2 * 8 + 8 + (_buffer.Length == 0 ? 0 : 24 + _buffer.Length);

    /// <summary>Appends a sample not older than the newest; the oldest is dropped when full.</summary>
    public void Add(in Sample sample)
    {
        if (_count == 0)
        {
            _newest = default;
            SeriesCodec.Seed(ref _newest, sample);
            if (sample.Value.Kind == ValueKind.Text) (_texts = []).Add(sample.Value.Text);
            _oldest = _newest;
            _count = 1;
            return;
        }
        if (_count == Capacity) DropOldest();
        Span<byte> step = stackalloc byte[SeriesCodec.StepBytesMax];
        step = step[..SeriesCodec.Write(step, ref _newest, sample, NewestText, out var newText)];
        Reserve(step.Length);
        step.CopyTo(_buffer.AsSpan(_end));
        _end += (ushort)step.Length;
        if (newText) Remember(sample.Value.Text);
        _count++;
    }

    /// <summary>Puts a late sample where it belongs by time; one older than a full series is dropped.</summary>
    public void Insert(in Sample sample)
    {
        if (_count == 0 || sample.At.Ticks >= _newest.Ticks)
        {
            Add(sample);
            return;
        }
        if (_count == Capacity && sample.At.Ticks < _oldest.Ticks) return;
        var at = sample.At;
        var samples = ToArray();
        var index = Array.FindIndex(samples, s => s.At > at);
        Clear();
        for (var i = 0; i < samples.Length; i++)
        {
            if (i == index) Add(sample);
            Add(samples[i]);
        }
    }

    public Sample[] ToArray()
    {
        if (_count == 0) return [];
        var samples = new Sample[_count];
        var state = _oldest;
        var at = (int)_start;
        var text = 0;
        samples[0] = SeriesCodec.Sample(state, state.Kind == SeriesKind.Text ? _texts![text++] : null);
        for (var i = 1; i < samples.Length; i++)
        {
            at += SeriesCodec.Read(_buffer.AsSpan(at), ref state, out var newText);
            if (newText) text++;
            samples[i] = SeriesCodec.Sample(state, state.Kind == SeriesKind.Text ? _texts![text - 1] : null);
        }
        return samples;
    }

    private string? NewestText => _newest.Kind == SeriesKind.Text ? _texts![^1] : null;

    private void DropOldest()
    {
        var wasText = _oldest.Kind == SeriesKind.Text;
        _start += (ushort)SeriesCodec.Read(_buffer.AsSpan(_start), ref _oldest, out var newText);
        // A text is let go when the last sample that shows it is.
        if (wasText && (newText || _oldest.Kind != SeriesKind.Text)) _texts!.RemoveAt(0);
        if (_texts is { Count: 0 }) _texts = null;
        _count--;
    }

    private void Remember(string text)
    {
        _texts ??= [];
        // One instance per text: a device that goes to and fro between two states keeps two strings, not sixty.
        _texts.Add(_texts.Find(t => t == text) ?? text);
    }

    private void Reserve(int bytes)
    {
        if (_end + bytes <= _buffer.Length) return;
        var used = _end - _start;
        var buffer = used + bytes <= _buffer.Length ? _buffer : new byte[(used + bytes + GrowthBytes - 1) / GrowthBytes * GrowthBytes];
        _buffer.AsSpan(_start, used).CopyTo(buffer);
        (_buffer, _start, _end) = (buffer, 0, (ushort)used);
    }

    private void Clear() => (_count, _start, _end, _texts) = (0, 0, 0, null);
}
