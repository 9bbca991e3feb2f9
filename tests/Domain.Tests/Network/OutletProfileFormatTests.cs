using System.Text.Json.Nodes;
using CsCheck;
using Twin.Domain.Documents;
using Twin.Domain.Network;
using Twin.Domain.Tests.Documents;

namespace Twin.Domain.Tests.Network;

public class OutletProfileFormatTests
{
    private const string Full = """
        {"code":"3208008351","name":"淮安清江浦8351","address":"健康东路 1 号","district":"320812","location":{"lon":119.02,"lat":33.6},"telecomArea":"320813",
         "accessNode":"HA-QJP-OLT-03","calendar":"standard","designations":["共产党员服务店"],"amenities":["药品","雨伞"],
         "lines":[{"id":"l1"}],"terminals":[{"id":"t1","model":"T-900"},{"id":"t2"}],"cameras":[{"id":"c1"}]}
        """;

    private const string Least = """{"code":"3208008351","name":"8351","district":"320812"}""";

    private static (OutletProfile? Profile, List<DocFault> Faults) Read(JsonNode? json, string? expected = null, ReadOnlyFields onReadOnly = ReadOnlyFields.Refuse)
    {
        var faults = new List<DocFault>();
        var profile = OutletProfileFormat.Read(DocJson.From(json), expected is null ? null : OutletCode.Parse(expected), onReadOnly, faults);
        Assert.Equal(faults.Count == 0, profile is not null);
        return (profile, faults);
    }

    private static JsonNode? Merged(string patch) => MergePatch.Apply(JsonNode.Parse(Full), JsonNode.Parse(patch));

    [Fact]
    public void A_full_profile_is_read_field_by_field()
    {
        var profile = Read(JsonNode.Parse(Full)).Profile!;
        Assert.Equal(("3208008351", "淮安清江浦8351", "健康东路 1 号", "320812"), (profile.Code.ToString(), profile.Name, profile.Address, profile.District.ToString()));
        Assert.Equal(new GeoPoint(119.02, 33.6), profile.Location);
        Assert.Equal(("320813", "HA-QJP-OLT-03", "standard"), (profile.TelecomArea.ToString(), profile.AccessNode, profile.Calendar));
        Assert.Equal(["共产党员服务店"], profile.Designations);
        Assert.Equal(["药品", "雨伞"], profile.Amenities);
        Assert.Equal(["Line l1 ", "Terminal t1 T-900", "Terminal t2 ", "Camera c1 "], profile.Devices.Select(d => $"{d.Kind} {d.Id} {d.Model}"));
    }

