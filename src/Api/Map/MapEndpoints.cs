using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Twin.Api.Access;
using Twin.Api.History;
using Twin.Api.Json;
using Twin.Api.Outlets.Lists;
using Twin.Api.Requests;
using Twin.Api.View;
using Twin.Domain.Access;
using Twin.Domain.Network;

namespace Twin.Api.Map;

/// <summary><c>GET /v1/map</c>, from the view.</summary>
public static class MapEndpoints
{
    public static void MapMap(this RouteGroupBuilder api) =>
        api.MapRead("/map", Show).RequireScope(Scopes.Read, wholeProvince: false).WithName("mapOutlets").WithTags("Map").WithSummary("Outlets on a map: clusters with status counts, or single outlets when few")
            .WithQueryParameters(OutletFilterParameters.Map).Produces<OutletMapModel>().ProducesFaults();

    private static async Task<IResult> Show(HttpContext context, NetworkView view, PastReader history)
    {
        var reader = new QueryReader(context.Request.Query);
        reader.RefuseUnknown(OutletFilterParameters.Map);
        var filter = OutletFilterParser.Parse(reader, context.Limit());
        var asked = (int?)reader.WholeNumber("zoom", 0, MapRules.ZoomMax);
        var minRevision = reader.WholeNumber("minRevision", 0, long.MaxValue);
        var asOf = history.AsOf(reader);
        if (reader.Faults.Count > 0) return reader.Refusal;
        if (await view.Await(minRevision, context) is { } problem) return problem;

        // Without a box the zoom follows from where the outlets are, which is known when all have been seen.
        var zoom = asked ?? (filter.Box is { } box ? MapRules.ZoomFor(Mercator.X(box.East) - Mercator.X(box.West)) : (int?)null);
        IRowSource source = asOf is { } at ? await history.Read(at, context.Limit()) : view.State;
        var (rows, _, revision) = source.Scan(() => new Located(filter, zoom ?? MapRules.ZoomMax));
        return new JsonBody(json => Write(json, rows, zoom ?? MapRules.ZoomFor(rows.Width), revision));
    }

    private static void Write(Utf8JsonWriter json, Located rows, int zoom, long revision)
    {
        var singles = MapRules.Singles(rows.Count, zoom);
        json.WriteStartObject();
        json.WriteNumber("zoom"u8, zoom);
        json.WriteStartArray("clusters"u8);
        if (!singles)
            foreach (var cluster in rows.Grid.Finish(MapRules.GridLevel(zoom))) Write(json, cluster);
        json.WriteEndArray();
        json.WriteStartArray("outlets"u8);
        if (singles)
            foreach (var row in rows.First.OrderBy(r => r.Key)) Write(json, row);
        json.WriteEndArray();
        json.WriteNumber("total"u8, rows.Count + rows.WithoutLocation);
        json.WriteNumber("withoutLocation"u8, rows.WithoutLocation);
        json.WriteNumber("revision"u8, revision);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Cluster cluster)
    {
        json.WriteStartObject();
        json.WriteNumber("lon"u8, Round(cluster.Lon));
        json.WriteNumber("lat"u8, Round(cluster.Lat));
        json.WriteNumber("count"u8, cluster.Count);
        json.WriteStartArray("bbox"u8);
        foreach (var edge in (ReadOnlySpan<double>)[cluster.West, cluster.South, cluster.East, cluster.North]) json.WriteNumberValue(Round(edge));
        json.WriteEndArray();
        json.WriteStartObject("statuses"u8);
        for (var status = 0; status < Words.Status.Count; status++)
            if (cluster.Of((OutletStatus)status) is var count and > 0) json.WriteNumber(Words.Status[status], count);
        json.WriteEndObject();
        json.WriteString("severity"u8, Words.Severity[(int)cluster.Severity]);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ViewRow row)
    {
        var (outlet, at) = (row.Outlet!, row.Outlet!.Profile.Location!.Value);
        json.WriteStartObject();
        json.WriteString("code"u8, outlet.Code.ToString());
        json.WriteString("name"u8, outlet.Profile.Name);
        json.WriteNumber("lon"u8, at.Lon);
        json.WriteNumber("lat"u8, at.Lat);
        json.WriteString("status"u8, Words.Status[(int)row.Status]);
        json.WriteString("severity"u8, Words.Severity[(int)row.Severity]);
        json.WriteEndObject();
    }

    // Five places are a metre.
    private static double Round(double degrees) => Math.Round(degrees, 5);

    private sealed class Located(OutletFilter filter, int zoomMax) : IRowVisitor
    {
        private double _west = 1;
        private double _east;

        public ClusterGrid Grid { get; } = new(MapRules.GridLevel(zoomMax));

        /// <summary>All, if they are few enough to be shown singly.</summary>
        public List<ViewRow> First { get; } = [];
        public int Count { get; private set; }
        public int WithoutLocation { get; private set; }
        public double Width => Count == 0 ? 1 : _east - _west;

        public bool Needs(in RowOutline outline)
        {
            if (!filter.MayMatch(outline)) return false;
            if (!filter.IsByOutline || (outline.HasLocation && First.Count < MapRules.SinglesMax)) return true;
            Take(outline);
            return false;
        }

        public void Visit(ViewRow row)
        {
            if (!filter.Matches(row)) return;
            if (row.HasLocation && First.Count < MapRules.SinglesMax) First.Add(row);
            Take(row.Outline);
        }

        private void Take(in RowOutline outlet)
        {
            if (!outlet.HasLocation)
            {
                WithoutLocation++;
                return;
            }
            Count++;
            Grid.Add(outlet);
            (_west, _east) = (Math.Min(_west, outlet.X), Math.Max(_east, outlet.X));
        }
    }
}
