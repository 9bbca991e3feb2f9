using System.Text;

namespace Twin.Api.Tests.Fuzz;

/// <summary>Values that have broken something somewhere.</summary>
internal static class Hostile
{
    /// <summary>As text, wherever a text goes: into paths, queries, JSON strings, CSV fields, YAML scalars, topics.</summary>
    public static readonly string[] Texts =
    [
        "", " ", "\0", "a\0b", "..", "../..", "..\\..\\windows", "/etc/passwd", "%00", "%2e%2e%2f", "%252e", "%", "%zz", "\r\nX-Injected: 1", "\t", "\u007f", "\u0085", "\u2028", "\uFEFF",
        "\uFFFE", "\uFFFF", "\uD800", "\uDC00\uD800", "𝟛𝟚𝟘𝟠𝟘𝟘𝟠𝟛𝟝𝟙", "３２０８００８３５１", "٣٢٠٨٠٠٨٣٥١", "320800835١", "\u202E1538008023", "\u200B3208008351", "e\u0301", "\u00E9", "ﬁ", "ß", "İ", "ı", "ｔ１", "т1", "👩‍👩‍👧‍👦",
        "Z̸̢̛a̴l̵g̶o̷", "'; DROP TABLE outlets; --", "\" OR 1=1", "${jndi:ldap://x}", "{{7*7}}", "<script>alert(1)</script>", "$(id)", "`id`", "=1+1", "@SUM(1)", "null", "undefined", "NaN", "Infinity", "-Infinity", "true", "no", "~",
        "0", "-0", "-1", "1e400", "1e-400", "0x10", "1_000", "1,5", "9223372036854775807", "9223372036854775808", "-9223372036854775809", "18446744073709551616", "4294967296", "2147483648",
        "0001-01-01T00:00:00Z", "0000-00-00T00:00:00Z", "9999-12-31T23:59:59.9999999Z", "9999-12-31T23:59:59.9999999-14:00", "0001-01-01T00:00:00+14:00", "10000-01-01T00:00:00Z", "2026-12-31T23:59:60Z", "2026-02-30T00:00:00Z",
        "2026-11-26T25:00:00Z", "2026-11-26", "2026-W48-4", "1795383199", "yesterday", "2026-11-26T00:00:00", "2026-11-26T00:00:00+99:99", "P1Y", "PT99999999999999999999S", "-PT1S", "P", "PT", "99999999999d", "-1s", "1.5.5h", "0s",
        "*", "**", "!", "!!", ",", ",,,,", ";", "!,!", "a,b,!c", "#", "+", "twin/+/t1/telemetry", "$SYS/broker", "rev:1", "\"rev:1\"", "W/\"rev:1\"", "\"rev:99999999999999999999\"", "*, \"rev:1\"",
        "3208008351", "3208008351/t1", "3208000001", "t1", "l1", "c1", "320812", "320800", "3208", "standard", "always", "default", "admin", "zh", "3208008351-1k9x2", "-severity,code", "118.87,33.29", "0,0,0,0", "180,90,-180,-90",
        "NaN,NaN", "1e308,1e308,1e308,1e308", "5km", "1e9km", "-5m", "0m",
        new('a', 300), new('字', 1_000), new('0', 5_000), new(',', 3_000), new('/', 500), new('[', 4_000), new string('9', 310), "1." + new string('0', 400) + "1",
    ];

    /// <summary>As JSON, wherever a JSON value goes.</summary>
    public static readonly string[] Json =
    [
        "null", "true", "false", "0", "-0", "-0.0", "1", "-1", "0.1", "1e400", "-1e400", "1e-400", "1E+2", "9007199254740993", "9223372036854775807", "9223372036854775808", "-9223372036854775809", "1e19",
        new string('9', 300), "0." + new string('3', 500), "1" + new string('0', 1_000), "[]", "{}", "[[]]", "[{}]", "{\"\":\"\"}", "{\"a\":{\"a\":{\"a\":{}}}}", "[null,null]", "\"\"", "\"\\u0000\"", "\"\\ud800\"", "\"\\udc00\\ud800\"",
        "\"\\uFFFF\"", "{\"$ref\":\"#\"}", "{\"__proto__\":{\"a\":1}}", "{\"$type\":\"System.Object, mscorlib\"}", "{\"a\":1,\"a\":2}",
        Nested("[", "]", 60), Nested("[", "]", 3_000), Nested("{\"a\":", "}", 3_000, "1"), "[" + string.Join(',', Enumerable.Repeat("0", 5_000)) + "]", "{" + string.Join(',', Enumerable.Range(0, 2_000).Select(i => $"\"k{i}\":0")) + "}",
        // Not JSON at all.
        "NaN", "Infinity", "01", "+1", ".5", "1.", "0x1", "'a'", "{a:1}", "[1,]", "{\"a\":1,}", "\"\n\"", "\"\\x\"", "\"\\u12\"", "// c\n1", "/* c */1", "tru", "", "\uFEFF1",
    ];

