using System.Globalization;
using System.IO.Compression;
using System.Text;
using Twin.Api.Tests.Access;

namespace Twin.Api.Tests.BackTests;

public sealed class BackTestTests(TwinServer server)
{
    private const string Path = "/v1/rulebook/backtest";
    private const string Outlet = "3208977001";
    private const string Boundary = "a-boundary";
    private const string Form = $"multipart/form-data; boundary={Boundary}";
    private const string Book = "version: 1\nrules:\n  - {id: tried-shaking, device: terminal, when: shaking > 70, hold: 60s, severity: minor}\n";
    private static readonly DateTime Start = new(2026, 11, 23, 2, 0, 0, DateTimeKind.Utc);

    private static string Reading(TimeSpan at, int shaking, string device = $"{Outlet}/t1") =>
        string.Create(CultureInfo.InvariantCulture, $"{{\"device\":\"{device}\",\"at\":\"{Start + at:yyyy-MM-dd'T'HH:mm:ss'Z'}\",\"values\":{{\"shaking\":{shaking}}}}}\n");

    /// <summary>Ten minutes of a terminal that shakes for three of them, and a word from one that nobody knows.</summary>
    private static string Recording()
    {
        var text = new StringBuilder();
        for (var second = 0; second < 600; second += 20) text.Append(Reading(TimeSpan.FromSeconds(second), second is >= 200 and < 380 ? 75 : 40));
        return text.Append(Reading(TimeSpan.FromSeconds(601), 90, "3208999999/t9")).ToString();
    }

    private static byte[] FormOf(params (string Name, byte[] Content)[] parts)
    {
        using var form = new MemoryStream();
        foreach (var (name, content) in parts)
        {
            form.Write(Encoding.UTF8.GetBytes($"--{Boundary}\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{name}\"\r\n\r\n"));
            form.Write(content);
            form.Write("\r\n"u8);
        }
        form.Write(Encoding.UTF8.GetBytes($"--{Boundary}--\r\n"));
        return form.ToArray();
    }

    private static byte[] FormOf(string book, string readings) => FormOf(("rulebook", Encoding.UTF8.GetBytes(book)), ("readings", Encoding.UTF8.GetBytes(readings)));

    private Task<Answer> Try(byte[] form, string query = "") => server.Send("POST", $"{Path}{query}", form, Form);

    [Fact]
    public async Task Tells_what_the_rule_book_in_force_would_not_have_opened_and_changes_nothing()
    {
        (await server.Register(Outlet, ",\"calendar\":\"always\"")).Is(201);
        var before = await server.Send("GET", "/v1/rulebook");
        var answer = (await Try(FormOf(Book, Recording()), "?answer=5m")).Is(200);
        Assert.Equal((30, 1, 1), ((int)answer["readings"]["played"]!, (int)answer["readings"]["unknownDevice"]!, (int)answer["readings"]["devicesHeard"]!));
        Assert.Equal((1, 0, 1), ((int)answer["incidents"]["new"]!, (int)answer["incidents"]["old"]!, (int)answer["incidents"]["onlyNew"]!));
        var pair = Assert.Single(answer["pairs"].AsArray())!;
        Assert.Equal(("onlyNew", Outlet, "t1", "tried-shaking"), ((string?)pair["outcome"], (string?)pair["place"], (string?)pair["device"], (string?)pair["new"]!["rule"]));
        Assert.Equal(300, (int)answer["answerSeconds"]);
        Assert.Equal(before.ETag, (await server.Send("GET", "/v1/rulebook")).ETag);
        Assert.Empty((await server.Send("GET", $"/v1/incidents?outlet={Outlet}")).Is(200)["items"].AsArray());

        // The book in force against itself differs in nothing; packed readings are the same readings.
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(Encoding.UTF8.GetBytes(Recording()));
        var same = (await Try(FormOf(("readings", packed.ToArray()), ("rulebook", Encoding.UTF8.GetBytes(before.Text))))).Is(200);
        Assert.Equal(30, (int)same["readings"]["played"]!);
        Assert.Empty(same["pairs"].AsArray());
    }

