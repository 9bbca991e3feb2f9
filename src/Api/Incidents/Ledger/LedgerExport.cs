using System.Buffers;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Twin.Api.Access;
using Twin.Api.Errors;
using Twin.Api.Incidents.Statistics;
using Twin.Api.Outlets.Lists;
using Twin.Api.Requests;
using Twin.Api.View;
using Twin.Domain.Access;
using Twin.Domain.Network;
using Twin.Domain.Time;
using Twin.Grains.Incidents;

namespace Twin.Api.Incidents.Ledger;

/// <summary><c>GET /v1/incidents:export</c>: the book of incidents as CSV, a line for each, written as it is read.</summary>
internal static class LedgerExport
{
    private const int LinesPerFlush = 200;

    private static readonly string[] Header =
    [
        "id", "openedAt", "resolvedAt", "closedAt", "restoreMinutes", "severity", "phase", "scope", "rule", "titleZh", "titleEn", "district", "districtName", "telecomArea", "telecomAreaName",
        "outlet", "name", "device", "model", "accessNode", "outlets", "visits", "teams", "assignees", "responseMissed", "mergedInto",
    ];

    public static void MapIncidentExport(this RouteGroupBuilder api) =>
        api.MapRead("/incidents:export", Export).RequireScope(Scopes.Read, wholeProvince: false).WithTags("Incidents").WithName("exportIncidents").WithSummary("The book of incidents as CSV, the oldest first")
            .WithDescription("Incidents opened within a time, with the list's filters. UTF-8 with a byte order mark; times in China's time with their offset; a field that a spreadsheet would take for a formula begins with an apostrophe.")
            .WithQueryParameters(LedgerQuery.Parameters).Produces<string>(200, MediaTypes.Csv).ProducesFaults().ProducesProblems(503);

    private static async Task<IResult> Export(HttpContext http, [FromServices] NetworkView view, [FromServices] TimeProvider time)
    {
        var reader = new QueryReader(http.Request.Query);
        reader.RefuseUnknown(LedgerQuery.Parameters);
        if (LedgerQuery.Parse(reader, view.State, time.GetUtcNow().UtcDateTime) is not { } query || reader.Faults.Count > 0) return reader.Refusal;
        if (await view.Await(null, http) is { } problem) return problem;
        return new Lines(query, view.State);
    }

    private sealed class Lines(LedgerQuery query, ViewState network) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var response = httpContext.Response;
            response.ContentType = $"{MediaTypes.Csv}; charset=utf-8";
            response.Headers.ContentDisposition = $"attachment; filename=\"incidents-{Local(query.Span.From):yyyyMMdd}-{Local(query.Span.To):yyyyMMdd}.csv\"";
            if (HttpMethods.IsHead(httpContext.Request.Method)) return;
            var (writer, text, lines) = (response.BodyWriter, new StringBuilder(), 0);
            writer.Write(CsvText.Bom);
            CsvText.AppendLine(text, Header);
            foreach (var row in query.Of(network.Incidents(httpContext.Limit())))
            {
                Append(text, row);
                if (++lines % LinesPerFlush != 0) continue;
                Put(writer, text);
                await writer.FlushAsync(httpContext.RequestAborted);
            }
            Put(writer, text);
            await writer.FlushAsync(httpContext.RequestAborted);
        }

        private void Append(StringBuilder text, IncidentRow row)
        {
            var restored = RestoreTimes.RestoredAt(row);
            CsvText.AppendLine(
                text, row.Id, Time(row.OpenedAt), Time(row.ResolvedAt), Time(row.ClosedAt),
                restored is { } at && row.MergedInto is null ? Math.Max(0, (at - row.OpenedAt).TotalMinutes).ToString("0.###", CultureInfo.InvariantCulture) : "",
                Words.Severity[(int)row.Severity], Words.IncidentPhase[(int)row.Phase], Words.IncidentScope[(int)row.Scope], row.Rule, row.TitleZh, row.TitleEn,
                row.District?.ToString(), Name(row.District), row.TelecomArea?.ToString(), Name(row.TelecomArea),
                row.Outlet?.ToString(), row.PlaceName, row.Device?.ToString(), DeviceModels.Of(network, row.Device), row.AccessNode,
                row.Members.ToString(CultureInfo.InvariantCulture), row.Visits.ToString(CultureInfo.InvariantCulture),
                string.Join(';', row.Legs.Where(l => l.Required).Select(l => l.Team).OfType<string>()), string.Join(';', row.Legs.Select(l => l.Assignee).OfType<string>().Distinct()),
                row.Legs.Any(l => l.ResponseMissed) ? "true" : "false", row.MergedInto);
        }

        private static string? Name(DivisionCode? division) => division is { } code ? Divisions.Find(code)?.NameZh : null;

        private static string? Time(DateTime? utc) => utc is { } at ? Local(at).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture) : null;

        // Whoever reads the file does so in China, and spreadsheets do not turn times round.
        private static DateTimeOffset Local(DateTime utc) => new DateTimeOffset(utc, TimeSpan.Zero).ToOffset(ChinaTime.Offset);

        private static void Put(IBufferWriter<byte> writer, StringBuilder text)
        {
            foreach (var chunk in text.GetChunks()) Encoding.UTF8.GetBytes(chunk.Span, writer);
            text.Clear();
        }
    }
}