    /// <summary>Whole YAML documents.</summary>
    public static readonly string[] Yaml =
    [
        "a: &a [lol,lol,lol,lol,lol,lol,lol,lol,lol]\n" + string.Concat("bcdefghij".Select((c, i) => $"{c}: &{c} [{string.Join(',', Enumerable.Repeat($"*{(char)('a' + i)}", 9))}]\n")),
        "&a [*a]", "a: &x {b: *x}", "*unknown", "&a a: *a", "? {a: b}\n: c", "? [a]\n: b", "<<: {a: 1}", "<<: *x", "!!python/object/apply:os.system ['id']", "!!binary aGk=", "!<tag:x> a", "--- a\n--- b", "%YAML 9.9\n---\na: 1", "%TAG ! tag:x,2000:\n--- !a b",
        "a: 1\na: 2", "\ta: 1", "a: |\n  x\n y", "a: >-\n", "- - - - - - - - - - x", "a: 0o17", "a: 1_000", "a: 0b1", "a: .inf", "a: .nan", "a: 12:30:45", "a: 2026-11-26", "a: yes", "a: ~", "\"a\": 'b''c'", "{a: b, c}", "[a, b", "{a: b", "a: 'b", "a: \"b",
        "a:\n" + string.Concat(Enumerable.Range(1, 400).Select(i => $"{new string(' ', i)}a:\n")), Nested("[", "]", 5_000), Nested("{a: ", "}", 5_000), new string('-', 10_000), string.Concat(Enumerable.Repeat("- ", 4_000)), "a: \"\\U0010FFFF\"", "a: \"\\uD800\"", "a: \"\\x00\"", "#", "", "\uFEFF", "...", "---",
        string.Concat(Enumerable.Range(0, 3_000).Select(i => $"k{i}: {i}\n")), "rules: " + Nested("(", ")", 3_000), "weekly: {mon-sun: [\"99:99-00:00\"]}", "version: 99999999999999999999",
        "version: 1\nrules:\n  - {id: deep, device: terminal, when: \"" + Nested("(", ")", 2_000, "x > 1") + "\", severity: major}",
        "version: 1\nrules:\n  - {id: long, device: terminal, when: \"" + string.Join(" and ", Enumerable.Repeat("not x > 1", 3_000)) + "\", severity: major}",
        "version: 1\nrules:\n  - {id: big, device: terminal, when: \"avg(x, 999999999d) > 1e400 or count(y, 0s) >= -1\", hold: 99999999999h, severity: major}",
    ];

    /// <summary>Whole CSV and NDJSON files.</summary>
    public static readonly string[] Lines =
    [
        "code,name,district\n", "code,name,district\n,,\n", "code,code,name,district\n1,1,1,1\n", "code;name;district\n1;2;3\n", "code,name,district\n\"3208000001,x,320812\n", "code,name,district\n3208000001,\"a\"\"b\",320812,extra\n",
        "\uFEFFcode,name,district\r3208000001,x,320812\r", "code,name,district,terminals\n3208000001,x,320812,99999999999\n", "code,name,district,terminals\n3208000001,x,320812,-1\n", "code,name,district,lon,lat\n3208000001,x,320812,NaN,1e999\n",
        "code,name,district\n=cmd|' /C calc'!A0,x,320812\n", "code,name,district\n" + string.Concat(Enumerable.Repeat("x,x,x\n", 2_000)), new string(',', 20_000), new string('"', 20_001), "code,name,district\n3208000001," + new string('x', 100_000) + ",320812\n", "\n\n\n", "\0\0\0",
        "{}\n{}\n", "{\"code\":\"3208000001\"}\n[]\nnull\n1\n\"\"\n", "{\n}\n", "{\"device\":\"3208008351/t1\",\"at\":\"2026-11-22T08:00:00Z\"}{}\n",
    ];

    public static string Nested(string open, string close, int depth, string inner = "") =>
        new StringBuilder().Insert(0, open, depth).Append(inner).Insert(open.Length * depth + inner.Length, close, depth).ToString();

    /// <summary>UTF-8 that is none, and bytes that mean something elsewhere.</summary>
    public static readonly byte[][] Bytes =
    [
        [0xC0, 0xAF], [0xE0, 0x80, 0xAF], [0xF0, 0x80, 0x80, 0xAF], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xFF], [0xFE, 0xFF], [0x80], [0xC3], [0xE2, 0x82], [0x00], [0x1F, 0x8B], [0x1A], [0x1B, 0x5B, 0x33, 0x31, 0x6D],
    ];
}
