using System.Globalization;
using System.Text.RegularExpressions;
using Twin.Domain.Incidents;
using Twin.Domain.Muting;
using Twin.Domain.Network;
using Twin.Domain.Readings;
using Twin.Domain.Teams;
using Twin.Grains.Documents;
using Twin.Grains.Muting;
using Twin.Grains.Network;

namespace Twin.Grains.Tests;

/// <summary>
/// Two bad hours of a small network, from a fixed seed: what the incidents' logs say at their end is checked in, in <c>Golden/bad-day.txt</c>, to be read as a duty officer would.
/// </summary>
public sealed partial class BadDayTests : IAsyncLifetime
{
    private const uint Seed = 20261123;

    private static readonly DivisionCode East = DivisionCode.Parse("320812");
    private static readonly DivisionCode West = DivisionCode.Parse("320813");

    private readonly List<(int Second, string What, Func<Task> Do)> _script = [];
    private readonly Dictionary<string, string[]> _devices = [];
    private Network _network = null!;
    private uint _random = Seed;

    public async ValueTask InitializeAsync() => _network = await Network.Build();

    public async ValueTask DisposeAsync() => await _network.DisposeAsync();

    [Fact]
    public async Task A_bad_day_leaves_the_log_that_is_checked_in()
    {
        await Prepare();
        Write();
        await Run(TimeSpan.FromMinutes(150));

        var incidents = await _network.Incidents();
        var repeated = _network.Post.Taken.GroupBy(n => n.Key).Where(g => g.Count() > 1).Select(g => g.Key);
        Assert.Empty(repeated);
        Golden.Compare("bad-day.txt", Log(incidents));
    }

    /// <summary>Twenty outlets: eight behind one node, six behind another, six behind none; one whose carrier is the other district's, and one that never opens.</summary>
    private async Task Prepare()
    {
        await _network.Teams(
            Network.Team("biz12", Side.Business, "320812"), Network.Team("biz13", Side.Business, "320813"),
            Network.Team("tel12", Side.Telecom, "320812"), Network.Team("tel13", Side.Telecom, "320813"));
        await _network.Policy(
            """
            ackTimeout: 20m
            steps:
              - {after: 0s, notify: [on-shift]}
              - {after: 5m, notify: [lead], unless: acknowledged}
              - {after: 10m, notify: [duty-manager], unless: assigned}
            repeat: {every: 20m, times: 2}
            thenUnattended: [duty-manager]
            """);
        Assert.Equal(DocumentOutcome.Accepted, (await _network.Grains.CalendarDocument("never").Put(new("weekly: {}", false, "test"))).Outcome);
        await _network.Documents.Refresh();
        string[][] kits = [["t1", "l1"], ["t1", "t2", "l1"], ["t1", "c1", "l1"]];
        for (var i = 1; i <= 10; i++)
        {
            await Add($"32081200{i:00}", East, i <= 6 ? "OLT-1" : i <= 8 ? "OLT-2" : null, i == 10 ? ["t1", "c1", "l1"] : kits[Next(3)], i == 7 ? "320813" : null, i == 10 ? "never" : "always");
            await Add($"32081300{i:00}", West, i <= 2 ? "OLT-1" : i <= 6 ? "OLT-2" : null, kits[Next(3)]);
        }
    }

    private async Task Add(string code, DivisionCode district, string? node, string[] devices, string? area = null, string calendar = "always")
    {
        _devices[code] = devices;
        await _network.Add(code, devices, node, area, district, calendar);
    }

