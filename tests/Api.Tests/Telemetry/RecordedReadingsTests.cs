using System.IO.Compression;
using System.Text;
using Twin.Api.Telemetry;
using Twin.Domain.Network;

namespace Twin.Api.Tests.Telemetry;

public sealed class RecordedReadingsTests
{
    private const string Good = "{\"device\":\"3208000001/t1\",\"at\":\"2026-11-23T02:00:00Z\"}";

    private static readonly OutletProfile Outlet = new()
    {
        Code = OutletCode.Parse("3208000001"),
        Name = "一店",
        District = DivisionCode.Parse("320812"),
        Devices = [new(DeviceId.Parse("t1"), DeviceKind.Terminal)],
    };

    /// <summary>What comes of each line: <c>line</c>, <c>line@received</c>, <c>?device</c> or <c>line!code</c>.</summary>
    private static string Read(byte[] file) => string.Join(' ', new RecordedReadings([Outlet]).Read(new MemoryStream(file)).Select(line =>
        line.Reading is { } reading ? $"{reading.Line}{(reading.Received is { } at ? $"@{at:HH:mm}" : "")}"
        : line.Fault is { } fault ? $"{fault.Line}!{fault.Code}"
        : $"?{line.Unknown}"));

    private static string Read(string file) => Read(Encoding.UTF8.GetBytes(file));

    [Fact]
    public void Lines_are_numbered_as_an_editor_does_and_empty_ones_passed_over() =>
        Assert.Equal("1 4 5 ?3208000009/t1", Read($"\uFEFF{Good}\n\n \t\r\n{Good}\r\n{Good}\n{Good.Replace("0001/", "0009/", StringComparison.Ordinal)}"));

    [Fact]
    public void A_mark_tells_when_the_readings_after_it_came() =>
        Assert.Equal("1 3@02:01 5@02:05 6!invalidValue", Read($"{Good}\n{{\"received\":\"2026-11-23T02:01:00Z\"}}\n{Good}\n{{ \"received\" : \"2026-11-23T10:05:00+08:00\" }}\n{Good}\n{{\"received\":\"today\"}}\n"));

    [Fact]
    public void What_is_packed_is_unpacked()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(Encoding.UTF8.GetBytes($"{Good}\n{Good}\n"));
        Assert.Equal("1 2", Read(packed.ToArray()));
    }

    [Fact]
    public void A_line_without_end_is_one_fault_and_takes_no_more_memory_than_a_line() =>
        Assert.Equal("1 2!tooLarge 3", Read($"{Good}\n{new string('x', 5 * 1024 * 1024)}\n{Good}\n"));

    [Fact]
    public void Broken_lines_are_each_a_fault_of_their_own() =>
        Assert.Equal("1!syntax 2!invalidTime 3!invalidValue 4", Read($"{{oops\n{{\"device\":\"3208000001/t1\"}}\n[]\n{Good}"));

    private static string Mark(string time) => $"{{\"received\":\"2026-11-23T{time}:00Z\"}}\n";

    /// <summary>What comes of the lines of several files, in their order: <c>file/line</c>.</summary>
    private static string Merged(params string[] files) => string.Join(' ', new RecordedReadings([Outlet]).Read([.. files.Select(file => new MemoryStream(Encoding.UTF8.GetBytes(file)))])
        .Select(line => line.Reading is { } reading ? $"{line.File}/{reading.Line}" : line.Fault is { } fault ? $"{line.File}/{fault.Line}!{fault.Code}" : $"{line.File}?"));

    [Fact]
    public void Several_recordings_are_one_in_the_order_in_which_their_readings_came()
    {
        var (first, second) = ($"{Mark("02:00")}{Good}\n{Mark("02:02")}{Good}\n{Good}\n", $"{Mark("02:01")}{Good}\n{Mark("02:02")}{Good}\n{Mark("02:05")}{Good}\n");
        Assert.Equal("0/2 1/2 0/4 0/5 1/4 1/6", Merged(first, second));
        Assert.Equal("1/2 0/2 0/4 1/4 1/5 0/6", Merged(second, first));
        // The files of one process follow each other, whatever the order in which they are named.
        Assert.Equal("1/2 0/2 0/4", Merged($"{Mark("02:07")}{Good}\n{Mark("02:08")}{Good}", $"{Mark("02:06")}{Good}"));
        // A clock that was set back takes nothing along.
        Assert.Equal("0/2 0/4 1/2", Merged($"{Mark("02:03")}{Good}\n{Mark("02:01")}{Good}\n", $"{Mark("02:04")}{Good}"));
        Assert.Equal("0/2", Merged($"{Mark("02:03")}{Good}\n", "\n"));
    }

    [Fact]
    public void Of_several_recordings_each_must_say_when_its_readings_came() =>
        Assert.Equal("1/1!required 1/2!syntax 1? 0/2", Merged($"{Mark("02:00")}{Good}", $"{Good}\n{{oops\n{Good.Replace("0001/", "0009/", StringComparison.Ordinal)}"));

    [Fact]
    public void However_old_a_recording_is_its_times_are_taken() =>
        Assert.Equal("1 2", Read($"{Good.Replace("2026", "1999", StringComparison.Ordinal)}\n{Good.Replace("2026", "2150", StringComparison.Ordinal)}"));
}