    [Fact]
    public void What_is_written_is_what_was_read() =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Full), OutletProfileFormat.ToJson(Read(JsonNode.Parse(Full)).Profile!)));

    [Fact]
    public void Fields_come_in_the_order_of_the_contract() => Assert.Equal(
        ["code", "name", "address", "district", "location", "telecomArea", "accessNode", "calendar", "designations", "amenities", "lines", "terminals", "cameras"],
        OutletProfileFormat.ToJson(Read(JsonNode.Parse(Full)).Profile!).Select(field => field.Key));

    [Fact]
    public void The_least_an_outlet_needs_is_code_name_and_district() => Assert.Equal(
        """{"code":"3208008351","name":"8351","district":"320812","calendar":"standard","designations":[],"amenities":[],"lines":[],"terminals":[],"cameras":[]}""",
        OutletProfileFormat.ToJson(Read(JsonNode.Parse(Least)).Profile!).ToJsonString());

    [Fact]
    public void Nulls_and_empty_texts_count_as_absent()
    {
        var profile = Read(Merged("""{"address":"","terminals":[{"id":"t1","model":""}]}""")).Profile!;
        Assert.Null(profile.Address);
        Assert.Null(profile.Devices.Single(d => d.Kind == DeviceKind.Terminal).Model);
        Assert.Equal("standard", Read(JsonNode.Parse("""{"code":"3208008351","name":"8351","district":"320812","calendar":null,"location":null,"lines":null}""")).Profile!.Calendar);
    }

    [Fact]
    public void A_read_only_field_is_refused_with_any_value_also_null() =>
        Assert.Equal(["status readOnly"], Read(JsonNode.Parse("""{"code":"3208008351","name":"8351","district":"320812","status":null}""")).Faults.Said());

    [Fact]
    public void The_code_may_come_from_the_request()
    {
        Assert.Equal("3208008351", Read(JsonNode.Parse("""{"name":"8351","district":"320812"}"""), "3208008351").Profile!.Code.ToString());
        Assert.Equal("3208008351", Read(JsonNode.Parse(Least), "3208008351").Profile!.Code.ToString());
        Assert.Equal(["code codeMismatch"], Read(JsonNode.Parse(Least), "3208008732").Faults.Said());
        Assert.Equal(["code unknownCity"], Read(JsonNode.Parse("""{"name":"8351","district":"320812"}"""), "1101008351").Faults.Said());
    }

    [Fact]
    public void Labels_given_twice_are_kept_once() => Assert.Equal(["a", "b"], Read(Merged("""{"designations":["a","b","a"]}""")).Profile!.Designations);

    [Theory]
    [InlineData("320100")]
    [InlineData("320813")]
    [InlineData("320571")]
    public void A_telecom_area_is_a_city_or_a_county(string area) => Assert.Equal(area, Read(Merged($$"""{"telecomArea":"{{area}}"}""")).Profile!.TelecomArea.ToString());

    [Theory]
    [InlineData("""{"code":null}""", "code required", false)]
    [InlineData("""{"code":3208008351}""", "code wrongType", false)]
    [InlineData("""{"code":"32080083"}""", "code invalidValue", false)]
    [InlineData("""{"code":"320800835a"}""", "code invalidValue", false)]
    [InlineData("""{"code":"1101008351"}""", "code unknownCity", true)]
    [InlineData("""{"code":"3200008351"}""", "code unknownCity", true)]
    [InlineData("""{"name":null}""", "name required", false)]
    [InlineData("""{"name":"  "}""", "name required", false)]
    [InlineData("""{"name":"a\nb"}""", "name invalidValue", false)]
    [InlineData("""{"name":"a\u0000b"}""", "name invalidValue", false)]
    [InlineData("""{"district":null}""", "district required", false)]
    [InlineData("""{"district":"3208"}""", "district invalidValue", false)]
    [InlineData("""{"district":320812}""", "district wrongType", false)]
    [InlineData("""{"district":"320899"}""", "district unknownDivision", true)]
    [InlineData("""{"district":"320800"}""", "district notACounty", true)]
    [InlineData("""{"district":"320000"}""", "district notACounty", true)]
    [InlineData("""{"telecomArea":"Hongze"}""", "telecomArea invalidValue", false)]
    [InlineData("""{"telecomArea":"110101"}""", "telecomArea unknownDivision", true)]
    [InlineData("""{"telecomArea":"320000"}""", "telecomArea notAnArea", true)]
    [InlineData("""{"location":[119,33]}""", "location wrongType", false)]
    [InlineData("""{"location":{"lon":119,"lat":null}}""", "location.lat required", false)]
    [InlineData("""{"location":{"lon":"119"}}""", "location.lon wrongType", false)]
    [InlineData("""{"location":{"lon":180.1}}""", "location.lon outOfRange", true)]
    [InlineData("""{"location":{"lat":-90.5}}""", "location.lat outOfRange", true)]
    [InlineData("""{"location":{"alt":3}}""", "location.alt unknownField", false)]
    [InlineData("""{"accessNode":""}""", "accessNode invalidValue", false)]
    [InlineData("""{"accessNode":" OLT"}""", "accessNode invalidValue", false)]
    [InlineData("""{"accessNode":"O\tLT"}""", "accessNode invalidValue", false)]
    [InlineData("""{"calendar":"Standard"}""", "calendar invalidValue", false)]
    [InlineData("""{"calendar":""}""", "calendar invalidValue", false)]
    [InlineData("""{"designations":"a"}""", "designations wrongType", false)]
    [InlineData("""{"designations":["a",1]}""", "designations[1] wrongType", false)]
    [InlineData("""{"amenities":[""]}""", "amenities[0] invalidValue", false)]
    [InlineData("""{"terminals":["t1"]}""", "terminals[0] wrongType", false)]
    [InlineData("""{"terminals":[{"model":"T"}]}""", "terminals[0].id required", false)]
    [InlineData("""{"terminals":[{"id":"T1"}]}""", "terminals[0].id invalidValue", false)]
    [InlineData("""{"terminals":[{"id":"t1"},{"id":"t1"}]}""", "terminals[1].id duplicateDevice", true)]
    [InlineData("""{"cameras":[{"id":"l1"}]}""", "cameras[0].id duplicateDevice", true)]
    [InlineData("""{"lines":[{"id":"l1","speed":100}]}""", "lines[0].speed unknownField", false)]
    [InlineData("""{"status":"ok"}""", "status readOnly", false)]
    [InlineData("""{"phone":"1"}""", "phone unknownField", false)]
    public void What_is_wrong_with_a_profile_is_named(string patch, string fault, bool meaning)
    {
        var faults = Read(Merged(patch)).Faults;
        Assert.Equal([fault], faults.Said());
        Assert.Equal(meaning, OutletProfileFormat.IsMeaningFault(faults[0]));
    }

    [Theory]
    [InlineData("name", 100)]
    [InlineData("accessNode", 64)]
    [InlineData("calendar", 64)]
    [InlineData("address", 500)]
    public void Texts_have_a_greatest_length(string field, int max)
    {
        Assert.Empty(Read(Merged($$"""{"{{field}}":"{{new string('a', max)}}"}""")).Faults);
        Assert.Equal(field, Read(Merged($$"""{"{{field}}":"{{new string('a', max + 1)}}"}""")).Faults.Single().Path);
    }

    [Fact]
    public void An_outlet_has_at_most_64_devices_and_50_labels()
    {
        static JsonObject With(string field, int count, Func<int, JsonNode> item) => new() { [field] = new JsonArray([.. Enumerable.Range(0, count).Select(item)]) };
        JsonNode? Outlet(JsonObject patch) => MergePatch.Apply(JsonNode.Parse(Full), patch);

        Assert.Equal(64, Read(Outlet(With("cameras", 61, n => new JsonObject { ["id"] = $"x{n}" }))).Profile!.Devices.Count);
        Assert.Equal(["cameras tooMany"], Read(Outlet(With("cameras", 62, n => new JsonObject { ["id"] = $"x{n}" }))).Faults.Said());
        Assert.Equal(["lines tooMany"], Read(Outlet(With("lines", 10_000, n => new JsonObject { ["id"] = $"x{n}" }))).Faults.Said());
        Assert.Equal(50, Read(Outlet(With("amenities", 50, n => $"a{n}"))).Profile!.Amenities.Count);
        Assert.Equal(["amenities tooMany"], Read(Outlet(With("amenities", 51, n => $"a{n}"))).Faults.Said());
    }

    [Theory]
    [InlineData("revision"), InlineData("status"), InlineData("severity"), InlineData("since"), InlineData("devices"), InlineData("incidents"), InlineData("freshness")]
    [InlineData("city"), InlineData("demo"), InlineData("updatedAt")]
    public void What_the_API_shows_beside_a_profile_is_ignored_or_refused(string field)
    {
        var json = Merged($$"""{"{{field}}":[1]}""");
        Assert.NotNull(Read(json, onReadOnly: ReadOnlyFields.Ignore).Profile);
        Assert.Equal([$"{field} readOnly"], Read(json).Faults.Said());
    }

    [Fact]
    public void All_faults_are_reported_at_once() => Assert.Equal(
        ["code unknownCity", "name required", "district notACounty", "location.lat required", "location.lon outOfRange", "telecomArea unknownDivision", "phone unknownField"],
        Read(JsonNode.Parse("""{"code":"9901008351","district":"320800","telecomArea":"000000","location":{"lon":999},"phone":1}""")).Faults.Said().Order(Comparer<string>.Create((a, b) => Rank(a).CompareTo(Rank(b)))));

    private static int Rank(string fault) => Array.FindIndex(["code", "name", "district", "location.lat", "location.lon", "telecomArea", "phone"], field => fault.StartsWith(field, StringComparison.Ordinal));

    private static readonly Gen<string> GenText = Gen.String[Gen.Char["aZ0 店-;\"\\é"], 1, 20].Select(text => "x" + text);

    private static readonly Gen<OutletProfile> GenProfile = Gen.Select(
        Gen.Int[0, 999_999], Gen.Int[0, Divisions.CountyLevel.Count - 1], GenText, GenText, Gen.Double[-180, 180], Gen.Double[-90, 90], Gen.Int[0, 63],
        (number, county, name, other, lon, lat, present) => new OutletProfile
        {
            Code = OutletCode.Parse($"{Divisions.CountyLevel[county].Code.ToString()[..4]}{number:000000}"),
            Name = name,
            District = Divisions.CountyLevel[county].Code,
            Address = (present & 1) != 0 ? other : null,
            Location = (present & 2) != 0 ? new(lon, lat) : null,
            TelecomArea = (present & 4) != 0 ? Divisions.CountyLevel[^(county + 1)].Code : null,
            AccessNode = (present & 8) != 0 ? other.Trim() : null,
            Designations = (present & 16) != 0 ? [name, other + "2"] : [],
            Devices = (present & 32) != 0 ? [new(DeviceId.Parse("l1"), DeviceKind.Line), new(DeviceId.Parse("t1"), DeviceKind.Terminal, other), new(DeviceId.Parse("c1"), DeviceKind.Camera)] : [],
        });

    [Fact]
    public void Every_profile_survives_being_written_and_read() => GenProfile.Sample(profile =>
    {
        var json = OutletProfileFormat.ToJson(profile);
        var again = Read(JsonNode.Parse(json.ToJsonString())).Profile!;
        Assert.Equal(profile.Designations, again.Designations);
        Assert.Equal(profile.Devices, again.Devices);
        Assert.Equal(profile with { Designations = [], Amenities = [], Devices = [] }, again with { Designations = profile.Designations.Take(0).ToArray(), Amenities = [], Devices = [] });
        Assert.Equal(json.ToJsonString(), OutletProfileFormat.ToJson(again).ToJsonString());
    });
}