    private void Write()
    {
        // A terminal dies; whoever took it on does nothing about it.
        At(2, "a terminal dies", () => Silence("3208120009", "t1"));
        At(17, "its lead takes it on late", () => Do("terminal-offline", "3208120009", IncidentVerb.Acknowledge, "biz12-lead"));
        At(46, "it is back", () => _network.Keep(Code("3208120009"), "t1"));

        // A fibre is cut: five lines at once, two a minute later, one never. Mended, two stay dark for ten minutes more.
        string[] cut = ["3208120001", "3208120002", "3208120003", "3208120004", "3208130001"], later = ["3208120005", "3208130002"], dark = ["3208120004", "3208120005"];
        At(16, "the fibre is cut", () => Lose(cut));
        At(18, "two more go dark", () => Lose(later));
        At(22, "the carrier takes it on", () => DoAtNode("OLT-1", IncidentVerb.Acknowledge, "tel12-eng"));
        At(40, "the fibre is mended, but for two", () => Mend([.. cut.Concat(later).Except(dark)]));
        At(52, "and those two", () => Mend(dark));

        // Somebody is in a closed shop whose pages are silenced, and covers the camera.
        At(20, "a shop is silenced", () => Mute(MuteKind.Silence, new() { Outlet = Code("3208120010") }, 30));
        var thief = At(24, "somebody is in it", () => Task.CompletedTask);
        for (var i = 0; i < 20; i++) Exactly(thief + 4 * i, "somebody is in it", () => _network.Say(Code("3208120010"), "c1", ("person", Value.Of(true))));
        Exactly(thief + 14, "the camera is covered", () => _network.Keep(Code("3208120010"), "c1", ("covered", Value.Of(true))));
        At(33, "the camera is freed", () => _network.Keep(Code("3208120010"), "c1", ("covered", Value.Of(false))));

        // Line up, no session: either side's; one answers.
        At(45, "a terminal has no session", () => _network.Keep(Code("3208120007"), "t1", ("session", Value.Of(false))));
        At(50, "the business side takes it on", () => Do("no-session", "3208120007", IncidentVerb.Acknowledge, "biz12-eng"));
        At(66, "it has one again", () => _network.Keep(Code("3208120007"), "t1", ("session", Value.Of(true))));

        // A storm: terminals of nine outlets fall silent in one second and come back one after another.
        string[] struck = ["3208120006", "3208120008", "3208120009", "3208130003", "3208130004", "3208130005", "3208130006", "3208130007", "3208130008"];
        At(55, "a storm", async () => { foreach (var code in struck) await Silence(code, "t1"); });
        foreach (var code in struck) Exactly(60 * 60 + Next(360), "one is back", () => _network.Keep(Code(code), "t1"));

        // Somebody is sent, says it is done, and it is not.
        At(62, "a cutter jams", () => _network.Keep(Code("3208120001"), "t1", ("cutter", Value.Of("jammed"))));
        At(66, "somebody is sent", () => Do("printer-cutter", "3208120001", IncidentVerb.Assign, "biz12-duty", "biz12-eng"));
        At(76, "says it is done", () => Do("printer-cutter", "3208120001", IncidentVerb.Resolve, "biz12-eng"));
        At(90, "now it is", () => _network.Keep(Code("3208120001"), "t1", ("cutter", Value.Of("ok"))));

        // A cutter that jams and frees itself, and in the end holds.
        var flaps = At(72, "a cutter begins to flap", () => Task.CompletedTask);
        for (var i = 0; i < 16; i++)
        {
            var jammed = i % 2 == 0;
            Exactly(flaps + 45 * i, "it flaps", () => _network.Keep(Code("3208130010"), "t1", ("cutter", Value.Of(jammed ? "jammed" : "ok"))));
        }

        // A district is silenced; one fault begins and ends inside, one lasts.
        At(95, "a district is silenced", () => Mute(MuteKind.Silence, new() { District = West }, 20));
        At(98, "a fault that ends", () => _network.Keep(Code("3208130008"), "t1", ("cutter", Value.Of("jammed"))));
        At(103, "it ends", () => _network.Keep(Code("3208130008"), "t1", ("cutter", Value.Of("ok"))));
        At(100, "a fault that lasts", () => _network.Keep(Code("3208130009"), "t1", ("cutter", Value.Of("jammed"))));
        At(123, "it is mended", () => _network.Keep(Code("3208130009"), "t1", ("cutter", Value.Of("ok"))));

        // Twin dies between two steps and is away when the next is due.
        At(105, "a terminal dies", () => Silence("3208120008", "t1"));
        Exactly(60 * 110, "Twin dies, and is back five minutes later", async () =>
        {
            await _network.Kill();
            _network.Time.Advance(TimeSpan.FromMinutes(5));
            await _network.Begin();
        });
        At(125, "it is back", () => _network.Keep(Code("3208120008"), "t1"));
    }

