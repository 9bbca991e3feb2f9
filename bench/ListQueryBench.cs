using System.Buffers;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Twin.Api.Outlets.Lists;
using Twin.Api.View;
using Twin.Domain.Access;
using Twin.Domain.Network;

namespace Twin.Bench;

/// <summary>Queries of the view over the whole network, as the API runs them: a list with two filters and a sort, its page of 100 written as JSON, counts by city and status.</summary>
[MemoryDiagnoser]
public class ListQueryBench
{
    private readonly ViewState _view = new();
    private readonly ArrayBufferWriter<byte> _json = new(256 * 1024);
    private OutletListQuery _query = null!;
    private OutletPage _page = null!;
    private OutletFilter _filter = null!;
    private GroupBy _by = null!;

    [Params(20_000, 200_000)]
    public int Outlets { get; set; }

    [GlobalSetup]
    public void Fill()
    {
        var districts = new[] { "320812", "320813", "320830", "320303" };
        for (var d = 0; d < districts.Length; d++)
        {
            var code = DivisionCode.Parse(districts[d]);
            var rows = Enumerable.Range(0, Outlets / districts.Length).Select(i => SampleRow.Of(code, (d * (Outlets / districts.Length)) + i)).ToArray();
            _view.Apply(new(code, default, new(1, 1), rows, [], Whole: true));
        }
        var values = new QueryCollection(QueryHelpers.ParseQuery("?status=down,degraded&district=320812,320303&sort=-severity,code&limit=100"));
        _query = OutletListQuery.Parse(new QueryReader(values), values, DivisionLimit.Whole);
        var counted = new QueryCollection(QueryHelpers.ParseQuery("?by=city,status"));
        (_filter, _by) = (OutletFilterParser.Parse(new QueryReader(counted), DivisionLimit.Whole), GroupBy.Parse(new QueryReader(counted)));
        _page = _query.Run(_view);
        if (_page.Rows.Count != 100) throw new InvalidOperationException($"A page of 100 was expected, not of {_page.Rows.Count}.");
    }

    [Benchmark]
    public OutletPage Query() => _query.Run(_view);

    [Benchmark]
    public object CountByCityAndStatus() => _view.Scan(() => new GroupBy.Counter(_by, _filter)).Item1;

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
}
