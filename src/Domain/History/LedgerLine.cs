using System.Buffers;

namespace Twin.Domain.History;

/// <summary>The coded steps of one outlet. The last state is worked out when it is first asked for, and kept.</summary>
internal sealed class LedgerLine
{
    private ReadOnlyMemory<byte> _stored;
    private ArrayBufferWriter<byte>? _grown;
    private LedgerStep? _last;

    public LedgerLine() => _last = default(LedgerStep);

    public LedgerLine(ReadOnlyMemory<byte> stored) => _stored = stored;

    public ReadOnlyMemory<byte> Bytes => _grown?.WrittenMemory ?? _stored;

    public LedgerStep Last(LedgerDay day, LedgerWords words)
    {
        if (_last is not { } last)
        {
            last = new(day.Start, null);
            foreach (var step in Steps(day, words)) last = step;
            _last = last;
        }
        return last.At == default ? last with { At = day.Start } : last;
    }

    public void Append(LedgerDay day, LedgerWords words, LedgerStep step)
    {
        var last = Last(day, words);
        if (_grown is null)
        {
            _grown = new(Math.Max(32, _stored.Length + 16));
            _grown.Write(_stored.Span);
        }
        LedgerCodec.WriteStep(_grown, words, day.Start, last, step);
        _last = step;
    }

    public IEnumerable<LedgerStep> Steps(LedgerDay day, LedgerWords words)
    {
        var bytes = Bytes;
        var last = new LedgerStep(day.Start, null);
        for (var at = 0; at < bytes.Length;) yield return last = LedgerCodec.ReadStep(bytes.Span, ref at, words, day.Start, last);
    }
}