    private async Task Run(TimeSpan time)
    {
        var left = new Queue<(int Second, string What, Func<Task> Do)>(_script.OrderBy(s => s.Second));
        while (_network.Now - Network.Start.UtcDateTime < time)
        {
            while (left.TryPeek(out var next) && next.Second <= (_network.Now - Network.Start.UtcDateTime).TotalSeconds)
            {
                await left.Dequeue().Do();
                await _network.Settle();
            }
            await _network.Live(TimeSpan.FromSeconds(1));
        }
        Assert.Empty(left);
    }

    private int At(int minute, string what, Func<Task> act) => Exactly(minute * 60 + Next(30), what, act);

    private int Exactly(int second, string what, Func<Task> act)
    {
        _script.Add((second, what, act));
        return second;
    }

    /// <summary>Xorshift: the same numbers everywhere and for ever.</summary>
    private int Next(int below)
    {
        _random ^= _random << 13;
        _random ^= _random >> 17;
        _random ^= _random << 5;
        return (int)(_random % (uint)below);
    }

    private static OutletCode Code(string code) => OutletCode.Parse(code);

    private Task Silence(string code, params string[] devices)
    {
        _network.Quiet(Code(code), devices);
        return Task.CompletedTask;
    }

    private async Task Lose(params string[] codes)
    {
        foreach (var code in codes)
        {
            _network.Quiet(Code(code), [.. _devices[code].Where(d => d[0] != 'l')]);
            await _network.Keep(Code(code), "l1", ("los", Value.Of(true)));
        }
    }

    private async Task Mend(params string[] codes)
    {
        foreach (var code in codes)
        {
            await _network.Keep(Code(code), "l1", ("los", Value.Of(false)));
            foreach (var device in _devices[code].Where(d => d[0] != 'l')) await _network.Keep(Code(code), device);
        }
    }

    private async Task Mute(MuteKind kind, MuteMatch match, int minutes) =>
        await _network.Grains.MuteBook().Add(new() { Id = "", Kind = kind, Match = match, From = _network.Now, Until = _network.Now.AddMinutes(minutes), By = "biz12-duty" });

    private async Task Do(string rule, string code, IncidentVerb verb, string by, string? to = null)
    {
        var incident = await _network.Incident(rule, Code(code));
        Assert.True(incident is not null, $"{by} finds no {rule} of {code}.");
        await _network.Do(incident, verb, by, to);
    }

    private async Task DoAtNode(string node, IncidentVerb verb, string by) =>
        await _network.Do((await _network.Incidents()).Last(i => i.Report.Scope == IncidentScope.AccessNode && i.Report.Place.AccessNode == node), verb, by);

    private static string Log(Incident[] incidents)
    {
        var names = incidents.ToDictionary(i => i.Id, i => $"<{Subject(i)}>");
        string Plain(string? text)
        {
            if (text is null) return "";
            foreach (var (id, name) in names) text = text.Replace(id, name, StringComparison.Ordinal);
            text = MuteId().Replace(text, "<mute>");
            return Instant().Replace(text, m => Clock(DateTime.Parse(m.Value, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal)));
        }

        var blocks = incidents.OrderBy(Subject, StringComparer.Ordinal).ThenBy(i => i.OpenedAt).Select(i =>
        {
            var notes = i.Timeline.Select(t => Line(t.At, t.Event, t.Reason, t.Leg is { } leg ? $"[{Word(leg)}]" : null, t.By is { } by ? $"by {by}" : null, Plain(t.Detail)));
            var pages = i.Pages.Select(p => Line(p.At, "  page", $"[{Word(p.Leg)}]", $"{p.Step}/{p.Round}", p.Recipient ?? "nobody", p.Sent ? "sent" : "not sent", p.Reason, Plain(p.Detail)));
            return string.Join('\n', [$"{Subject(i)}, opened {Clock(i.OpenedAt)}", $"  {Word(i.Severity)}, {Word(i.Phase)}, visits {i.Visits}", .. notes, .. pages]);
        });
        return string.Join("\n\n", blocks) + "\n";
    }

