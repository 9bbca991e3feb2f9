using System.Buffers;
using System.Text;
using Twin.Domain.Calendars;
using Twin.Domain.Network;

namespace Twin.Domain.History;

/// <summary>
/// How a day is coded. Head: version, day, how long it was watched; the words; the outlets in the order of their codes, each with the length of its steps. A step: time since the
/// one before, a byte that says what changed, and just that. Whole numbers take seven bits to a byte.
/// </summary>
internal static class LedgerCodec
{
    public const byte Version = 1;
    public const int DayMs = 86_400_000;

    private const int Main = 0x01, SinceHere = 0x02, SinceOther = 0x04, Cause = 0x08, Devices = 0x10, DeviceSet = 0x20, Calendar = 0x40, Presence = 0x80;
    private const byte Gone = 0, Seen = 1, Unseen = 2;
    private const int DevicesMax = 10_000;

    private static readonly RecordedOutlet Blank = new() { Since = new(0, DateTimeKind.Utc) };

    public static InvalidDataException Corrupt(string what) => new($"A stored day of the ledger cannot be read: {what}.");

    public static byte[] Write(DateOnly date, int untilMs, LedgerWords words, IReadOnlyDictionary<OutletCode, LedgerLine> lines)
    {
        var to = new ArrayBufferWriter<byte>(64 + lines.Values.Sum(l => l.Bytes.Length + 8));
        Byte(to, Version);
        Number(to, (ulong)date.DayNumber);
        Number(to, (ulong)untilMs);
        Number(to, (ulong)words.All.Count);
        foreach (var word in words.All)
        {
            Number(to, (ulong)Encoding.UTF8.GetByteCount(word));
            Encoding.UTF8.GetBytes(word, to);
        }
        Number(to, (ulong)lines.Count);
        var before = -1L;
        foreach (var (code, line) in lines.OrderBy(l => l.Key))
        {
            var number = long.Parse(code.ToString(), System.Globalization.CultureInfo.InvariantCulture);
            Number(to, (ulong)(number - before));
            Number(to, (ulong)line.Bytes.Length);
            to.Write(line.Bytes.Span);
            before = number;
        }
        return to.WrittenSpan.ToArray();
    }

    public static (DateOnly Date, int UntilMs) ReadHead(ReadOnlySpan<byte> from)
    {
        var at = 0;
        if (Byte(from, ref at) != Version) throw Corrupt("it is of another version");
        return (DateOnly.FromDayNumber(Number(from, ref at, DateOnly.MaxValue.DayNumber)), Number(from, ref at, DayMs));
    }

    public static void ReadBody(ReadOnlyMemory<byte> bytes, LedgerWords words, Dictionary<OutletCode, LedgerLine> lines)
    {
        var from = bytes.Span;
        var at = 1;
        Number(from, ref at, int.MaxValue);
        Number(from, ref at, DayMs);
        var wordCount = Number(from, ref at, from.Length);
        for (var i = 0; i < wordCount; i++)
        {
            var length = Number(from, ref at, from.Length - at);
            if (words.Place(Encoding.UTF8.GetString(Slice(from, ref at, length))) != i) throw Corrupt("a word is there twice");
        }
        var count = Number(from, ref at, from.Length);
        lines.EnsureCapacity(count);
        var code = -1L;
        for (var i = 0; i < count; i++)
        {
            var step = LongNumber(from, ref at);
            if (step is 0 or > 10_000_000_000 || (code += (long)step) > 9_999_999_999) throw Corrupt("an outlet code that is none");
            var length = Number(from, ref at, from.Length - at);
            if (length > from.Length - at) throw Corrupt("it is cut short");
            lines.Add(OutletCode.Parse(code.ToString("0000000000", System.Globalization.CultureInfo.InvariantCulture)), new(bytes.Slice(at, length)));
            at += length;
        }
        if (at != from.Length) throw Corrupt("something follows its end");
    }