    [Fact]
    public async Task A_policy_is_tried_like_a_rule_book_alone_or_with_one()
    {
        (await server.Register("3208977004", ",\"calendar\":\"always\"")).Is(201);
        var (readings, policy) = (Recording().Replace(Outlet, "3208977004", StringComparison.Ordinal), Encoding.UTF8.GetBytes("steps:\n  - {after: 0s, notify: [on-shift]}\ncorrelationHold: 100s\n"));
        var alone = (await Try(FormOf(("policy", policy), ("readings", Encoding.UTF8.GetBytes(readings))))).Is(200);
        Assert.Equal(("candidate", "default"), ((string?)alone["new"]["policy"], ((string)alone["old"]["policy"]!).Split('/')[0]));
        Assert.Equal((string?)alone["old"]["rulebook"], (string?)alone["new"]["rulebook"]);
        // What shakes for two minutes is waited with for so long that no incident comes of it.
        int Opened(Answer answer) => (int)answer["incidents"]["new"]!;
        Assert.Equal(1, Opened((await Try(FormOf(Book, readings))).Is(200)));
        Assert.Equal(1, Opened((await Try(FormOf(("policy", policy), ("rulebook", Encoding.UTF8.GetBytes(Book)), ("readings", Encoding.UTF8.GetBytes(readings))))).Is(200)));
        var patient = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(policy).Replace("100s", "200s", StringComparison.Ordinal));
        Assert.Equal(0, Opened((await Try(FormOf(("policy", patient), ("rulebook", Encoding.UTF8.GetBytes(Book)), ("readings", Encoding.UTF8.GetBytes(readings))))).Is(200)));
        var faults = (await Try(FormOf(("policy", Encoding.UTF8.GetBytes("steps:\n  - {after: soon, notify: [on-shift]}\n")), ("readings", Encoding.UTF8.GetBytes(readings))))).Is(400)["errors"].AsArray();
        Assert.Contains(faults, f => (string?)f!["path"] == "policy.steps[0].after" && (int)f["line"]! == 2);
        Assert.Equal(["rulebook:required"], (await Try(FormOf(("readings", Encoding.UTF8.GetBytes(readings))))).Is(400).Errors);
    }

    [Fact]
    public async Task Every_fault_of_both_parts_is_told_with_its_place()
    {
        (await server.Register("3208977002")).Is(201);
        var faults = (await Try(FormOf("version: 1\nrules:\n  - {id: a, device: kettle, when: x > 1, severity: minor}\n", Reading(default, 1, "3208977002/t1") + "{\"device\":\n"))).Is(400)["errors"].AsArray();
        Assert.Contains(faults, f => (string?)f!["path"] == "rules[0].device" && (int)f["line"]! == 3);
        Assert.Contains(faults, f => (string?)f!["path"] == "readings" && (int)f["line"]! == 2);
    }

    [Fact]
    public async Task What_cannot_be_played_is_refused_with_the_reason()
    {
        (await server.Register("3208977003")).Is(201);
        var (one, book) = (Reading(default, 1, "3208977003/t1"), Encoding.UTF8.GetBytes(Book));
        Assert.Equal(["readings:empty"], (await Try(FormOf(Book, "\n"))).Is(422).Errors);
        Assert.Contains("3208999999/t9", (await Try(FormOf(Book, Reading(default, 1, "3208999999/t9")))).Is(422).Text, StringComparison.Ordinal);
        Assert.Equal(["readings:tooLarge"], (await Try(FormOf(Book, $"{{\"received\":\"2026-01-01T00:00:00Z\"}}\n{one}{{\"received\":\"2026-11-01T00:00:00Z\"}}\n{one}"))).Is(422).Errors);
        Assert.Equal(["readings:required"], (await Try(FormOf(("rulebook", book)))).Is(400).Errors);
        Assert.Equal(["colour:unknownField"], (await Try(FormOf(("colour", book)))).Is(400).Errors);
        Assert.Equal(["rulebook:duplicate"], (await Try(FormOf(("rulebook", book), ("rulebook", book)))).Is(400).Errors);
        (await Try(FormOf(("rulebook", [0x61, 0xFF]), ("readings", Encoding.UTF8.GetBytes(one))))).Is(400);
        (await Try(FormOf(("rulebook", book), ("readings", [0x1F, 0x8B, 1, 2, 3])))).Is(400);
        (await Try(FormOf(Book, one)[..^20])).Is(400);
        (await Try(FormOf(Book, one), "?answer=soon")).Is(400);
        (await Try(FormOf(Book, one), "?awnser=5m")).Is(400);
        (await server.Send("POST", Path, FormOf(Book, one), "multipart/form-data")).Is(400);
        (await server.Send("POST", Path, Book, "application/yaml")).Is(415);
        using var operates = await Keys.Client(server, "operate");
        (await server.Send("POST", Path, FormOf(Book, one), Form, operates)).Is(403);
    }
}
