using System.Buffers;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Twin.Api.Outlets.Lists;
using Twin.Api.View;
using Twin.Domain.Access;
using Twin.Domain.Devices;
using Twin.Domain.Network;
using Twin.Grains.Network;

namespace Twin.Bench;

/// <summary>A list with two filters and a sort over the whole network, as <c>GET /v1/outlets</c> runs it, and its page of 100 written as JSON.</summary>
[MemoryDiagnoser]
public class ListQueryBench
{
    private static readonly DateTime Noon = new(2027, 1, 1, 12, 0, 0, DateTimeKind.Utc);

    private readonly ViewState _view = new();
    private readonly ArrayBufferWriter<byte> _json = new(256 * 1024);
    private OutletListQuery _query = null!;
    private OutletPage _page = null!;

    [Params(20_000, 200_000)]
    public int Outlets { get; set; }

    [GlobalSetup]
    public void Fill()
    {
        var districts = new[] { "320812", "320813", "320830", "320303" };
        for (var d = 0; d < districts.Length; d++)
        {
            var code = DivisionCode.Parse(districts[d]);
            var rows = Enumerable.Range(0, Outlets / districts.Length).Select(i => Row(code, (d * (Outlets / districts.Length)) + i)).ToArray();
            _view.Apply(new(code, default, new(1, 1), rows, [], Whole: true));
        }
        var values = new QueryCollection(QueryHelpers.ParseQuery("?status=down,degraded&district=320812,320303&sort=-severity,code&limit=100"));
        _query = OutletListQuery.Parse(new QueryReader(values), values, DivisionLimit.Whole);
        _page = _query.Run(_view);
        if (_page.Rows.Count != 100) throw new InvalidOperationException($"A page of 100 was expected, not of {_page.Rows.Count}.");
    }

    [Benchmark]
    public OutletPage Query() => _query.Run(_view);

    [Benchmark]
    public int PageAsJson()
    {
        _json.ResetWrittenCount();
        using var json = new Utf8JsonWriter(_json);
        json.WriteStartArray();
        foreach (var row in _page.Rows) OutletJson.Write(json, row, _query.Fields);
        json.WriteEndArray();
        json.Flush();
        return _json.WrittenCount;
    }

    private static OutletRow Row(DivisionCode district, int i)
    {
        var status = (i % 20) switch { 0 => OutletStatus.Down, 1 => OutletStatus.Degraded, _ => OutletStatus.Ok };
        var severity = status == OutletStatus.Ok ? Severity.None : Severity.Major;
        DeviceProfile[] devices = [.. new[] { ("l1", DeviceKind.Line), ("t1", DeviceKind.Terminal), ("c1", DeviceKind.Camera) }.Select(d => DeviceProfile.Of(DeviceId.Parse(d.Item1), d.Item2, null))];
        var online = new DeviceSummary(DeviceStatus.Online, Noon, Severity.None, []);
        return new()
        {
            Profile = new() { Code = OutletCode.Parse($"{district.ToString()[..4]}{i:D6}"), Name = $"网点{i}", District = district, Devices = devices },
            Status = status,
            Severity = severity,
            Since = Noon,
            UpdatedAt = Noon,
            Revision = i + 1,
            RowRevision = i + 1,
            Devices = [.. devices.Select(d => new DeviceRow(d, online))],
            Observed = true,
        };
    }
}