    public static void WriteStep(IBufferWriter<byte> to, LedgerWords words, DateTime start, LedgerStep before, LedgerStep step)
    {
        Number(to, (ulong)(step.At - before.At).TotalMilliseconds);
        if (step.State is not { } state)
        {
            Byte(to, Presence);
            Byte(to, Gone);
            return;
        }
        var old = before.State ?? Blank;
        var devices = SameSet(old.Devices, state.Devices);
        var what = 0;
        if (before.State is null || old.Observed != state.Observed) what |= Presence;
        if ((old.Status, old.Severity, old.Trading) != (state.Status, state.Severity, state.Trading)) what |= Main;
        if (state.Since != old.Since) what |= state.Since == step.At ? SinceHere : SinceOther;
        if (state.Cause != old.Cause) what |= Cause;
        if (!devices) what |= DeviceSet;
        else if (!ReferenceEquals(old.Devices, state.Devices) && !old.Devices.SequenceEqual(state.Devices)) what |= Devices;
        if (state.Calendar != old.Calendar) what |= Calendar;

        Byte(to, (byte)what);
        if ((what & Presence) != 0) Byte(to, state.Observed ? Seen : Unseen);
        if ((what & Main) != 0) Byte(to, (byte)((int)state.Status | ((int)state.Severity << 3) | ((state.Trading is { } trading ? (int)trading + 1 : 0) << 6)));
        if ((what & SinceOther) != 0) Signed(to, (state.Since - start).Ticks / TimeSpan.TicksPerMillisecond);
        if ((what & Cause) != 0) WriteCause(to, words, state.Cause);
        if ((what & DeviceSet) != 0) WriteSet(to, words, state.Devices);
        if ((what & Devices) != 0) WriteChanged(to, words, old.Devices, state.Devices);
        if ((what & Calendar) != 0) Number(to, (ulong)words.Place(state.Calendar));
    }

    public static LedgerStep ReadStep(ReadOnlySpan<byte> from, ref int at, LedgerWords words, DateTime start, LedgerStep before)
    {
        var time = before.At.AddMilliseconds(Number(from, ref at, DayMs - 1));
        if ((time - start).TotalMilliseconds >= DayMs) throw Corrupt("a time outside its day");
        var what = Byte(from, ref at);
        // Read into variables and made once: a network's day has hundreds of thousands of steps.
        var state = before.State ?? Blank;
        var (observed, status, severity, trading, since) = (state.Observed, state.Status, state.Severity, state.Trading, state.Since);
        if ((what & Presence) != 0)
        {
            var presence = Byte(from, ref at);
            if (presence > Unseen) throw Corrupt("a presence that is none");
            if (presence == Gone) return what == Presence && before.State is not null ? new(time, null) : throw Corrupt("an outlet that is gone and changes");
            observed = presence == Seen;
        }
        else if (before.State is null) throw Corrupt("an outlet that changes and is not there");
        if ((what & Main) != 0) (status, severity, trading) = ReadMain(Byte(from, ref at));
        if ((what & SinceHere) != 0) since = time;
        if ((what & SinceOther) != 0) since = (what & SinceHere) == 0 ? Moment(start, Signed(from, ref at)) : throw Corrupt("two times for one");
        var cause = (what & Cause) != 0 ? ReadCause(from, ref at, words) : state.Cause;
        var devices = (what & DeviceSet) != 0 ? ReadSet(from, ref at, words) : state.Devices;
        if ((what & Devices) != 0) devices = ReadChanged(from, ref at, words, devices);
        var calendar = (what & Calendar) != 0 ? words.Word(Number(from, ref at, int.MaxValue)) : state.Calendar;
        return new(time, new()
        {
            Status = status,
            Severity = severity,
            Since = since,
            Trading = trading,
            Cause = cause,
            Calendar = calendar,
            Observed = observed,
            Devices = devices,
        });
    }

    private static (OutletStatus Status, Severity Severity, TradingState? Trading) ReadMain(byte main)
    {
        var (status, severity, trading) = (main & 7, (main >> 3) & 7, main >> 6);
        if (status > (int)OutletStatus.Closed || severity > (int)Severity.Critical) throw Corrupt("a status that is none");
        return ((OutletStatus)status, (Severity)severity, trading == 0 ? null : (TradingState)(trading - 1));
    }

    private static DateTime Moment(DateTime start, long ms)
    {
        var low = -start.Ticks / TimeSpan.TicksPerMillisecond;
        var high = (DateTime.MaxValue.Ticks - start.Ticks) / TimeSpan.TicksPerMillisecond;
        return ms >= low && ms <= high ? new(start.Ticks + (ms * TimeSpan.TicksPerMillisecond), DateTimeKind.Utc) : throw Corrupt("a time that is none");
    }

    private static void WriteCause(IBufferWriter<byte> to, LedgerWords words, RecordedCause? cause)
    {
        Number(to, cause is null ? 0 : (ulong)words.Place(cause.Device.ToString()) + 1);
        if (cause is not null) Number(to, (ulong)words.Place(cause.Rule));
    }

    private static RecordedCause? ReadCause(ReadOnlySpan<byte> from, ref int at, LedgerWords words) =>
        Number(from, ref at, int.MaxValue) is var device and > 0 ? new(words.Device(device - 1), words.Word(Number(from, ref at, int.MaxValue))) : null;

