using System.Globalization;
using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Twin.Api.Tests.Fuzz;

/// <summary>One request, made from a seed and its number alone.</summary>
internal sealed class FuzzCase
{
    /// <summary>Outlets that cases may change; those of others are not known to them.</summary>
    public static readonly string[] Codes = [.. Enumerable.Range(1, 12).Select(i => $"32089{i:00000}")];

    private static readonly string[] Ids = ["standard", "default", "always", "fuzz-a", "fuzz-b", "t1", "l1", "c1", "1", "2", "s-0123456789", "3208900001-1k9x2"];
    private static readonly string[] Types =
        ["application/json", "application/yaml", "application/x-ndjson", "text/csv", "application/merge-patch+json", "text/plain", "application/xml", "multipart/form-data", "application/json; charset=utf-16", "text/csv; charset=gbk", "application/json;;;", "a", "*/*", ""];
    private static readonly string[] Methods = ["GET", "PUT", "POST", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "QUERY", "get", "PROPFIND"];
    private static readonly string[] Headers = ["If-Match", "If-None-Match", "Accept", "Idempotency-Key", "Last-Event-ID", "Accept-Encoding", "Range", "X-Forwarded-For", "traceparent", "Accept-Language", "Expect-CT", "Cookie"];
    private static readonly string[] QueryNames = ["dryRun", "limit", "cursor", "fields", "sort", "asOf", "since", "q", "bbox", "near", "within", "by", "zoom", "status", "district", "resume", "topics", "constructor", "__proto__", "", "a[]", "Limit"];

    private readonly List<(string Name, string Value)> _headers = [];

    public FuzzCase(int seed, int number, IReadOnlyList<Operation> operations)
    {
        var random = new Random(HashCode(seed, number));
        Operation = random.Pick(operations);
        Method = random.OneIn(25) ? random.Pick(Methods) : Operation.Method;
        Target = TargetOf(random);
        (Type, Body) = BodyOf(random);
        for (var i = random.Next(6); i > 3; i--) _headers.Add((random.Pick(Headers), random.Pick(Hostile.Texts)));
        if (random.OneIn(40)) _headers.Add(("Authorization", "Bearer " + random.Pick(Hostile.Texts)));
    }

    public Operation Operation { get; }
    public string Method { get; }

    /// <summary>Path and query as they go over the wire.</summary>
    public string Target { get; }
    public string? Type { get; }
    public byte[]? Body { get; }

    /// <summary>It may wait for something by itself for some seconds.</summary>
    public bool MayWait => Target.Contains("minRevision", StringComparison.OrdinalIgnoreCase);

    public override string ToString()
    {
        var body = Body is null ? "" : $" {Type} {Body.Length} bytes {Printable(Encoding.Latin1.GetString(Body.AsSpan(0, Math.Min(300, Body.Length))))}";
        return $"{Method} {Printable(Target[..Math.Min(400, Target.Length)])}{string.Concat(_headers.Select(h => $" [{h.Name}: {Printable(h.Value[..Math.Min(80, h.Value.Length)])}]"))}{body}";
    }

