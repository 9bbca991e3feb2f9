namespace Twin.Domain.Readings;

/// <summary>
/// Samples of one value name in the order of their times. Millions of these are alive at once, so samples are kept as differences from one to the next
/// (<see cref="SeriesCodec"/>): some 3 bytes for an ordinary one. What comes out is exactly what went in. A field of its owner; a copy of it would share its bytes.
/// </summary>
internal struct SampleQueue
{
    // Small steps: half a buffer of slack would cost more than the copying does.
    private const int GrowthBytes = 16;
    private const int SlackBytesMax = 256;

    // The oldest and the newest sample as they are; the buffer holds the steps from the one to the other, between _start and _end.
    private SeriesState _oldest;
    private SeriesState _newest;
    private byte[]? _buffer;
    private List<string>? _texts; // of the samples that brought a new text, oldest first
    private int _start;
    private int _end;

    public int Count { get; private set; }
    public readonly long OldestTicks => _oldest.Ticks;
    public readonly long NewestTicks => _newest.Ticks;

    /// <summary>Bytes of heap it takes, texts not counted.</summary>
    public readonly int HeapBytes => (2 * 32) + (2 * 8) + 16 + (_buffer is null ? 0 : 24 + _buffer.Length);

    /// <summary>Appends a sample not older than the newest.</summary>
    public void Add(in Sample sample)
    {
        if (Count == 0)
        {
            _newest = default;
            SeriesCodec.Seed(ref _newest, sample);
            if (sample.Value.Kind == ValueKind.Text) (_texts = []).Add(sample.Value.Text);
            _oldest = _newest;
            Count = 1;
            return;
        }
        Span<byte> step = stackalloc byte[SeriesCodec.StepBytesMax];
        step = step[..SeriesCodec.Write(step, ref _newest, sample, NewestText, out var newText)];
        Reserve(step.Length);
        step.CopyTo(_buffer.AsSpan(_end));
        _end += step.Length;
        if (newText) Remember(sample.Value.Text);
        Count++;
    }

    public void DropOldest()
    {
        if (Count == 1)
        {
            Clear();
            if (_buffer?.Length > SlackBytesMax) _buffer = null;
            return;
        }
        var wasText = _oldest.Kind == SeriesKind.Text;
        _start += SeriesCodec.Read(_buffer.AsSpan(_start), ref _oldest, out var newText);
        // A text is let go when the last sample that shows it is.
        if (wasText && (newText || _oldest.Kind != SeriesKind.Text)) _texts!.RemoveAt(0);
        if (_texts is { Count: 0 }) _texts = null;
        Count--;
        // What a flood has blown up becomes small again.
        if (_buffer!.Length - (4 * (_end - _start)) > SlackBytesMax) Move(Roomy(_end - _start));
    }

    public void Clear() => (Count, _start, _end, _texts) = (0, 0, 0, null);

    /// <summary>Stands at the oldest sample, if there is one.</summary>
    public readonly SampleReader Read() => Count == 0 ? default : new(_oldest, _buffer.AsSpan(_start, _end - _start), Count, _texts);

    private readonly string? NewestText => _newest.Kind == SeriesKind.Text ? _texts![^1] : null;

    private void Remember(string text)
    {
        _texts ??= [];
        // One instance per text: a device that goes to and fro between two states keeps two strings, not sixty.
        _texts.Add(_texts.Find(t => t == text) ?? text);
    }

    private void Reserve(int bytes)
    {
        var length = _buffer?.Length ?? 0;
        if (_end + bytes <= length) return;
        var needed = _end - _start + bytes;
        Move(needed <= length ? _buffer! : Roomy(needed));
    }

    private static byte[] Roomy(int bytes) => new byte[(bytes + Math.Max(GrowthBytes, bytes / 8) - 1) / GrowthBytes * GrowthBytes];

    private void Move(byte[] to)
    {
        var used = _end - _start;
        _buffer.AsSpan(_start, used).CopyTo(to);
        (_buffer, _start, _end) = (to, 0, used);
    }
}

/// <summary>Goes through the samples of a queue, the oldest first. Good until the queue is changed.</summary>
internal ref struct SampleReader
{
    private readonly ReadOnlySpan<byte> _steps;
    private readonly List<string>? _texts;
    private SeriesState _state;
    private int _at;
    private int _left;
    private int _texted;
    private Value _value;

    internal SampleReader(scoped in SeriesState oldest, ReadOnlySpan<byte> steps, int count, List<string>? texts)
    {
        _steps = steps;
        (_state, _left, _texts) = (oldest, count, texts);
        _texted = oldest.Kind == SeriesKind.Text ? 1 : 0;
        _value = Seen();
    }

    /// <summary>Whether it stands at a sample, and not behind the last.</summary>
    public readonly bool Has => _left > 0;
    public readonly long Ticks => _state.Ticks;
    public readonly Value Value => _value;
    public readonly Sample Sample => new(new DateTime(Ticks, DateTimeKind.Utc), Value);

    public void Next()
    {
        if (--_left == 0) return;
        var step = _steps[_at..];
        if (SeriesCodec.IsSame(step[0]))
        {
            _at += SeriesCodec.ReadSame(step, ref _state);
            return;
        }
        _at += SeriesCodec.Read(step, ref _state, out var newText);
        if (newText) _texted++;
        _value = Seen();
    }

    private readonly Value Seen() => SeriesCodec.Value(_state, _state.Kind == SeriesKind.Text ? _texts![_texted - 1] : null);
}