    private static bool SameSet(IReadOnlyList<RecordedDevice> a, IReadOnlyList<RecordedDevice> b)
    {
        if (ReferenceEquals(a, b)) return true;
        if (a.Count != b.Count) return false;
        for (var i = 0; i < a.Count; i++)
            if (a[i].Id != b[i].Id || a[i].Kind != b[i].Kind) return false;
        return true;
    }

    private static void WriteSet(IBufferWriter<byte> to, LedgerWords words, IReadOnlyList<RecordedDevice> devices)
    {
        Number(to, (ulong)devices.Count);
        foreach (var device in devices)
        {
            Number(to, (ulong)words.Place(device.Id.ToString()));
            WriteDevice(to, words, device);
        }
    }

    private static RecordedDevice[] ReadSet(ReadOnlySpan<byte> from, ref int at, LedgerWords words)
    {
        var devices = new RecordedDevice[Number(from, ref at, Math.Min(DevicesMax, from.Length - at))];
        for (var i = 0; i < devices.Length; i++) devices[i] = ReadDevice(from, ref at, words, words.Device(Number(from, ref at, int.MaxValue)));
        return devices;
    }

    private static void WriteChanged(IBufferWriter<byte> to, LedgerWords words, IReadOnlyList<RecordedDevice> old, IReadOnlyList<RecordedDevice> devices)
    {
        var count = 0;
        for (var i = 0; i < old.Count; i++) count += old[i] == devices[i] ? 0 : 1;
        Number(to, (ulong)count);
        for (var i = 0; i < old.Count; i++)
        {
            if (old[i] == devices[i]) continue;
            Number(to, (ulong)i);
            WriteDevice(to, words, devices[i]);
        }
    }

    private static RecordedDevice[] ReadChanged(ReadOnlySpan<byte> from, ref int at, LedgerWords words, IReadOnlyList<RecordedDevice> old)
    {
        var devices = old.ToArray();
        for (var left = Number(from, ref at, devices.Length); left > 0; left--)
        {
            var place = Number(from, ref at, devices.Length - 1);
            var device = ReadDevice(from, ref at, words, devices[place].Id);
            if (device.Kind != devices[place].Kind) throw Corrupt("a device that changes its kind");
            devices[place] = device;
        }
        return devices;
    }

    private static void WriteDevice(IBufferWriter<byte> to, LedgerWords words, RecordedDevice device)
    {
        Byte(to, (byte)((int)device.Status | ((int)device.Kind << 2) | (device.Rule is null ? 0 : 0x10)));
        if (device.Rule is { } rule) Number(to, (ulong)words.Place(rule));
    }

    private static RecordedDevice ReadDevice(ReadOnlySpan<byte> from, ref int at, LedgerWords words, DeviceId id)
    {
        var device = Byte(from, ref at);
        if (device > 0x1F || (device >> 2 & 3) == 0) throw Corrupt("a device that is none");
        return new(id, (DeviceKind)(device >> 2 & 3), (DeviceStatus)(device & 3), (device & 0x10) != 0 ? words.Word(Number(from, ref at, int.MaxValue)) : null);
    }

    private static void Byte(IBufferWriter<byte> to, byte value)
    {
        to.GetSpan(1)[0] = value;
        to.Advance(1);
    }

    private static byte Byte(ReadOnlySpan<byte> from, ref int at) => at < from.Length ? from[at++] : throw Corrupt("it is cut short");

    private static ReadOnlySpan<byte> Slice(ReadOnlySpan<byte> from, ref int at, int length)
    {
        if (length > from.Length - at) throw Corrupt("it is cut short");
        at += length;
        return from.Slice(at - length, length);
    }

    private static void Number(IBufferWriter<byte> to, ulong number)
    {
        for (; number >= 0x80; number >>= 7) Byte(to, (byte)(number | 0x80));
        Byte(to, (byte)number);
    }

    private static int Number(ReadOnlySpan<byte> from, ref int at, int max) =>
        LongNumber(from, ref at) is var number && number <= (ulong)Math.Max(max, 0) ? (int)number : throw Corrupt("a number that is too large");

    private static ulong LongNumber(ReadOnlySpan<byte> from, ref int at)
    {
        ulong number = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var part = Byte(from, ref at);
            number |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80) return number;
        }
        throw Corrupt("a number without end");
    }

    private static void Signed(IBufferWriter<byte> to, long number) => Number(to, (ulong)(number << 1 ^ number >> 63));

    private static long Signed(ReadOnlySpan<byte> from, ref int at) => LongNumber(from, ref at) is var number ? (long)(number >> 1) ^ -(long)(number & 1) : 0;
}
