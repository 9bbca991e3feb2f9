using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Twin.Domain.Incidents;
using Twin.Domain.Notifications;
using Twin.Domain.Readings;
using Twin.Domain.Teams;
using Twin.Notifications;
using Twin.Notifications.Channels;
using Twin.Simulation.World;

namespace Twin.Grains.Tests.Differential;

/// <summary>Thousands of turns are held against the simulator's to a tenth of a second: no other test takes threads meanwhile.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}

/// <summary>
/// The simulator is to be believed because it is the same code in another shell: one log of events is played to real grains on a fake clock and to the simulator's world, and what their
/// incidents then say is compared byte for byte.
/// <para>
/// What the comparison leaves open: <c>Revision</c> counts decisions of one microsecond, of which grains make several side by side. What was noted of an incident in the very same instant is put in
/// one order on both sides: grains run at once, and which of two that fall due together writes its line first is not decided by anything. For the same reason no two devices of an outlet speak in the same second, twins that look
/// again in the same tenth of a second do so kind by kind, as in the simulator (<see cref="Network.InTurn"/>), and silences and windows, whose ids are made by chance, are given to the simulator with the ids the live book gave them.
/// </para>
/// </summary>
[Collection(Alone.Name)]
public sealed class DifferentialTests
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>Seeds and minutes; <c>TWIN_SEED</c> (one or several) and <c>TWIN_MINUTES</c> play other logs.</summary>
    public static TheoryData<long, int> Logs()
    {
        var minutes = int.Parse(Environment.GetEnvironmentVariable("TWIN_MINUTES") ?? "45", CultureInfo.InvariantCulture);
        var seeds = Environment.GetEnvironmentVariable("TWIN_SEED") ?? "20261127";
        return new(seeds.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(seed => (long.Parse(seed, CultureInfo.InvariantCulture), minutes)));
    }

    [Theory]
    [MemberData(nameof(Logs))]
    public async Task Grains_and_simulator_make_the_same_of_one_log(long seed, int minutes)
    {
        var log = EventLog.Of(seed, TimeSpan.FromMinutes(minutes));
        await using var network = await Network.Build();
        network.Post.Answer = message => Refuses(message.Notification) ? new SendResult.Refused("400") : null;
        var player = new LogPlayer(log);
        var again = player.Again();
        var live = await Play(player, new LiveTwin(network));
        var world = await Play(again, new WorldTwin(Network.Start.UtcDateTime, new Letterbox()));
        var replay = $"TWIN_SEED={seed} TWIN_MINUTES={minutes} dotnet tests/Grains.Tests/bin/Release/net10.0/Twin.Grains.Tests.dll --filter-class '*DifferentialTests'";
        Assert.True(log.Events.Count > 50 * minutes, "There is little in this log.");
        Assert.True(live.Text == world.Text, $"Grains and simulator differ. {replay}\n{Difference(live, world)}");
        Assert.True(live.Incidents.Count > minutes / 2, $"Only {live.Incidents.Count} incidents. {replay}");
    }

    private sealed record Played(string Text, IReadOnlyList<Incident> Incidents);

    private static async Task<Played> Play(LogPlayer player, ITwinUnderTest twin)
    {
        await player.To(twin, player.Log.Seconds);
        var incidents = await twin.Incidents();
        return new(Texts(incidents, await twin.Outlets()), incidents);
    }

    internal static string Texts(IEnumerable<Incident> incidents, IEnumerable<string> outlets) => string.Join('\n', incidents.Select(Canonical).Concat(outlets));

    /// <summary>Some receivers refuse some of what they are sent: the next channel gets it.</summary>
    internal static bool Refuses(Notification message) => message is { Channel: "log", Recipient: "biz12-eng1" or "tel13-lead" or "huaian-duty" };

    private static string Canonical(Incident incident)
    {
        var node = JsonSerializer.SerializeToNode(incident, Json)!.AsObject();
        node.Remove("revision");
        InOneOrder(node, "timeline", "at");
        InOneOrder(node, "pages", "at");
        InOneOrder(node, "outbox", "createdAt");
        return node.ToJsonString(Json);
    }

    private static void InOneOrder(JsonObject incident, string list, string time)
    {
        var entries = incident[list]!.AsArray().Select(e => e!.DeepClone()).ToArray();
        incident[list] = new JsonArray([.. entries.OrderBy(e => e[time]!.GetValue<string>(), StringComparer.Ordinal).ThenBy(e => e.ToJsonString(Json), StringComparer.Ordinal)]);
    }

    /// <summary>Where they part: the earliest line of all incidents that the other has not; else the first difference in the texts.</summary>
    private static string Difference(Played live, Played world) => Difference(live.Incidents, live.Text, world.Incidents, world.Text);

    internal static string Difference(IReadOnlyList<Incident> live, string liveText, IReadOnlyList<Incident> world, string worldText)
    {
        var (a, b) = (Course(live), Course(world));
        return a.SequenceEqual(b) ? Around(liveText.Split('\n'), worldText.Split('\n'), 12) : Around(a, b, 15);
    }

    private static string[] Course(IReadOnlyList<Incident> incidents) =>
    [
        .. incidents.SelectMany(i => i.Timeline.Select(t => $"{t.At:HH:mm:ss.f} {i.Id} {i.Report.Place.Key} {i.Report.Cause.Device?.Id} {i.Report.Cause.Rule}: {t.Event} {t.Reason} {t.Leg} {t.By} {t.Detail}")
            .Concat(i.Pages.Select(p => $"{p.At:HH:mm:ss.f} {i.Id} page {p.Step}/{p.Round} {p.Recipient} {p.Sent} {p.Reason} {p.Detail}"))).Order(StringComparer.Ordinal),
    ];

    private static string Around(string[] a, string[] b, int lines)
    {
        var first = 0;
        while (first < a.Length && first < b.Length && a[first] == b[first]) first++;
        return string.Join('\n', [.. a.Skip(Math.Max(0, first - lines)).Take(Math.Min(lines, first)).Select(l => $"       {l}"), .. a.Skip(first).Take(lines).Select(l => $"grains {l}"), .. b.Skip(first).Take(lines).Select(l => $"world  {l}")]);
    }

    internal sealed class Letterbox : IPost
    {
        public IncidentInput.Receipt Send(Notification message, ContactChannel channel, DateTime now) =>
            Refuses(message) ? new(message.Key, NotificationOutcome.Failed, now, 1, "400") : new(message.Key, NotificationOutcome.Delivered, now, 1, null);
    }
}
