using System.Buffers;
using System.Text.Json;
using Twin.Api.Incidents;
using Twin.Api.Json;
using Twin.Api.Outlets.Lists;
using Twin.Api.View;
using Twin.Grains.Incidents;

namespace Twin.Api.Live;

/// <summary>
/// One reader of the stream. It owns nothing but its place in the view's log: however slow it is, nothing queues up for it, and when its place has
/// left the log it is told to start again.
/// </summary>
internal sealed class LiveStream(ViewState view, OutletFilter? outlets, OutletFields fields, IncidentFilter? incidents, EventWriter writer, StreamOptions options, TimeProvider time)
{
    private long _at;
    private long _beatAt = time.GetTimestamp();

    /// <summary>Runs until cancelled, or until the reader is too slow.</summary>
    /// <param name="resume">Where to go on; null: from a snapshot.</param>
    /// <param name="begun">Called once the reader knows the present and only changes follow.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task Run(ResumeToken? resume, Action begun, CancellationToken cancellation)
    {
        if (resume is { } token && Refusal(token) is not { } reason) _at = token.Seq;
        else await Snapshot(resume is { } stale ? Refusal(stale) : null);
        await writer.Flush();
        begun();

        while (true)
        {
            var next = view.NextChange;
            if (!await Changes())
            {
                Resync("tooSlow");
                await writer.Flush();
                return;
            }
            var left = options.HeartbeatEvery - time.GetElapsedTime(_beatAt);
            if (left <= TimeSpan.Zero) await Heartbeat();
            else await next.WaitAsync(left, time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellation.ThrowIfCancellationRequested();
        }
    }

    private string? Refusal(ResumeToken token) =>
        token.Epoch != view.Epoch ? "otherEpoch"
        : token.Seq == view.Seq || view.Log.At(token.Seq + 1) is not null ? null
        : "gone";

    private async Task Snapshot(string? resync)
    {
        if (resync is not null) Resync(resync);
        var (chosen, open, seq, revision) = view.ScanWithIncidents(() => new Chosen(outlets));
        var rows = chosen.Rows;
        var told = incidents is null ? [] : open.Select(incidents.Seen).OfType<IncidentRow>().Where(incidents.Follows).OrderBy(i => i.OpenedAt).ThenBy(i => i.Id, StringComparer.Ordinal).ToList();
        for (var from = 0; from == 0 || from < rows.Count + told.Count; from += options.SnapshotRows)
        {
            var (part, with) = (Part(rows, from, options.SnapshotRows), Part(told, from - rows.Count, options.SnapshotRows));
            var done = from + options.SnapshotRows >= rows.Count + told.Count;
            writer.Event("snapshot", done ? Token(seq) : null, json => WritePart(json, part, fields, incidents is null ? null : with, done, revision));
            await writer.Flush();
        }
        _at = seq;
    }

    /// <summary>Tells all changes up to now, in order. False when some have left the log or there are too many.</summary>
    private async Task<bool> Changes()
    {
        var told = false;
        for (var until = view.Seq; _at < until; until = view.Seq)
        {
            if (until - _at > options.BehindMax) return false;
            while (_at < until)
            {
                if (view.Log.At(_at + 1) is not { } change) return false;
                _at++;
                told |= Tell(change);
                if (writer.ShouldFlush) await writer.Flush();
            }
        }
        if (told) await writer.Flush();
        return true;
    }

    private bool Tell(Change change) => change.Incident is { } incident ? Tell(change, incident) : TellOutlet(change);

    // Whether the reader knows the outlet follows from the row before: no list of what each reader knows is needed.
    private bool TellOutlet(Change change)
    {
        if (outlets is null) return false;
        if (outlets.Matches(change.New)) writer.Event("change", Token(change.Seq), json => WriteChange(json, change));
        else if (outlets.Matches(change.Old)) writer.Event("change", Token(change.Seq), json => WriteRemoval(json, change));
        else return false;
        return true;
    }

    // One that closes is told once more, and then no longer.
    private bool Tell(Change change, IncidentRow incident)
    {
        if (incidents is null) return false;
        var known = incidents.Seen(change.IncidentBefore) is { } before && incidents.MayFollow(before);
        if (incidents.Seen(incident) is { } seen && (incidents.Follows(seen) || (known && incidents.Matches(seen)))) writer.Event("change", Token(change.Seq), json => WriteIncident(json, change, seen));
        else if (known) writer.Event("change", Token(change.Seq), json => WriteRemoval(json, incident));
        else return false;
        return true;
    }

    private async Task Heartbeat()
    {
        writer.Heartbeat(Token(_at));
        await writer.Flush();
        _beatAt = time.GetTimestamp();
    }

    private void Resync(string reason) => writer.Event("resync", "", json =>
    {
        json.WriteStartObject();
        json.WriteString("reason"u8, reason);
        json.WriteEndObject();
    });

    private string Token(long seq) => new ResumeToken(view.Epoch, seq).ToString();

    /// <summary>So many rows of a list from a place that may lie before or behind it, as if the list were longer on both ends.</summary>
    private static List<T> Part<T>(List<T> all, int from, int count)
    {
        var (first, last) = (Math.Clamp(from, 0, all.Count), Math.Clamp(from + count, 0, all.Count));
        return all.GetRange(first, last - first);
    }

    private static void WritePart(Utf8JsonWriter json, List<ViewRow> rows, OutletFields fields, List<IncidentRow>? incidents, bool done, long revision)
    {
        json.WriteStartObject();
        json.WriteStartArray("items"u8);
        foreach (var row in rows) OutletJson.Write(json, row, fields);
        json.WriteEndArray();
        if (incidents is not null)
        {
            json.WriteStartArray("incidents"u8);
            foreach (var row in incidents) JsonSerializer.Serialize(json, IncidentModel.Of(row), ApiJson.Options);
            json.WriteEndArray();
        }
        json.WriteBoolean("done"u8, done);
        json.WriteNumber("revision"u8, revision);
        json.WriteEndObject();
    }

    private static void WriteIncident(Utf8JsonWriter json, Change change, IncidentRow incident)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, incident.Id);
        json.WriteNumber("revision"u8, incident.Revision);
        json.WritePropertyName("incident"u8);
        // What others see may be more than this reader may.
        if (ReferenceEquals(incident, change.Incident)) json.WriteRawValue(change.Json ??= JsonSerializer.SerializeToUtf8Bytes(IncidentModel.Of(incident), ApiJson.Options), skipInputValidation: true);
        else JsonSerializer.Serialize(json, IncidentModel.Of(incident), ApiJson.Options);
        json.WriteEndObject();
    }

    private static void WriteRemoval(Utf8JsonWriter json, IncidentRow incident)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, incident.Id);
        json.WriteNumber("revision"u8, incident.Revision);
        json.WriteBoolean("removed"u8, true);
        json.WriteString("reason"u8, "filtered");
        json.WriteEndObject();
    }

    private void WriteChange(Utf8JsonWriter json, Change change)
    {
        json.WriteStartObject();
        json.WriteString("code"u8, change.New!.Outlet!.Code.ToString());
        json.WriteNumber("revision"u8, change.New.Outlet.RowRevision);
        json.WritePropertyName("outlet"u8);
        // Whole outlets are written once for all readers.
        if (fields == OutletFields.All) json.WriteRawValue(change.Json ??= OutletOf(change), skipInputValidation: true);
        else OutletJson.Write(json, change.New, fields);
        json.WriteEndObject();
    }

    private static void WriteRemoval(Utf8JsonWriter json, Change change)
    {
        var last = change.New!.Outlet ?? change.Old!.Outlet!;
        json.WriteStartObject();
        json.WriteString("code"u8, last.Code.ToString());
        json.WriteNumber("revision"u8, last.RowRevision);
        json.WriteBoolean("removed"u8, true);
        json.WriteString("reason"u8, change.New.Outlet is null ? "deleted" : "filtered");
        json.WriteEndObject();
    }

    private static byte[] OutletOf(Change change)
    {
        var buffer = new ArrayBufferWriter<byte>(1_024);
        using (var json = new Utf8JsonWriter(buffer, OutletJson.Options)) OutletJson.Write(json, change.New!, OutletFields.All);
        return buffer.WrittenSpan.ToArray();
    }

    private sealed class Chosen(OutletFilter? filter) : IRowVisitor
    {
        public List<ViewRow> Rows { get; } = [];

        public bool Needs(in RowOutline outline) => filter?.MayMatch(outline) == true;

        public void Visit(ViewRow row)
        {
            if (filter?.Matches(row) == true) Rows.Add(row);
        }
    }
}
