using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Twin.Api.View;
using Twin.Domain.History;
using Twin.Domain.Muting;
using Twin.Domain.Network;
using Twin.Grains.History;

namespace Twin.Api.Tests.History;

/// <summary>The past over the real grains: outlets that are unknown until their one terminal speaks.</summary>
public sealed class HistoryTests(HistoryServer house) : IClassFixture<HistoryServer>
{
    /// <summary>Long enough to be a part of the minutes that are told to three decimals.</summary>
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(1);

    private static int Outlets;

    private readonly TwinServer _server = house.Twins;
    private readonly ForwardClock _clock = house.Clock;

    [Fact]
    public async Task The_past_is_answered_by_list_summary_and_map_as_it_was()
    {
        var codes = await Register(3, "320981");
        var before = Moment();
        await Speak(codes[0], codes[1]);
        await Recorded(codes[0], "ok");
        await Recorded(codes[1], "ok");
        var after = Moment();

        Assert.Equal(["unknown", "unknown", "unknown"], Statuses(await Get($"/v1/outlets?district=320981&asOf={before}")));
        Assert.Equal(["ok", "ok", "unknown"], Statuses(await Get($"/v1/outlets?district=320981&asOf={after}")));
        var past = await Get($"/v1/outlets?district=320981&status=unknown&asOf={after}");
        Assert.Equal((1, codes[2]), ((int)past["total"]!, (string)past["items"]![0]!["code"]!));
        Assert.Equal([codes[2], codes[0], codes[1]], Codes(await Get($"/v1/outlets?district=320981&sort=-status&asOf={after}")));
        var item = past["items"]![0]!;
        Assert.Equal(("unknown", 0), ((string)item["devices"]![0]!["status"]!, item["devices"]![0]!["faults"]!.AsArray().Count));
        Assert.True(Time(item["since"]!) < Time(before));

        var summary = await Get($"/v1/outlets/summary?by=status&district=320981&asOf={before}");
        Assert.Equal((3, "unknown"), ((int)summary["groups"]![0]!["count"]!, (string)summary["groups"]![0]!["status"]!));
        Assert.Equal(2, (await Get($"/v1/outlets/summary?by=status&district=320981&asOf={after}"))["groups"]!.AsArray().Count);
        Assert.Equal(["unknown", "unknown", "unknown"], (await Get($"/v1/map?district=320981&asOf={before}"))["outlets"]!.AsArray().Select(o => (string)o!["status"]!));
        Assert.Equal(["ok", "ok", "unknown"], (await Get($"/v1/map?district=320981&asOf={after}"))["outlets"]!.AsArray().Select(o => (string)o!["status"]!));
    }

    [Fact]
    public async Task A_series_answers_each_time_as_the_summary_of_that_time_does()
    {
        var codes = await Register(3, "320585");
        foreach (var code in codes) await Recorded(code, "unknown");
        _clock.Forward(TimeSpan.FromSeconds(3));
        await Speak(codes[0], codes[1]);
        await Recorded(codes[1], "ok");
        await Recorded(codes[0], "ok");
        _clock.Forward(TimeSpan.FromSeconds(3));
        var (from, to) = (_clock.Now.AddSeconds(-20).ToString("O", CultureInfo.InvariantCulture), Moment());
        var series = (await Get($"/v1/outlets/summary/series?by=status,severity&district=320585&from={from}&to={to}&step=1s"))["items"]!.AsArray();
        Assert.True(series.Count >= 20);
        HashSet<string> answers = [];
        foreach (var item in series)
        {
            var one = await Get($"/v1/outlets/summary?by=status,severity&district=320585&asOf={(string)item!["at"]!}");
            Assert.Equal(one["groups"]!.ToJsonString(), item["groups"]!.ToJsonString());
            Assert.Equal((int)one["total"]!, (int)item["total"]!);
            answers.Add(one["groups"]!.ToJsonString());
        }
        // Before they were there, unknown, and two of them well: times were asked for in which something changed.
        Assert.True(answers.Count >= 3, string.Join('\n', answers));
    }

