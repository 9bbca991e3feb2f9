using System.Globalization;
using System.Text;
using Twin.Domain.Network;
using Twin.Grains.Documents;

namespace Twin.Silo.Demo;

/// <summary>
/// Two teams for each of the 13 cities, the lottery's and the carrier's, as documents like anybody else's: six engineers in two shifts, a lead and a duty manager, whose
/// pages go to the log. A province's team hears what no city's covers. What is there already is left alone.
/// </summary>
internal static class DemoTeams
{
    private const int Engineers = 6;
    private const string Names = "李王张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗";

    public static IEnumerable<(string Id, string Yaml)> Make()
    {
        var chance = new Random(1);
        foreach (var city in Divisions.Cities)
            foreach (var side in (string[])["business", "telecom"])
                yield return ($"demo-{city.Code.ToString()[..4]}-{side}", Team(city, side, chance));
        yield return ("demo-province", "# A demo team.\nside: province\npeople:\n  - {id: demo-province-duty, name: 省中心值班, role: duty-manager, channels: [{type: log}]}\n");
    }

    public static async Task Upload(IGrainFactory grains)
    {
        foreach (var (id, yaml) in Make())
            if (await grains.TeamDocument(id).Current() is null)
                await grains.TeamDocument(id).Put(new(yaml, false, "demo", IfVersion: 0));
    }

    private static string Team(Division city, string side, Random chance)
    {
        var prefix = $"demo-{city.Code.ToString()[..4]}-{side[0]}";
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# A demo team: {city.NameEn}.\nside: {side}\nareas: [\"{city.Code}\"]\npeople:\n");
        for (var i = 1; i <= Engineers; i++)
        {
            var (lon, lat) = (city.Seat.Lon + (chance.NextDouble() - 0.5) * 0.5, city.Seat.Lat + (chance.NextDouble() - 0.5) * 0.4);
            var skills = side == "telecom" ? "fibre, terminal, camera" : "terminal, camera";
            text.Append(CultureInfo.InvariantCulture, $"  - {{id: {prefix}{i}, name: {Names[chance.Next(Names.Length)]}工, skills: [{skills}], home: {{lon: {lon:0.0000}, lat: {lat:0.0000}}}, channels: [{{type: log}}]}}\n");
        }
        text.Append(CultureInfo.InvariantCulture, $"  - {{id: {prefix}-lead, name: {Names[chance.Next(Names.Length)]}主任, role: lead, channels: [{{type: log}}]}}\n");
        text.Append(CultureInfo.InvariantCulture, $"  - {{id: {prefix}-duty, name: {Names[chance.Next(Names.Length)]}经理, role: duty-manager, channels: [{{type: log}}]}}\n");
        text.Append(CultureInfo.InvariantCulture, $"shifts:\n  - {{people: [{prefix}1, {prefix}2, {prefix}3], days: mon-sun, from: \"07:00\", to: \"19:00\"}}\n  - {{people: [{prefix}4, {prefix}5, {prefix}6], days: mon-sun, from: \"19:00\", to: \"07:00\"}}\n");
        return text.ToString();
    }
}
