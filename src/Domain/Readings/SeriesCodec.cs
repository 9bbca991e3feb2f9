using System.Buffers.Binary;

namespace Twin.Domain.Readings;

internal enum SeriesKind : byte { None, False, True, Text, Scaled, Raw }

/// <summary>One sample as the codec sees it: what the next step is measured from.</summary>
internal struct SeriesState
{
    public long Ticks;
    public long Interval; // from the sample before
    public long Number;   // a decimal's digits, or a double's bits
    public SeriesKind Kind;
    public byte Scale;    // digits behind the decimal point
}

/// <summary>
/// The step from one sample to the next. A control byte: three bits for the value, five for the time. Time is the change of the interval, in the
/// coarsest unit that is exact; changes up to two seconds in whole milliseconds (a steady device with jitter) take four bits of the control byte and
/// one more. A number that is a short decimal is the difference of its digits; any other double is its eight bytes.
/// </summary>
internal static class SeriesCodec
{
    /// <summary>Control byte, a ten-byte time, a scale and a ten-byte number.</summary>
    public const int StepBytesMax = 22;

    private const int Same = 0, False = 1, True = 2, Difference = 3, Decimal = 4, Raw = 5, NewText = 6, None = 7;

    private const int Steady = 0, Unit = 1, ShortMs = 16;
    private const int ScaleMax = 6;
    private const double DigitsMax = 1L << 53;