    public HttpRequestMessage ToRequest(Uri server)
    {
        // Nothing is tidied up on the way: dots and escapes go out as they are.
        var uri = new Uri($"http://{server.Authority}{Target}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        var request = new HttpRequestMessage(new(Method), uri);
        if (Body is not null)
        {
            request.Content = new ByteArrayContent(Body);
            if (Type is { Length: > 0 }) request.Content.Headers.TryAddWithoutValidation("Content-Type", Type);
        }
        foreach (var (name, value) in _headers)
        {
            // The client itself does not let out what cannot be sent.
            var sent = new string([.. value.Where(c => c is >= ' ' and < '\u007f')]);
            if (name == "Authorization") request.Headers.Remove(name);
            if (!request.Headers.TryAddWithoutValidation(name, sent)) request.Content?.Headers.TryAddWithoutValidation(name, sent);
        }
        return request;
    }

    private string TargetOf(Random random)
    {
        var path = string.Join('/', Operation.Path.Split('/').Select(step => step.StartsWith('{') ? Escape(random, ValueOf(random, step)) : random.OneIn(200) ? Escape(random, random.Pick(Hostile.Texts)) : step));
        var query = new List<string>();
        for (var i = random.Next(5); i > 1; i--)
        {
            var name = Operation.Query.Count > 0 && !random.OneIn(6) ? random.Pick(Operation.Query) : random.Pick(QueryNames);
            // Each waits for seconds: few of them find what many would.
            if (name == "minRevision" && !random.OneIn(40)) continue;
            query.Add($"{Uri.EscapeDataString(name)}={Escape(random, random.Pick(Hostile.Texts))}");
        }
        if (query.Count > 0) path += (random.OneIn(60) ? "??&&" : "?") + string.Join('&', query);
        return path.Length > 7_000 ? path[..7_000].TrimEnd('%') : path;
    }

    private static string ValueOf(Random random, string step) =>
        random.OneIn(3) ? random.Pick(Hostile.Texts) : step.Contains("code", StringComparison.Ordinal) ? random.Pick(Codes) : random.Pick(Ids);

    // Mostly as a client would; now and then as one should not.
    private static string Escape(Random random, string text)
    {
        var bytes = Mutations.Utf8(text);
        if (random.OneIn(20)) return string.Concat(bytes.Select(b => $"%{b:x2}"));
        if (random.OneIn(20)) return new([.. text.Where(c => c is > ' ' and < '\u007f' and not ('#' or '?'))]);
        var escaped = new StringBuilder();
        foreach (var b in bytes)
        {
            if (char.IsAsciiLetterOrDigit((char)b) || b is (byte)'-' or (byte)'.' or (byte)'_' or (byte)'~' or (byte)',' or (byte)'!' or (byte)':') escaped.Append((char)b);
            else escaped.Append(CultureInfo.InvariantCulture, $"%{b:X2}");
        }
        return escaped.ToString();
    }

    private (string?, byte[]?) BodyOf(Random random)
    {
        if (Operation.Bodies.Count == 0 && !random.OneIn(20)) return (null, null);
        var (type, example) = Operation.Bodies.Count > 0 ? random.Pick(Operation.Bodies) : ("application/json", null);
        var bytes = Mutations.Utf8(TextOf(random, type, example));
        if (random.OneIn(15)) bytes = Mutations.Bytes(random, bytes);
        if (random.OneIn(25)) bytes = Packed(random, bytes);
        else if (random.OneIn(60)) _headers.Add(("Content-Encoding", random.Pick((string[])["gzip", "deflate", "br", "gzip, gzip", "", "x"])));
        return (random.OneIn(20) ? random.Pick(Types) : type, bytes);
    }

    private static string TextOf(Random random, string type, JsonNode? example)
    {
        if (type.Contains("csv", StringComparison.Ordinal)) return random.OneIn(3) ? random.Pick(Hostile.Lines) : Mutations.Text(random, Own(random, (string?)example ?? "code,name,district\n3208900001,x,320812\n"));
        if (type.Contains("yaml", StringComparison.Ordinal)) return random.OneIn(2) ? random.Pick(Hostile.Yaml) : Mutations.Text(random, example is JsonValue text ? (string)text! : example?.ToJsonString() ?? "a: 1");
        if (type.Contains("ndjson", StringComparison.Ordinal) && random.OneIn(3)) return random.Pick(Hostile.Lines);
        var own = example is null ? null : JsonNode.Parse(Own(random, example.ToJsonString()));
        if (own is JsonValue written && written.TryGetValue<string>(out var inText)) return random.OneIn(2) ? Mutations.Text(random, inText) : Mutations.Json(random, TryParse(inText));
        return random.Next(4) switch
        {
            0 => own?.ToJsonString() ?? "{}",
            1 => Mutations.Text(random, own?.ToJsonString() ?? "{}"),
            _ => Mutations.Json(random, own),
        };
    }

    private static JsonNode? TryParse(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }

    // The outlets of the examples are others' to keep.
    private static string Own(Random random, string example) =>
        example.Replace("3208008351", random.Pick(Codes), StringComparison.Ordinal).Replace("2026-11-22T08:00:00Z", DateTime.UtcNow.ToString("O"), StringComparison.Ordinal);

    private byte[] Packed(Random random, byte[] bytes)
    {
        _headers.Add(("Content-Encoding", "gzip"));
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(bytes);
            // A bomb: some megabytes of nothing.
            if (random.OneIn(12))
                for (var i = 0; i < 40; i++) gzip.Write(new byte[1 << 20]);
        }
        var whole = packed.ToArray();
        return random.Next(4) switch
        {
            0 => whole[..random.Next(whole.Length)],
            1 => Mutations.Bytes(random, whole),
            2 => [.. whole, .. whole],
            _ => whole,
        };
    }

    private static int HashCode(int seed, int number) => unchecked((int)((uint)(seed * 0x9E3779B1) ^ ((uint)number * 0x85EBCA77) ^ ((uint)number >> 13)));

    private static string Printable(string text) => string.Concat(text.Select(c => c is >= ' ' and < '\u007f' ? c.ToString() : $"\\u{(int)c:x4}"));
}
