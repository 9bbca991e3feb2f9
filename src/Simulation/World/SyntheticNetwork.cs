using System.Globalization;
using Twin.Domain.Network;
using Twin.Simulation.Randomness;

namespace Twin.Simulation.World;

/// <summary>
/// A made-up network: outlets spread over the counties by population, each with a line, a terminal and a camera, hung on access nodes of up to 48 outlets. The same seed and size give the
/// same network.
/// </summary>
public static class SyntheticNetwork
{
    private const int NodeOutlets = 48;

    /// <param name="grownTo">If larger than the count: so many more come on top, and the others stay as they are.</param>
    public static IReadOnlyList<OutletProfile> Make(int count, int seed, string calendar = OutletProfile.DefaultCalendar, int grownTo = 0)
    {
        var (outlets, streams) = (new List<OutletProfile>(Math.Max(count, grownTo)), new RandomStreams(seed, 0));
        var (serials, inCounty) = (new SortedDictionary<DivisionCode, int>(), new SortedDictionary<DivisionCode, int>());
        Add(count, streams.Stream("network"));
        if (grownTo > count) Add(grownTo - count, streams.Stream("growth"));
        return outlets;

        void Add(int more, RandomStream random)
        {
            DeviceProfile[] kit = [new(DeviceId.Parse("l1"), DeviceKind.Line), new(DeviceId.Parse("t1"), DeviceKind.Terminal), new(DeviceId.Parse("c1"), DeviceKind.Camera)];
            var people = Divisions.CountyLevel.Sum(d => (double)d.Population);
            var (cumulated, made) = (0.0, 0);
            foreach (var county in Divisions.CountyLevel)
            {
                cumulated += county.Population;
                var until = (int)Math.Round(more * cumulated / people);
                var neighbours = Divisions.CountyLevel.Where(d => d.Code.City == county.Code.City && d.Code != county.Code).ToArray();
                for (; made < until; made++)
                {
                    var serial = serials[county.Code.City] = serials.GetValueOrDefault(county.Code.City) + 1;
                    var number = inCounty[county.Code] = inCounty.GetValueOrDefault(county.Code) + 1;
                    // The carrier's map follows the lottery's, but not everywhere.
                    var elsewhere = random.Uniform() < 0.08 && neighbours.Length > 0;
                    var area = elsewhere ? neighbours[random.Below(neighbours.Length)].Code : county.Code;
                    outlets.Add(new()
                    {
                        Code = OutletCode.Parse(string.Create(CultureInfo.InvariantCulture, $"{county.Code.ToString()[..4]}{serial:000000}")),
                        Name = $"{county.NameZh}{number}",
                        District = county.Code,
                        TelecomArea = area,
                        AccessNode = string.Create(CultureInfo.InvariantCulture, $"OLT-{county.Code}-{(number - 1) / NodeOutlets + 1:00}"),
                        Calendar = calendar,
                        Location = Near(county, random),
                        Devices = kit,
                    });
                }
            }
        }
    }

    /// <summary>Dense around the seat, thin towards the edge, no further out than the county is wide.</summary>
    private static GeoPoint Near(Division county, RandomStream random)
    {
        var (around, radius, angle) = (county.Seat, random.Uniform(), random.Uniform() * 2 * Math.PI);
        var km = Math.Sqrt((county.AreaKm2 ?? 300) / Math.PI) * Math.Pow(radius, 1.5) * 0.9;
        var lat = around.Lat + (km * Math.Sin(angle) / 111.2);
        return new(Math.Round(around.Lon + (km * Math.Cos(angle) / (111.2 * Math.Cos(lat * Math.PI / 180))), 5), Math.Round(lat, 5));
    }
}
