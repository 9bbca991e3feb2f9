using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Twin.LoadTests.Fleet;

namespace Twin.LoadTests.Tests;

public sealed class FleetTests
{
    [Fact]
    public void The_same_seed_makes_the_same_fleet_and_every_device_is_in_it_once()
    {
        var network = new Network(300, 5);
        var devices = network.Shuffled(3);
        Assert.Equal(devices, new Network(300, 5).Shuffled(3));
        Assert.NotEqual(devices, network.Shuffled(4));
        Assert.Equal(network.Devices, devices.Select(d => d.Name).Distinct().Count());
        Assert.Equal((300, 600, 600), (devices.Count(d => d.Kind == DeviceKind.Line), devices.Count(d => d.Kind == DeviceKind.Terminal), devices.Count(d => d.Kind == DeviceKind.Camera)));
    }

    [Fact]
    public void A_network_knows_its_own_codes_from_others()
    {
        var network = new Network(30, 5, probes: 2);
        Assert.All(Enumerable.Range(0, 32), n => Assert.True(network.Has(Network.Code(n))));
        Assert.False(network.Has(Network.Code(32)));
        Assert.All(["3208008351", "3202956026", "3214900000", "", "32009000001"], code => Assert.False(network.Has(code)));
    }

    [Fact]
    public void A_batch_is_a_request_whose_readings_are_of_now()
    {
        var batch = Batch.Of([.. new Network(2, 5).DevicesOf(1)], "k");
        var now = new DateTime(2027, 3, 4, 5, 6, 7, 89, DateTimeKind.Utc);
        batch.Stamp(now.AddDays(-1));
        batch.Stamp(now);
        var text = Encoding.ASCII.GetString(batch.Request.Span);
        var parts = text.Split("\r\n\r\n");
        Assert.Contains($"Content-Length: {parts[1].Length}", parts[0], StringComparison.Ordinal);
        Assert.Contains("Authorization: Bearer k", parts[0], StringComparison.Ordinal);
        var readings = JsonNode.Parse(parts[1])!.AsArray();
        Assert.Equal(["3202900000/l1", "3202900000/t1", "3202900000/t2", "3202900000/c1", "3202900000/c2"], readings.Select(r => (string?)r!["device"]));
        Assert.All(readings, r => Assert.Equal(now, DateTime.Parse((string)r!["at"]!, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal)));
        Assert.All(readings, r => Assert.Equal(1_000_000_002, (long)r!["seq"]!));
        Assert.Equal(41.2, (double)readings[1]!["values"]!["temperatureC"]!);
    }

    [Fact]
    public void Readings_without_numbers_are_requests_too()
    {
        var device = new Network(1, 5).DevicesOf(0).ElementAt(1);
        var batch = Batch.Of([device, device], null, numbered: false);
        batch.Stamp(DateTime.UtcNow);
        var parts = Encoding.ASCII.GetString(batch.Request.Span).Split("\r\n\r\n");
        Assert.Contains($"Content-Length: {parts[1].Length}", parts[0], StringComparison.Ordinal);
        Assert.All(JsonNode.Parse(parts[1])!.AsArray(), r => Assert.Null(r!["seq"]));
    }

    [Fact]
    public void Batches_of_a_device_are_of_one_connection()
    {
        var fleet = new LoadFleet(new(100, 5), 1, null);
        Assert.Equal(5, fleet.Batches.Count);
        Assert.Equal([3, 2], fleet.Senders(new("http://127.0.0.1:1"), 2).Select(s => s.Batches));
    }

    [Fact]
    public void An_import_file_has_the_columns_of_the_contract()
    {
        var counties = Enumerable.Range(1, 13).SelectMany(c => new[] { $"32{c:00}02", $"32{c:00}03" }).ToLookup(c => c[..4]);
        var lines = new Network(30, 5).Csv(counties, 13, 2).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("code,name,district,address,lon,lat,telecomArea,accessNode,terminals,cameras,lines,calendar,designations", lines[0]);
        Assert.Equal(["3201900001", "3202900001"], lines[1..].Select(l => l.Split(',')[0]));
        Assert.Equal("320103", lines[1].Split(',')[2]);
        Assert.Equal("2,2,1,always", string.Join(',', lines[1].Split(',')[8..12]));
    }
}
