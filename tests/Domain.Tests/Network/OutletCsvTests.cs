using Twin.Domain.Documents;
using Twin.Domain.Network;
using Twin.Domain.Tests.Documents;

namespace Twin.Domain.Tests.Network;

public class OutletCsvTests
{
    private static (OutletProfile? Profile, List<DocFault> Faults) Read(params (string Column, string Text)[] fields)
    {
        var row = new Dictionary<string, string> { ["code"] = "3208008351", ["name"] = "淮安 8351", ["district"] = "320812" };
        foreach (var (column, text) in fields) row[column] = text;
        var faults = new List<DocFault>();
        var profile = OutletCsv.Read(row, faults);
        Assert.Equal(faults.Count == 0, profile is not null);
        return (profile, faults);
    }

    [Fact]
    public void A_full_row_becomes_a_profile()
    {
        var profile = Read(("address", "健康东路, 1"), ("lon", "119.02"), ("lat", " 33.6 "), ("telecomArea", "320813"), ("accessNode", "HA-QJP-OLT-03"),
            ("terminals", "2"), ("cameras", "1"), ("lines", "1"), ("calendar", "always"), ("designations", "党员店; 示范店;;党员店")).Profile!;
        Assert.Equal(
            """{"code":"3208008351","name":"淮安 8351","address":"健康东路, 1","district":"320812","location":{"lon":119.02,"lat":33.6},"telecomArea":"320813","accessNode":"HA-QJP-OLT-03","calendar":"always","designations":["党员店","示范店"],"amenities":[],"lines":[{"id":"l1"}],"terminals":[{"id":"t1"},{"id":"t2"}],"cameras":[{"id":"c1"}]}""",
            OutletProfileFormat.ToJson(profile).ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
    }

    [Fact]
    public void Empty_fields_are_absent()
    {
        var profile = Read([.. OutletCsv.Columns.Skip(3).Select(column => (column, " "))]).Profile!;
        Assert.Equal("standard", profile.Calendar);
        Assert.Null(profile.Location);
        Assert.Empty(profile.Devices);
    }

    [Theory]
    [InlineData("code", "", "code required")]
    [InlineData("code", "123", "code invalidValue")]
    [InlineData("code", "9901008351", "code unknownCity")]
    [InlineData("name", "", "name required")]
    [InlineData("district", "320800", "district notACounty")]
    [InlineData("lon", "119.0", "lat required")]
    [InlineData("terminals", "two", "terminals invalidValue")]
    [InlineData("terminals", "-1", "terminals invalidValue")]
    [InlineData("terminals", "1.5", "terminals invalidValue")]
    [InlineData("cameras", "33", "cameras outOfRange")]
    [InlineData("calendar", "Nights", "calendar invalidValue")]
    [InlineData("phone", "1", "phone unknownField")]
    public void A_fault_names_its_column(string column, string text, string fault) => Assert.Equal([fault], Read((column, text)).Faults.Said());

    [Theory]
    [InlineData("east", "lon wrongType")]
    [InlineData("NaN", "lon wrongType")]
    [InlineData("1e999", "lon wrongType")]
    [InlineData("181", "lon outOfRange")]
    public void A_longitude_must_be_one(string lon, string fault) => Assert.Equal([fault], Read(("lon", lon), ("lat", "33")).Faults.Said());

    [Fact]
    public void A_list_names_its_column_for_every_item() =>
        Assert.Equal(["designations invalidValue"], Read(("designations", "a;" + new string('b', 101))).Faults.Said());

    [Fact]
    public void Counts_make_at_most_64_devices()
    {
        Assert.Equal(64, Read(("terminals", "32"), ("lines", "32")).Profile!.Devices.Count);
        Assert.Equal(["cameras tooMany"], Read(("terminals", "32"), ("lines", "32"), ("cameras", "1")).Faults.Said());
    }

    [Fact]
    public void The_header_of_the_contract_is_right_in_any_order()
    {
        var faults = new List<DocFault>();
        Assert.True(OutletCsv.CheckHeader("code,name,district,address,lon,lat,telecomArea,accessNode,terminals,cameras,lines,calendar,designations".Split(','), faults));
        Assert.True(OutletCsv.CheckHeader(["district", "code", "name"], faults));
        Assert.Empty(faults);
    }

    [Fact]
    public void A_wrong_header_is_told_everything_at_once()
    {
        var faults = new List<DocFault>();
        Assert.False(OutletCsv.CheckHeader(["code", "Name", "lon", "lon", "phone"], faults));
        Assert.Equal(["name required", "district required", "Name unknownField", "phone unknownField", "lon duplicate"], faults.Said());
    }
}
