namespace Twin.Api.Outlets;

/// <summary>Examples in the API's description; each works as it stands.</summary>
internal static class OutletExamples
{
    public const string Outlet = """
        {"code":"3208008351","name":"清江浦淮海东路店","address":"淮海东路 12 号","district":"320812","location":{"lon":119.03,"lat":33.6},
         "telecomArea":"320813","accessNode":"HA-QJP-OLT-03","calendar":"standard","designations":["demonstration"],"amenities":["seating"],
         "lines":[{"id":"l1"}],"terminals":[{"id":"t1","model":"C9"}],"cameras":[{"id":"c1"}]}
        """;

    public const string Patch = """{"name":"清江浦淮海东路旗舰店","accessNode":null}""";

    public const string Csv = """
        code,name,district,address,lon,lat,telecomArea,accessNode,terminals,cameras,lines,calendar,designations
        3208008351,清江浦淮海东路店,320812,"淮海东路 12 号",119.03,33.6,320813,HA-QJP-OLT-03,1,1,1,standard,demonstration
        """;
}