    private static readonly long[] Units = [TimeSpan.TicksPerSecond, TimeSpan.TicksPerMillisecond, TimeSpan.TicksPerMicrosecond, 1];
    private static readonly double[] Powers = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6];

    public static void Seed(ref SeriesState state, in Sample sample)
    {
        state.Ticks = sample.At.Ticks;
        SetValue(ref state, sample.Value, state);
    }

    public static Value Value(in SeriesState state, string? text) => state.Kind switch
    {
        SeriesKind.False => Readings.Value.Of(false),
        SeriesKind.True => Readings.Value.Of(true),
        SeriesKind.Scaled => Readings.Value.Of(state.Number / Powers[state.Scale]),
        SeriesKind.Raw => Readings.Value.Of(BitConverter.Int64BitsToDouble(state.Number)),
        SeriesKind.Text => Readings.Value.Of(text!),
        _ => default,
    };

    /// <summary>Writes the step to a sample and makes it the state. Returns the bytes written.</summary>
    public static int Write(Span<byte> to, ref SeriesState state, in Sample sample, string? text, out bool newText)
    {
        var before = state;
        state.Interval = sample.At.Ticks - before.Ticks;
        state.Ticks = sample.At.Ticks;
        var length = 1;
        var time = WriteTime(to, ref length, state.Interval - before.Interval);
        SetValue(ref state, sample.Value, before);
        newText = false;
        int value;
        if (state.Kind == before.Kind && state.Number == before.Number && state.Scale == before.Scale && (state.Kind != SeriesKind.Text || sample.Value.Text == text)) value = Same;
        else value = WriteValue(to, ref length, state, before, out newText);
        to[0] = (byte)(value << 5 | time);
        return length;
    }

    /// <summary>Whether a step is one to the same value. It is the cheapest to read, and by far the most frequent.</summary>
    public static bool IsSame(byte control) => control >> 5 == Same;

    /// <summary>Like <see cref="Read"/>, of a step to the same value.</summary>
    public static int ReadSame(ReadOnlySpan<byte> from, ref SeriesState state)
    {
        var length = 1;
        state.Interval += ReadTime(from, ref length);
        state.Ticks += state.Interval;
        return length;
    }

    /// <summary>Makes the next sample the state. Returns the bytes read.</summary>
    public static int Read(ReadOnlySpan<byte> from, ref SeriesState state, out bool newText)
    {
        var length = ReadSame(from, ref state);
        var value = from[0] >> 5;
        newText = value == NewText;
        switch (value)
        {
            case Same: break;
            case Difference: state.Number += ReadSigned(from, ref length); break;
            case Decimal:
                state.Scale = from[length++];
                (state.Kind, state.Number) = (SeriesKind.Scaled, ReadSigned(from, ref length));
                break;
            case Raw:
                (state.Kind, state.Number, state.Scale) = (SeriesKind.Raw, BinaryPrimitives.ReadInt64LittleEndian(from[length..]), 0);
                length += sizeof(long);
                break;
            default:
                var kind = value switch { False => SeriesKind.False, True => SeriesKind.True, NewText => SeriesKind.Text, _ => SeriesKind.None };
                (state.Kind, state.Number, state.Scale) = (kind, 0, 0);
                break;
        }
        return length;
    }

    private static void SetValue(ref SeriesState state, in Value value, in SeriesState before)
    {
        (state.Number, state.Scale) = (0, 0);
        state.Kind = value.Kind switch
        {
            ValueKind.Boolean => value.Boolean ? SeriesKind.True : SeriesKind.False,
            ValueKind.Text => SeriesKind.Text,
            ValueKind.Number => SeriesKind.Raw,
            _ => SeriesKind.None,
        };
        if (state.Kind != SeriesKind.Raw) return;
        var number = value.Number;
        // The scale in use first: 41.0 between 41.5 and 41.4 is 410 tenths.
        if (before.Kind == SeriesKind.Scaled && IsDecimal(number, before.Scale, out state.Number)) (state.Kind, state.Scale) = (SeriesKind.Scaled, before.Scale);
        else
        {
            for (byte scale = 0; scale <= ScaleMax && state.Kind == SeriesKind.Raw; scale++)
                if (IsDecimal(number, scale, out state.Number)) (state.Kind, state.Scale) = (SeriesKind.Scaled, scale);
            if (state.Kind == SeriesKind.Raw) state.Number = BitConverter.DoubleToInt64Bits(number);
        }
    }

    // Compared by bits, so that the number read back is the same double; -0.0 fails it and is kept raw.
    private static bool IsDecimal(double number, byte scale, out long digits)
    {
        var scaled = Math.Round(number * Powers[scale]);
        digits = Math.Abs(scaled) <= DigitsMax ? (long)scaled : 0;
        return Math.Abs(scaled) <= DigitsMax && BitConverter.DoubleToInt64Bits(digits / Powers[scale]) == BitConverter.DoubleToInt64Bits(number);
    }

    private static int WriteValue(Span<byte> to, ref int length, in SeriesState state, in SeriesState before, out bool newText)
    {
        newText = state.Kind == SeriesKind.Text;
        switch (state.Kind)
        {
            case SeriesKind.Scaled when before.Kind == SeriesKind.Scaled && before.Scale == state.Scale:
                WriteSigned(to, ref length, state.Number - before.Number);
                return Difference;
            case SeriesKind.Scaled:
                to[length++] = state.Scale;
                WriteSigned(to, ref length, state.Number);
                return Decimal;
            case SeriesKind.Raw:
                BinaryPrimitives.WriteInt64LittleEndian(to[length..], state.Number);
                length += sizeof(long);
                return Raw;
            default:
                return state.Kind switch { SeriesKind.False => False, SeriesKind.True => True, SeriesKind.Text => NewText, _ => None };
        }
    }

    private static int WriteTime(Span<byte> to, ref int length, long change)
    {
        if (change == 0) return Steady;
        for (var i = 0; ; i++)
        {
            if (change % Units[i] != 0) continue;
            var ms = i <= 1 ? ZigZag(change / TimeSpan.TicksPerMillisecond) : ulong.MaxValue;
            if (ms < 1 << 12)
            {
                to[length++] = (byte)ms;
                return ShortMs | (int)(ms >> 8);
            }
            WriteSigned(to, ref length, change / Units[i]);
            return Unit + i;
        }
    }

    private static long ReadTime(ReadOnlySpan<byte> from, ref int length)
    {
        var time = from[0] & 31;
        if (time == Steady) return 0;
        return time >= ShortMs
            ? UnZigZag((ulong)(time - ShortMs) << 8 | from[length++]) * TimeSpan.TicksPerMillisecond
            : ReadSigned(from, ref length) * Units[time - Unit];
    }

    private static ulong ZigZag(long number) => (ulong)(number << 1 ^ number >> 63);

    private static long UnZigZag(ulong number) => (long)(number >> 1) ^ -(long)(number & 1);

    private static void WriteSigned(Span<byte> to, ref int length, long number)
    {
        var rest = ZigZag(number);
        for (; rest >= 0x80; rest >>= 7) to[length++] = (byte)(rest | 0x80);
        to[length++] = (byte)rest;
    }

    private static long ReadSigned(ReadOnlySpan<byte> from, ref int length)
    {
        ulong rest = 0;
        for (var shift = 0; ; shift += 7)
        {
            var part = from[length++];
            rest |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80) return UnZigZag(rest);
        }
    }
}