    [Theory]
    [InlineData("by=status", "from:required to:required step:required")]
    [InlineData("by=colour&from=2026-11-01&to=2026-11-02&step=1h", "by:badValue")]
    [InlineData("by=status&from=2026-11-01&to=2026-11-02&step=soon", "step:badValue")]
    [InlineData("by=status&from=2026-11-01&to=2026-11-02&step=10ms", "step:badValue")]
    [InlineData("by=status&from=2026-11-01&to=2026-11-02&step=1s", "step:tooMany")]
    [InlineData("by=status&from=2026-08-01&to=2026-11-02&step=1d", "to:tooLong")]
    [InlineData("by=status&from=2026-11-01&to=2026-11-02&step=1h&asOf=2026-11-01T00:00:00Z", "asOf:unknownParameter")]
    public async Task A_series_that_cannot_be_answered_is_refused_with_every_fault(string query, string faults) =>
        Assert.Equal(faults.Split(' ').Order(), (await _server.Send("GET", $"/v1/outlets/summary/series?{query}")).Is(400).Errors.Order());

    [Fact]
    public async Task Before_an_outlet_was_there_it_is_left_out()
    {
        var before = Moment();
        var codes = await Register(1, "320382");
        await Recorded(codes[0], "unknown");
        Assert.Equal(0, (int)(await Get($"/v1/outlets?district=320382&asOf={before}"))["total"]!);
    }

    [Fact]
    public async Task The_pages_of_a_past_moment_add_up_while_the_network_changes()
    {
        var codes = await Register(7, "320583");
        foreach (var code in codes) await Recorded(code, "unknown");
        var at = Moment();
        List<string> walked = [];
        string? cursor = null;
        do
        {
            var page = await Get($"/v1/outlets?district=320583&sort=-since&limit=2&asOf={at}&cursor={cursor}");
            Assert.Equal(7, (int)page["total"]!);
            walked.AddRange(Codes(page));
            cursor = (string?)page["nextCursor"];
            await Speak(walked[^1]);
        }
        while (cursor is not null);
        Assert.Equal(codes.Order(), walked.Order());
        var first = await Get($"/v1/outlets?district=320583&sort=-since&limit=2&asOf={at}");
        var other = (await _server.Send("GET", $"/v1/outlets?district=320583&sort=-since&limit=2&asOf={Moment()}&cursor={first["nextCursor"]}")).Is(400);
        Assert.Equal(["cursor:otherQuery"], other.Errors);
    }