    private static string Line(DateTime at, params string?[] words) => $"  {Clock(at)} {string.Join(' ', words.Where(w => !string.IsNullOrEmpty(w)))}";

    private static string Subject(Incident incident) =>
        $"{incident.Report.Place.Key} {(incident.Report.Cause.Device is { } device ? $"{device.Id} " : "")}{incident.Report.Cause.Rule}";

    /// <summary>Since the start, in whole seconds.</summary>
    private static string Clock(DateTime at) =>
        TimeSpan.FromSeconds(Math.Round((at - Network.Start.UtcDateTime).TotalSeconds)).ToString(@"h\:mm\:ss", CultureInfo.InvariantCulture);

    private static string Word(Enum value) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z?")]
    private static partial Regex Instant();

    [GeneratedRegex(@"\b[sm]-[0-9a-f]{10}\b")]
    private static partial Regex MuteId();
}

/// <summary>A text that is checked in and compared. <c>TWIN_ACCEPT=1</c> writes it anew.</summary>
internal static partial class Golden
{
    private const int Shown = 12;

    /// <summary>What the twins do follows the clock that the test moves, but a loaded machine may be some of its seconds behind: times may differ by this, everything else not at all.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(15);

    public static void Compare(string name, string actual)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Golden", name);
        var source = Source() is { } folder ? Path.Combine(folder, name) : path;
        if (Environment.GetEnvironmentVariable("TWIN_ACCEPT") == "1")
        {
            foreach (var file in new[] { path, source }) Put(file, actual);
            return;
        }
        var expected = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "";
        if (SayTheSame(expected, actual)) return;
        var written = Path.ChangeExtension(source, ".actual.txt");
        Put(written, actual);
        Assert.Fail($"{name} is not as checked in. See {written}; if it is right, run this test with TWIN_ACCEPT=1.\n{Difference(expected.Split('\n'), actual.Split('\n'))}");
    }

    private static bool SayTheSame(string expected, string actual) =>
        Time().Replace(expected, "") == Time().Replace(actual, "")
        && Times(expected).Zip(Times(actual)).All(t => (t.First - t.Second).Duration() <= Tolerance);

    private static IEnumerable<TimeSpan> Times(string text) => Time().Matches(text).Select(m => TimeSpan.Parse(m.Value, CultureInfo.InvariantCulture));

    [GeneratedRegex(@"\b\d:\d\d:\d\d\b")]
    private static partial Regex Time();

    private static string Difference(string[] expected, string[] actual)
    {
        var first = 0;
        while (first < expected.Length && first < actual.Length && SayTheSame(expected[first], actual[first])) first++;
        // Whose it is: the block's first line.
        var head = Math.Min(first, actual.Length - 1);
        while (head > 0 && actual[head - 1].Length > 0) head--;
        return string.Join('\n', [$"Line {first + 1}, in: {actual[head]}", .. expected.Skip(first).Take(Shown).Select(l => $"- {l}"), .. actual.Skip(first).Take(Shown).Select(l => $"+ {l}")]);
    }

    private static void Put(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    /// <summary>The folder in the sources the build copied from, where there is one.</summary>
    private static string? Source()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Grains.Tests.csproj"))) return Path.Combine(folder.FullName, "Golden");
        return null;
    }
}
