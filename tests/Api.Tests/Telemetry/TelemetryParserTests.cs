using System.Text;
using CsCheck;
using Twin.Api.Telemetry;
using Twin.Domain.Readings;

namespace Twin.Api.Tests.Telemetry;

public class TelemetryParserTests
{
    private static readonly DateTime Received = new(2026, 11, 22, 8, 0, 0, DateTimeKind.Utc);

    private readonly FakeNetwork _network = new();
    private readonly TelemetryBatch _batch = new();

    private TelemetryFault? Parse(string body, TelemetryFormat format = TelemetryFormat.Array) => Parse(Encoding.UTF8.GetBytes(body), format);

    private TelemetryFault? Parse(byte[] body, TelemetryFormat format = TelemetryFormat.Array)
    {
        _batch.Clear();
        return new TelemetryParser(_network).Parse(body, format, Received, _batch, Twin.Domain.Access.DivisionLimit.Whole);
    }

    private static string With(string fields) => $$"""{"device":"3208008351/t1","at":"2026-11-22T08:00:00Z"{{(fields.Length > 0 ? "," : "")}}{{fields}}}""";

    [Fact]
    public void A_full_reading_is_read_as_it_stands()
    {
        Assert.Null(Parse($"[{With("""
            "seq":9223372036854775807,"type":"measurement","values":{"temperatureC":41.5,"session":false,"state":"忙","escaped\u0041":"a\nb"}
            """)}]"));
        var reading = Assert.Single(_batch.Readings).Reading;
        Assert.Equal((Received, long.MaxValue, ReadingType.Measurement), (reading.At, reading.Seq, reading.Type));
        Assert.Equal([new("temperatureC", Value.Of(41.5)), new("session", Value.Of(false)), new("state", Value.Of("忙")), new("escapedA", Value.Of("a\nb"))], reading.Values);
    }

    [Fact]
    public void What_is_optional_may_be_left_out_and_a_slash_may_be_escaped()
    {
        Assert.Null(Parse("""[{"at":"2026-11-22T08:00:00Z","device":"3208008351\/t1"}]"""));
        var reading = Assert.Single(_batch.Readings).Reading;
        Assert.Equal((null, ReadingType.Heartbeat, 0), (reading.Seq, reading.Type, reading.Values.Length));
    }

    [Theory]
    [InlineData("""{"device":"3208008351/t9","at":"2026-11-22T08:00:00Z"}""", "UnknownDevice", "registered")]
    [InlineData("""{"device":"","at":"2026-11-22T08:00:00Z"}""", "UnknownDevice", "registered")]
    [InlineData("""{"at":"2026-11-22T08:00:00Z"}""", "InvalidValue", "device is missing")]
    [InlineData("""{"device":7,"at":"2026-11-22T08:00:00Z"}""", "InvalidValue", "device must")]
    [InlineData("""{"device":null,"at":"2026-11-22T08:00:00Z"}""", "InvalidValue", "device must")]
    [InlineData("""{"device":"3208008351/t1","at":"2026-11-22T08:00:00Z","type":"\ud800"}""", "InvalidValue", "type must be")]
    [InlineData("""{"device":"3208008351/t1","at":"2026-11-22T08:00:00Z","\ud800":1}""", "InvalidValue", "not a field")]
    [InlineData("""{"device":"\ud800","at":"2026-11-22T08:00:00Z"}""", "UnknownDevice", "registered")]
    [InlineData("""{"device":"3208008351/t1"}""", "InvalidTime", "at is missing")]
    [InlineData("""{"device":"3208008351/t1","at":null}""", "InvalidTime", "at must")]
    [InlineData("""{"device":"3208008351/t1","at":1763798400}""", "InvalidTime", "at must")]
    [InlineData("""{"device":"3208008351/t1","at":"2026-11-22T08:00:00"}""", "InvalidTime", "at must")]
    [InlineData("""{"device":"3208008351/t1","at":"2024-11-22T08:00:00Z"}""", "InvalidTime", "400 days ago")]
    [InlineData("""{"device":"3208008351/t1","at":"2028-11-22T08:00:00Z"}""", "InvalidTime", "366 days ahead")]
    [InlineData("""{"device":"3208008351/t1","at":"2026-11-22T08:00:00Z","seq":-1}""", "InvalidValue", "seq must")]
    [InlineData("""{"device":"3208008351/t1","at":"2026-11-22T08:00:00Z","seq":9223372036854775808}""", "InvalidValue", "seq must")]
    [InlineData("""{"device":"3208008351/t1","at":"2026-11-22T08:00:00Z","seq":1.5}""", "InvalidValue", "seq must")]
    [InlineData("""{"device":"3208008351/t1","at":"2026-11-22T08:00:00Z","seq":"1"}""", "InvalidValue", "seq must")]
    [InlineData("""{"device":"3208008351/t1","at":"2026-11-22T08:00:00Z","type":"Heartbeat"}""", "InvalidValue", "type must")]
    [InlineData("""{"device":"3208008351/t1","at":"2026-11-22T08:00:00Z","type":1}""", "InvalidValue", "type must")]
    [InlineData("""{"device":"3208008351/t1","at":"2026-11-22T08:00:00Z","value":{}}""", "InvalidValue", "'value' is not a field")]
    [InlineData("""{"device":"3208008351/t1","at":"2026-11-22T08:00:00Z","x":[[{"a":[1]}]]}""", "InvalidValue", "'x' is not a field")]
    [InlineData("""{"device":"3208008351/t1","at":"2026-11-22T08:00:00Z","seq":1,"seq":1}""", "InvalidValue", "'seq' is given twice")]
    [InlineData("""{"device":"3208008351/t1","at":"2026-11-22T08:00:00Z","values":[1]}""", "InvalidValue", "values must")]
    [InlineData("""{"device":"3208008351/t1","at":"2026-11-22T08:00:00Z","values":null}""", "InvalidValue", "values must")]
    [InlineData("""{"device":"3208008351/t1","at":"2026-11-22T08:00:00Z","values":{"a":null}}""", "InvalidValue", "'a' must")]
    [InlineData("""{"device":"3208008351/t1","at":"2026-11-22T08:00:00Z","values":{"a":{"b":1}}}""", "InvalidValue", "'a' must")]
    [InlineData("""{"device":"3208008351/t1","at":"2026-11-22T08:00:00Z","values":{"a":[[1]]}}""", "InvalidValue", "'a' must")]
    [InlineData("""{"device":"3208008351/t1","at":"2026-11-22T08:00:00Z","values":{"a":1e999}}""", "InvalidValue", "'a' is too large")]
    [InlineData("""{"device":"3208008351/t1","at":"2026-11-22T08:00:00Z","values":{"a":-1e999}}""", "InvalidValue", "'a' is too large")]
    [InlineData("""{"device":"3208008351/t1","at":"2026-11-22T08:00:00Z","values":{"a":1,"\u0061":2}}""", "InvalidValue", "'a' is given twice")]
    [InlineData("""{"device":"3208008351/t1","at":"2026-11-22T08:00:00Z","values":{"":1}}""", "InvalidValue", "empty")]
    [InlineData("""{"device":"3208008351/t1","at":"2026-11-22T08:00:00Z","values":{"a":"\udc00"}}""", "InvalidValue", "surrogate")]
    [InlineData("5", "InvalidValue", "object")]
    [InlineData("null", "InvalidValue", "object")]
    [InlineData("\"x\"", "InvalidValue", "object")]
    [InlineData("[{}]", "InvalidValue", "object")]
    public void A_bad_reading_rejects_itself_and_not_its_neighbours(string reading, string reason, string detail)
    {
        Assert.Null(Parse($"[{With("")},{reading},{With("\"seq\":2")}]"));
        var rejected = Assert.Single(_batch.Rejected);
        Assert.Equal((1, reason), (rejected.Index, rejected.Reason.ToString()));
        Assert.Contains(detail, rejected.Detail, StringComparison.Ordinal);
        Assert.Equal([0, 2], _batch.Readings.Select(r => r.Index));
        Assert.Equal(3, _batch.Count);
    }

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void A_reading_carries_up_to_64_values_with_names_of_up_to_64_characters(int count, bool fits)
    {
        var many = string.Join(',', Enumerable.Range(0, count).Select(i => $"\"n{i}\":{i}"));
        var longest = $"\"{new string('名', count)}\":1";
        Assert.Null(Parse($"[{With($"\"values\":{{{many}}}")},{With($"\"values\":{{{longest}}}")}]"));
        Assert.Equal(fits ? [] : [RejectionReason.TooLarge, RejectionReason.TooLarge], _batch.Rejected.Select(r => r.Reason));
    }

    [Theory]
    [InlineData("x", 256, true)]
    [InlineData("x", 257, false)]
    [InlineData("\\u6e29", 256, true)]
    [InlineData("\\u6e29", 257, false)]
    [InlineData("温", 256, true)]
    [InlineData("x", 100_000, false)]
    public void A_text_has_up_to_256_characters_however_they_are_written(string character, int count, bool fits)
    {
        Assert.Null(Parse($"[{With($"\"values\":{{\"t\":\"{string.Concat(Enumerable.Repeat(character, count))}\"}}")}]"));
        Assert.Equal(fits ? [] : [RejectionReason.TooLarge], _batch.Rejected.Select(r => r.Reason));
    }

    [Theory]
    [InlineData("2026-11-22T16:00:00+08:00", 0)]
    [InlineData("2026-11-22T16:00:00+0800", 0)]
    [InlineData("2026-11-22T16:00+08", 0)]
    [InlineData("2026-11-22t03:30:00.0000001-04:30", 1)]
    [InlineData("2026-11-22T08:00:00.123456789123Z", 1234567)]
    [InlineData("2026-11-22T08:00:00.5z", 5000000)]
    public void A_time_with_an_offset_is_read_to_the_tick(string text, long ticks)
    {
        Assert.True(DeviceTime.TryParse(Encoding.UTF8.GetBytes(text), out var at));
        Assert.Equal((Received.AddTicks(ticks), DateTimeKind.Utc), (at, at.Kind));
    }

    [Theory]
    [InlineData("2026-11-22T08:00:00")]
    [InlineData("2026-11-22")]
    [InlineData("2026-11-22 08:00:00Z")]
    [InlineData("2026-13-22T08:00:00Z")]
    [InlineData("2026-02-29T08:00:00Z")]
    [InlineData("2026-11-22T24:00:00Z")]
    [InlineData("2026-11-22T08:60:00Z")]
    [InlineData("2026-11-22T08:00:60Z")]
    [InlineData("2026-11-22T08:00:00.Z")]
    [InlineData("2026-11-22T08:00:00.123")]
    [InlineData("2026-11-22T08:00:00+8")]
    [InlineData("2026-11-22T08:00:00+08:00x")]
    [InlineData("2026-11-22T08:00:00+24:00")]
    [InlineData("0000-11-22T08:00:00Z")]
    [InlineData("0001-01-01T00:00:00+01:00")]
    [InlineData("9999-12-31T23:59:59-01:00")]
    [InlineData("20261122T080000Z")]
    [InlineData("now")]
    [InlineData("")]
    public void What_is_no_time_with_an_offset_is_none(string text) => Assert.False(DeviceTime.TryParse(Encoding.UTF8.GetBytes(text), out _));

    [Fact]
    public void Every_time_dotnet_writes_is_read_back() => Gen.DateTimeOffset.Sample(at =>
        DeviceTime.TryParse(Encoding.UTF8.GetBytes(at.ToString("O")), out var read) && read == at.UtcDateTime);

    [Fact]
    public void Every_number_dotnet_writes_is_read_back_to_the_bit() => Gen.OneOf(Gen.Double.Where(double.IsFinite), Gen.Int[-100_000, 100_000].Select(i => i / 100.0)).Sample(number =>
        JsonNumber.TryParse(Encoding.UTF8.GetBytes(number.ToString("R", System.Globalization.CultureInfo.InvariantCulture)), out var read)
            && BitConverter.DoubleToInt64Bits(read) == BitConverter.DoubleToInt64Bits(number));

    [Theory]
    [InlineData("", 1, 1)]
    [InlineData("  ", 1, 3)]
    [InlineData("{}", 1, 1)]
    [InlineData("7", 1, 1)]
    [InlineData("[", 1, 2)]
    [InlineData("[{]", 1, 3)]
    [InlineData("[\n\n  {\"温\": }]", 3, 9)]
    [InlineData("[] x", 1, 4)]
    [InlineData("[][]", 1, 3)]
    [InlineData("[{\"values\":{\"a\":NaN}}]", 1, 17)]
    [InlineData("[{'a':1}]", 1, 3)]
    [InlineData("[{\"a\":1,}]", 1, 9)]
    [InlineData("[\"\u0001\"]", 1, 3)]
    public void Malformed_json_tells_where(string body, int line, int column)
    {
        var fault = Parse(body);
        Assert.NotNull(fault);
        Assert.Equal((false, line, column), (fault.TooMany, fault.Line, fault.Column));
    }

    [Theory]
    [InlineData("{}\n\n{\"a\":}\n{}", 3, 6)]
    [InlineData("{}\n[1\n]", 2, 3)]
    [InlineData("{} {}", 1, 4)]
    [InlineData("{}\nx", 2, 1)]
    public void A_malformed_line_refuses_the_whole(string body, int line, int column)
    {
        var fault = Parse(body, TelemetryFormat.Lines);
        Assert.NotNull(fault);
        Assert.Equal((line, column), (fault.Line, fault.Column));
    }

    [Fact]
    public void Lines_may_be_blank_and_end_as_on_windows_and_a_byte_order_mark_is_no_matter()
    {
        Assert.Null(Parse($"\uFEFF{With("")}\r\n\r\n{With("")}\n5\n", TelemetryFormat.Lines));
        Assert.Equal((2, 1, 3), (_batch.Readings.Count, _batch.Rejected.Count, _batch.Count));
        Assert.Null(Parse($"\uFEFF[{With("")}]"));
        Assert.Single(_batch.Readings);
        Assert.Null(Parse("[]"));
        Assert.Null(Parse("", TelemetryFormat.Lines));
        Assert.Equal(0, _batch.Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(500)]
    public void Bytes_that_are_not_utf8_are_found_where_they_are(int before)
    {
        var body = Encoding.UTF8.GetBytes("[\"" + new string('温', before) + "x\"]");
        body[2 + 3 * before] = 0xFF;
        var fault = Parse(body);
        Assert.Equal((1, before + 3), (fault!.Line, fault.Column));
    }

    [Fact]
    public void Ten_thousand_readings_are_taken_and_one_more_is_not()
    {
        var body = $"[{string.Join(',', Enumerable.Repeat("1", 10_000))}";
        Assert.Null(Parse(body + "]"));
        Assert.True(Parse(body + ",1]")!.TooMany);
        Assert.True(Parse(body.Replace("[", "", StringComparison.Ordinal).Replace(',', '\n') + "\n1", TelemetryFormat.Lines)!.TooMany);
    }

    [Fact]
    public void A_reading_nested_ten_thousand_deep_rejects_itself()
    {
        Assert.Null(Parse($"[{With($"\"values\":{{\"a\":{new string('[', 10_000)}{new string(']', 10_000)}}}")},{With("")}]"));
        Assert.Equal((1, 1), (_batch.Rejected.Count, _batch.Readings.Count));
    }

    [Fact]
    public void No_mutation_of_a_body_makes_the_parser_throw()
    {
        var valid = Encoding.UTF8.GetBytes($"[{With("\"seq\":1,\"type\":\"status\",\"values\":{\"t\":41.5,\"s\":\"温\\u0041\",\"b\":true}")},{With("")},5]");
        Gen.Select(Gen.Int[0, valid.Length - 1], Gen.Byte, Gen.Int[0, 3]).Array[1, 5].Sample(mutations =>
        {
            var body = valid.ToList();
            foreach (var (at, what, how) in mutations)
            {
                var place = Math.Min(at, body.Count - 1);
                if (how == 0) body.RemoveAt(place);
                else if (how == 1) body.Insert(place, what);
                else if (how == 2) body[place] = what;
                else body.RemoveRange(place, Math.Min(3, body.Count - place));
                if (body.Count == 0) body.Add(what);
            }
            foreach (var format in Enum.GetValues<TelemetryFormat>())
            {
                var fault = Parse([.. body], format);
                if (fault is null && _batch.Readings.Count + _batch.Rejected.Count != _batch.Count) return false;
                if (fault is { TooMany: false } && (fault.Line < 1 || fault.Column < 1)) return false;
            }
            return true;
        }, threads: 1);
    }

    [Fact]
    public void Names_that_come_again_are_the_same_string_and_the_table_stays_bounded()
    {
        var cache = new TextCache();
        Assert.Same(cache.Get("temperatureC"u8), cache.Get("temperatureC"u8));
        for (var i = 0; i < 100_000; i++) Assert.Equal($"name{i}", cache.Get(Encoding.UTF8.GetBytes($"name{i}")));
    }
}
