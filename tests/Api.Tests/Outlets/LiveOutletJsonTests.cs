using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Twin.Api.Devices;
using Twin.Api.Json;
using Twin.Api.Outlets;
using Twin.Api.Outlets.Lists;
using Twin.Domain.Devices;
using Twin.Domain.Network;
using Twin.Domain.Readings;
using Twin.Grains.Network;
using static Twin.Api.Tests.View.Rows;

namespace Twin.Api.Tests.Outlets;

/// <summary>What one outlet is written as, beside the model that documents it.</summary>
public sealed class LiveOutletJsonTests
{
    private static readonly DateTime Seen = Noon.AddMinutes(3).AddTicks(1_230);

    private readonly OutletPresent _present;

    public LiveOutletJsonTests()
    {
        var row = Row(Code(7), OutletStatus.Degraded, severity: Severity.Major, rule: "terminal-hot", at: new(118.87, 33.29), node: "OLT-7", area: "320813", address: "幸福路 \"7\" 号",
            designations: ["flagship"], amenities: ["wifi", "seats"], model: "T900");
        _present = new(row,
        [
            new() { Kind = DeviceKind.Line, Status = DeviceStatus.Unknown, Since = Noon, Severity = Severity.None },
            new()
            {
                Kind = DeviceKind.Terminal, Status = DeviceStatus.Offline, Since = Noon, Severity = Severity.Major, LastSeen = Seen, Faults = row.Devices[1].Summary!.Faults,
                Values = [new("temperatureC", Value.Of(81.5), Seen), new("温度", Value.Of("<高>"), Seen), new("session", Value.Of(false), Seen)],
                Flood = new(Noon, 120.5),
            },
            new() { Kind = DeviceKind.Camera, Status = DeviceStatus.Online, Since = Noon, Severity = Severity.None, LastSeen = Seen.AddSeconds(-1), Values = [new("video", Value.Of(true), Seen)] },
        ]);
    }

    [Fact]
    public void It_is_written_as_the_model_is()
    {
        var model = ModelOf(_present.Row);
        ValueModel Said(Value value) => new(value, Seen);
        model = model with
        {
            Devices =
            [
                model.Devices[0] with { Status = DeviceStatus.Unknown, Values = new Dictionary<string, ValueModel>() },
                model.Devices[1] with
                {
                    LastSeen = Seen,
                    Values = new Dictionary<string, ValueModel> { ["temperatureC"] = Said(Value.Of(81.5)), ["温度"] = Said(Value.Of("<高>")), ["session"] = Said(Value.Of(false)) },
                },
                model.Devices[2] with { Status = DeviceStatus.Online, LastSeen = Seen.AddSeconds(-1), Values = new Dictionary<string, ValueModel> { ["video"] = Said(Value.Of(true)) } },
            ],
            Freshness = new(Seen, 1, 1),
            Notices = [new("flood", "t1", Noon, 120.5)],
        };
        Assert.Equal(JsonSerializer.Serialize(model, ApiJson.Options), Written(OutletFields.All));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_field_is_written_by_its_name(string name)
    {
        // Only a list near a point has distances.
        string[] expected = name is "code" or "distanceM" ? ["code"] : ["code", name];
        Assert.Equal(expected, JsonNode.Parse(Written(OutletFields.Parse(name, out _)!))!.AsObject().Select(m => m.Key));
    }

    public static TheoryData<string> Names => [.. OutletFields.Names];

    private string Written(OutletFields fields)
    {
        using var to = new MemoryStream();
        using (var json = new Utf8JsonWriter(to, OutletJson.Options)) OutletJson.Write(json, _present, fields);
        return Encoding.UTF8.GetString(to.ToArray());
    }
}
