using System.Text;
using System.Text.Json;
using Twin.Api.View;
using Twin.Domain.Access;
using Twin.Domain.Readings;

namespace Twin.Api.Telemetry;

/// <summary>
/// Reads one reading after another from a JSON reader. The first fault of a reading in the order of its text is the one told; then
/// what is missing, then an unknown device, then a time out of range. Throws only what the JSON reader throws at malformed JSON.
/// </summary>
internal ref struct ReadingParser(
    IDeviceDirectory devices, DivisionLimit within, TextCache names, TextCache texts, TelemetryBatch batch, DateTime received, RegisteredDevice? fixedDevice)
{
    [Flags]
    private enum Fields : byte { None = 0, Device = 1, At = 2, Seq = 4, Type = 8, Values = 16 }

    // What is echoed of a text that was refused.
    private const int EchoLengthMax = 100;

    // Of a recording it may not be known when a reading came: then any time will do.
    private readonly DateTime _oldest = received == default ? DateTime.MinValue : received - ReadingLimits.AgeMax;
    private readonly DateTime _newest = received == default ? DateTime.MaxValue : received + ReadingLimits.AheadMax;

    private Fields _seen;
    private RegisteredDevice? _device;
    private Reach _reach;
    private string? _deviceText;
    private DateTime _at;
    private long? _seq;
    private ReadingType _type;
    private NamedValue[] _values = [];
    private RejectionReason _reason;
    private string? _detail;

    /// <summary>Reads the value the reader stands on, to its end.</summary>
    public void Parse(ref Utf8JsonReader reader, int index)
    {
        (_seen, _device, _reach, _deviceText, _seq, _type, _values, _detail) = (Fields.None, fixedDevice, Reach.Unknown, null, null, ReadingType.Heartbeat, [], null);
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            Reject(RejectionReason.InvalidValue, "A reading is a JSON object.");
            reader.Skip();
        }
        else
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName) ParseField(ref reader);
        }
        Check();
        if (_detail is null) batch.Readings.Add(new(index, _device!, new() { At = _at, Seq = _seq, Type = _type, Values = _values }));
        else batch.Rejected.Add(new(index, _deviceText ?? _device?.Ref.ToString(), _reason, _detail));
    }

    private void ParseField(ref Utf8JsonReader reader)
    {
        var field = FieldOf(ref reader);
        if (field == Fields.None) Reject(RejectionReason.InvalidValue, $"'{Echo(ref reader)}' is not a field of a reading: device, at, seq, type, values.");
        else if ((_seen & field) != 0) Reject(RejectionReason.InvalidValue, $"'{Echo(ref reader)}' is given twice.");
        _seen |= field;
        reader.Read();
        switch (field)
        {
            case Fields.Device: ParseDevice(ref reader); break;
            case Fields.At: ParseAt(ref reader); break;
            case Fields.Seq: ParseSeq(ref reader); break;
            case Fields.Type: ParseType(ref reader); break;
            case Fields.Values: ParseValues(ref reader); break;
        }
        reader.Skip(); // what was not looked into
    }

    private readonly Fields FieldOf(ref Utf8JsonReader reader)
    {
        if (Is(ref reader, "device"u8)) return Fields.Device;
        if (Is(ref reader, "at"u8)) return Fields.At;
        if (Is(ref reader, "seq"u8)) return Fields.Seq;
        if (Is(ref reader, "type"u8)) return Fields.Type;
        return Is(ref reader, "values"u8) ? Fields.Values : Fields.None;
    }

    private void ParseDevice(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            Reject(RejectionReason.InvalidValue, "device must be a text such as 3208008351/t1.");
            return;
        }
        // PHP and others write 3208008351\/t1.
        RegisteredDevice? device = null;
        if (Unescape(ref reader, out var utf8)) _reach = devices.Find(utf8, within, out device);
        var known = device is not null;
        if (!known) _deviceText = Echo(ref reader);
        if (fixedDevice is null) _device = device;
        else if (!known || device!.Ref != fixedDevice.Ref)
        {
            _deviceText = Echo(ref reader);
            Reject(RejectionReason.InvalidValue, $"device must be left out or be {fixedDevice.Ref}, which the topic names.");
        }
    }

    private void ParseAt(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String || !Unescape(ref reader, out var text) || !DeviceTime.TryParse(text, out _at))
            Reject(RejectionReason.InvalidTime, "at must be an ISO 8601 time with an offset or Z, such as 2026-11-22T08:00:00Z.");
    }

    private void ParseSeq(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var seq) && seq >= 0) _seq = seq;
        else Reject(RejectionReason.InvalidValue, "seq must be an integer from 0 to 9223372036854775807.");
    }

    private void ParseType(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String) Reject(RejectionReason.InvalidValue, TypeDetail);
        else if (Is(ref reader, "heartbeat"u8)) _type = ReadingType.Heartbeat;
        else if (Is(ref reader, "measurement"u8)) _type = ReadingType.Measurement;
        else if (Is(ref reader, "status"u8)) _type = ReadingType.Status;
        else if (Is(ref reader, "detection"u8)) _type = ReadingType.Detection;
        else Reject(RejectionReason.InvalidValue, TypeDetail);
    }

    private const string TypeDetail = "type must be heartbeat, measurement, status or detection.";

    private void ParseValues(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            Reject(RejectionReason.InvalidValue, "values must be an object of numbers, texts and booleans.");
            return;
        }
        var count = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = ParseName(ref reader);
            reader.Read();
            var value = ParseValue(ref reader, name);
            if (_detail is not null) continue;
            if (count == ReadingLimits.ValuesMax) Reject(RejectionReason.TooLarge, $"More than {ReadingLimits.ValuesMax} values.");
            else if (IsGiven(name, count)) Reject(RejectionReason.InvalidValue, $"'{name}' is given twice in values.");
            else batch.Values[count++] = new(name, value);
        }
        if (_detail is null && count > 0) _values = batch.Values.AsSpan(0, count).ToArray();
    }

    private readonly bool IsGiven(string name, int count)
    {
        foreach (ref readonly var value in batch.Values.AsSpan(0, count))
            if (ReferenceEquals(value.Name, name) || value.Name == name) return true;
        return false;
    }

    private string ParseName(ref Utf8JsonReader reader)
    {
        if (reader.ValueSpan.Length == 0) Reject(RejectionReason.InvalidValue, "A name in values is empty.");
        else if (reader.ValueSpan.Length > 6 * ReadingLimits.NameLengthMax) Reject(RejectionReason.TooLarge, NameDetail);
        else if (!Unescape(ref reader, out var utf8)) Reject(RejectionReason.InvalidValue, "A name in values has half a surrogate pair.");
        else
        {
            var name = names.Get(utf8);
            if (name.Length <= ReadingLimits.NameLengthMax) return name;
            Reject(RejectionReason.TooLarge, NameDetail);
        }
        return "";
    }

    private static readonly string NameDetail = $"A name in values is longer than {ReadingLimits.NameLengthMax} characters.";

    private Value ParseValue(ref Utf8JsonReader reader, string name)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.True: return Value.Of(true);
            case JsonTokenType.False: return Value.Of(false);
            case JsonTokenType.String: return ParseText(ref reader, name);
            case JsonTokenType.Number:
                if (JsonNumber.TryParse(reader.ValueSpan, out var number)) return Value.Of(number);
                Reject(RejectionReason.InvalidValue, $"'{name}' is too large for a number.");
                return default;
            default:
                Reject(RejectionReason.InvalidValue, $"'{name}' must be a number, a text or a boolean.");
                reader.Skip();
                return default;
        }
    }

    private Value ParseText(ref Utf8JsonReader reader, string name)
    {
        // Six bytes of JSON (\u6e29) to a character at the most, so nothing longer than this can be short enough.
        if (reader.ValueSpan.Length <= 6 * ReadingLimits.TextLengthMax)
        {
            if (!Unescape(ref reader, out var utf8))
            {
                Reject(RejectionReason.InvalidValue, $"'{name}' has half a surrogate pair.");
                return default;
            }
            var text = texts.Get(utf8);
            if (text.Length <= ReadingLimits.TextLengthMax) return Value.Of(text);
        }
        Reject(RejectionReason.TooLarge, $"'{name}' is a text longer than {ReadingLimits.TextLengthMax} characters.");
        return default;
    }

    private void Check()
    {
        if (_detail is not null) return;
        if (fixedDevice is null && (_seen & Fields.Device) == 0) Reject(RejectionReason.InvalidValue, "device is missing.");
        else if ((_seen & Fields.At) == 0) Reject(RejectionReason.InvalidTime, "at is missing.");
        else if (_device is null && _reach == Reach.Outside) Reject(RejectionReason.Forbidden, "The device lies outside the divisions of the key.");
        else if (_device is null) Reject(RejectionReason.UnknownDevice, "No such device is registered.");
        else if (_at < _oldest) Reject(RejectionReason.InvalidTime, $"at is more than {ReadingLimits.AgeMax.Days} days ago.");
        else if (_at > _newest) Reject(RejectionReason.InvalidTime, $"at is more than {ReadingLimits.AheadMax.Days} days ahead.");
    }

    private void Reject(RejectionReason reason, string detail)
    {
        if (_detail is null) (_reason, _detail) = (reason, detail);
    }

    /// <summary>The plain text of a string token. False when it does not fit, or escapes half a surrogate pair.</summary>
    private readonly bool Unescape(ref Utf8JsonReader reader, out ReadOnlySpan<byte> utf8)
    {
        utf8 = reader.ValueSpan;
        if (!reader.ValueIsEscaped) return true;
        if (utf8.Length > batch.Scratch.Length) return false;
        try
        {
            utf8 = batch.Scratch.AsSpan(0, reader.CopyString(batch.Scratch));
            return true;
        }
        catch (InvalidOperationException) // \ud800 alone: valid JSON, but no text
        {
            return false;
        }
    }

    // The reader's own comparison throws at half a surrogate pair.
    private readonly bool Is(ref Utf8JsonReader reader, ReadOnlySpan<byte> word) => Unescape(ref reader, out var text) && text.SequenceEqual(word);

    private static string Echo(ref Utf8JsonReader reader)
    {
        var span = reader.ValueSpan;
        string text;
        try
        {
            text = span.Length <= 6 * EchoLengthMax ? reader.GetString()! : Encoding.UTF8.GetString(span[..(6 * EchoLengthMax)]);
        }
        catch (InvalidOperationException)
        {
            text = Encoding.UTF8.GetString(span);
        }
        return text.Length <= EchoLengthMax ? text : string.Concat(text.AsSpan(0, EchoLengthMax), "…");
    }
}