    [Fact]
    public async Task Availability_adds_up_and_a_maintenance_window_excuses()
    {
        var (code, other) = (await Register(2, "320413")) switch { var c => (c[0], c[1]) };
        await Recorded(code, "unknown");
        await Speak(code);
        await Recorded(code, "ok");
        _clock.Forward(Enough);
        var (from, to) = (_clock.Now.AddHours(-1).ToString("O", CultureInfo.InvariantCulture), Moment());

        var one = await Get($"/v1/availability?outlet={code}&from={from}&to={to}");
        var item = one["items"]![0]!;
        Assert.Equal((code, "320413", true), ((string)item["outlet"]!, (string)item["district"]!, (bool)item["incomplete"]!));
        Assert.True((decimal)item["upMinutes"]! > 0 && (decimal)item["downMinutes"]! == 0);
        AssertAddsUp(item);

        var district = await Get($"/v1/availability?district=320413&from={from}&to={to}");
        AssertAddsUp(district["total"]!);
        var byOutlet = await Get($"/v1/availability?district=320413&from={from}&to={to}&by=outlet");
        Assert.Equal([code, other], byOutlet["items"]!.AsArray().Select(i => (string)i!["outlet"]!).Order());
        Assert.Equal(district["total"]!.ToJsonString(), byOutlet["total"]!.ToJsonString());
        Assert.Equal((decimal)item["openMinutes"]!, (decimal)byOutlet["items"]!.AsArray().Single(i => (string)i!["outlet"]! == code)!["openMinutes"]!);

        _server.Windows.Add(new MuteMatch { Outlet = OutletCode.Parse(code) }, _clock.Now.AddHours(-2), _clock.Now.AddHours(1));
        var excused = (await Get($"/v1/availability?outlet={code}&from={from}&to={to}"))["items"]![0]!;
        Assert.Equal(((decimal)item["unknownMinutes"]!, 0m), ((decimal)excused["excusedMinutes"]!, (decimal)excused["unknownMinutes"]!));
        Assert.Equal((1d, (decimal)item["openMinutes"]!), ((double)excused["availability"]!, (decimal)excused["openMinutes"]!));
        AssertAddsUp(excused);

        var csv = await _server.Send("GET", $"/v1/availability?city=3204&from={from}&to={to}&by=outlet", headers: ("Accept", "text/csv"));
        Assert.Equal("text/csv", csv.MediaType);
        Assert.StartsWith("district,outlet,openMinutes,", csv.Text, StringComparison.Ordinal);
        Assert.Contains($"320413,{code},", csv.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Availability_is_told_by_the_carrier_s_areas_of_now()
    {
        var codes = await Register(3, "320381");
        string[] moved = [codes[0], codes[1]];
        foreach (var code in moved) (await _server.Send("PATCH", $"/v1/outlets/{code}", """{"telecomArea":"320381"}""", "application/merge-patch+json")).Is(200);
        _clock.Forward(Enough);
        var query = $"district=320381&from={_clock.Now.AddHours(-1).ToString("O", CultureInfo.InvariantCulture)}&to={Moment()}";
        var (outlets, areas) = (await Get($"/v1/availability?{query}&by=outlet"), await Get($"/v1/availability?{query}&by=telecomArea"));
        Assert.Equal(outlets["total"]!.ToJsonString(), areas["total"]!.ToJsonString());
        Assert.Equal([null, "320381"], areas["items"]!.AsArray().Select(i => (string?)i!["telecomArea"]));
        decimal Open(Func<string, bool> of) => outlets["items"]!.AsArray().Where(i => of((string)i!["outlet"]!)).Sum(i => (decimal)i!["openMinutes"]!);
        // Each outlet's minutes are rounded by themselves.
        Assert.InRange((decimal)areas["items"]![1]!["openMinutes"]! - Open(moved.Contains), -0.002m, 0.002m);
        Assert.InRange((decimal)areas["items"]![0]!["openMinutes"]! - Open(c => !moved.Contains(c)), -0.002m, 0.002m);
        Assert.Equal(["by:badValue"], (await _server.Send("GET", $"/v1/availability?{query}&by=colour")).Is(400).Errors);
    }

    [Fact]
    public async Task An_outlet_that_was_removed_or_moved_keeps_its_past()
    {
        var code = (await Register(1, "320481"))[0];
        await Recorded(code, "unknown");
        await Speak(code);
        await Recorded(code, "ok");
        (await _server.Send("PUT", $"/v1/outlets/{code}", Body(code, "320404"))).Is(200);
        await Recorded(code, "ok");
        await Kept(code, "320404", there: true);
        _clock.Forward(Enough);
        (await _server.Send("DELETE", $"/v1/outlets/{code}")).Is(204);
        await Kept(code, "320404", there: false);
        var from = _clock.Now.AddHours(-1).ToString("O", CultureInfo.InvariantCulture);
        var history = await Get($"/v1/outlets/{code}/history?from={from}&to=2999-01-01T00:00:00Z");
        var items = history["items"]!.AsArray();
        Assert.Equal("unknown", (string)items[0]!["status"]!);
        Assert.Equal("ok", (string)items[^1]!["status"]!);
        Assert.Equal("t1", (string)items[0]!["devices"]![0]!["id"]!);
        Assert.True(Time(items[^1]!["to"]!) <= _clock.Now);
        Assert.True((decimal)(await Get($"/v1/availability?outlet={code}&from={from}&to=2999-01-01"))["total"]!["upMinutes"]! > 0);
    }

    [Theory]
    [InlineData("", "from:required to:required outlet:oneScope")]
    [InlineData("outlet=3208008351&from=2026-11-01", "to:required")]
    [InlineData("outlet=3208008351&district=320812&from=2026-11-01&to=2026-11-02", "outlet:oneScope")]
    [InlineData("outlet=1&from=2026-11-01&to=2026-11-02", "outlet:badValue")]
    [InlineData("district=999999&from=2026-11-01&to=2026-11-02", "district:badValue")]
    [InlineData("city=99&from=2026-11-01&to=2026-11-02", "city:badValue")]
    [InlineData("city=3208&from=2026-11-02&to=2026-11-02", "from:badValue")]
    [InlineData("city=3208&from=2026-13-02&to=x", "from:badValue to:badValue")]
    [InlineData("city=3208&from=2020-01-01&to=2026-11-02", "to:tooLong")]
    [InlineData("city=3208&from=2998-01-01&to=2999-01-01", "from:inFuture")]
    [InlineData("city=3208&from=2026-11-01&to=2026-11-02&by=day", "by:badValue")]
    [InlineData("city=3208&from=2026-11-01&to=2026-11-02&how=x", "how:unknownParameter")]
    public async Task What_cannot_be_asked_is_refused_with_every_fault(string query, string faults) =>
        Assert.Equal(faults.Split(' ').Order(), (await _server.Send("GET", $"/v1/availability?{query}")).Is(400).Errors.Order());

    [Fact]
    public async Task An_outlet_nobody_knows_is_not_found()
    {
        (await _server.Send("GET", "/v1/availability?outlet=3211999999&from=2026-11-01&to=2026-11-02")).Is(404);
        (await _server.Send("GET", "/v1/outlets/3211999999/history?from=2026-11-01&to=2026-11-02")).Is(404);
        Assert.Equal(["code:invalidValue"], (await _server.Send("GET", "/v1/outlets/x/history?from=2026-11-01&to=2026-11-02")).Is(400).Errors);
    }

    [Fact]
    public async Task A_date_is_its_midnight_in_China()
    {
        var answer = await Get("/v1/availability?district=320113&from=2026-11-01&to=2026-11-20");
        Assert.Equal((Time("2026-10-31T16:00:00Z"), Time("2026-11-19T16:00:00Z")), (Time(answer["from"]!), Time(answer["to"]!)));
        Assert.Null(answer["total"]!["availability"]);
    }

    private static void AssertAddsUp(JsonNode item)
    {
        Assert.Equal((decimal)item["openMinutes"]!, (decimal)item["upMinutes"]! + (decimal)item["downMinutes"]! + (decimal)item["unknownMinutes"]! + (decimal)item["excusedMinutes"]!);
        Assert.Equal((decimal)item["downMinutes"]!, item["down"]!.AsArray().Sum(d => (decimal)d!["minutes"]!));
    }

    private async Task<string[]> Register(int count, string district)
    {
        var codes = Enumerable.Range(0, count).Select(_ => $"{district[..4]}77{Interlocked.Increment(ref Outlets):0000}").ToArray();
        foreach (var code in codes) (await _server.Send("PUT", $"/v1/outlets/{code}", Body(code, district))).Is(201);
        foreach (var code in codes) await Recorded(code, "unknown");
        return codes;
    }

    private static string Body(string code, string district) =>
        $$"""{"code":"{{code}}","name":"网点","district":"{{district}}","calendar":"always","location":{"lon":120.3,"lat":32.8},"terminals":[{"id":"t1"}]}""";

    private async Task Speak(params string[] codes)
    {
        foreach (var code in codes)
            (await _server.Send("POST", "/v1/telemetry", $$"""[{"device":"{{code}}/t1","at":"{{_clock.Now:O}}","type":"heartbeat","values":{"session":true} }]""")).Is(202);
    }

    /// <summary>The ledger has the outlet with this status: a change is on its way to it for some milliseconds after a list shows it.</summary>
    private async Task Recorded(string code, string status) => await Eventually.Find(
        async () => (await Get($"/v1/outlets?q={code}&asOf={_clock.Now:O}"))["items"] is JsonArray { Count: 1 } items && (string)items[0]!["status"]! == status ? items : null,
        Heard, $"{code} is recorded as {status}");

    /// <summary>The district's ledger ends with the outlet, or with its having left.</summary>
    private async Task Kept(string code, string district, bool there) => await Eventually.Find(
        async () =>
        {
            var today = DateOnly.FromDateTime(_clock.Now);
            var day = LedgerDay.Read((await _server.Grains.History(DivisionCode.Parse(district)).Days(today, today)).Days[^1]);
            return day.Last(OutletCode.Parse(code)) is not null == there ? day : null;
        },
        Heard, $"the ledger of {district} ends {(there ? "with" : "without")} {code}");

    /// <summary>A ledger has heard of something, or the view, which a past list is read through too.</summary>
    private Task Heard() => Task.WhenAny(
        _server.Calls.Next<IDistrictHistoryGrain>(nameof(IDistrictHistoryGrain.Changed)), _server.Calls.Next<IDistrictHistoryGrain>(nameof(IDistrictHistoryGrain.Watch)),
        _server.Services.GetRequiredService<NetworkView>().State.NextChange);

    /// <summary>A time that everything so far lies before and everything to come after.</summary>
    private string Moment()
    {
        // The ledger's times are whole milliseconds.
        _clock.Forward(TimeSpan.FromMilliseconds(2));
        var at = _clock.Now.ToString("O", CultureInfo.InvariantCulture);
        _clock.Forward(TimeSpan.FromMilliseconds(2));
        return at;
    }

    private async Task<JsonNode> Get(string path) => (await _server.Send("GET", path)).Is(200).Json;

    private static string[] Statuses(JsonNode page) => [.. page["items"]!.AsArray().Select(i => (string)i!["status"]!)];

    private static string[] Codes(JsonNode page) => [.. page["items"]!.AsArray().Select(i => (string)i!["code"]!)];

    private static DateTime Time(JsonNode node) => Time((string)node!);

    private static DateTime Time(string text) => DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);
}
